//! How the host behaves: AgentCore's own quotas unless told otherwise.

use crate::fault::Planned;
use std::path::PathBuf;
use std::time::Duration;

/// How the host behaves.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where the agents of all sessions keep their files: `WORKFLOW/NAME`. Without it they share no disk, as containers
    /// don't, and put their files where their callback address says.
    pub workspace: Option<PathBuf>,
    /// The program that parses one document from its stdin, where there is one.
    pub document_parser: Option<PathBuf>,
    /// ARNs of the runtimes that exist; empty: all do.
    pub runtimes: Vec<String>,
    /// A session that is not at work for so long is ended.
    pub idle: Duration,
    /// New sessions per second; beyond, 429.
    pub new_sessions_per_second: usize,
    /// Sessions at a time; beyond, 402.
    pub sessions_max: usize,
    /// How often an agent says that it is alive.
    pub heartbeat: Duration,
    /// A certificate, PEM, that the agents trust when they call back over TLS; they trust no other.
    pub trust: Option<PathBuf>,
    /// Faults from the start on.
    pub faults: Vec<Planned>,
}

impl Settings {
    /// AgentCore's quotas, with sessions that share no disk.
    #[must_use]
    pub fn apart() -> Self {
        Self { workspace: None, ..Self::new("") }
    }

    /// AgentCore's quotas, with files in `workspace`.
    #[must_use]
    pub fn new(workspace: impl Into<PathBuf>) -> Self {
        Self {
            workspace: Some(workspace.into()),
            document_parser: None,
            runtimes: Vec::new(),
            idle: Duration::from_secs(900),
            new_sessions_per_second: 25,
            sessions_max: 5_000,
            heartbeat: Duration::from_secs(30),
            trust: None,
            faults: Vec::new(),
        }
    }
}
