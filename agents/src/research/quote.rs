//! A quote with its exact place in a text snapshot; never built from anything but a slice of that snapshot.

use serde::{Deserialize, Serialize};

use crate::limits;
use crate::reading::{Place, Source, SourceId};

/// `C1`, `C2`, ... within one report.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CitationId(pub String);

impl CitationId {
    /// The id of the citation at `index` (from 0).
    #[must_use]
    pub fn nth(index: usize) -> Self {
        Self(format!("C{}", index + 1))
    }
}

impl std::fmt::Display for CitationId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A quote: `text[start..end]` of the snapshot of `source`, with the context of a W3C TextQuoteSelector.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// Id within the report.
    pub id: CitationId,
    /// The quoted bytes, exactly.
    pub quote: String,
    /// Source.
    pub source: SourceId,
    /// Relative path of the source.
    pub path: String,
    /// First byte in the snapshot.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Up to 32 characters before the quote.
    pub prefix: String,
    /// Up to 32 characters after the quote.
    pub suffix: String,
    /// Page from 1, where the format has pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Where it stands in the original, where the format has such places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// The place in words, as a person looks it up: `p. 3`, `slide 2`, `sheet “Costs”, row 5`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locator: Option<String>,
    /// Heading above the quote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// SHA-256 of the text snapshot, hex.
    pub text_sha256: String,
    /// SHA-256 of the original bytes, hex.
    pub source_sha256: String,
}

impl Citation {
    /// The quote on one line, as it is shown to people.
    #[must_use]
    pub fn display(&self) -> String {
        self.quote.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Cites `source.text[start..end]`; `None` if that is not a range of whole characters.
#[must_use]
pub fn cite(id: CitationId, source: &Source, start: usize, end: usize) -> Option<Citation> {
    let quote = source.text.get(start..end)?.to_owned();
    let (prefix, suffix) = context(&source.text, start, end)?;
    Some(Citation {
        id,
        quote,
        source: source.id.clone(),
        path: source.path.clone(),
        start,
        end,
        prefix,
        suffix,
        page: None,
        place: None,
        locator: None,
        heading: None,
        text_sha256: source.text_sha256.clone(),
        source_sha256: source.source_sha256.clone(),
    })
}

/// What stands directly before and after `text[start..end]`; `None` if that is no range of whole characters.
#[must_use]
pub(crate) fn context(text: &str, start: usize, end: usize) -> Option<(String, String)> {
    let mut before: Vec<char> = text.get(..start)?.chars().rev().take(limits::QUOTE_CONTEXT_CHARS).collect();
    before.reverse();
    let after = text.get(end..)?.chars().take(limits::QUOTE_CONTEXT_CHARS).collect();
    Some((before.into_iter().collect(), after))
}
