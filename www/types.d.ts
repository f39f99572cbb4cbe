/** The shapes that cross the boundary between wasm, worker and page. Numbers of tables, rows, columns and facts count from 0. */

/** Something to open: a file, a blob, bytes, or text; with a name for messages. */
export type Source = File | Blob | Uint8Array | string | { name: string; bytes: Uint8Array | string };

export interface Info {
  sources: { name: string; format: string; bytes: number }[];
  facts: number;
  tables: TableInfo[];
  /** What could not be known, grouped: text, how often, and the first place it is about. */
  caveats: { text: string; count: number; table: number | null; row: number | null; fact: number | null }[];
  /** Cells whose column is assumed and that no one has settled, over all tables. */
  assumed: number;
  /** How many files were given, those in archives and submissions among them; `members()` lists them. */
  members: number;
}

/** A file that was given, or one that an archive or a submission holds; these follow what holds them. */
export interface Member {
  /** With the containers it lies in: `filing.zip/reports/report.htm`. */
  name: string;
  /** In bytes, unpacked. */
  size: number;
  /** As an EDGAR submission types it: `10-K`. */
  type: string | null;
  description: string | null;
  state: "read" | "opened" | "left" | "waiting";
  /** What it was read or opened as, or why it was left. */
  what: string;
}

/** How much of what archives hold was read. */
export interface Waiting {
  members: number;
  ofMembers: number;
  bytes: number;
  ofBytes: number;
}

export interface TableInfo {
  title: string;
  name: string;
  /** "Statement", "Parenthetical", "Policies", "Tables", "Details", "Details Narrative" or "". */
  kind: string;
  /** Of a statement made from the filing's own presentation, under what it is listed: "Cover", "Statements", "Notes", "Policies",
   * "Tables", "Details" or "Uncategorized"; null of any other table, and where the filing's roles do not say. */
  category: string | null;
  currency: string;
  notes: string[];
  members: string[];
  columns: ColumnInfo[];
  /** Rows, headers among them; and those with values. */
  rows: number;
  filled: number;
  values: number;
  assumed: number;
  assumedRows: number;
  caveats: string[];
  footnotes: { mark: string; text: string }[];
  definitions: Definition[];
  /** Printed by an inline document and not read yet: its columns and rows come when it is asked for. */
  unread: boolean;
}

export interface Definition {
  name: string | null;
  text: string | null;
  references: string[];
  details: [string, string][];
  rows: number[];
  assumed: boolean;
}

export interface ColumnInfo {
  heading: string[];
  period: string | null;
  units: string[];
  members: string[];
  marks: string[];
  /** Why the column's duration is assumed. */
  assumed: string | null;
  /** Most of its values are numbers: align right. */
  numeric: boolean;
}

/** A key to sort by. Of several the first counts most; facts equal in all keep the order read. Nil and blanks are last either way. */
export interface SortKey<By> {
  by: By;
  /** Greatest first. */
  descending?: boolean;
}

/** What rows of a table are wanted. Idempotent: nothing depends on an earlier request. */
export interface RowsQuery {
  table: number;
  /**
   * Only rows that hold all these words (as in FactsQuery) in their label, concept, members or cells, and the headings over them.
   * It needs the full module, as several keys do.
   */
  search?: string;
  /** Column to sort by, -1 the labels, or several keys; null as filed. */
  sort?: number | SortKey<number>[] | null;
  /** Of a `sort` that is one column. */
  descending?: boolean;
  /** Sort the whole table, not within each member section. */
  across?: boolean;
  /** The columns of which there are cells, in this order; all where it is left out. For tables of very many columns. */
  columns?: number[];
  start?: number;
  end?: number;
}

export interface Rows {
  total: number;
  rows: Row[];
}

export interface Row {
  row: number;
  kind: "facts" | "members" | "heading";
  label: string;
  unit: string | null;
  depth: number;
  concept: string | null;
  members: string[];
  marks: string[];
  assumed: string | null;
  /** Facts in the label. */
  facts: number[];
  /** One for each column of the table, or of the query; null where blank. */
  cells: (Cell | null)[];
}

export interface Cell {
  /** Null where the document prints what is no fact. */
  fact: number | null;
  /** Further facts in the cell. */
  also: number[];
  shown: string;
  kind: Kind;
  value: string | null;
  /** Its stated accuracy: a number, "INF", or null where none is stated. */
  decimals: string | null;
  negative: boolean;
  nil: boolean;
  marks: string[];
  /** Why the column is assumed and which are open; null when certain or settled. */
  doubt: { why: string; columns: number[] } | null;
  /** A person moved or confirmed it. */
  confirmed: boolean;
  caveats: number;
}

export type Kind =
  | "money" | "shares" | "per share" | "percent" | "number" | "duration" | "date" | "boolean" | "text" | "dash" | "nil";

/**
 * What a fact has one of, and what facts are sorted, filtered, counted and grouped by. Each has values that are strings, stable
 * from one opening of the same files to the next, fit for a link; "" is the value of a fact that lacks it.
 *
 * - "label": the label, or the concept's name in words
 * - "concept": the concept's name as filed, or its label where it has none
 * - "origin": "standard" (the concept is of a taxonomy that others than the filer keep), "custom" or ""
 * - "members": all dimensions, "axis=member" and a line break between two of them
 * - "axis:" and an axis as filed, such as "axis:us-gaap:StatementBusinessSegmentsAxis": the member on it, or the typed value;
 *   "axis:" alone is of members whose axis the filing does not say, with a line break between several
 * - "period": as in the Open Information Model, "2023-01-01T00:00:00/2024-01-01T00:00:00"
 * - "unit": in words, "USD / shares"
 * - "entity": scheme, a space, identifier
 * - "kind": a Kind
 * - "sign": "positive", "negative", "zero", or "" of what is no number
 * - "decimals": "-6", "INF"
 * - "scale": the power of ten in which a number was shown: "6" for millions, "-2" for a percentage, "0"; "" of all else
 * - "nil", "hidden", "caveat": "yes" or "no"
 * - "table", "report": its number
 */
export type Aspect =
  | "label" | "concept" | "origin" | "members" | `axis:${string}` | "period" | "unit" | "entity" | "kind" | "sign" | "decimals" | "scale"
  | "nil" | "hidden" | "caveat" | "table" | "report";

/** "axis" is the axes that a fact has, any number of them, each as the aspect of its members: "axis:us-gaap:…"; "" where it has no dimensions. */
export type Facet = Aspect | "axis";

/** "value" is numbers exactly, then lengths of time, dates, true and false, text, dashes. */
export type FactSort = Aspect | "value";

/**
 * What facts are wanted. Idempotent. Anything but one of the sorts "label", "members", "period", "unit", "value" and "table" alone
 * needs the full module, which is fetched for it: a filing that the small one has read is read again there, once.
 */
export interface FactsQuery {
  /**
   * Words, parted by spaces, that must all occur, each anywhere: in the label, the concept's name, an axis, a member, the value or
   * what is shown; of a text block in its beginning (the first 16,000 bytes of what is shown; less where there are very many).
   * Capitals and the marks of letters do not count.
   */
  search?: string;
  /**
   * Values by facet: one of a facet's values is enough, and every facet must agree. `{ unit: ["USD", "EUR"], nil: ["no"] }`. An
   * empty list is as none.
   */
  where?: Partial<Record<Facet, string[]>>;
  sort?: FactSort | SortKey<FactSort>[] | null;
  /** Of a `sort` that is one name. */
  descending?: boolean;
  start?: number;
  end?: number;
}

/** The facts of a query in groups: a heading, its facts in the query's order, the next heading. `start` and `end` count both. */
export interface GroupsQuery extends FactsQuery {
  /** What the facts of a group have in common. Groups stand in the order of this aspect; turned round where it is the first sort key and descending. */
  group: Aspect;
  /** The values whose facts are listed; of other groups there is the heading only. Left out: of all. */
  open?: string[];
}

export interface GroupRows {
  /** Headings and listed facts. */
  total: number;
  groups: number;
  /** Facts in all groups, listed or not. */
  facts: number;
  rows: (Group | FactRow)[];
}

/** A heading of a group; a FactRow has no `group`. */
export interface Group {
  group: Aspect;
  value: string;
  words: string;
  count: number;
  open: boolean;
  /**
   * The exact sum, where there is one: all facts are of one concept (by its name), entity and unit; they are money, shares or
   * counts of a unit, none nil; they have one period, or durations of which no two overlap, and the same dimensions, or over one
   * period the same axes with different members on just one. A fact that is reported several times counts once, as its most
   * accurate value.
   */
  sum: { value: string; unit: string; kind: Kind; decimals: string | null } | null;
  /** Why there is no sum; or with a sum over members, that it counts twice what one member holds of another. A sentence, or null. */
  why: string | null;
}

/** What is asked of a facet. */
export interface FacetQuery {
  facet: Facet;
  /** Only values with all these words, in the value or in words. */
  search?: string;
  /** How many values at most; 20 where it is left out, at most 1,000. */
  limit?: number;
}

/**
 * A facet's values with how many facts have each, under the query's search and all its filters but the facet's own. The most
 * frequent come first; a value that no fact has under them is there only where the query chose it.
 */
export interface FacetCounts {
  facet: Facet;
  /** How many values there are, beyond those that are given. */
  total: number;
  values: { value: string; words: string; count: number; chosen: boolean }[];
}

export interface Found {
  /** How many rows match. */
  total: number;
  /** The index of the one found in the query's order, and which of the matches it is, from 0; null where none matches. */
  index: number | null;
  match: number | null;
}

/** Concepts down, the values of an aspect across. `sort` orders the rows by the first fact of each; `start` and `end` count rows. */
export interface PivotQuery extends FactsQuery {
  across: Aspect;
  /** How many columns at most: those with the most facts. 50 where it is left out, at most 1,000. */
  columns?: number;
}

export interface Pivot {
  total: number;
  /** Facts in all cells, those in columns left out as well. */
  facts: number;
  /** Latest first of periods, else in the aspect's order; "" last. */
  columns: { value: string; words: string; count: number }[];
  rows: PivotRow[];
  /** Of the columns that were left out: a sentence, or null. */
  caveat: string | null;
}

export interface PivotRow {
  concept: string | null;
  label: string;
  /** As in FactRow. */
  labelFrom: "printed" | "name" | null;
  facts: number;
  /** One for each column; null where there is no fact. */
  cells: (PivotCell | null)[];
}

/**
 * The facts of a concept in a column. Where they all report the same (one value, unit, period, entity and dimensions), it shows the
 * first of them; where they differ, `shown` is "" and `different` says how many there are.
 */
export interface PivotCell {
  /** How many differ; 1 where they all report the same. */
  different: number;
  /** How many there are, and the first 20. */
  count: number;
  facts: number[];
  shown: string;
  unit: string;
  kind: Kind;
  value: string | null;
  /** As in Cell. */
  decimals: string | null;
  negative: boolean;
  nil: boolean;
  assumed: boolean;
  confirmed: boolean;
  caveats: number;
}

export interface FactRows {
  total: number;
  rows: FactRow[];
}

export interface FactRow {
  fact: number;
  label: string;
  /** Where a label that was not filed as one is from: printed beside the fact, or the concept's name in words. */
  labelFrom: "printed" | "name" | null;
  concept: string | null;
  members: string;
  period: string;
  unit: string;
  shown: string;
  value: string | null;
  /** As in Cell. */
  decimals: string | null;
  kind: Kind;
  negative: boolean;
  nil: boolean;
  table: number | null;
  row: number | null;
  assumed: boolean;
  confirmed: boolean;
  caveats: number;
}

/** Everything known of one fact: what the card shows. */
export interface FactDetail {
  fact: number;
  label: string | null;
  /** As in FactRow. */
  labelFrom: "printed" | "name" | null;
  concept: { name: string | null; namespace: string | null; dataType: string | null; balance: string | null; periodType: string | null } | null;
  /** Of a long text the beginning. */
  shown: string;
  value: string | null;
  /** How many characters are shown in all, where `shown` is only the beginning. */
  whole: number | null;
  kind: Kind;
  nil: boolean;
  /** It stands in the part of a document that is not displayed. */
  hidden: boolean;
  /** The way from what is shown to the value, in order; [] where there is none to tell. The last step gives the value. */
  how: Step[];
  /** The fact's element as filed, with its attributes in order; of XBRL only, as is the context. */
  element: { name: string; attributes: [string, string][] } | null;
  context: {
    id: string; scheme: string; identifier: string;
    /** The elements of the period and their dates as written: ["instant", "2023-12-31"]. */
    period: [string, string][];
    /** A typed member is its element as written. */
    dimensions: { container: "segment" | "scenario"; axis: string; member: string; typed: boolean }[];
  } | null;
  unit: string | null;
  /** The unit's measures, `{namespace}local`. */
  measures: { numerators: string[]; denominators: string[] } | null;
  /** In words ("2023-01-01 to 2023-12-31") and as OIM. */
  period: { words: string; oim: string } | null;
  members: { axis: string | null; member: string | null; label: string | null; typed: boolean }[];
  entity: string | null;
  scheme: string | null;
  decimals: string | null;
  language: string | null;
  target: string | null;
  tuple: string | null;
  /** What the report is called, where the input names its filing: form, fiscal period, day, accession number. */
  report: string | null;
  /** What the input says of it that no aspect holds. */
  further: string | null;
  footnotes: { mark: string; text: string }[];
  /** Footnotes as XBRL ties them to facts. */
  notes: { text: string; language: string | null; arcrole: string }[];
  /** Facts tied to this one; `from`: the tie begins from the other. */
  related: { fact: number; label: string; shown: string; arcrole: string; from: boolean }[];
  /** Other facts that report the same: how many there are, and the first 50. */
  duplicates: { total: number; rows: Duplicate[] };
  caveats: string[];
  doubt: { why: string; columns: { column: number; heading: string }[] } | null;
  confirmed: boolean;
  definition: Definition | null;
  table: number | null;
  row: number | null;
  column: number | null;
  /** Printed tables that stand in it. */
  tables: number[];
  source: { name: string; line: number | null; text: string };
  /** Where it is seen: on a page; in a text; at another place of its page, which shows something else for it; nowhere. */
  document: "page" | "text" | "elsewhere" | "hidden";
}

/** A step from what is shown to the value: what is done, in words, and what it gives, exactly. */
export interface Step {
  step: "shown" | "format" | "scale" | "sign" | "exponent" | "nil" | "numerator" | "denominator" | "value" | "unknown";
  text: string;
  gives: string | null;
}

export interface Duplicate {
  fact: number;
  shown: string;
  value: string | null;
  decimals: string | null;
  /** The same value and accuracy; one number rounded differently; a contradiction. */
  likeness: "complete" | "consistent" | "inconsistent";
}

/** The forms of files; tables are written as csv, tsv, md, json and xlsx. */
export type ExportFormat = "csv" | "tsv" | "md" | "json" | "jsonl" | "xbrl-json" | "xlsx";

/** What is written or copied: facts, or rows of a table. Everything where nothing is chosen. */
export interface Chosen {
  /** Facts by their numbers, in the order wanted. */
  facts?: ArrayLike<number> | null;
  /** A table, instead of facts; its rows by their numbers, in the order wanted. */
  table?: number | null;
  rows?: ArrayLike<number> | null;
  /** Of facts the columns by name (`label`, `value`, `dimensions` …, or an axis: the README lists them); of a table by number. */
  columns?: (string | number)[] | null;
}

/** An open filing. Every method answers from the worker, or on the main thread where no worker can be had. */
export interface FilingHandle {
  info: Info;
  /** A table with its columns; one that was not read yet is read, and stands in `info` from then on. */
  table(table: number): Promise<TableInfo>;
  rows(query: RowsQuery): Promise<Rows>;
  facts(query: FactsQuery): Promise<FactRows>;
  /** The facts in groups, under headings with counts and sums. */
  groups(query: GroupsQuery): Promise<GroupRows>;
  /** How many facts have which values. The query's sort and window do not matter. */
  facets(query: FactsQuery, facets: FacetQuery[]): Promise<FacetCounts[]>;
  /**
   * The first row, at `from` or behind it, that holds all words of the text as `search` does; going on at the beginning where there
   * is none behind. `back`: at `from` or before it, going on at the end. The query's window does not matter.
   */
  find(query: FactsQuery | GroupsQuery | RowsQuery, text: string, from: number, back?: boolean): Promise<Found>;
  pivot(query: PivotQuery): Promise<Pivot>;
  members(): Promise<Member[]>;
  /** What of a large archive waits to be read, where it was opened `partly`; null once all is read. */
  waiting: Waiting | null;
  /** Reads more of what waits. The numbers of facts and tables stay, and new ones follow. Resolves to the new info. */
  more(): Promise<Info>;
  fact(id: number): Promise<FactDetail>;
  /**
   * The fact's document as an HTML page for a sandboxed frame, the fact marked: the first `mark` has the id `filing-viewer-fact`.
   * Undefined where nothing of the fact is displayed. `styles`: whether the document's own styles are kept.
   */
  document(fact: number, styles: boolean): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Puts an assumed value into another column. Resolves to the new info. Rejects if that column is filled or not there. */
  move(fact: number, column: number): Promise<Info>;
  /** Takes an assumed value's column as right. */
  confirm(fact: number): Promise<Info>;
  /** The bytes of a file: of what is chosen, of the table of that number, or of all facts. */
  export(format: ExportFormat, what?: Chosen | number | null): Promise<Uint8Array>;
  /** What such a file cannot hold, in sentences. */
  leftOut(format: ExportFormat, what?: Chosen | number | null): Promise<string[]>;
  /** A table for the clipboard, in two forms that are put there together. */
  copy(what?: Chosen | number | null): Promise<{ html: string; text: string }>;
  /** A fact in one line, as it is cited; undefined where there is none. */
  cite(fact: number): Promise<string | undefined>;
  close(): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "filing-viewer": import("./filing-viewer.js").FilingViewerElement;
  }
  interface HTMLElementEventMap {
    "filing-viewer-opened": CustomEvent<{ filing: FilingHandle; info: Info }>;
    "filing-viewer-failed": CustomEvent<{ error: Error; name: string; stopped?: true }>;
    "filing-viewer-selected": CustomEvent<{ fact: FactDetail }>;
  }
}
