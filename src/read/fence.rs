//! Blocks of code in Markdown that hold a filing: a fence with the word `filing`, a block whose first line is `%% filing`, and
//! `<pre class="filing">`.

use super::html_tag::Tag;
use super::tags::{Event as Html, Tags};
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag as Md, TagEnd};
use std::ops::Range;

/// A block, and what it holds.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Block {
    /// Where it stands: without what its first line has before it, and without the line's end behind it.
    pub(crate) range: Range<usize>,
    /// The text, without a line of options.
    pub(crate) text: String,
}

/// The blocks of a page, in their order.
pub(crate) fn blocks(page: &str) -> Vec<Block> {
    let mut all = Vec::new();
    // What the block at hand is: by its word, by its first line, or HTML.
    let mut open: Option<(Range<usize>, Kind)> = None;
    let mut text = String::new();
    for (event, range) in Parser::new(page).into_offset_iter() {
        match event {
            Event::Start(Md::CodeBlock(kind)) => {
                let named = matches!(&kind, CodeBlockKind::Fenced(info) if info.split([' ', '\t', ',']).next() == Some("filing"));
                (open, text) = (Some((range, if named { Kind::Named } else { Kind::Code })), String::new());
            }
            Event::Start(Md::HtmlBlock) => (open, text) = (Some((range, Kind::Html)), String::new()),
            Event::Text(more) | Event::Html(more) if open.is_some() => text.push_str(&more),
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => {
                if let Some((range, kind)) = open.take() {
                    all.extend(block(page, range, kind, &text));
                }
            }
            _ => {}
        }
    }
    all
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Named,
    Code,
    Html,
}

fn block(page: &str, mut range: Range<usize>, kind: Kind, text: &str) -> Option<Block> {
    range.end = range.start + page[range.clone()].trim_end_matches(['\n', '\r']).len();
    match kind {
        Kind::Named => Some(Block { range, text: without_options(text).unwrap_or(text).to_owned() }),
        Kind::Code => without_options(text).map(|text| Block { range, text: text.to_owned() }),
        Kind::Html => {
            let (text, end) = pre(text)?;
            // In a quotation or a list the lines are not those of the page, and the block is all of it.
            if page[range.clone()].starts_with("<pre")
                && page[range.start..].get(end - "</pre>".len()..end).is_some_and(|tag| tag.eq_ignore_ascii_case("</pre>"))
            {
                range.end = range.start + end;
            }
            Some(Block { text: without_options(&text).unwrap_or(&text).to_owned(), range })
        }
    }
}

/// The text of HTML that begins with `<pre class="filing">`, and where that ends.
fn pre(html: &str) -> Option<(String, usize)> {
    let mut tags = Tags::new(html);
    match tags.next()? {
        Html::Start(tag) if tag.name.eq_ignore_ascii_case("pre") && Tag::of(&tag).has_class("filing") => {}
        _ => return None,
    }
    let mut text = String::new();
    for event in tags {
        match event {
            Html::Text(more) => text.push_str(&more.decoded()),
            Html::End(tag) if tag.name.eq_ignore_ascii_case("pre") => return Some((text, tag.end)),
            _ => {}
        }
    }
    None
}

/// The text behind a first line `%% filing`; none where that is not there. Its options are for the viewer.
fn without_options(text: &str) -> Option<&str> {
    let (first, rest) = text.trim_start().split_once('\n')?;
    let mut words = first.strip_prefix("%%")?.split_whitespace();
    (words.next() == Some("filing")).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_blocks_by_word_by_first_line_and_by_class() {
        let page = "# Page\n\n```filing\na\nb\n```\n\n~~~~ filing title=x\nc\n~~~~\n\n```\n%% filing sort=-value\nd\n```\n\n\
            <pre class=\"wide filing\">\n%% filing\ne &amp; f\n\ng\n</pre> behind\n\n```rust\nfn main() {}\n```\n\n<pre>h</pre>\n\n```filings-x\ni\n```\n";
        let found: Vec<(&str, String)> = blocks(page).into_iter().map(|block| (&page[block.range], block.text)).collect();
        assert_eq!(
            found,
            [
                ("```filing\na\nb\n```", "a\nb\n".to_owned()),
                ("~~~~ filing title=x\nc\n~~~~", "c\n".to_owned()),
                ("```\n%% filing sort=-value\nd\n```", "d\n".to_owned()),
                ("<pre class=\"wide filing\">\n%% filing\ne &amp; f\n\ng\n</pre>", "e & f\n\ng\n".to_owned()),
            ]
        );
    }

    #[test]
    fn lines_in_lists_and_quotations_lose_what_stands_before_them() {
        let page = "- one\n\n  ```filing\n  |Cash\n    |$ 12\n  ```\n\n> ```filing\n> |Debt\n>\n> |$ 7\n> ```\n";
        let texts: Vec<String> = blocks(page).into_iter().map(|block| block.text).collect();
        assert_eq!(texts, ["|Cash\n  |$ 12\n", "|Debt\n\n|$ 7\n"]);
    }
}
