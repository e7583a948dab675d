//! Everything that can end a command early: what happened, why, and what to do. It prints nothing; `output` does.

mod gateway;
mod problem;

pub(crate) use gateway::Turned;

use crate::client::LAST;
use crate::exit::Exit;
use shared::playbook::PlaybookErrors;
use shared::run::RunStatus;
use shared::wire::Problem;
use std::path::{Path, PathBuf};

/// Why a command ended early. `Display` says what happened; [`CliError::why`] and [`CliError::advice`] say the rest.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CliError {
    /// The API refused a request.
    #[error("{}", .0.title)]
    Refused(Box<Problem>),
    /// The command line can't be used as it is.
    #[error("{what}")]
    Usage {
        /// What is wrong.
        what: String,
        /// What to write instead.
        advice: String,
    },
    /// A playbook has mistakes.
    #[error("the playbook has errors")]
    Playbook(Box<PlaybookErrors>),
    /// No document can be read.
    #[error("there is nothing to read")]
    NoDocuments {
        /// What was looked at and why it can't be used.
        why: String,
    },
    /// A file or folder of the user can't be used.
    #[error("{} can't be {verb}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// `read` or `written`.
        verb: &'static str,
        /// What the system said.
        source: std::io::Error,
    },
    /// The settings can't be used.
    #[error("the setting {name} can't be used")]
    Setting {
        /// Which.
        name: String,
        /// Where it comes from.
        origin: String,
        /// What is wrong with it.
        why: String,
    },
    /// The server did not answer.
    #[error("no answer from {target}")]
    NoAnswer {
        /// Who was asked.
        target: String,
        /// What happened.
        why: String,
        /// Whether it is the local store's holder.
        local: bool,
    },
    /// The server's answer is not one of the contract.
    #[error("the answer of {target} can't be read")]
    BadAnswer {
        /// Who was asked.
        target: String,
        /// What is wrong with it.
        why: String,
    },
    /// Something before the server answered in its place: a gateway, or a proxy.
    #[error("{} did not let the request through", .0.target)]
    Gateway(Box<Turned>),
    /// There is nothing to sign in with.
    #[error("no credentials for the server")]
    Credentials {
        /// What is missing.
        why: String,
        /// What to set.
        advice: String,
    },
    /// The local store can't be used.
    #[error("the store {} can't be used", store.display())]
    Store {
        /// Its folder.
        store: PathBuf,
        /// Why.
        why: String,
        /// What to do.
        advice: String,
    },
    /// There is no run like that.
    #[error("there is no run '{given}'")]
    NoRun {
        /// What was asked for.
        given: String,
        /// Where it was looked for.
        place: String,
    },
    /// Several runs begin like that.
    #[error("several runs begin with '{given}'")]
    Ambiguous {
        /// What was asked for.
        given: String,
        /// Some of them.
        matches: Vec<String>,
    },
    /// No gate is open.
    #[error("run {id} has no {what}")]
    NoApproval {
        /// The run.
        id: String,
        /// What was looked for.
        what: String,
        /// Where the run stands.
        status: String,
    },
    /// `--timeout` is over.
    #[error("waited for {waited}; run {id} goes on")]
    TimedOut {
        /// The run.
        id: String,
        /// How long.
        waited: String,
    },
    /// A report does not verify.
    #[error("the report does not verify")]
    NotVerified {
        /// What is wrong.
        why: String,
    },
    /// An agent breaks the contract.
    #[error("the agent at {url} does not keep the contract")]
    AgentCheck {
        /// Where it is.
        url: String,
    },
    /// Something on this machine is not as it must be.
    #[error("{what}")]
    Environment {
        /// What.
        what: String,
        /// Why.
        why: String,
        /// What to do.
        advice: String,
    },
    /// The person interrupted a prompt.
    #[error("interrupted")]
    Interrupted,
}

impl CliError {
    /// A mistake in the command line.
    pub(crate) fn usage(what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::Usage { what: what.into(), advice: advice.into() }
    }

    /// A file that can't be read.
    pub(crate) fn reading(path: &Path, source: std::io::Error) -> Self {
        Self::File { path: path.to_owned(), verb: "read", source }
    }

    /// A file that can't be written.
    pub(crate) fn writing(path: &Path, source: std::io::Error) -> Self {
        Self::File { path: path.to_owned(), verb: "written", source }
    }

    /// How the program ends.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Refused(problem) => Exit::of_problem(problem),
            Self::Gateway(turned) => turned.exit(),
            Self::Credentials { .. } => Exit::NotAllowed,
            Self::Usage { .. }
            | Self::Playbook(_)
            | Self::NoDocuments { .. }
            | Self::Setting { .. }
            | Self::Ambiguous { .. } => Exit::Usage,
            Self::File { verb, .. } => match *verb {
                // What the user named and can't be read is bad input; a disk that refuses is the environment.
                "read" => Exit::Usage,
                _ => Exit::Failure,
            },
            Self::NoAnswer { .. }
            | Self::BadAnswer { .. }
            | Self::Store { .. }
            | Self::NotVerified { .. }
            | Self::AgentCheck { .. }
            | Self::Environment { .. } => Exit::Failure,
            Self::NoRun { .. } => Exit::NotFound,
            Self::NoApproval { .. } => Exit::Conflict,
            Self::TimedOut { .. } => Exit::TimedOut,
            Self::Interrupted => Exit::Interrupted,
        }
    }

    /// Why it happened, where more is known than what.
    pub(crate) fn why(&self) -> Option<String> {
        match self {
            Self::Refused(problem) => Some(problem.detail.clone()).filter(|detail| !detail.is_empty()),
            Self::Gateway(turned) => Some(turned.why()),
            Self::Playbook(errors) => Some(errors.render(false)),
            Self::NoDocuments { why }
            | Self::NoAnswer { why, .. }
            | Self::BadAnswer { why, .. }
            | Self::Credentials { why, .. }
            | Self::Store { why, .. }
            | Self::NotVerified { why }
            | Self::Environment { why, .. } => Some(why.clone()),
            Self::Setting { origin, why, .. } => Some(format!("{why} (it comes from {origin})")),
            Self::File { source, .. } => Some(source.to_string()),
            Self::NoRun { place, .. } => Some(format!("looked in {place}")),
            Self::Ambiguous { matches, .. } => Some(format!("for example {}", matches.join(", "))),
            Self::NoApproval { status, .. } => Some(format!("it is {status}")),
            Self::Usage { .. } | Self::TimedOut { .. } | Self::AgentCheck { .. } | Self::Interrupted => None,
        }
    }

    /// What to do about it.
    pub(crate) fn advice(&self) -> Option<String> {
        match self {
            Self::Refused(problem) => refusal_advice(problem),
            Self::Gateway(turned) => Some(turned.advice()),
            Self::Usage { advice, .. }
            | Self::Credentials { advice, .. }
            | Self::Store { advice, .. }
            | Self::Environment { advice, .. } => Some(advice.clone()),
            Self::Playbook(_) => Some("mend the lines above, then see `aegis check FILE`".to_owned()),
            Self::NoDocuments { .. } => {
                Some("name a folder with documents: --docs FOLDER; or try --demo".to_owned())
            }
            Self::File { verb, .. } => Some(match *verb {
                "read" => "check the path and its permissions".to_owned(),
                _ => "check free space and permissions, or name another place".to_owned(),
            }),
            Self::Setting { .. } => Some("see `aegis doctor` for all settings and their origins".to_owned()),
            Self::NoAnswer { local: true, .. } => {
                Some("send the command again; see `aegis doctor`".to_owned())
            }
            Self::NoAnswer { local: false, why, .. } if why.contains("certificate") => Some(
                "this machine trusts other authorities: add the server's, or name a file with it in SSL_CERT_FILE"
                    .to_owned(),
            ),
            Self::NoAnswer { local: false, .. } => {
                Some("check --server (or AEGIS_SERVER) and that the server runs".to_owned())
            }
            Self::BadAnswer { .. } => {
                Some("check that the address is an Aegis server of this release (`aegis version`)".to_owned())
            }
            Self::NoRun { given, .. } if given == LAST => {
                Some("`aegis run --demo` makes the first one".to_owned())
            }
            Self::NoRun { .. } => Some("`aegis ls` lists the runs".to_owned()),
            Self::Ambiguous { .. } => Some("write more of the id".to_owned()),
            Self::NoApproval { id, status, .. } => Some(match RunStatus::parse(status) {
                Some(status) if status.is_terminal() => format!("`aegis show {id}` shows how it ended"),
                Some(_) | None => format!("`aegis why {id}` says what it waits for"),
            }),
            Self::TimedOut { id, .. } => Some(format!("`aegis watch {id}` follows it again")),
            Self::NotVerified { .. } => {
                Some("do not rely on it; export it again with `aegis export ID`".to_owned())
            }
            Self::AgentCheck { .. } => Some("mend what is marked above and check again".to_owned()),
            Self::Interrupted => None,
        }
    }
}

fn refusal_advice(problem: &Problem) -> Option<String> {
    match problem.word() {
        "not-authenticated" => {
            Some("set AEGIS_TOKEN to your token, or sign with AWS credentials: --auth iam".to_owned())
        }
        "bad-token" | "not-allowed" => Some("check AEGIS_TOKEN, or ask somebody who may do this".to_owned()),
        "already-decided" => Some("`aegis show ID` shows who decided and when".to_owned()),
        "artifact-changed" => Some("look at it again: `aegis approvals`".to_owned()),
        "invalid-input" => Some(
            "TEXT behind the playbook is its first text, -i NAME=VALUE the others; `aegis playbooks` and `aegis check \
             FILE` list them"
                .to_owned(),
        ),
        "id-reused" => Some("choose another --id, or leave it out".to_owned()),
        "unavailable" => Some("send the command again in a second".to_owned()),
        "internal" => Some("see the server's log; `aegis doctor` looks at the local store".to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
