//! Small playbooks for tests, built by hand.

use crate::digest::Digest;
use crate::ids::{AgentName, PersonId, PlaybookName, StepId};
use crate::playbook::{
    AgentStep, ApprovalStep, ChangeRequests, CompiledSchema, Deadline, OnDeadline, Path, Playbook,
    RetryPolicy, Step, StepKind, Template,
};
use crate::time::Millis;
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub(super) fn id(text: &str) -> StepId {
    StepId::parse(text).unwrap()
}

pub(super) fn person(text: &str) -> PersonId {
    PersonId::parse(text).unwrap()
}

pub(super) const fn secs(seconds: u64) -> Millis {
    Millis::from_secs(seconds)
}

pub(super) fn output_of(step: &str) -> Template {
    Template::Reference(Path::Output(id(step), Vec::new()))
}

/// A step that calls the agent of the same name: one attempt, an hour's time.
pub(super) fn agent(name: &str, needs: &[&str]) -> Step {
    let step = AgentStep {
        agent: AgentName::parse(name).unwrap(),
        input: Template::Literal(Value::Null),
        output_schema: None,
        timeout: secs(3_600),
        heartbeat: None,
        retry: RetryPolicy { attempts: 1, backoff: secs(5), factor: 2.0, max: secs(120) },
    };
    Step {
        id: id(name),
        needs: needs.iter().map(|need| id(need)).collect(),
        kind: StepKind::Agent(Box::new(step)),
    }
}

/// A gate that shows the whole output of a step, open to everybody, without a deadline.
pub(super) fn gate(name: &str, shows: &str) -> Step {
    let step = ApprovalStep {
        title: Template::Literal(json!(format!("{name}?"))),
        show: output_of(shows),
        editable: Vec::new(),
        show_schema: None,
        approvers: BTreeSet::new(),
        remind: Vec::new(),
        deadline: None,
        request_changes: None,
    };
    Step { id: id(name), needs: BTreeSet::from([id(shows)]), kind: StepKind::Approval(Box::new(step)) }
}

impl Step {
    fn map_agent(mut self, change: impl FnOnce(&mut AgentStep)) -> Self {
        match &mut self.kind {
            StepKind::Agent(agent) => change(agent),
            StepKind::Approval(_) => panic!("{} is a gate", self.id),
        }
        self
    }

    fn map_gate(mut self, change: impl FnOnce(&mut ApprovalStep)) -> Self {
        match &mut self.kind {
            StepKind::Approval(gate) => change(gate),
            StepKind::Agent(_) => panic!("{} is an agent's", self.id),
        }
        self
    }

    pub(super) fn attempts(self, attempts: u32, backoff: Millis) -> Self {
        self.map_agent(|agent| (agent.retry.attempts, agent.retry.backoff) = (attempts, backoff))
    }

    pub(super) fn timeout(self, timeout: Millis) -> Self {
        self.map_agent(|agent| agent.timeout = timeout)
    }

    pub(super) fn heartbeat(self, heartbeat: Millis) -> Self {
        self.map_agent(|agent| agent.heartbeat = Some(heartbeat))
    }

    pub(super) fn editable(self, pointers: &[&str]) -> Self {
        self.map_gate(|gate| gate.editable = pointers.iter().map(|p| (*p).to_owned()).collect())
    }

    pub(super) fn schema(self, schema: Value) -> Self {
        self.map_gate(|gate| gate.show_schema = Some(CompiledSchema::compile(&schema).unwrap()))
    }

    pub(super) fn approvers(self, people: &[&str]) -> Self {
        self.map_gate(|gate| gate.approvers = people.iter().map(|p| person(p)).collect())
    }

    pub(super) fn remind(self, after: &[Millis]) -> Self {
        self.map_gate(|gate| gate.remind = after.to_vec())
    }

    pub(super) fn deadline(self, after: Millis, then: OnDeadline) -> Self {
        self.map_gate(|gate| gate.deadline = Some(Deadline { after, then }))
    }

    pub(super) fn changes(self, from: &str, max_rounds: u32) -> Self {
        self.map_gate(|gate| gate.request_changes = Some(ChangeRequests { from: id(from), max_rounds }))
    }
}

/// A playbook of steps, ending in the output of the last one.
pub(super) fn playbook(steps: Vec<Step>) -> Playbook {
    let output = steps.last().map_or(Template::Literal(Value::Null), |step| output_of(step.id.as_str()));
    Playbook {
        name: PlaybookName::parse("test").unwrap(),
        description: None,
        hash: Digest::of_bytes(b"test"),
        source: Value::Null,
        input: CompiledSchema::compile(&json!({"type": "object"})).unwrap(),
        steps,
        output,
    }
}

/// research -> analyse -> review (a gate) -> write.
pub(super) fn four_steps() -> Playbook {
    playbook(vec![
        agent("research", &[]),
        agent("analyse", &["research"]),
        gate("review", "analyse").changes("research", 2),
        agent("write", &["review"]),
    ])
}

/// split -> left and right -> join.
pub(super) fn diamond() -> Playbook {
    playbook(vec![
        agent("split", &[]),
        agent("left", &["split"]),
        agent("right", &["split"]),
        agent("join", &["left", "right"]),
    ])
}
