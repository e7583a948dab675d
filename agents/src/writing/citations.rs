//! The files that prove a report: citations and sources as data; checks nothing.

use serde::{Deserialize, Serialize};

use crate::language::LanguageCode;
use crate::reading::{Corpus, MediaType, Skipped, SourceId};
use crate::research::Citation;

/// Schema name of `citations.json`.
pub const CITATIONS_SCHEMA: &str = "aegis.citations/v2";
/// Schema name of `sources/index.json`.
pub const SOURCES_SCHEMA: &str = "aegis.sources/v1";

/// `citations.json`: every quote of the report with its place. `start` and `end` are byte offsets in the UTF-8
/// snapshot `sources/<source>.txt`; `prefix` and `suffix` are up to 32 characters of context. `target` says the same
/// as a W3C Web Annotation does. Its JSON Schema is `agents/schemas/citations.schema.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitationsFile {
    /// [`CITATIONS_SCHEMA`].
    pub schema: String,
    /// In the order of their ids.
    pub citations: Vec<CitationRecord>,
}

/// A quote with its place, for our programs and for those that read Web Annotations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitationRecord {
    /// The quote.
    #[serde(flatten)]
    pub citation: Citation,
    /// Its place as a Web Annotation's target.
    pub target: Target,
}

/// A W3C Web Annotation target with its selectors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// The snapshot in the bundle.
    pub source: String,
    /// The same place, said in three ways.
    pub selector: Vec<Selector>,
}

/// A way to find a quote again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", deny_unknown_fields)]
pub enum Selector {
    /// By its words.
    #[serde(rename = "TextQuoteSelector")]
    Quote {
        /// The quote.
        exact: String,
        /// What stands before it.
        prefix: String,
        /// What stands after it.
        suffix: String,
    },
    /// By characters.
    #[serde(rename = "TextPositionSelector")]
    Position {
        /// First character, counted from 0.
        start: usize,
        /// Character after the last.
        end: usize,
        /// Always "unicode code points".
        unit: String,
    },
    /// By bytes.
    #[serde(rename = "DataPositionSelector")]
    Data {
        /// First byte, counted from 0.
        start: usize,
        /// Byte after the last.
        end: usize,
        /// Always "bytes of UTF-8".
        unit: String,
    },
}

impl CitationRecord {
    /// The record of a quote of `text`; `None` if its offsets are not within it.
    #[must_use]
    pub fn new(citation: Citation, text: &str) -> Option<Self> {
        let start = text.get(..citation.start)?.chars().count();
        let end = start + text.get(citation.start..citation.end)?.chars().count();
        let selector = vec![
            Selector::Quote {
                exact: citation.quote.clone(),
                prefix: citation.prefix.clone(),
                suffix: citation.suffix.clone(),
            },
            Selector::Position { start, end, unit: "unicode code points".to_owned() },
            Selector::Data { start: citation.start, end: citation.end, unit: "bytes of UTF-8".to_owned() },
        ];
        let target = Target { source: snapshot_name(&citation.source), selector };
        Some(Self { citation, target })
    }
}

/// A source of the run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceEntry {
    /// Id.
    pub id: SourceId,
    /// Relative path of the original.
    pub path: String,
    /// Title.
    pub title: String,
    /// Format.
    pub media_type: MediaType,
    /// Size of the original in bytes.
    pub bytes: u64,
    /// SHA-256 of the original, hex.
    pub source_sha256: String,
    /// SHA-256 of the snapshot, hex.
    pub text_sha256: String,
    /// The source whose text it repeats.
    pub copy_of: Option<SourceId>,
    /// How much of the text it shares with that source, in percent of both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy_percent: Option<u8>,
    /// Language of the text, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<LanguageCode>,
    /// Name of the snapshot in the bundle; `null` for a source that is not quoted.
    pub snapshot: Option<String>,
}

/// `sources/index.json`: everything that was read and everything that was not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourcesFile {
    /// [`SOURCES_SCHEMA`].
    pub schema: String,
    /// In the order of their ids.
    pub sources: Vec<SourceEntry>,
    /// Files not read, with reasons.
    pub skipped: Vec<Skipped>,
}

impl SourcesFile {
    pub(super) fn new(corpus: &Corpus, citations: &[Citation]) -> Self {
        let quoted = |id: &SourceId| citations.iter().any(|citation| citation.source == *id);
        let entry = |source: &crate::reading::Source| SourceEntry {
            id: source.id.clone(),
            path: source.path.clone(),
            title: source.title.clone(),
            media_type: source.media_type,
            bytes: source.bytes,
            source_sha256: source.source_sha256.clone(),
            text_sha256: source.text_sha256.clone(),
            copy_of: source.copy_of.clone(),
            copy_percent: source.copy_percent,
            language: source.language,
            snapshot: quoted(&source.id).then(|| snapshot_name(&source.id)),
        };
        Self {
            schema: SOURCES_SCHEMA.to_owned(),
            sources: corpus.sources.iter().map(entry).collect(),
            skipped: corpus.skipped.clone(),
        }
    }
}

/// Name of a source's snapshot in the bundle.
pub(crate) fn snapshot_name(id: &SourceId) -> String {
    format!("sources/{id}.txt")
}
