//! What can stop a task, with what to do about it. It must not print.

use std::path::PathBuf;

/// A task could not do its work.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// A program could not be run, or ended with a failure.
    #[error("{0}")]
    Command(#[from] xshell::Error),
    /// A program could not be started or read.
    #[error("{program}: {source}; is it installed?")]
    Start {
        /// Its name.
        program: String,
        /// Why.
        source: std::io::Error,
    },
    /// A command of a document did not end in time.
    #[error(
        "`{command}` did not end within {seconds} s and was ended; shorten it, or leave it out of the transcripts"
    )]
    TooSlow {
        /// The command, as the document shows it.
        command: String,
        /// The time that it had.
        seconds: f64,
    },
    /// A file of the repository could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// Its path.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A stage was named that does not exist.
    #[error("there is no stage '{name}'; the stages are {known}")]
    Stage {
        /// What was typed.
        name: String,
        /// What could have been typed.
        known: String,
    },
    /// Something in the repository or the answer of a program is not as it should be.
    #[error("{0}")]
    Unexpected(String),
}

impl Error {
    /// An error about a file.
    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }
}
