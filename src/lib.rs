//! Filing viewer: bytes become one [`Filing`]; a query over the filing becomes row numbers; only the rows on screen become JavaScript.

#[cfg(test)]
mod by_hand;
mod currency;
mod decode;
mod error;
mod filing;
mod format;
mod heading;
mod order;
pub mod period;
mod place;
mod read;
mod resolve;
mod sections;
mod settle;
pub mod shapes;
mod sheet;
mod space;
pub mod table;
mod value;
#[cfg(target_arch = "wasm32")]
mod wasm;
pub mod write;

pub use error::{About, Caveat, Error};
pub use filing::*;
pub use format::Format;
pub use value::Kind;

/// Reads one file or pasted text. `name` is for messages; the format is told from the content.
pub fn read(bytes: &[u8], name: &str) -> Result<Filing, Error> {
    read_all(&[(name, bytes)])
}

/// Reads several files as one filing. Text is held against an R page of the same table, where both are there.
pub fn read_all(files: &[(&str, &[u8])]) -> Result<Filing, Error> {
    read::read_all(files)
}
