//! Pages of documentation whose blocks of code hold filings, for sites that allow no script: the blocks become tables.

use crate::read::fence;
use crate::{read, write};

/// A page with its tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The page: what was no block is as it was, to the byte.
    pub page: String,
    /// How many blocks became tables.
    pub blocks: usize,
    /// The blocks that could not be read, and why: they are as they were.
    pub failures: Vec<Failure>,
}

/// A block that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The line in which it begins, from 1.
    pub line: usize,
    /// Why, in a sentence.
    pub why: String,
}

/// Turns the blocks of a Markdown page into tables in HTML: fences with the word `filing`, blocks with a first line `%% filing`, and
/// `<pre class="filing">`.
///
/// The tables are accessible and need neither script nor style: headings say what they are for, what is assumed says so in words,
/// and why. All text of a filing is escaped.
///
/// ````
/// let page = "# Debt\n\n```filing\n|\nDebt (Details) - USD ($)\n|\nDec. 31, 2031\n|Bonds\n|$ 12\n```\n";
/// let rendered = filing_viewer::render::markdown(page);
/// assert!(rendered.page.starts_with("# Debt\n\n<figure"));
/// assert!(rendered.page.contains("<th scope=\"row\">Bonds</th><td class=\"number\">$ 12</td>"), "{}", rendered.page);
/// ````
pub fn markdown(page: &str) -> Rendered {
    let mut rendered = Rendered { page: String::with_capacity(page.len()), blocks: 0, failures: Vec::new() };
    let mut done = 0;
    for block in fence::blocks(page) {
        let line = page[..block.range.start].matches('\n').count() + 1;
        let filing = match read(block.text, &format!("the block in line {line}")) {
            Ok(filing) => filing,
            Err(error) => {
                rendered.failures.push(Failure { line, why: error.to_string() });
                continue;
            }
        };
        rendered.blocks += 1;
        rendered.page.push_str(&page[done..block.range.start]);
        let before = before(page, block.range.start);
        let html = write::tables_for_pages(&filing, &format!("filing-{}", rendered.blocks));
        for (at, line) in html.lines().enumerate() {
            if at > 0 {
                rendered.page.push('\n');
                rendered.page.push_str(&before);
            }
            rendered.page.push_str(line);
        }
        done = block.range.end;
        // HTML goes on in Markdown until a blank line.
        let behind = page[done..].split_inclusive('\n').nth(1).unwrap_or_default();
        if !behind.trim_matches(|c: char| c == '>' || c.is_whitespace()).is_empty() {
            rendered.page.push('\n');
            rendered.page.push_str(before.trim_end());
        }
    }
    rendered.page.push_str(&page[done..]);
    rendered
}

/// What each further line of a block begins with, so that it stays in its list or quotation.
fn before(page: &str, start: usize) -> String {
    let line = &page[page[..start].rfind('\n').map_or(0, |at| at + 1)..start];
    line.chars().map(|c| if c == '>' || c.is_whitespace() { c } else { ' ' }).collect()
}
