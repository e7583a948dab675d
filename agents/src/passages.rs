//! Sentences of a source with their exact place; ranks nothing.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use crate::language::LanguageCode;
use crate::reading::{Block, BlockKind, Place, Source};

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
    /// Where it stands in the original, where the format has such places.
    pub place: Option<Place>,
    /// Index of the block that is the heading above it.
    pub heading: Option<usize>,
}

/// All sentences of a source in order; headings and program text yield none.
#[must_use]
pub fn sentences(index: usize, source: &Source) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut heading = None;
    let language = source.language.unwrap_or_default();
    for (number, block) in source.blocks.iter().enumerate() {
        match block.kind {
            BlockKind::Heading => heading = Some(number),
            BlockKind::Code | BlockKind::TableHead => {}
            BlockKind::TableRow => out.push(sentence(index, number, block, heading, block.start, block.end)),
            BlockKind::Paragraph | BlockKind::ListItem => {
                let text = source.text.get(block.start..block.end).unwrap_or_default();
                for (start, end) in split(text, language) {
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
    Sentence {
        source,
        block: number,
        start,
        end,
        kind: block.kind,
        page: block.place.and_then(Place::page),
        place: block.place,
        heading,
    }
}

/// Byte ranges of the sentences of a block, without outer white space or list marks.
fn split(text: &str, language: LanguageCode) -> Vec<(usize, usize)> {
    // A line break would end a sentence; a space of the same length keeps every offset.
    let flat = match text.contains('\n') {
        true => Cow::Owned(text.replace('\n', " ")),
        false => Cow::Borrowed(text),
    };
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    let mut parts = flat.split_sentence_bound_indices().peekable();
    let mut continues = false;
    while let Some((at, part)) = parts.next() {
        let trimmed = part.trim_end();
        let end = at + trimmed.len();
        match ranges.last_mut() {
            Some(last) if continues => last.1 = end,
            _ => ranges.push((at + (part.len() - part.trim_start().len()), end)),
        }
        continues = parts.peek().is_some_and(|(_, next)| goes_on(trimmed, next, language));
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

/// Whether the full stop at the end of `part` belongs to an abbreviation, an initial or an ordinal number, so that the
/// sentence goes on with `next`.
fn goes_on(part: &str, next: &str, language: LanguageCode) -> bool {
    if !part.ends_with('.') {
        return false;
    }
    let last = part.rsplit(char::is_whitespace).next().unwrap_or_default();
    let last = last.trim_start_matches(['(', '[', '"', '“', '„', '«', '‘', '\'']);
    let stem = last.trim_end_matches('.');
    let ordinal =
        language == LanguageCode::German && stem.len() <= 2 && stem.bytes().all(|b| b.is_ascii_digit());
    let mut letters = stem.chars();
    let initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    if (ordinal || initial) && !stem.is_empty() {
        let first = next.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
        return !first.is_some_and(|word| language.has_function_word(&word.to_lowercase()));
    }
    language.abbreviates(&last.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        parts_of(text, LanguageCode::English)
    }

    fn parts_of(text: &str, language: LanguageCode) -> Vec<&str> {
        split(text, language).into_iter().map(|(start, end)| &text[start..end]).collect()
    }

    #[test]
    fn each_language_has_its_own_abbreviations_and_ordinals() {
        let german =
            "Am 3. Oktober lag er bei ca. 40 Grad, d. h. Sie fror. Es waren 12. Danach kam Dr. Kern.";
        assert_eq!(
            parts_of(german, LanguageCode::German),
            ["Am 3. Oktober lag er bei ca. 40 Grad, d. h. Sie fror.", "Es waren 12.", "Danach kam Dr. Kern."]
        );
        let french = "M. Durand habite av. Foch. L’eau est chaude, p.ex. En hiver.";
        assert_eq!(
            parts_of(french, LanguageCode::French),
            ["M. Durand habite av. Foch.", "L’eau est chaude, p.ex. En hiver."]
        );
        let spanish = "El Sr. Gil pagó aprox. Cien euros. La casa es de la Dra. Ruiz. ¿Cuánto costó? Nada.";
        assert_eq!(
            parts_of(spanish, LanguageCode::Spanish),
            ["El Sr. Gil pagó aprox. Cien euros.", "La casa es de la Dra. Ruiz.", "¿Cuánto costó?", "Nada."]
        );
    }

    #[test]
    fn initials_belong_to_names_unless_a_sentence_starts() {
        assert_eq!(
            parts("It was built by J. Watt. It uses plan B. The cost is low."),
            ["It was built by J. Watt.", "It uses plan B.", "The cost is low.",]
        );
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
