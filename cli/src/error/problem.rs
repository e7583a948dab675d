//! An error as a problem (RFC 9457), for `--json`. The words for people are in the parent.

use super::CliError;
use crate::exit::Exit;
use serde_json::{Value, json};
use shared::playbook::PlaybookError;
use shared::wire::Problem;

impl CliError {
    /// The same as problem+json (RFC 9457).
    pub(crate) fn problem(&self) -> Problem {
        let mut problem = if let Self::Refused(problem) = self {
            (**problem).clone()
        } else {
            Problem {
                kind: format!("urn:aegis:problem:{}", self.word()),
                title: self.to_string(),
                status: self.status(),
                detail: [self.why(), self.advice()].into_iter().flatten().collect::<Vec<_>>().join("; "),
                members: serde_json::Map::new(),
            }
        };
        if let Self::Playbook(errors) = self {
            problem.members.insert("errors".to_owned(), errors.errors.iter().map(mistake).collect());
        }
        problem.members.insert("exit_code".to_owned(), Value::from(self.exit().code()));
        problem
    }

    const fn word(&self) -> &'static str {
        match self {
            Self::Refused(_) => "refused",
            Self::Usage { .. } => "usage",
            Self::Playbook(_) => "invalid-playbook",
            Self::NoDocuments { .. } => "no-documents",
            Self::File { .. } => "file",
            Self::Setting { .. } => "setting",
            Self::NoAnswer { .. } => "unavailable",
            Self::BadAnswer { .. } => "bad-answer",
            Self::Gateway(_) => "gateway",
            Self::Credentials { .. } => "not-authenticated",
            Self::Store { .. } => "store",
            Self::NoRun { .. } => "not-found",
            Self::Ambiguous { .. } => "ambiguous",
            Self::NoApproval { .. } => "conflict",
            Self::TimedOut { .. } => "timed-out",
            Self::NotVerified { .. } => "not-verified",
            Self::AgentCheck { .. } => "agent-contract",
            Self::Environment { .. } => "environment",
            Self::Interrupted => "interrupted",
        }
    }

    fn status(&self) -> u16 {
        if let Self::Gateway(turned) = self {
            return turned.status;
        }
        match self.exit() {
            Exit::Usage => 400,
            Exit::NotAllowed => 403,
            Exit::NotFound => 404,
            Exit::TimedOut => 408,
            Exit::Conflict => 409,
            Exit::Done
            | Exit::Failure
            | Exit::WaitsForPerson
            | Exit::RunFailed
            | Exit::RunRejected
            | Exit::RunCancelled
            | Exit::Interrupted
            | Exit::Terminated => 500,
        }
    }
}

/// A playbook's mistake as data.
fn mistake(error: &PlaybookError) -> Value {
    json!({
        "line": error.place.line, "column": error.place.column, "message": error.message,
        "cause": error.cause, "help": error.help,
    })
}
