//! The only file that says wasm_bindgen: what JavaScript can call. Its comments are the manual, its shapes are `www/types.d.ts`.

use crate::format::{self, READS_XBRL};
use crate::read::Reading;
use crate::table::{self, FactSort, SortKey};
use crate::write::clip::{self, Block};
use crate::write::{self, ChosenFacts, ChosenTables, Form};
use crate::{About, Error, Filing, shapes};
use js_sys::{Array, Reflect, Uint8Array, Uint32Array};
use serde::Serialize;
use std::io;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const SHAPES: &str = r#"import type { FactDetail, FactRows, FactsQuery, Info, Rows, RowsQuery, TableInfo } from "../types.js";"#;

#[wasm_bindgen(start)]
fn start() {
    // A panic ends in a trap, which says nothing; what went wrong is on the console.
    std::panic::set_hook(Box::new(|panic| web_sys::console::error_1(&panic.to_string().into())));
}

/// A filing in the memory of the module. `free()` gives the memory back.
///
/// Every method throws an `Error` whose message is made for people. Anything else that is thrown is a trap: the module must
/// not be used after it.
#[wasm_bindgen]
pub struct OpenFiling {
    filing: Filing,
    /// The last orders made, as the next request is mostly for another part of the same.
    rows: Kept<(u32, Option<SortKey<i32>>, bool)>,
    facts: Kept<(Option<FactSort>, bool)>,
    #[cfg(feature = "xbrl")]
    answers: shapes::Answers,
    /// What the last file written could not hold.
    left_out: Kept<Chosen, String>,
    /// What a person settled: a fact and its column, in pairs, in their order.
    settled: Vec<u32>,
    /// What waits in containers.
    #[cfg(feature = "xbrl")]
    reading: Reading,
}

/// What was asked last, and what it gave.
type Kept<Q, T = u32> = Option<(Q, Vec<T>)>;

/// What is written, and in which form: a table or facts, ids and columns.
type Chosen = (String, Option<u32>, Option<Vec<u32>>, Option<Vec<String>>);

#[wasm_bindgen]
impl OpenFiling {
    /// Whether a file can be read by the full module only, which is asked before it is opened. False in the full module.
    #[wasm_bindgen(js_name = "needsFull")]
    pub fn needs_full(bytes: &Uint8Array) -> bool {
        // In this order both modules need the same of JavaScript, and one binding serves both.
        format::needs_full(bytes.length() as usize, |many| bytes.subarray(0, many as u32).to_vec()) && !READS_XBRL
    }

    /// Reads files as one filing: their names, for messages, and their bytes. The format is told from the content. Of a large archive
    /// only a part is read, and `more` reads on.
    pub fn open(names: Vec<String>, bytes: Vec<Uint8Array>) -> Result<Self, JsError> {
        let mut reading = Reading::default();
        // Each is copied in once, when its turn comes, and becomes the text of the filing.
        for (name, bytes) in names.iter().zip(&bytes) {
            reading.add(name, bytes.to_vec());
        }
        while reading.step() && reading.nothing().is_some() {}
        reading.settle();
        if let Some(error) = reading.nothing() {
            return Err(thrown(error));
        }
        Ok(Self {
            filing: std::mem::take(reading.filing()),
            rows: None,
            facts: None,
            left_out: None,
            settled: Vec::new(),
            #[cfg(feature = "xbrl")]
            answers: Default::default(),
            #[cfg(feature = "xbrl")]
            reading,
        })
    }

    /// How many members of containers were read and how many there are, then their bytes; nothing where all are read.
    pub fn waiting(&self) -> Vec<f64> {
        #[cfg(feature = "xbrl")]
        if self.reading.waits() {
            return self.reading.progress().map(|number| number as f64).to_vec();
        }
        Vec::new()
    }

    /// Reads more of what waits in containers; the numbers of facts and tables stay, and new ones follow. Of the full module.
    #[wasm_bindgen(unchecked_return_type = "Info")]
    pub fn more(&mut self) -> Result<JsValue, JsError> {
        #[cfg(feature = "xbrl")]
        {
            std::mem::swap(self.reading.filing(), &mut self.filing);
            self.reading.step();
            self.reading.settle();
            std::mem::swap(self.reading.filing(), &mut self.filing);
        }
        self.changed()
    }

    /// What was opened: sources, tables with their columns and definitions, and what could not be known.
    #[wasm_bindgen(unchecked_return_type = "Info")]
    pub fn info(&self) -> Result<JsValue, JsError> {
        to_js(&shapes::info(&self.filing))
    }

    /// A table with its columns: one that an inline document prints is read when it is asked for.
    #[wasm_bindgen(unchecked_return_type = "TableInfo")]
    pub fn table(&mut self, number: u32) -> Result<JsValue, JsError> {
        self.open_table(number);
        to_js(&shapes::table(&self.filing, number).ok_or_else(no_table)?)
    }

    /// Rows of a table, in the order of one column, from `start` up to `end`; with a search or several keys, see `ask`.
    #[wasm_bindgen(unchecked_return_type = "Rows")]
    pub fn rows(&mut self, #[wasm_bindgen(unchecked_param_type = "RowsQuery")] query: JsValue) -> Result<JsValue, JsError> {
        let asked = Asked(&query);
        let (start, end) = asked.window()?;
        let (table, by, descending) = (asked.number("table")?.unwrap_or_default(), asked.number("sort")?, asked.is("descending")?);
        let query = (table, by.map(|by| SortKey { by, descending }), asked.is("across")?);
        if self.rows.as_ref().is_none_or(|(last, _)| *last != query) {
            self.open_table(table);
            let order = table::rows_in_order(&self.filing, table, query.1.as_slice(), query.2).ok_or_else(no_table)?;
            self.rows = Some((query, order));
        }
        let order = self.rows.as_ref().map_or(&[][..], |(_, order)| order);
        let columns = asked.columns()?;
        let rows = table::window(order, start, end).iter().filter_map(|row| shapes::row(&self.filing, table, *row, columns.as_deref()));
        to_js(&shapes::Part { total: order.len(), rows: rows.collect() })
    }

    /// All facts, in the order of their label, members, period, unit, value or table, from `start` up to `end`. It is for the small
    /// module: `ask` does the same faster.
    #[wasm_bindgen(unchecked_return_type = "FactRows")]
    pub fn facts(&mut self, #[wasm_bindgen(unchecked_param_type = "FactsQuery")] query: JsValue) -> Result<JsValue, JsError> {
        let asked = Asked(&query);
        let (start, end) = asked.window()?;
        let sort = asked.get("sort", JsValue::as_string)?;
        let sort = sort.map(|name| FactSort::of_name(&name).ok_or_else(malformed)).transpose()?;
        let query = (sort, asked.is("descending")?);
        if self.facts.as_ref().is_none_or(|(last, _)| *last != query) {
            self.facts = Some((query, table::facts_by(&self.filing, query.0, query.1)));
        }
        let order = self.facts.as_ref().map_or(&[][..], |(_, order)| order);
        let rows = table::window(order, start, end).iter().filter_map(|id| shapes::fact_row(&self.filing, *id));
        to_js(&shapes::Part { total: order.len(), rows: rows.collect() })
    }

    /// Answers `rows`, `facts`, `groups`, `facets`, `find` or `pivot` of `FilingHandle`, whose arguments are the elements of a JSON
    /// array. The full module only.
    #[cfg_attr(not(feature = "xbrl"), allow(unused_variables))]
    pub fn ask(&mut self, method: &str, arguments: &str) -> Result<JsValue, JsError> {
        #[cfg(feature = "xbrl")]
        return to_js(&self.answers.answer(&mut self.filing, method, arguments).map_err(|sentence| JsError::new(&sentence))?);
        #[cfg(not(feature = "xbrl"))]
        Err(JsError::new("This needs the full module."))
    }

    /// Everything known of one fact.
    #[wasm_bindgen(unchecked_return_type = "FactDetail")]
    pub fn fact(&mut self, id: u32) -> Result<JsValue, JsError> {
        if let Some(table) = self.filing.fact(id).and_then(|fact| fact.table()) {
            self.open_table(table);
        }
        let fact = shapes::fact_detail(&self.filing, id).ok_or_else(|| JsError::new("There is no such fact."))?;
        to_js(&fact)
    }

    /// What `again` of the full module needs to have this filing there: names and texts of its sources, what was settled, and the
    /// caveats of the whole, which may be of bytes that are gone.
    #[wasm_bindgen(unchecked_return_type = "[string[], Uint8Array[], Uint32Array, string[]]")]
    pub fn state(&self) -> Array {
        let sources = self.filing.sources();
        let names: Array = sources.iter().map(|source| JsValue::from_str(&source.name)).collect();
        let texts: Array = sources.iter().map(|source| Uint8Array::from(source.text.as_bytes())).collect();
        let caveats: Array = self.filing.caveats_about(About::Filing).map(JsValue::from_str).collect();
        Array::of4(&names, &texts, &Uint32Array::from(&self.settled[..]), &caveats)
    }

    /// Reads a filing of the small module again, which has the same facts by the same numbers: for what only the full one can do.
    pub fn again(names: Vec<String>, texts: Vec<Uint8Array>, settled: Vec<u32>, caveats: Vec<String>) -> Result<Self, JsError> {
        let mut again = Self::open(names, texts)?;
        for step in settled.chunks_exact(2) {
            again.filing.move_cell(step[0], step[1]).map_err(thrown)?;
        }
        again.filing.set_caveats(caveats);
        Ok(again)
    }

    /// The document of a fact as the bytes of an HTML page in UTF-8, the fact marked; undefined where nothing is displayed of it.
    /// For a frame without scripts only. `styles`: whether the document's own styles are kept. Of the full module.
    pub fn document(&self, fact: u32, styles: bool) -> Option<Uint8Array> {
        let page = if READS_XBRL { shapes::document(&self.filing, fact, styles) } else { None };
        page.map(|page| page.as_bytes().into())
    }

    /// Puts an assumed value into another column of its row. Throws if that column is filled or not there.
    #[wasm_bindgen(js_name = "move", unchecked_return_type = "Info")]
    pub fn move_cell(&mut self, fact: u32, column: u32) -> Result<JsValue, JsError> {
        self.settle(fact, column)
    }

    /// Takes an assumed value's column as right.
    #[wasm_bindgen(unchecked_return_type = "Info")]
    pub fn confirm(&mut self, fact: u32) -> Result<JsValue, JsError> {
        let column = self.filing.fact(fact).and_then(|fact| fact.cell()).map_or(u32::MAX, |cell| cell.column);
        self.settle(fact, column)
    }

    /// The bytes of a file, as `ExportFormat` names its form: of a table as filed where one is named, else of facts. `ids` are facts
    /// or rows of the table, in the order in which they are written; `columns` the names of columns of facts, or the numbers of those
    /// of the table. All of them where there are none. CSV and TSV are for spreadsheets, with a byte order mark. Of the full module.
    pub fn export(&mut self, format: &str, table: Option<u32>, ids: Option<Vec<u32>>, columns: Option<Vec<String>>) -> Result<Uint8Array, JsError> {
        let mut out = Vec::new();
        if READS_XBRL {
            let form = form(format)?;
            if matches!(form, Form::Csv | Form::Tsv) {
                out.extend_from_slice(write::BOM);
            }
            let chosen = (format.to_owned(), table, ids, columns);
            let left_out = self.write(form, &chosen, &mut out)?;
            self.left_out = Some((chosen, left_out));
        }
        Ok(out.as_slice().into())
    }

    /// What such a file cannot hold, in sentences. Of the full module.
    #[wasm_bindgen(js_name = "leftOut")]
    pub fn left_out(
        &mut self,
        format: &str,
        table: Option<u32>,
        ids: Option<Vec<u32>>,
        columns: Option<Vec<String>>,
    ) -> Result<Vec<String>, JsError> {
        if !READS_XBRL {
            return Ok(Vec::new());
        }
        let chosen = (format.to_owned(), table, ids, columns);
        match &self.left_out {
            Some((last, left_out)) if *last == chosen => Ok(left_out.clone()),
            _ => self.write(form(format)?, &chosen, &mut io::sink()),
        }
    }

    /// The same choice for the clipboard: an HTML table, and tab-separated text beside it. Of the full module.
    pub fn clip(&mut self, table: Option<u32>, ids: Option<Vec<u32>>, columns: Option<Vec<String>>) -> Result<Vec<String>, JsError> {
        if !READS_XBRL {
            return Ok(Vec::new());
        }
        let clip = self.chosen(table, ids.as_deref(), columns.as_deref(), clip::table)?;
        Ok(vec![clip.html, clip.text])
    }

    /// A fact in one line, as it is cited. Of the full module.
    pub fn cite(&mut self, fact: u32) -> Option<String> {
        if READS_XBRL { clip::citation(&self.filing, fact) } else { None }
    }

    fn write(&mut self, form: Form, (_, table, ids, columns): &Chosen, out: &mut dyn io::Write) -> Result<Vec<String>, JsError> {
        self.chosen(*table, ids.as_deref(), columns.as_deref(), |filing, chosen| match chosen {
            Block::Facts(facts) => write::facts(filing, form, facts, out),
            Block::Table(tables) => write::tables(filing, form, tables, out),
        })
    }

    fn chosen<T>(
        &mut self,
        table: Option<u32>,
        ids: Option<&[u32]>,
        columns: Option<&[String]>,
        what: impl FnOnce(&Filing, &Block<'_>) -> io::Result<T>,
    ) -> Result<T, JsError> {
        let done = match table {
            None => {
                let columns: Option<Vec<&str>> = columns.map(|columns| columns.iter().map(String::as_str).collect());
                what(&self.filing, &Block::Facts(ChosenFacts { ids, columns: columns.as_deref() }))
            }
            Some(table) => {
                self.open_table(table);
                let columns: Option<Vec<u32>> = columns.map(|columns| columns.iter().filter_map(|column| column.parse().ok()).collect());
                what(&self.filing, &Block::Table(ChosenTables { only: Some(table), rows: ids, columns: columns.as_deref() }))
            }
        };
        done.map_err(|error| JsError::new(&error.to_string()))
    }

    fn settle(&mut self, fact: u32, column: u32) -> Result<JsValue, JsError> {
        self.filing.move_cell(fact, column).map_err(thrown)?;
        self.settled.extend([fact, column]);
        self.changed()
    }

    fn open_table(&mut self, number: u32) {
        #[cfg(feature = "xbrl")]
        self.answers.open_table(&mut self.filing, number);
        #[cfg(not(feature = "xbrl"))]
        self.filing.open_table(number);
    }

    fn changed(&mut self) -> Result<JsValue, JsError> {
        (self.rows, self.facts, self.left_out) = (None, None, None);
        #[cfg(feature = "xbrl")]
        self.answers.changed();
        self.info()
    }
}

fn form(name: &str) -> Result<Form, JsError> {
    let all = Form::OF_FACTS.iter().find(|form| form.name() == name);
    all.copied().ok_or_else(|| JsError::new(&format!("There is no format \"{name}\".")))
}

fn no_table() -> JsError {
    JsError::new("There is no such table or column.")
}

fn thrown(error: Error) -> JsError {
    JsError::new(&error.to_string())
}

/// Plain objects and arrays, null for what is not there.
fn to_js(value: &impl Serialize) -> Result<JsValue, JsError> {
    Ok(value.serialize(&serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true).serialize_maps_as_objects(true))?)
}

/// A query as it comes from JavaScript. Read by hand, as serde would bring along the printing of floats: 20 KB.
struct Asked<'a>(&'a JsValue);

impl Asked<'_> {
    fn get<T>(&self, key: &str, of: impl Fn(&JsValue) -> Option<T>) -> Result<Option<T>, JsError> {
        let value = Reflect::get(self.0, &key.into()).map_err(|_| malformed())?;
        if value.is_null() || value.is_undefined() { Ok(None) } else { of(&value).map(Some).ok_or_else(malformed) }
    }

    fn number<T: TryFrom<i64>>(&self, key: &str) -> Result<Option<T>, JsError> {
        let whole = |value: &JsValue| value.as_f64().filter(|number| number.fract() == 0.0).and_then(|number| T::try_from(number as i64).ok());
        self.get(key, whole)
    }

    fn is(&self, key: &str) -> Result<bool, JsError> {
        Ok(self.get(key, JsValue::as_bool)?.unwrap_or_default())
    }

    fn columns(&self) -> Result<Option<Vec<u32>>, JsError> {
        self.get("columns", |columns| Some(columns.dyn_ref::<Array>()?.iter().filter_map(|column| Some(column.as_f64()? as u32)).collect()))
    }

    fn window(&self) -> Result<(u32, Option<u32>), JsError> {
        Ok((self.number("start")?.unwrap_or_default(), self.number("end")?))
    }
}

/// The full module says where.
fn malformed() -> JsError {
    JsError::new("The query is not well formed.")
}
