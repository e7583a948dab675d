//! Faults on command: what happens to which requests, and how often.

use crate::log::{Operation, Record};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// What happens to a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Fault {
    /// It is answered with an error and reaches no session.
    Refuse {
        /// HTTP status.
        status: u16,
        /// AgentCore's error code, such as `ThrottlingException`; none: a bare status, as from a proxy on the way.
        #[serde(default)]
        code: Option<String>,
        /// Its message.
        #[serde(default)]
        message: String,
    },
    /// The session gets it, and the reply is an error all the same.
    LoseReply {
        /// HTTP status.
        status: u16,
        /// AgentCore's error code.
        #[serde(default)]
        code: Option<String>,
    },
    /// The session gets it at once, the reply waits.
    Stall {
        /// So long, in milliseconds.
        ms: u64,
    },
    /// The session starts slowly: it gets the request late.
    ColdStart {
        /// So late, in milliseconds.
        ms: u64,
    },
    /// The session gets it twice.
    Twice,
    /// The session gets it, answers and dies.
    Die,
    /// The session is there and acknowledges it, and its agent never begins: whoever tests has the invocation
    /// ([`Server::held`](crate::Server::held)) and answers in its place.
    Hold,
}

/// A fault, and the requests that meet it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Planned {
    /// What happens.
    pub fault: Fault,
    /// Only requests of this operation.
    #[serde(default = "invoke")]
    pub operation: Operation,
    /// Only invocations of this agent, where given.
    #[serde(default)]
    pub agent: Option<String>,
    /// Only invocations of this run, where given.
    #[serde(default)]
    pub workflow_id: Option<String>,
    /// Only invocations of this attempt, where given.
    #[serde(default)]
    pub attempt: Option<u32>,
    /// So many of them.
    #[serde(default = "once")]
    pub times: u32,
}

const fn invoke() -> Operation {
    Operation::Invoke
}

const fn once() -> u32 {
    1
}

impl Planned {
    /// The next invocation, of whatever agent.
    #[must_use]
    pub const fn next(fault: Fault) -> Self {
        Self { fault, operation: Operation::Invoke, agent: None, workflow_id: None, attempt: None, times: 1 }
    }

    fn meets(&self, request: &Record) -> bool {
        self.operation == request.operation
            && (self.agent.is_none() || self.agent == request.agent)
            && (self.workflow_id.is_none() || self.workflow_id == request.workflow_id)
            && (self.attempt.is_none() || self.attempt == request.attempt)
    }
}

/// The fault that a request meets, which is thereby used up.
pub(crate) fn take(planned: &mut VecDeque<Planned>, request: &Record) -> Option<Fault> {
    let at = planned.iter().position(|planned| planned.meets(request))?;
    let chosen = planned.get_mut(at)?;
    let fault = chosen.fault.clone();
    chosen.times = chosen.times.saturating_sub(1);
    if chosen.times == 0 {
        planned.remove(at);
    }
    Some(fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invocation(agent: &str, run: &str) -> Record {
        Record {
            agent: Some(agent.to_owned()),
            workflow_id: Some(run.to_owned()),
            attempt: Some(1),
            ..Record::of(Operation::Invoke, "arn", None, "s")
        }
    }

    #[test]
    fn a_fault_meets_the_requests_it_is_meant_for_as_often_as_told() {
        let text = r#"[{"fault": {"kind": "twice"}, "agent": "writer", "times": 2},
                       {"fault": {"kind": "refuse", "status": 429, "code": "ThrottlingException"}}]"#;
        let mut planned: VecDeque<Planned> = serde_json::from_str(text).unwrap();
        let mut of = |agent| take(&mut planned, &invocation(agent, "r"));
        assert!(matches!(of("analyst"), Some(Fault::Refuse { status: 429, .. })));
        assert_eq!(of("analyst"), None);
        assert_eq!(
            (of("writer"), of("writer"), of("writer")),
            (Some(Fault::Twice), Some(Fault::Twice), None)
        );
    }

    #[test]
    fn a_fault_of_one_run_passes_the_others_by() {
        let mut planned =
            VecDeque::from([Planned { workflow_id: Some("mine".to_owned()), ..Planned::next(Fault::Hold) }]);
        assert_eq!(take(&mut planned, &invocation("writer", "other")), None);
        assert_eq!(take(&mut planned, &invocation("writer", "mine")), Some(Fault::Hold));
    }

    #[test]
    fn a_stop_meets_only_faults_of_stops() {
        let mut planned = VecDeque::from([Planned::next(Fault::Die)]);
        assert_eq!(take(&mut planned, &Record::of(Operation::Stop, "arn", None, "s")), None);
        assert_eq!(take(&mut planned, &invocation("writer", "r")), Some(Fault::Die));
    }
}
