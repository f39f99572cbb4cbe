/** The page's example: a disclosure of a company that does not exist, as text copied from a filing comes. Written for this project. */
export const example = {
  name: "example.txt",
  bytes: `|
BORROWINGS, WARRANTIES AND CONCENTRATIONS (Details Narrative) - USD ($)
$ in Thousands
|12 Months Ended
|
Dec. 31, 2025
|
Dec. 31, 2024
|Debt Instrument [Line Items]
|Interest expense
|$ 1,284
|$ 1,102
|Gain (loss) on early repayment
|$ (215)
|Advertising costs
|$ 0
|$ 36
|Product warranty period
|24 months
|Term Loan [Member]
|Debt Instrument [Line Items]
|Principal amount
|$ 12,500
|$ 12,500
|Stated interest rate
|6.25%
|Unamortized issuance costs
|$ (148)
|$ (191)
|Term Loan [Member] | Subsequent Event [Member]
|Debt Instrument [Line Items]
|Prepayment of principal
|$ 2,000
|Revolving Credit Facility [Member]
|Debt Instrument [Line Items]
|Maximum borrowing capacity
|$ 8,000
|Amount drawn
|$ 3,150
|$ 0
|Commitment fee
|0.375%
|Minimum [Member]
|Debt Instrument [Line Items]
|Estimated useful life of equipment
|3 years
|Maximum [Member]
|Debt Instrument [Line Items]
|Estimated useful life of equipment
|10 years
|Customer One [Member] | Revenue [Member] | Customer Concentration Risk [Member]
|Debt Instrument [Line Items]
|Concentration risk, percentage
|31.00%
|27.50%
|Customer Two [Member] | Revenue [Member] | Customer Concentration Risk [Member]
|Debt Instrument [Line Items]
|Concentration risk, percentage
|12.00%
|Customer Two [Member] | Accounts Receivable [Member] | Customer Concentration Risk [Member]
|Debt Instrument [Line Items]
|Concentration risk, percentage
|18.40%
|15.00%
|X
- Definition
+ References
The cost of borrowed funds that the entity accounted for as interest expense in the period.
+ Details
Reference 1: an invented standard, section 4, paragraph 2
|X
- Definition
+ References
The rate of interest that the agreement states for the borrowing.
+ Details
No definition available.
|X
- Definition
+ References
For a concentration of customers, the percentage that the customer is of the amount it is measured against.
+ Details
No definition available.
|X
- Definition
+ References
Expenditure on advertising that was charged to expense in the period.
+ Details
No definition available.
|X
- Details
|X
- Details
`,
};
