//! Plain text: the snapshot is the file itself, blocks are separated by blank lines.

use super::block::{Block, BlockKind, Extracted, Place};
use crate::limits;

/// Longest line that counts as a heading when it stands alone without a full stop, in characters.
const HEADING_CHARS: usize = 80;

/// Splits into blocks without changing a byte. `place` is carried into each block.
pub(super) fn extract(text: String) -> Extracted {
    let blocks = blocks(&text, 0, None);
    let overflown = blocks.len() > limits::DOCUMENT_BLOCKS;
    let mut out = Extracted { blocks, text, overflown, ..Extracted::default() };
    let first = out.blocks.first().filter(|block| block.kind == BlockKind::Heading);
    out.title = first.and_then(|block| out.text.get(block.start..block.end)).map(str::to_owned);
    out
}

/// Blocks of `text`, whose first byte stands at `offset` of the document; those over the limit of a document are left out,
/// all but one.
pub(super) fn blocks(text: &str, offset: usize, place: Option<Place>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let mut at = 0;
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        if blocks.len() > limits::DOCUMENT_BLOCKS {
            break;
        }
        let body = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        let item = is_item(body);
        if (body.is_empty() || item)
            && let Some(range) = open.take()
        {
            blocks.push(range);
        }
        if !body.is_empty() {
            let from = open.map_or(start, |(from, _)| from);
            open = Some((from, start + body.len()));
            let heads =
                from == start && !item && lines.peek().is_some_and(|next| stands_over(body, next.trim()));
            blocks.extend(open.take_if(|_| heads));
        }
    }
    blocks.extend(open);
    let block = |(start, end): (usize, usize)| {
        let kind = kind(text.get(start..end).unwrap_or_default());
        Block { kind, start: offset + start, end: offset + end, place }
    };
    blocks.into_iter().map(block).collect()
}

/// Whether the first line of a paragraph is a heading over the next one: it is short, ends no sentence, and ended although
/// the next word, which starts one, had room in it.
fn stands_over(line: &str, next: &str) -> bool {
    let word = next.split_whitespace().next().unwrap_or_default();
    let chars = |text: &str| text.chars().count();
    let ends = line.ends_with(['.', '!', '?', ':', ';', ',', '-', '…']) || line.contains(", ");
    !ends
        && line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && word.starts_with(char::is_uppercase)
        && chars(line) <= HEADING_CHARS
        && chars(line) + 1 + chars(word) < chars(next)
        && !next.is_empty()
}

fn is_item(line: &str) -> bool {
    let bullet = ["- ", "* ", "• "].iter().any(|mark| line.starts_with(mark));
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    bullet || (1..=3).contains(&digits) && line.get(digits..).is_some_and(|rest| rest.starts_with(". "))
}

fn kind(block: &str) -> BlockKind {
    let ends_as_sentence = block.ends_with(['.', '!', '?', ':', ';', ',', '…']);
    if is_item(block) {
        BlockKind::ListItem
    } else if !block.contains('\n') && !ends_as_sentence && block.chars().count() <= HEADING_CHARS {
        BlockKind::Heading
    } else {
        BlockKind::Paragraph
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_line_over_a_paragraph_is_its_heading() {
        let kinds =
            |text: &str| extract(text.to_owned()).blocks.into_iter().map(|b| b.kind).collect::<Vec<_>>();
        let heading = "Water and waste\nThe spring gives 900 litres of water\nin an hour and no more.\n";
        assert_eq!(kinds(heading), [BlockKind::Heading, BlockKind::Paragraph]);
        let wrapped =
            "The spring of the hut, which is owned by the\nAlpine club, gives 900 litres of water\n";
        assert_eq!(kinds(wrapped), [BlockKind::Paragraph]);
        let address = "Alpine Club\nHut Lane\n";
        assert_eq!(kinds(address), [BlockKind::Paragraph]);
    }

    #[test]
    fn headings_paragraphs_and_items_keep_their_bytes() {
        let text = "Running costs\n\nA pump moves heat.\nIt is efficient.\n\n- one thing\n- another\n";
        let out = extract(text.to_owned());
        let found: Vec<_> = out.blocks.iter().map(|b| (b.kind, &out.text[b.start..b.end])).collect();
        assert_eq!(
            found,
            [
                (BlockKind::Heading, "Running costs"),
                (BlockKind::Paragraph, "A pump moves heat.\nIt is efficient."),
                (BlockKind::ListItem, "- one thing"),
                (BlockKind::ListItem, "- another"),
            ]
        );
        assert_eq!(out.text, text);
        assert_eq!(out.title.as_deref(), Some("Running costs"));
    }
}
