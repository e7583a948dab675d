//! PDF into text with page numbers; called only where the process may be lost to a hostile file.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{Document, PlainTextOutput, output_doc_page};

use super::block::{BlockKind, Extracted, Place, collapse};
use super::skip::SkipReason;
use super::txt;
use crate::limits;

/// The text of all pages.
///
/// # Errors
/// `Encrypted`, `Malformed`, `TooDemanding` or `NoText`.
pub(super) fn extract(bytes: &[u8]) -> Result<Extracted, SkipReason> {
    let malformed = || SkipReason::broken("not a readable PDF");
    let mut document = Document::load_mem(bytes).map_err(|_| malformed())?;
    // Many files are encrypted with an empty password, only to restrict printing.
    if document.is_encrypted() && document.decrypt("").is_err() {
        return Err(SkipReason::Encrypted);
    }
    let pages = pages(&document)?.ok_or_else(malformed)?;
    blocks(&pages)
}

/// The pages' texts, separated by form feeds. Pages that fail are left empty; `None` where every page fails.
fn pages(document: &Document) -> Result<Option<String>, SkipReason> {
    let pages = document.get_pages();
    let (mut text, mut read) = (String::new(), 0_usize);
    for (index, number) in pages.keys().enumerate() {
        if index > 0 {
            text.push('\u{c}');
        }
        let mut page = String::new();
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            output_doc_page(document, &mut PlainTextOutput::new(&mut page), *number)
        }));
        if matches!(outcome, Ok(Ok(()))) {
            read += 1;
            text.push_str(&page);
        }
        if text.len() > limits::DOCUMENT_TEXT_BYTES {
            return Err(SkipReason::TooDemanding);
        }
    }
    Ok((read > 0).then_some(text))
}

/// Text with form feeds between its pages into blocks with page numbers; lines of a paragraph are joined.
fn blocks(text: &str) -> Result<Extracted, SkipReason> {
    let mut out = Extracted::default();
    let mut page_number = 0_u32;
    for page in text.split('\u{c}') {
        page_number += 1;
        let mut pending = String::new();
        for block in txt::blocks(page, 0, None) {
            // A hyphen at a line's end may belong to the word or not: it stays, the break goes.
            let text = collapse(&page.get(block.start..block.end).unwrap_or_default().replace("-\n", "-"));
            let continues = text.starts_with(char::is_lowercase) && !pending.ends_with(['.', '!', '?', ':']);
            if continues && !pending.is_empty() {
                pending.push(' ');
            } else {
                push(&mut out, &std::mem::take(&mut pending), page_number);
            }
            pending.push_str(&text);
        }
        push(&mut out, &pending, page_number);
    }
    if out.text.is_empty() {
        return Err(SkipReason::NoText);
    }
    out.title = out.first_heading();
    Ok(out)
}

fn push(out: &mut Extracted, text: &str, page: u32) {
    let kind = txt::blocks(text, 0, None).first().map_or(BlockKind::Paragraph, |block| block.kind);
    out.push(kind, text, Some(Place::Page(page)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_joined_and_pages_counted() {
        let out =
            blocks("Heat pumps\n\nA pump moves\nheat.\n\nIt uses\n\nlittle power.\u{c}Second page here.")
                .unwrap();
        let found: Vec<_> =
            out.blocks.iter().map(|b| (&out.text[b.start..b.end], b.place.and_then(Place::page))).collect();
        assert_eq!(
            found,
            [
                ("Heat pumps", Some(1)),
                ("A pump moves heat.", Some(1)),
                ("It uses little power.", Some(1)),
                ("Second page here.", Some(2)),
            ]
        );
        assert_eq!(blocks(" \u{c} ").unwrap_err(), SkipReason::NoText);
    }
}
