//! Why files are not read, in words for people: what is wrong and what to do about it. It decides nothing.

use std::io::ErrorKind;

use serde::{Deserialize, Serialize};

/// What a person does about a file that a program wrote and that is damaged.
const SAVE_AGAIN: &str = "open it in the program it was made with and save it again";

/// Why a file was not read. The run goes on without it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum SkipReason {
    /// The operating system refused.
    #[error("cannot be read: {detail}")]
    Unreadable {
        /// Why, and what to do.
        detail: String,
    },
    /// Nothing in it, or nothing but white space.
    #[error("empty")]
    Empty,
    /// A document without any text in it, usually a scan.
    #[error("contains no text (a scan would need text recognition first)")]
    NoText,
    /// Not text although its name says so.
    #[error("binary data, not text as its name says; give it the ending of its format")]
    Binary,
    /// No encoding fits its bytes.
    #[error("its text encoding was not recognised; save it as UTF-8")]
    UnknownEncoding,
    /// Over the size limit of one document.
    #[error("{bytes} bytes, over the limit of {limit} bytes for one document; split it")]
    TooLarge {
        /// Its size.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// A limit of a run was reached before it.
    #[error("the run's limit of {limit} was reached before this file; name fewer documents")]
    OverTotal {
        /// The limit in words.
        limit: String,
    },
    /// A format that is not read.
    #[error("format not supported (readable: {})", super::media::READABLE)]
    UnsupportedFormat,
    /// A symbolic link that leads out of the folder.
    #[error("a symbolic link that leads out of the folder; name what it leads to with --docs")]
    OutsideFolder,
    /// Protected by a password.
    #[error("encrypted; save it without a password")]
    Encrypted,
    /// Damaged or nested so that it can't be parsed safely.
    #[error("damaged or not parsable: {detail}")]
    Malformed {
        /// What is wrong, where, and what to do.
        detail: String,
    },
    /// The reader needed too long and was killed.
    #[error("reading took over {seconds} s and was stopped; split it or save it as plain text")]
    TooSlow {
        /// The limit.
        seconds: u64,
    },
    /// The reader needed too much memory or produced too much text.
    #[error("reading it needs more memory or text than allowed; split it or save it as plain text")]
    TooDemanding,
    /// The format is only read in a process of its own, and none can be started here.
    #[error("no reader for this format is available: {detail}")]
    NoReader {
        /// Why.
        detail: String,
    },
}

impl SkipReason {
    /// Whether the file may be fine and only the run had no room for it.
    #[must_use]
    pub fn is_of_the_run(&self) -> bool {
        matches!(self, Self::OverTotal { .. })
    }

    /// A file that a program wrote and that is not what it should be.
    pub(super) fn broken(what: &str) -> Self {
        Self::Malformed { detail: format!("{what}; {SAVE_AGAIN}") }
    }

    /// The system's refusal in words that say what to do.
    #[expect(clippy::wildcard_enum_match_arm, reason = "a foreign enum that grows")]
    pub(super) fn refused(error: &std::io::Error) -> Self {
        let detail = match error.kind() {
            ErrorKind::PermissionDenied => "you have no right to; ask its owner or change its mode",
            ErrorKind::NotFound => "there is nothing of this name; is it spelled right?",
            ErrorKind::IsADirectory => "it is a folder by now",
            _ => "the disk or the system failed; try again, and copy it elsewhere if that lasts",
        };
        Self::Unreadable { detail: detail.to_owned() }
    }
}
