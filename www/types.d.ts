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
}

export interface TableInfo {
  title: string;
  name: string;
  /** "Statement", "Parenthetical", "Policies", "Tables", "Details", "Details Narrative" or "". */
  kind: string;
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

/** What rows of a table are wanted. Idempotent: nothing depends on an earlier request. */
export interface RowsQuery {
  table: number;
  /** Column to sort by; -1 the labels; null as filed. */
  sort?: number | null;
  descending?: boolean;
  /** Sort the whole table, not within each member section. */
  across?: boolean;
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
  /** One for each column of the table; null where blank. */
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

export interface FactsQuery {
  sort?: "label" | "members" | "period" | "unit" | "value" | "table" | null;
  descending?: boolean;
  start?: number;
  end?: number;
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

export type ExportFormat = "csv" | "md" | "json";

/** An open filing. Every method answers from the worker, or on the main thread where no worker can be had. */
export interface FilingHandle {
  info: Info;
  /** A table with its columns; one that was not read yet is read, and stands in `info` from then on. */
  table(table: number): Promise<TableInfo>;
  rows(query: RowsQuery): Promise<Rows>;
  facts(query: FactsQuery): Promise<FactRows>;
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
  /** The bytes of a file of all facts, or of one table. */
  export(format: ExportFormat, table?: number | null): Promise<Uint8Array>;
  close(): void;
}
