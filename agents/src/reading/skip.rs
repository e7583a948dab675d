//! Why files are not read, in words for people; decides nothing.

use serde::{Deserialize, Serialize};

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
    /// A document without any text in it, usually a scan.
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
    #[error("format not supported (readable: {})", super::media::READABLE)]
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
    /// The format is only read in a process of its own, and none can be started here.
    #[error("no reader for this format is available: {detail}")]
    NoReader {
        /// Why.
        detail: String,
    },
}
