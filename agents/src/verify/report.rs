//! What a verification found; checks nothing.

use serde::{Deserialize, Serialize};

/// The folder itself can't be read.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// Not there, or not a folder.
    #[error("{0} is not a folder; name the folder that holds manifest.json")]
    NotAFolder(String),
    /// The operating system refused.
    #[error("{path} can't be read: {source}")]
    Unreadable {
        /// The path.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
}

/// What is wrong at a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum Problem {
    /// Named by the manifest or needed, but not there.
    #[error("is missing")]
    Missing,
    /// There, but not named by the manifest.
    #[error("is not part of the report")]
    Extra,
    /// A symbolic link or something else that is no plain file.
    #[error("is not a plain file")]
    NotAFile,
    /// Over the size limit.
    #[error("is too large to be part of a report")]
    TooLarge,
    /// Other bytes than were written.
    #[error("was changed: SHA-256 is {found}, the manifest says {expected}")]
    HashDiffers {
        /// Recorded.
        expected: String,
        /// Computed.
        found: String,
    },
    /// The manifest is not the one whose hash was written beside it.
    #[error("does not match manifest.sha256")]
    ManifestHashDiffers,
    /// Not the JSON that it should be.
    #[error("can't be parsed: {detail}")]
    NotParsable {
        /// What the parser said.
        detail: String,
    },
    /// The quote is not what stands at its offsets.
    #[error("the quote does not stand at bytes {start}..{end} of {source_file}")]
    QuoteNotThere {
        /// First byte.
        start: usize,
        /// Byte after the last.
        end: usize,
        /// The snapshot.
        source_file: String,
    },
    /// Prefix or suffix differ from the snapshot.
    #[error("the text around the quote differs from the snapshot")]
    ContextDiffers,
    /// The hash beside a quote or source differs from the snapshot.
    #[error("the recorded hash of its text differs from the snapshot")]
    TextHashDiffers,
    /// A citation names a source that is not listed, or with another hash of its original.
    #[error("names a source that is not in sources/index.json as recorded")]
    UnknownSource,
    /// The report uses a citation that `citations.json` lacks.
    #[error("is used by the report but not in citations.json")]
    UnknownCitation,
    /// The report shows other words than the citation.
    #[error("the report shows other words than citations.json")]
    ReportDiffers,
    /// The W3C selectors of a citation name another place than its offsets.
    #[error("its selectors name another place than its offsets")]
    SelectorDiffers,
    /// Written by another release.
    #[error(
        "is of schema {found}, which this release does not know; verify it with the release that wrote it"
    )]
    UnknownSchema {
        /// What it says.
        found: String,
    },
    /// A number of the report is not in the quote beside it.
    #[error("the report shows “{shown}”, which the quote beside it does not have")]
    NumberNotInQuote {
        /// The number with its unit.
        shown: String,
    },
    /// `analysis.json` is not the artifact that the manifest names.
    #[error("is not the artifact that was written")]
    NotTheWrittenArtifact,
    /// Something else was approved.
    #[error("the artifact written is not the one that was approved")]
    NotTheApprovedArtifact,
    /// The original document has changed since it was read.
    #[error("the original document has changed since it was read")]
    OriginalChanged,
}

/// One failure with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// File in the bundle.
    pub file: String,
    /// Place in the file: a citation id, a key, or `file`.
    pub place: String,
    /// What is wrong.
    #[serde(flatten)]
    pub problem: Problem,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.place == "file" {
            write!(f, "{} {}", self.file, self.problem)
        } else {
            write!(f, "{} ({}): {}", self.file, self.place, self.problem)
        }
    }
}

/// The outcome.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifyReport {
    /// Whether nothing failed.
    pub ok: bool,
    /// Files named by the manifest.
    pub files: usize,
    /// Files whose hash and size match.
    pub files_matching: usize,
    /// Citations in `citations.json`.
    pub quotes: usize,
    /// Quotes that stand at their offsets, with matching context and hashes.
    pub quotes_matching: usize,
    /// Snapshots of sources.
    pub sources: usize,
    /// Originals whose hash matches, if they were looked for.
    pub originals_matching: usize,
    /// Originals that are no longer where they were, if they were looked for.
    pub originals_missing: usize,
    /// SHA-256 of the approved artifact, hex.
    pub approved_artifact_sha256: Option<String>,
    /// SHA-256 of the written artifact, hex.
    pub written_artifact_sha256: Option<String>,
    /// Everything that failed.
    pub failures: Vec<Failure>,
}

impl VerifyReport {
    pub(super) fn fail(&mut self, file: &str, place: &str, problem: Problem) {
        self.failures.push(Failure { file: file.to_owned(), place: place.to_owned(), problem });
    }
}
