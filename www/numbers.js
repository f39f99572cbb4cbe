/**
 * All money of a table in ones, thousands, millions or billions: shifts of the decimal point in a string, no float anywhere.
 *
 * Nothing is rounded. Digits that are finer than what was printed or stated are shown faintly, and the notes say so. What is per
 * share, shares, percentages, durations and bare numbers stay as filed.
 */
import { says } from "./tool-words.js";

/** @typedef {import("./rows.js").ShownValue} ShownValue */
/** @typedef {import("./rows.js").Line} Line */
/** @typedef {keyof typeof SCALES} Scale */

/** How many powers of ten each stands for. */
export const SCALES = { ones: 0, thousands: 3, millions: 6, billions: 9 };

/** @param {string | null} text @returns {Scale | null} Null: as filed. */
export const scaleOf = (text) => (text !== null && Object.hasOwn(SCALES, text) ? /** @type {Scale} */ (text) : null);

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * A decimal divided by a power of ten.
 * @param {string} value As `-12500.5`.
 * @param {number} power
 * @returns {{ negative: boolean, whole: string, fraction: string } | null} Null where it is no decimal.
 */
export function shift(value, power) {
  const [, sign = "", whole = "", fraction = ""] = DECIMAL.exec(value) ?? [];
  if (!whole) return null;
  const digits = whole.padStart(power + 1, "0");
  const at = digits.length - power;
  return {
    negative: sign === "-" && /[1-9]/.test(whole + fraction),
    whole: digits.slice(0, at).replace(/^0+(?=\d)/, ""),
    fraction: (digits.slice(at) + fraction).replace(/0+$/, ""),
  };
}

/**
 * The power of ten of the last digit that is vouched for: of the decimals stated, or else of the last digit printed.
 * @param {string} value @param {string} shown @param {string | null} decimals
 */
export function finest(value, shown, decimals = null) {
  if (decimals !== null && /^-?\d+$/.test(decimals)) return -Number(decimals);
  if (decimals === "INF") return -(DECIMAL.exec(value)?.[3]?.length ?? 0) || 0;
  const printed = /(\d[\d,. ]*)/.exec(shown)?.[1]?.replace(/[, ]/g, "") ?? "";
  const [, , whole = "", fraction = ""] = DECIMAL.exec(value) ?? [];
  const [pw = "", pf = ""] = printed.split(".");
  const bare = (/** @type {string} */ digits) => digits.replace(/^0+/, "");
  // The printed digits are the value's first; how far the point was shifted is told from their lengths.
  const all = bare(whole + fraction);
  const seen = bare(pw + pf);
  if (!seen || !all.startsWith(seen.replace(/0+$/, ""))) return fraction.length > 0 ? -fraction.length : 0;
  const point = bare(whole).length || -(/^0*/.exec(fraction)?.[0].length ?? 0);
  return point - seen.length;
}

/** @type {Map<number, Intl.NumberFormat>} */
const formats = new Map();

/**
 * A decimal string as people of this browser's language write it. Browsers that would make a float of it keep the string.
 * @param {string} whole @param {string} fraction
 */
export function local(whole, fraction) {
  const places = fraction.length;
  const text = places > 0 ? `${whole}.${fraction}` : whole;
  const plain = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (places > 0 ? `.${fraction}` : "");
  if (!exact() || places > 100) return plain;
  let format = formats.get(places);
  if (!format) formats.set(places, format = new Intl.NumberFormat(globalThis.navigator?.languages?.slice(), { minimumFractionDigits: places, maximumFractionDigits: places }));
  return format.format(/** @type {any} */ (text));
}

/** Whether numbers are formatted from their strings. */
const exact = () => (known ??= new Intl.NumberFormat("en", { useGrouping: false }).format(/** @type {any} */ ("12345678901234567890123")) === "12345678901234567890123");
/** @type {boolean | undefined} */
let known;

/**
 * A value in another scale; the same where it is no money.
 * @param {ShownValue} value
 * @param {Scale} scale
 * @param {boolean} bare Whether the currency is said elsewhere.
 * @returns {ShownValue}
 */
export function inScale(value, scale, bare) {
  if (value.kind !== "money" || value.nil || !value.value) return value;
  const power = SCALES[scale];
  const number = shift(value.value, power);
  if (!number) return value;
  const last = finest(value.value, value.shown, value.decimals);
  const supported = Math.max(0, power - last);
  // A zero that was printed, or is vouched for, stays; what is exact to its ones needs none.
  const fraction = number.fraction.padEnd(last > 0 ? Math.min(supported, power) : 0, "0");
  const digits = local(number.whole, fraction);
  const zero = !/[1-9]/.test(number.whole + fraction);
  // How many digits at the end are finer than what is vouched for; a zero has none.
  const faint = zero ? 0 : Math.max(0, fraction.length - supported) + (power >= last ? 0 : Math.min(last - power, number.whole.length));
  const lead = bare ? "" : /^[^\d.(\-\u2212]*/.exec(value.shown)?.[0] ?? "";
  const cut = cutAt(digits, faint);
  const [open, close] = number.negative ? ["(", ")"] : ["", ""];
  return {
    ...value,
    negative: number.negative,
    shown: `${lead}${open}${digits}${close}`,
    parts: { body: lead + open + digits.slice(0, cut), faint: digits.slice(cut), fraction: fraction.length > 0 ? fraction.length + 1 : 0, percent: false, hangs: close },
  };
}

/**
 * Where the last digits of a formatted number begin.
 * @param {string} text @param {number} digits
 */
function cutAt(text, digits) {
  let at = text.length;
  for (let left = digits; left > 0 && at > 0;) if (/\p{Nd}/u.test(text[--at] ?? "")) left--;
  // A sign that parts them goes with them.
  return digits > 0 && at > 0 && !/\p{Nd}/u.test(text[at - 1] ?? "") ? at - 1 : at;
}

/**
 * What is said of money in a scale.
 * @param {Scale} scale @param {string} currency Empty where there are several, or none is known.
 */
export const unitWords = (scale, currency) => says.money(scale === "ones" ? "" : says.scales[scale], currency);
