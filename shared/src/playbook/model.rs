//! A checked playbook, ready to run. Its values come from the loader only, so what stands here is already consistent:
//! ids are unique, references point at earlier steps, the graph has no cycle and every limit holds.

use super::{CompiledSchema, Template};
use crate::digest::Digest;
use crate::ids::{AgentName, PersonId, PlaybookName, StepId};
use crate::time::Millis;
use serde_json::Value;
use std::collections::BTreeSet;

/// A checked playbook.
#[derive(Clone, Debug, PartialEq)]
pub struct Playbook {
    /// Its name.
    pub name: PlaybookName,
    /// What it is for, in a sentence, where the author wrote one.
    pub description: Option<String>,
    /// SHA-256 of the canonical JSON (RFC 8785) of the source: what a run pins.
    pub hash: Digest,
    /// The source as JSON, from which [`super::load`] gives this same playbook again.
    pub source: Value,
    /// JSON Schema (2020-12) of a run's input.
    pub input: CompiledSchema,
    /// The steps in an order in which every step stands after all that it needs.
    pub steps: Vec<Step>,
    /// What the finished run gives back; `null` where the playbook names nothing.
    pub output: Template,
}

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its id.
    pub id: StepId,
    /// The steps that must have succeeded first: those that its expressions refer to and those under `needs`.
    pub needs: BTreeSet<StepId>,
    /// What it does.
    pub kind: StepKind,
}

/// What a step does.
#[derive(Clone, Debug, PartialEq)]
pub enum StepKind {
    /// Calls an agent.
    Agent(Box<AgentStep>),
    /// Asks a person.
    Approval(Box<ApprovalStep>),
}

/// A step that calls an agent.
#[derive(Clone, Debug, PartialEq)]
pub struct AgentStep {
    /// The agent's name in the registry.
    pub agent: AgentName,
    /// What it is given.
    pub input: Template,
    /// JSON Schema of its result, where the author wrote one: a result that breaks it fails the attempt.
    pub output_schema: Option<CompiledSchema>,
    /// How long one attempt may take.
    pub timeout: Millis,
    /// How long the agent may stay silent, where it promises to report.
    pub heartbeat: Option<Millis>,
    /// What happens after a failed attempt.
    pub retry: RetryPolicy,
}

/// What happens after a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RetryPolicy {
    /// Attempts in all, at least 1, per time that the step is run (a request for changes starts counting afresh).
    pub attempts: u32,
    /// Pause before the second attempt.
    pub backoff: Millis,
    /// Factor of each further pause, at least 1.
    pub factor: f64,
    /// Longest pause.
    pub max: Millis,
}

impl RetryPolicy {
    /// Pause before the attempt that follows `failed` failed ones (`failed` >= 1).
    #[must_use]
    pub fn pause_after(&self, failed: u32) -> Millis {
        let mut pause = Millis(self.backoff.0.min(self.max.0));
        for _further in 1..failed {
            let grown = (pause.0 as f64 * self.factor).min(self.max.0 as f64);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "grown lies between 0 and max, both whole numbers of milliseconds"
            )]
            let grown = grown as u64;
            if grown == pause.0 {
                break;
            }
            pause = Millis(grown);
        }
        pause
    }
}

/// A step that asks a person.
#[derive(Clone, Debug, PartialEq)]
pub struct ApprovalStep {
    /// The question.
    pub title: Template,
    /// The artifact that the decision is about.
    pub show: Template,
    /// JSON pointers (RFC 6901) into the artifact that the approver may change.
    pub editable: Vec<String>,
    /// JSON Schema that an edited artifact must still match, taken from the step whose whole output is shown.
    pub show_schema: Option<CompiledSchema>,
    /// Who may decide; empty means whoever the home lets in (the user of this machine on a laptop).
    pub approvers: BTreeSet<PersonId>,
    /// When to remind, counted from the opening of the gate, ascending.
    pub remind: Vec<Millis>,
    /// When the answer is due, and what happens then.
    pub deadline: Option<Deadline>,
    /// Whether and how often the approver may send the work back.
    pub request_changes: Option<ChangeRequests>,
}

/// When an answer is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// Counted from the opening of the gate.
    pub after: Millis,
    /// What happens then.
    pub then: OnDeadline,
}

/// What happens when nobody decided in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnDeadline {
    /// The gate stays open and goes on reminding.
    Hold,
    /// The run ends REJECTED.
    Reject,
    /// The artifact counts as approved, by the playbook's policy.
    Approve,
}

/// Sending work back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeRequests {
    /// The step from which the work is done again.
    pub from: StepId,
    /// Most times that it may be sent back.
    pub max_rounds: u32,
}

impl Playbook {
    /// The step with this id.
    #[must_use]
    pub fn step(&self, id: &StepId) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == *id)
    }

    /// The steps that lie downstream of `from`, itself included: what a request for changes does again.
    #[must_use]
    pub fn downstream(&self, from: &StepId) -> BTreeSet<StepId> {
        let mut reached = BTreeSet::from([from.clone()]);
        for step in &self.steps {
            if step.needs.iter().any(|need| reached.contains(need)) {
                reached.insert(step.id.clone());
            }
        }
        reached
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_by_the_factor_up_to_the_longest() {
        let policy =
            RetryPolicy { attempts: 9, backoff: Millis(5_000), factor: 2.0, max: Millis::from_secs(12) };
        let pauses: Vec<u64> = (1..=4).map(|failed| policy.pause_after(failed).0).collect();
        assert_eq!(pauses, [5_000, 10_000, 12_000, 12_000]);
    }
}
