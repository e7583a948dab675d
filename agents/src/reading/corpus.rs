//! The sources of a run and what was skipped; how they were read is not its business.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::block::{Block, Place};
use super::media::MediaType;
use super::skip::SkipReason;
use crate::language::LanguageCode;

/// `S1`, `S2`, ...: numbered in the order of the relative paths.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SourceId(pub String);

impl SourceId {
    /// The id of the source at `index` (from 0).
    #[must_use]
    pub fn nth(index: usize) -> Self {
        Self(format!("S{}", index + 1))
    }
}

impl fmt::Display for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One document: identity, hashes and the text snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// `S1`, `S2`, ...
    pub id: SourceId,
    /// Path relative to the folder that was named, with `/`; the file name for a file that was named itself.
    pub path: String,
    /// Title from the document, else the file name.
    pub title: String,
    /// Date that the document states about itself, as written there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Format.
    pub media_type: MediaType,
    /// Size of the original in bytes.
    pub bytes: u64,
    /// SHA-256 of the original bytes, hex.
    pub source_sha256: String,
    /// SHA-256 of `text` as UTF-8, hex.
    pub text_sha256: String,
    /// An earlier source with the same or nearly the same text: copies count as one source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy_of: Option<SourceId>,
    /// How much of the text it shares with `copy_of`, in percent of both; 100 where only white space or case differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy_percent: Option<u8>,
    /// Language of the text; of the corpus where the text is too short to tell; `None` if that is unknown too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<LanguageCode>,
    /// Names of a workbook's sheets, in the order that [`Place::SheetRow`] counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sheets: Vec<String>,
    /// The text snapshot that all offsets refer to, in bytes.
    pub text: String,
    /// Blocks of `text`.
    pub blocks: Vec<Block>,
}

impl Source {
    /// A place in words, as a person looks it up in the original: `p. 3`, `slide 2`, `sheet “Costs”, row 5`.
    #[must_use]
    pub fn locator(&self, place: Place) -> String {
        match place {
            Place::Page(page) => format!("p. {page}"),
            Place::Slide(slide) => format!("slide {slide}"),
            Place::Chapter(chapter) => format!("chapter {chapter}"),
            Place::Record(record) => format!("record {record}"),
            Place::Line { record, line } => format!("record {record}, line {line}"),
            Place::SheetRow { sheet, row } => {
                let index = usize::try_from(sheet).unwrap_or(usize::MAX);
                match index.checked_sub(1).and_then(|index| self.sheets.get(index)) {
                    Some(name) => format!("sheet “{name}”, row {row}"),
                    None => format!("sheet {sheet}, row {row}"),
                }
            }
        }
    }

    /// The id under which it counts among independent sources: its own, or that of the source it copies.
    #[must_use]
    pub fn group(&self) -> &SourceId {
        self.copy_of.as_ref().unwrap_or(&self.id)
    }
}

/// The folders that a document lies in, by its path as in [`Source::path`]; empty for one that lies in none.
pub(crate) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map(|(folder, _)| folder).unwrap_or_default()
}

/// A file that was not read, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// Relative path, as in [`Source::path`].
    pub path: String,
    /// Why.
    #[serde(flatten)]
    pub reason: SkipReason,
}

/// Everything that was read, and what was not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corpus {
    /// Sources in the order of their ids.
    pub sources: Vec<Source>,
    /// Skipped files in the order of their paths.
    pub skipped: Vec<Skipped>,
}

impl Corpus {
    /// The source with this id.
    #[must_use]
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == *id)
    }
}
