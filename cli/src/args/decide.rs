//! What the commands that decide about a run take.

use clap::Args;
use std::path::PathBuf;

/// A run.
#[derive(Clone, Debug, Args)]
pub(crate) struct RunRef {
    /// The run: its id, the beginning of it, or `last`
    #[arg(value_name = "ID")]
    pub(crate) id: String,
}

/// `reject` and `request-changes`.
#[derive(Clone, Debug, Args)]
pub(crate) struct DecideArgs {
    /// The run: its id, the beginning of it, or `last`
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// Which gate and round, like review.1; needed only while several are open
    #[arg(value_name = "APPROVAL")]
    pub(crate) approval: Option<String>,
    /// What you want to say
    #[arg(short = 'm', long = "message", value_name = "TEXT")]
    pub(crate) message: Option<String>,
    /// SHA-256 of what you saw; needed without a terminal
    #[arg(long, value_name = "HASH")]
    pub(crate) artifact_hash: Option<String>,
}

/// `approve`.
#[derive(Clone, Debug, Args)]
pub(crate) struct ApproveArgs {
    #[command(flatten)]
    pub(crate) decide: DecideArgs,
    /// Change what may be changed in $EDITOR first, and see the difference
    #[arg(long, conflicts_with = "patch")]
    pub(crate) edit: bool,
    /// Apply a JSON Patch or merge patch from a file first, or from stdin with -
    #[arg(long, value_name = "FILE")]
    pub(crate) patch: Option<PathBuf>,
}

/// `cancel`.
#[derive(Clone, Debug, Args)]
pub(crate) struct CancelArgs {
    /// The run: its id, the beginning of it, or `last`
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// Why
    #[arg(short = 'm', long = "message", value_name = "TEXT")]
    pub(crate) message: Option<String>,
}
