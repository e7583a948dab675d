//! Sentences of a source with their exact place; ranks nothing.

use unicode_segmentation::UnicodeSegmentation;

use crate::reading::{Block, BlockKind, Source};

/// Abbreviations after which a sentence goes on although a capital follows.
const ABBREVIATIONS: [&str; 22] = [
    "approx.", "ca.", "cf.", "co.", "dr.", "e.g.", "eq.", "etc.", "fig.", "i.e.", "inc.", "jr.", "ltd.",
    "mr.", "mrs.", "ms.", "no.", "prof.", "sr.", "st.", "u.s.", "vs.",
];
/// Marks of list items in plain text.
const BULLETS: [&str; 3] = ["- ", "* ", "• "];

/// One sentence: `source.text[start..end]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Index of the source in the corpus.
    pub source: usize,
    /// Index of the block in the source: neighbours in one block belong together.
    pub block: usize,
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Kind of its block.
    pub kind: BlockKind,
    /// Page from 1, where the format has pages.
    pub page: Option<u32>,
    /// Index of the block that is the heading above it.
    pub heading: Option<usize>,
}

/// All sentences of a source in order; headings and program text yield none.
#[must_use]
pub fn sentences(index: usize, source: &Source) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut heading = None;
    for (number, block) in source.blocks.iter().enumerate() {
        match block.kind {
            BlockKind::Heading => heading = Some(number),
            BlockKind::Code => {}
            BlockKind::TableRow => out.push(sentence(index, number, block, heading, block.start, block.end)),
            BlockKind::Paragraph | BlockKind::ListItem => {
                let text = source.text.get(block.start..block.end).unwrap_or_default();
                for (start, end) in split(text) {
                    let (start, end) = (block.start + start, block.start + end);
                    out.push(sentence(index, number, block, heading, start, end));
                }
            }
        }
    }
    out
}

fn sentence(
    source: usize,
    number: usize,
    block: &Block,
    heading: Option<usize>,
    start: usize,
    end: usize,
) -> Sentence {
    Sentence { source, block: number, start, end, kind: block.kind, page: block.page, heading }
}

/// Byte ranges of the sentences of a block, without outer white space or list marks.
fn split(text: &str) -> Vec<(usize, usize)> {
    // A line break would end a sentence; a space of the same length keeps every offset.
    let flat = text.replace('\n', " ");
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    let mut goes_on = false;
    for (at, part) in flat.split_sentence_bound_indices() {
        let trimmed = part.trim_end();
        let end = at + trimmed.len();
        match ranges.last_mut() {
            Some(last) if goes_on => last.1 = end,
            _ => ranges.push((at + (part.len() - part.trim_start().len()), end)),
        }
        let last_word = trimmed.rsplit(' ').next().unwrap_or_default().to_lowercase();
        goes_on = ABBREVIATIONS.contains(&last_word.trim_start_matches(['(', '"', '“']));
    }
    if let Some(first) = ranges.first_mut()
        && let Some(mark) =
            BULLETS.iter().find(|mark| flat.get(first.0..first.1).is_some_and(|t| t.starts_with(**mark)))
    {
        first.0 += mark.len();
    }
    ranges.retain(|(start, end)| start < end);
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        split(text).into_iter().map(|(start, end)| &text[start..end]).collect()
    }

    #[test]
    fn sentences_survive_line_breaks_abbreviations_and_decimals() {
        assert_eq!(
            parts("A pump gives 3.5 kWh\nof heat. Approx. 40 % is lost, e.g. Through walls. Done!"),
            ["A pump gives 3.5 kWh\nof heat.", "Approx. 40 % is lost, e.g. Through walls.", "Done!"]
        );
        assert_eq!(parts("- One item. Two."), ["One item.", "Two."]);
        assert_eq!(parts(""), Vec::<&str>::new());
    }
}
