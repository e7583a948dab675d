//! Cuts a snapshot into marked and unmarked pieces for display; escapes nothing (the template does).

use crate::limits;
use crate::research::Citation;

/// A piece of a source's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    /// Whether it is quoted.
    pub(super) marked: bool,
    /// Citations that start here.
    pub(super) starts: Vec<String>,
    /// Citations that end here.
    pub(super) ends: Vec<String>,
}

/// The text as pieces; joined they give the text, except where a long source is cut to the surroundings of its
/// quotes. Quotes may overlap.
pub(super) fn pieces(text: &str, citations: &[&Citation]) -> Vec<Piece> {
    let mut cuts: Vec<usize> = vec![0, text.len()];
    cuts.extend(citations.iter().flat_map(|citation| [citation.start, citation.end]));
    cuts.retain(|cut| text.is_char_boundary(*cut));
    cuts.sort_unstable();
    cuts.dedup();
    let short = text.len() <= limits::HTML_WHOLE_SOURCE_BYTES;
    let mut out = Vec::new();
    for (start, end) in cuts.iter().zip(cuts.iter().skip(1)) {
        let part = text.get(*start..*end).unwrap_or_default();
        let marked = citations.iter().any(|citation| citation.start <= *start && *end <= citation.end);
        let ids = |at: fn(&Citation) -> usize, place: usize| {
            citations.iter().filter(|c| at(c) == place).map(|c| c.id.to_string()).collect()
        };
        out.push(Piece {
            text: if marked || short {
                part.to_owned()
            } else {
                shorten(part, *start == 0, *end == text.len())
            },
            marked,
            starts: if marked { ids(|c| c.start, *start) } else { Vec::new() },
            ends: if marked { ids(|c| c.end, *end) } else { Vec::new() },
        });
    }
    out
}

/// Keeps what is near a quote: the end of the first piece, the start of the last, both of the others.
fn shorten(part: &str, first: bool, last: bool) -> String {
    let keep = limits::HTML_EXCERPT_BYTES;
    let sides = if first || last { keep } else { 2 * keep };
    if part.len() <= sides {
        return part.to_owned();
    }
    let head = if first { "" } else { part.get(..floor(part, keep)).unwrap_or_default() };
    let tail = if last { "" } else { part.get(floor(part, part.len() - keep)..).unwrap_or_default() };
    format!("{head}\n[...]\n{tail}")
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::{MediaType, Source, SourceId};
    use crate::research::{CitationId, cite};

    fn source(text: &str) -> Source {
        Source {
            id: SourceId::nth(0),
            path: "a.txt".into(),
            title: "A".into(),
            date: None,
            media_type: MediaType::Text,
            bytes: 0,
            source_sha256: String::new(),
            text_sha256: String::new(),
            copy_of: None,
            copy_percent: None,
            language: None,
            sheets: Vec::new(),
            text: text.into(),
            blocks: Vec::new(),
        }
    }

    #[test]
    fn overlapping_quotes_are_marked_once_and_text_is_kept() {
        let source = source("one two three four");
        let a = cite(CitationId::nth(0), &source, 0, 7).unwrap();
        let b = cite(CitationId::nth(1), &source, 4, 13).unwrap();
        let pieces = pieces(&source.text, &[&a, &b]);
        assert_eq!(pieces.iter().map(|p| p.text.as_str()).collect::<String>(), source.text);
        let marked: Vec<_> =
            pieces.iter().filter(|p| p.marked).map(|p| (p.text.as_str(), p.starts.len())).collect();
        assert_eq!(marked, [("one ", 1), ("two", 1), (" three", 0)]);
    }

    #[test]
    fn long_sources_are_cut_between_quotes() {
        let filler = "é".repeat(limits::HTML_WHOLE_SOURCE_BYTES);
        let source = source(&format!("{filler}QUOTE{filler}"));
        let quote = cite(CitationId::nth(0), &source, filler.len(), filler.len() + 5).unwrap();
        let pieces = pieces(&source.text, &[&quote]);
        assert!(pieces.iter().map(|p| p.text.len()).sum::<usize>() < 4 * limits::HTML_EXCERPT_BYTES);
        assert_eq!(pieces[1].text, "QUOTE");
    }
}
