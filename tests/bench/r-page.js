// An invented R page in EDGAR's markup, made as long as wanted by repeating its rows.

const ROWS = [
  ["us-gaap_Revenues", "Revenue from harbour dues", "$ 175,821", "$ 154,464"],
  ["us-gaap_CostOfRevenue", "Cost of dredging", "(56,422)", "(41,143)"],
  ["us-gaap_GrossProfit", "Gross profit", "119,399", "113,321"],
  ["us-gaap_OperatingExpenses", "Pilots, tugs and lights", "(92,077)", "(90,604)"],
  ["us-gaap_OtherNonoperatingIncomeExpense", "Other", "", "(1,250)"],
  ["us-gaap_NetIncomeLoss", "Net income", "$ 27,322", "$ 21,467"],
  ["us-gaap_EarningsPerShareBasic", "Earnings per share, basic (in dollars per share)", "$ 0.27", "$ 0.21"],
  ["us-gaap_WeightedAverageNumberOfSharesOutstandingBasic", "Shares, basic (in shares)", "101,193", "102,224"],
];

/** @param {number} bytes how long the page is to be at least */
export function rPage(bytes) {
  const head = `<html><head><title></title></head><body><span style="display: none;">v3.24.1</span>
<table class="report" border="0" cellspacing="2" id="idm1">
<tr><th class="tl" colspan="1" rowspan="2"><div style="width: 200px;"><strong>Consolidated Statements of Operations - USD ($)<br> shares in Thousands, $ in Thousands</strong></div></th>
<th class="th" colspan="2">12 Months Ended</th></tr>
<tr><th class="th"><div>Dec. 31, 2023</div></th><th class="th"><div>Dec. 31, 2022</div></th></tr>
`;
  const value = (/** @type {string} */ text) => (text ? `<td class="${text.includes("(") ? "num" : "nump"}">${text}<span></span>\n</td>` : `<td class="text">&#160;<span></span>\n</td>`);
  const rows = [head];
  for (let at = 0, length = head.length; length < bytes; at += 1) {
    const [name, label, ...values] = ROWS[at % ROWS.length];
    const row = `<tr class="${at % 2 ? "ro" : "re"}"><td class="pl" style="border-bottom: 0px;" valign="top"><a class="a" href="javascript:void(0);" onclick="Show.showAR( this, 'defref_${name}', window );">${label}</a></td>\n${values.map(value).join("\n")}\n</tr>\n`;
    rows.push(row);
    length += row.length;
  }
  return `${rows.join("")}</table>\n</body></html>\n`;
}
