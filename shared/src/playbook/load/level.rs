//! The keys of the format, level by level: those that exist, those that come later, and where a misplaced one belongs.

use super::error::Mistake;
use super::node::Entry;
use super::words::{closest, quoted};

/// An object of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Playbook,
    Defaults,
    Retry,
    AgentStep,
    ApprovalStep,
    Approval,
    Approvers,
    Deadline,
    ChangeRequests,
}

impl Level {
    /// What it is called in a message.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Playbook => "a playbook",
            Self::Defaults => "'defaults'",
            Self::Retry => "'retry'",
            Self::AgentStep => "an agent step",
            Self::ApprovalStep => "an approval step",
            Self::Approval => "'approval'",
            Self::Approvers => "'approvers'",
            Self::Deadline => "'deadline'",
            Self::ChangeRequests => "'request_changes'",
        }
    }

    /// Its keys in this version.
    pub(super) const fn known(self) -> &'static [&'static str] {
        match self {
            Self::Playbook => &["aegis", "name", "description", "input", "defaults", "steps", "output"],
            Self::Defaults => &["timeout", "heartbeat", "retry"],
            Self::Retry => &["attempts", "backoff", "factor", "max"],
            Self::AgentStep => {
                &["id", "agent", "needs", "input", "output_schema", "timeout", "heartbeat", "retry"]
            }
            Self::ApprovalStep => &["id", "needs", "approval"],
            Self::Approval => {
                &["title", "show", "editable", "approvers", "remind", "deadline", "request_changes"]
            }
            Self::Approvers => &["any_of", "quorum"],
            Self::Deadline => &["after", "then"],
            Self::ChangeRequests => &["from", "max_rounds"],
        }
    }

    /// What to do instead of a key that the full format has and this version does not.
    fn later(self, key: &str) -> Option<&'static str> {
        let step = matches!(self, Self::AgentStep | Self::ApprovalStep);
        match key {
            "agents" if self == Self::Playbook => {
                Some("start the agent as an HTTP server and name it with `--agent NAME=URL`")
            }
            "nodes" | "edges" if self == Self::Playbook => {
                Some("write the graph as `steps`, each with its `needs`")
            }
            "budget" if step || self == Self::Playbook => Some("limit the time with `timeout`"),
            "for_each" | "as" | "limits" if step => {
                Some("give the whole list to the agent, or write one step for each item")
            }
            "when" if step => Some("let the step always run, or decide inside the agent"),
            "repeat" if step => Some("let a person send the work back: `request_changes` of an approval"),
            "on_failure" if step => Some("a failed step ends the run; use `retry` for passing faults"),
            "escalate" if self == Self::Approval => Some("use `remind` and `deadline`"),
            "not" if self == Self::Approvers => Some("name under `any_of` only who may decide"),
            _other => None,
        }
    }

    /// Where a key belongs that stands at the wrong level.
    fn belongs(self, key: &str) -> Option<&'static str> {
        let step = matches!(self, Self::AgentStep | Self::ApprovalStep);
        match key {
            "title" | "show" | "editable" | "approvers" | "remind" | "deadline" | "request_changes"
                if step =>
            {
                Some("it belongs one level deeper, under `approval:`")
            }
            "timeout" if matches!(self, Self::ApprovalStep | Self::Approval) => {
                Some("a gate has `approval: {deadline: {after: ..., then: ...}}`")
            }
            "input" | "agent" | "output_schema" | "retry" | "heartbeat" if self == Self::ApprovalStep => {
                Some("only steps with an `agent` have it; what a person sees is `approval: {show: ...}`")
            }
            "needs" if self == Self::Approval => Some("it belongs one level higher, beside `approval:`"),
            "timeout" | "heartbeat" | "retry" if self == Self::Playbook => {
                Some("it belongs under `defaults:`")
            }
            "attempts" | "backoff" | "factor" if matches!(self, Self::AgentStep | Self::Defaults) => {
                Some("it belongs under `retry:`")
            }
            "properties" | "required" | "type" if self == Self::Playbook => Some("it belongs under `input:`"),
            _other => None,
        }
    }
}

/// The mistake for a key that does not belong here.
pub(super) fn stranger(entry: &Entry, level: Level) -> Mistake {
    let key = entry.key.as_str();
    let (message, cause, help) = if let Some(instead) = level.later(key) {
        let message = format!("'{key}' is not supported yet in this version");
        (message, "comes with a later version".to_owned(), instead.to_owned())
    } else if let Some(belongs) = level.belongs(key) {
        (format!("{} has no key '{key}'", level.name()), "wrong place".to_owned(), belongs.to_owned())
    } else {
        let help = match closest(key, level.known().iter().copied()) {
            Some(name) => format!("did you mean '{name}'?"),
            None => format!("its keys are {}", level.known().join(", ")),
        };
        (format!("{} has no key {}", level.name(), quoted(key)), "unknown key".to_owned(), help)
    };
    Mistake { span: entry.key_span, message, cause, help, related: Vec::new() }
}
