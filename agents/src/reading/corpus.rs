//! The sources of a run and what was skipped; how they were read is not its business.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::block::Block;

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

/// The formats that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MediaType {
    /// Markdown.
    #[serde(rename = "text/markdown")]
    Markdown,
    /// Plain text.
    #[serde(rename = "text/plain")]
    Text,
    /// HTML.
    #[serde(rename = "text/html")]
    Html,
    /// PDF.
    #[serde(rename = "application/pdf")]
    Pdf,
}

impl MediaType {
    /// By file name extension, any case; `None` for formats that are not read.
    #[must_use]
    pub fn of_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Some(Self::Markdown),
            "txt" | "text" => Some(Self::Text),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "pdf" => Some(Self::Pdf),
            _ => None,
        }
    }

    /// The registered name, as in the serialised form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Markdown => "text/markdown",
            Self::Text => "text/plain",
            Self::Html => "text/html",
            Self::Pdf => "application/pdf",
        }
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
    /// An earlier source with the same text: copies count as one source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy_of: Option<SourceId>,
    /// The text snapshot that all offsets refer to, in bytes.
    pub text: String,
    /// Blocks of `text`.
    pub blocks: Vec<Block>,
}

/// Why a file was not read. The run goes on without it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum SkipReason {
    /// The operating system refused.
    #[error("cannot be read: {detail}")]
    Unreadable {
        /// What the system said.
        detail: String,
    },
    /// Nothing in it, or nothing but white space.
    #[error("empty")]
    Empty,
    /// A PDF or page without any text in it, usually a scan.
    #[error("contains no text (a scan would need text recognition first)")]
    NoText,
    /// Not text although its name says so.
    #[error("binary data, not text")]
    Binary,
    /// No encoding fits its bytes.
    #[error("its text encoding was not recognised; save it as UTF-8")]
    UnknownEncoding,
    /// Over the size limit of one document.
    #[error("{bytes} bytes, over the limit of {limit} bytes for one document")]
    TooLarge {
        /// Its size.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// The limit of documents or bytes of a run was reached before it.
    #[error("the run's limit of {limit} was reached before this file")]
    OverTotal {
        /// The limit in words.
        limit: String,
    },
    /// A format that is not read.
    #[error("format not supported (readable: md, txt, html, pdf)")]
    UnsupportedFormat,
    /// A symbolic link that leads out of the folder.
    #[error("a symbolic link that leads out of the folder")]
    OutsideFolder,
    /// Protected by a password.
    #[error("encrypted; save it without a password")]
    Encrypted,
    /// Damaged or nested so that it can't be parsed safely.
    #[error("damaged or not parsable: {detail}")]
    Malformed {
        /// What the parser said.
        detail: String,
    },
    /// The reader needed too long and was killed.
    #[error("reading took over {seconds} s and was stopped")]
    TooSlow {
        /// The limit.
        seconds: u64,
    },
    /// The reader needed too much memory or produced too much text.
    #[error("reading it needs more memory or text than allowed")]
    TooDemanding,
    /// No PDF reader is available here.
    #[error("no PDF reader is available: {detail}")]
    NoPdfReader {
        /// Why.
        detail: String,
    },
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
