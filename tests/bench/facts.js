// A filing of as many facts as wanted, written on the fly: line items, members, periods, units, nils, blanks and text, all of them
// invented, in the proportions of a 10-K. Once as an inline XBRL document, and once as the objects that other tables take.

/** @typedef {"figures" | "texts"} Sort Mostly numbers, or a text of its own in every fact. */
/** @typedef {{ label: string, value: number | null, text: string, unit: string, period: string, members: string }} Row */
/** @typedef {{ name: string, label: string }} Named */

const THINGS = ["Cash and cash equivalents", "Accounts receivable", "Inventories", "Prepaid expenses", "Property, plant and equipment", "Goodwill", "Intangible assets", "Deferred tax assets", "Accounts payable", "Accrued liabilities", "Contract liabilities", "Long-term debt", "Operating lease liabilities", "Retained earnings", "Common stock", "Revenues", "Cost of revenue", "Research and development", "Selling and marketing", "Interest expense", "Income tax expense", "Net income", "Share-based compensation", "Depreciation and amortization", "Capital expenditures", "Dividends paid", "Repurchases of common stock", "Pension benefit obligation", "Loans and leases", "Allowance for credit losses"];
const HOW = ["", ", current", ", noncurrent", ", gross", ", net", ", at fair value", ", at carrying amount", ", before tax", ", after tax", ", attributable to parent", ", noncontrolling interests", ", maximum", ", minimum", ", weighted average"];
const CHANGES = ["", "Increase (decrease) in ", "Proceeds from ", "Payments for ", "Impairment of ", "Fair value of ", "Gain (loss) on ", "Transfers of ", "Unrecognized "];
const PLACES = ["North America", "Europe", "Japan", "Greater China", "Rest of Asia Pacific", "Latin America", "Middle East", "Canada"];
const PARTS = ["Products", "Services", "Licenses", "Cloud", "Hardware", "Maintenance", "Advertising", "Subscriptions"];
const WORDS = "the company expects to recognize remaining performance obligations over a period of years and has recorded certain costs under agreements with customers suppliers lenders and regulators that may require additional payments if conditions are not met before maturity dates or upon termination of leases for facilities located in several countries".split(" ");
const UNITS = [["usd", "iso4217:USD", "USD"], ["eur", "iso4217:EUR", "EUR"], ["shares", "xbrli:shares", "shares"], ["pure", "xbrli:pure", "pure"]];
const YEARS = [2019, 2020, 2021, 2022, 2023, 2024];
/** How many facts of one line item stand in a row. */
const ACROSS = 4;
/** How many printed tables there are at most. */
const TABLES = 1000;

/** A generator of numbers from 0 to 1, the same ones every time. @param {number} seed */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A name as taxonomies make them of a label. @param {string} label */
const nameOf = (label) => label.split(/[^A-Za-z]+/).map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join("");

const ITEMS = CHANGES.flatMap((change) => THINGS.flatMap((thing) => HOW.map((how) => {
  const label = change + (change ? thing.toLowerCase() : thing) + how;
  return { label, name: `${label.length % 5 === 0 ? "own" : "us-gaap"}:${nameOf(label)}` };
})));

/** Members by their axes; none for most facts of a statement. @type {[string, string, string][][]} */
const MEMBERS = [[], [], ...PLACES.map((place) => [/** @type {[string, string, string]} */ (["srt:StatementGeographicalAxis", `own:${nameOf(place)}Member`, place])])];
for (const part of PARTS) {
  MEMBERS.push([["us-gaap:ProductOrServiceAxis", `own:${part}Member`, part]]);
  for (const place of PLACES) MEMBERS.push([["srt:StatementGeographicalAxis", `own:${nameOf(place)}Member`, place], ["us-gaap:ProductOrServiceAxis", `own:${part}Member`, part]]);
}

/** Years and quarters, and the days on which they end. @type {{ xml: string, words: string }[][]} */
const PERIODS = [[], [], []];
const instant = (/** @type {string} */ day) => ({ xml: `<xbrli:instant>${day}</xbrli:instant>`, words: day });
const duration = (/** @type {string} */ from, /** @type {string} */ to) => ({ xml: `<xbrli:startDate>${from}</xbrli:startDate><xbrli:endDate>${to}</xbrli:endDate>`, words: `${from} to ${to}` });
for (const year of YEARS) {
  PERIODS[0]?.push(duration(`${year}-01-01`, `${year}-12-31`));
  for (const [from, to] of [["01-01", "03-31"], ["04-01", "06-30"], ["07-01", "09-30"], ["10-01", "12-31"]]) {
    PERIODS[1]?.push(duration(`${year}-${from}`, `${year}-${to}`));
    PERIODS[2]?.push(instant(`${year}-${to}`));
  }
}

/**
 * The facts of a filing, row by row as it prints them.
 * @param {number} count @param {Sort} sort
 */
function* printed(count, sort) {
  const next = random(count);
  const any = (/** @type {number} */ most) => Math.floor(next() * most);
  for (let at = 0; at < count; ) {
    const item = any(ITEMS.length);
    const members = any(MEMBERS.length);
    const periods = any(PERIODS.length);
    const first = any(/** @type {any[]} */ (PERIODS[periods]).length - ACROSS);
    const unit = item % 7 === 0 ? 2 : item % 11 === 0 ? 1 : item % 13 === 0 ? 3 : 0;
    // Amounts are in thousands or millions, as the item is; the leading digits of each row have a size of their own.
    const scale = unit === 3 ? 0 : item % 3 === 0 ? 6 : 3;
    const size = 10 ** (1 + 5.5 * next());
    const cells = [];
    for (let column = 0; column < ACROSS && at < count; column += 1, at += 1) {
      const kind = next();
      const digits = Math.round(size * (0.5 + next()));
      const negative = kind < 0.12;
      if (sort === "texts" || kind > 0.97) {
        const words = Array.from({ length: 7 + any(6) }, () => WORDS[any(WORDS.length)]).join(" ");
        cells.push({ period: first + column, text: kind > 0.995 ? "" : `${words.slice(0, 1).toUpperCase()}${words.slice(1)} ${any(10_000)}`, value: null, shown: "" });
      } else if (kind > 0.95) cells.push({ period: first + column, text: null, value: null, shown: "" });
      else cells.push({ period: first + column, text: null, value: (negative ? -digits : digits) * 10 ** scale, shown: digits.toLocaleString("en-US") });
    }
    yield { item, members, periods, unit, scale, cells };
  }
}

/** The facts as objects. @param {number} count @param {Sort} sort */
export function objects(count, sort) {
  /** @type {Row[]} */
  const rows = [];
  const members = MEMBERS.map((set) => set.map(([, , label]) => label).join(", "));
  for (const { item, members: set, periods, unit, cells } of printed(count, sort)) {
    for (const { period, value, text } of cells) {
      rows.push({
        label: ITEMS[item]?.label ?? "", value, text: text ?? "", unit: text === null ? UNITS[unit]?.[2] ?? "" : "",
        period: PERIODS[periods]?.[period]?.words ?? "", members: members[set] ?? "",
      });
    }
  }
  return rows;
}

/** The facts as an inline XBRL document, in parts of some hundred kilobytes. @param {number} count @param {Sort} sort */
export function inlineDocument(count, sort) {
  const names = [["ix", "2013/inlineXBRL"], ["ixt", "inlineXBRL/transformation/2020-02-12"], ["xbrli", "2003/instance"], ["iso4217", "2003/iso4217"]].map(([prefix, name]) => `xmlns:${prefix}="http://www.xbrl.org/${name}"`).join(" ");
  const own = `xmlns:xbrldi="http://xbrl.org/2006/xbrldi" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:us-gaap="http://fasb.org/us-gaap/2024" xmlns:srt="http://fasb.org/srt/2024" xmlns:own="http://example.org/2024"`;
  const contexts = PERIODS.flatMap((all, kind) => all.flatMap(({ xml }, at) => MEMBERS.map((set, members) => {
    const segment = set.map(([axis, member]) => `<xbrldi:explicitMember dimension="${axis}">${member}</xbrldi:explicitMember>`).join("");
    return `<xbrli:context id="c${kind}-${at}-${members}"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0000000001</xbrli:identifier>${segment && `<xbrli:segment>${segment}</xbrli:segment>`}</xbrli:entity><xbrli:period>${xml}</xbrli:period></xbrli:context>`;
  })));
  const units = UNITS.map(([id, measure]) => `<xbrli:unit id="${id}"><xbrli:measure>${measure}</xbrli:measure></xbrli:unit>`);
  const parts = [`<html xmlns="http://www.w3.org/1999/xhtml" ${names} ${own}><head><title>Bench</title></head><body><div style="display:none"><ix:header><ix:resources>${contexts.join("")}${units.join("")}</ix:resources></ix:header></div>\n`];
  const perTable = Math.max(10, Math.ceil(count / ACROSS / TABLES));
  let part = "";
  let row = 0;
  for (const { item, members, periods, unit, scale, cells } of printed(count, sort)) {
    const { label, name } = /** @type {Named} */ (ITEMS[item]);
    if (row % perTable === 0) part += `${row > 0 ? "</table>" : ""}<p><b>Note ${row / perTable + 1}. ${label}</b></p><table>\n`;
    row += 1;
    part += `<tr><td>${label}</td>`;
    for (const { period, text, value, shown } of cells) {
      const context = `contextRef="c${periods}-${period}-${members}"`;
      const number = `name="${name}" ${context} unitRef="${UNITS[unit]?.[0]}"`;
      if (text !== null) part += `<td><ix:nonNumeric name="${name}Note" ${context}>${text}</ix:nonNumeric></td>`;
      else if (value === null) part += `<td><ix:nonFraction ${number} xsi:nil="true"/></td>`;
      else part += `<td>${value < 0 ? "(" : ""}<ix:nonFraction ${number} decimals="${-scale || 0}" scale="${scale}" format="ixt:num-dot-decimal"${value < 0 ? ' sign="-"' : ""}>${shown}</ix:nonFraction>${value < 0 ? ")" : ""}</td>`;
    }
    part += "</tr>\n";
    if (part.length > 1 << 18) {
      parts.push(part);
      part = "";
    }
  }
  parts.push(part, "</table></body></html>\n");
  return parts;
}
