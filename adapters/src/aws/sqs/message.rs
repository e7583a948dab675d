//! The message that wakes the controller, written and read in one place.

use serde::{Deserialize, Serialize};
use shared::ids::{CommitId, TenantId, WorkflowId};
use shared::ports::WakeHint;
use shared::run::RunKey;

/// Wakes the controller for a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WakeMessage {
    /// The run's tenant.
    pub tenant: TenantId,
    /// The run.
    pub workflow_id: WorkflowId,
    /// The commit whose claims the receiver may use; without one, the run has a timer to look at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<CommitId>,
}

/// A message that is none of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the message wakes nobody: {reason}; only Aegis may send to its queue")]
pub struct BadWakeMessage {
    /// What is wrong with it, without its text.
    pub reason: String,
}

impl WakeMessage {
    /// The message of a hint.
    #[must_use]
    pub fn of(hint: &WakeHint) -> Self {
        Self { claim: Some(hint.claim), ..Self::timer(&hint.key) }
    }

    /// The message that has a run's timers looked at.
    #[must_use]
    pub fn timer(key: &RunKey) -> Self {
        Self { tenant: key.tenant.clone(), workflow_id: key.id.clone(), claim: None }
    }

    /// The run.
    #[must_use]
    pub fn key(&self) -> RunKey {
        RunKey { tenant: self.tenant.clone(), id: self.workflow_id.clone() }
    }

    /// Reads a message's body. Fields of a newer release are passed over: both run while one replaces the other.
    ///
    /// # Errors
    /// [`BadWakeMessage`] where it is none.
    pub fn parse(body: &str) -> Result<Self, BadWakeMessage> {
        // The text of the error is about form and ids only, and there is no secret in such a message.
        serde_json::from_str(body).map_err(|error| BadWakeMessage { reason: error.to_string() })
    }

    /// The message's body.
    pub(super) fn body(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::samples::key;

    #[test]
    fn what_is_written_is_read_again() {
        let hint = WakeHint { key: key("t", "r"), claim: CommitId::from_bits(7), run: None };
        let message = WakeMessage::of(&hint);
        let body = message.body().unwrap();
        let claim = "00000000000000000000000000000007";
        assert_eq!(body, format!(r#"{{"tenant":"t","workflow_id":"r","claim":"{claim}"}}"#));
        assert_eq!(WakeMessage::parse(&body).unwrap(), message);
        assert_eq!(message.key(), hint.key);
        let timer = WakeMessage::timer(&hint.key);
        assert_eq!(WakeMessage::parse(&timer.body().unwrap()).unwrap(), timer);
        assert!(WakeMessage::parse(r#"{"tenant":"t","workflow_id":"r","new":1}"#).is_ok());
    }

    #[test]
    fn a_poisoned_message_is_an_error() {
        for body in ["", "{}", "[]", r#"{"tenant":"t"}"#, r#"{"tenant":"../x","workflow_id":"r"}"#] {
            assert!(WakeMessage::parse(body).is_err(), "{body}");
        }
    }
}
