// The text of a code block as its author wrote it, whatever a documentation tool has made of it; and the options in its first line.

/** What tools put into a block beside its text: buttons, the name of the language, numbers of lines. */
const BESIDE = "button, .lang, .linenos, .lineno, .linenodiv, [data-line-number], [aria-hidden=true]";
/** A line of its own, with or without a line break in the text. */
const LINE = ".line, .token-line, div, p, li";

/** What a first line may set. */
const OPTIONS = ["view", "table", "sort", "search", "where", "group", "pivot", "numbers", "fact", "print"];

const MARK = /^%%[ \t]+filing(?=\s|$)(.*)$/;

/**
 * The text of a block. Not `textContent`: where a tool parts lines by elements that would be a single line.
 * @param {Element} block
 * @returns {string}
 */
export function textOf(block) {
  let text = "";
  // A line has ended, and no line break was seen yet.
  let ended = false;
  const add = (/** @type {string} */ more) => {
    if (ended && !more.startsWith("\n")) text += "\n";
    ended = false;
    text += more;
  };
  /** @param {Node} node */
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return void (node.nodeValue && add(node.nodeValue.replace(/\r\n?/g, "\n")));
    if (!(node instanceof Element) || node.matches(BESIDE)) return;
    if (node.localName === "br") return add("\n");
    const line = node !== block && node.matches(LINE);
    if (line && ended) {
      text += "\n";
      ended = false;
    }
    if (line && text !== "" && !text.endsWith("\n")) text += "\n";
    const { length } = text;
    node.childNodes.forEach(walk);
    if (line) ended = !(text.length > length && text.endsWith("\n"));
  };
  walk(block);
  // One tool writes the language into the block.
  return text.replace(/^\s*filing[ \t]*\n/, "");
}

/** Whether a text is marked as a filing by its first line. @param {string} text */
export const isMarked = (text) => MARK.test(firstLine(text));

/**
 * A text without its line of options, and what that sets: `%% filing view=facts sort=-value`. A minus turns an order round; a value
 * with spaces stands in quotes.
 * @param {string} text
 * @returns {{ text: string, options: Map<string, string>, unknown: string[] }}
 */
export function withoutOptions(text) {
  const options = new Map();
  /** @type {string[]} */
  const unknown = [];
  const marked = MARK.exec(firstLine(text));
  if (!marked) return { text, options, unknown };
  for (const [word, name, quoted, bare] of (marked[1] ?? "").matchAll(/([\w-]+)=(?:"([^"]*)"|(\S*))|\S+/g)) {
    if (name && OPTIONS.includes(name)) options.set(name, name === "sort" ? sortOf(quoted ?? bare ?? "") : quoted ?? bare ?? "");
    else unknown.push(word);
  }
  return { text: text.replace(/^\s*%%[^\n]*\n?/, ""), options, unknown };
}

/** @param {string} sort */
const sortOf = (sort) => sort.split(",").map((key) => key.trim().replace(/^-(.+)$/, "$1 descending")).join(", ");

/** The first line that is not blank. @param {string} text */
const firstLine = (text) => /\S[^\n]*/.exec(text)?.[0].trimEnd() ?? "";
