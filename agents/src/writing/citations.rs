//! The files that prove a report: citations and sources as data; checks nothing.

use serde::{Deserialize, Serialize};

use crate::reading::{Corpus, MediaType, Skipped, SourceId};
use crate::research::Citation;

/// Schema name of `citations.json`.
pub const CITATIONS_SCHEMA: &str = "aegis.citations/v1";
/// Schema name of `sources/index.json`.
pub const SOURCES_SCHEMA: &str = "aegis.sources/v1";

/// `citations.json`: every quote of the report with its place. `start` and `end` are byte offsets in the UTF-8
/// snapshot `sources/<source>.txt`; `prefix` and `suffix` are up to 32 characters of context.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitationsFile {
    /// [`CITATIONS_SCHEMA`].
    pub schema: String,
    /// In the order of their ids.
    pub citations: Vec<Citation>,
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
