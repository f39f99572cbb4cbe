//! xBRL-JSON of small instances, whole.

use super::*;
use serde_json::{Value, json};

fn written(facts_of: &str) -> (Value, Vec<String>) {
    let text = format!(
        "<xbrl xmlns='http://www.xbrl.org/2003/instance' xmlns:e='http://e.example' xmlns:i='http://www.xbrl.org/2003/iso4217'
         xmlns:link='http://www.xbrl.org/2003/linkbase' xmlns:xlink='http://www.w3.org/1999/xlink' xmlns:d='http://xbrl.org/2006/xbrldi'
         xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>
         <link:schemaRef xlink:type='simple' xlink:href='e.xsd?a=1&amp;b=2'/>
         <context id='c'><entity><identifier scheme='http://s.example'>A-1</identifier></entity><period><instant>2024-12-31</instant></period></context>
         <context id='t'><entity><identifier scheme='http://s.example'>A-1</identifier></entity><period><forever/></period>
         <scenario><d:explicitMember dimension='e:Region'>e:North</d:explicitMember>
         <d:typedMember dimension='e:Plant'><e:plant>7: east</e:plant></d:typedMember></scenario></context>
         <context id='n'><entity><identifier scheme='http://s.example'>two words</identifier></entity><period><instant>2024-12-31</instant></period></context>
         <unit id='u'><measure>i:EUR</measure></unit><unit id='pure'><measure>pure</measure></unit>
         <unit id='ps'><divide><unitNumerator><measure>i:EUR</measure></unitNumerator><unitDenominator><measure>shares</measure></unitDenominator></divide></unit>
         {facts_of}</xbrl>"
    );
    let filing = crate::read(text.into_bytes(), "e.xml").unwrap();
    let mut out = Vec::new();
    let left_out = facts(&filing, &ChosenFacts::default(), &mut out).unwrap();
    (serde_json::from_slice(&out).unwrap(), left_out)
}

#[test]
fn facts_are_as_the_model_has_them() {
    let (document, left_out) = written(
        "<e:Cash contextRef='c' unitRef='u' decimals='-3'>1230000.50</e:Cash>
         <e:Eps contextRef='t' unitRef='ps' decimals='INF'>0.10</e:Eps>
         <e:Ratio contextRef='c' unitRef='pure' decimals='2'>0.25</e:Ratio>
         <e:Note contextRef='c' xml:lang='en-US'>Some words</e:Note>
         <e:Day contextRef='c' xml:lang='en-US'>--12-31</e:Day>
         <e:Gone contextRef='c' unitRef='u' xsi:nil='true'/>",
    );
    assert!(left_out.is_empty(), "{left_out:?}");
    let info = &document["documentInfo"];
    assert_eq!(info["taxonomy"], json!(["e.xsd?a=1&b=2"]));
    assert_eq!(info["namespaces"]["e"], "http://e.example");
    let at = "2025-01-01T00:00:00";
    assert_eq!(
        document["facts"],
        json!({
            "f0": {"value": "1230000.5", "decimals": -3, "dimensions": {"concept": "e:Cash", "entity": "scheme:A-1", "period": at, "unit": "iso4217:EUR"}},
            "f1": {"value": "0.1", "dimensions": {
                "concept": "e:Eps", "entity": "scheme:A-1", "unit": "iso4217:EUR/xbrli:shares", "e:Region": "e:North", "e:Plant": "7: east"}},
            "f2": {"value": "0.25", "decimals": 2, "dimensions": {"concept": "e:Ratio", "entity": "scheme:A-1", "period": at}},
            "f3": {"value": "Some words", "dimensions": {"concept": "e:Note", "entity": "scheme:A-1", "period": at, "language": "en-us"}},
            "f4": {"value": "--12-31", "dimensions": {"concept": "e:Day", "entity": "scheme:A-1", "period": at}},
            "f5": {"value": null, "dimensions": {"concept": "e:Gone", "entity": "scheme:A-1", "period": at, "unit": "iso4217:EUR"}},
        })
    );
}

#[test]
fn what_has_no_place_is_counted_by_its_reason() {
    let (document, left_out) = written(
        "<e:Cash contextRef='c' unitRef='u' decimals='0'>1</e:Cash><e:Cash contextRef='n' unitRef='u' decimals='0'>2</e:Cash>
         <e:Cash contextRef='lost' unitRef='u' decimals='0'>3</e:Cash><e:Cash contextRef='c' unitRef='lost' decimals='0'>4</e:Cash>
         <e:Half contextRef='c' unitRef='u'><numerator>1</numerator><denominator>2</denominator></e:Half>
         <e:Person><e:Name contextRef='c'>Ada</e:Name></e:Person>",
    );
    assert_eq!(document["facts"].as_object().unwrap().keys().collect::<Vec<_>>(), ["f0"]);
    assert_eq!(
        left_out,
        ["5 of 6 facts are not in it, as xBRL-JSON has no place for them: 1 have an entity that is no scheme and identifier; 1 have no entity; \
          1 are numbers whose unit is not known; 1 are fractions, or numbers of no decimal form; 1 stand in tuples."]
    );
}

#[test]
fn footnotes_are_facts_with_links() {
    let (document, left_out) = written(
        "<e:Cash id='x' contextRef='c' unitRef='u' decimals='0'>1</e:Cash>
         <link:footnoteLink xlink:type='extended' xlink:role='http://www.xbrl.org/2003/role/link'>
         <link:loc xlink:type='locator' xlink:href='#x' xlink:label='fact'/>
         <link:footnote xlink:type='resource' xlink:label='note' xlink:role='http://www.xbrl.org/2003/role/footnote' xml:lang='en-GB'>Less &lt; more</link:footnote>
         <link:footnoteArc xlink:type='arc' xlink:from='fact' xlink:to='note' xlink:arcrole='http://www.xbrl.org/2003/arcrole/fact-footnote'/>
         </link:footnoteLink>",
    );
    assert!(left_out.is_empty(), "{left_out:?}");
    assert_eq!(document["facts"]["f0"]["links"], json!({"footnote": {"_": ["n0"]}}));
    assert_eq!(
        document["facts"]["n0"],
        json!({"value": "Less &lt; more", "dimensions": {"concept": "xbrl:note", "noteId": "n0", "language": "en-gb"}})
    );
    assert_eq!(document["documentInfo"]["linkTypes"], json!({"footnote": "http://www.xbrl.org/2003/arcrole/fact-footnote"}));
    assert_eq!(document["documentInfo"]["linkGroups"], json!({"_": "http://www.xbrl.org/2003/role/link"}));
}
