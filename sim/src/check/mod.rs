//! What must be true, whatever went wrong: the invariants of docs/ARCHITECTURE.md, checked at every commit, every reply,
//! every effect and at the end. The checks look at the store from outside and share no code with what they check, except
//! for `apply`, which is itself checked by folding the journal.

mod commit;
mod effects;
mod end;
mod inbox;
mod oracle;
mod replies;

pub(crate) use commit::names;
pub(crate) use replies::Decided;

use inbox::Inbox;
use shared::digest::Digest;
use shared::ids::{AttemptNo, CommitId, StepId};
use shared::playbook::Playbook;
use shared::run::{EffectId, Run, RunKey, StepStatus};
use shared::time::Timestamp;
use shared::wire::{DecisionReply, EventView, Invocation};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

/// What must be true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Invariant {
    /// 1: an answer that was acknowledged is never lost.
    AnswerKept,
    /// 1: the same answer twice gets the same reply, and another one under its name is refused.
    SameAnswerSameReply,
    /// 1: a start that was acknowledged is stored, and its id stands for no other request.
    StartKept,
    /// 2: a step's result is applied exactly once, from the current attempt.
    AppliedOnce,
    /// 2: attempt numbers are never used again.
    AttemptsFresh,
    /// A step starts only after all that it needs.
    NeedsHold,
    /// While a run is paused, no attempt starts.
    PauseHolds,
    /// 3: a run that is not done is in the due index, and not too late.
    FoundBySweep,
    /// 3: once faults stop, every run ends and its effects are done.
    NoRunStuck,
    /// 4: folding the journal gives exactly the stored state.
    FoldIsState,
    /// 4: a run that has ended does not change.
    TerminalStands,
    /// 5: a decision binds to the hash that the person saw.
    DecisionBindsHash,
    /// 5: a decision that was acknowledged is kept, and the same one gets the same reply.
    DecisionKept,
    /// 6: only who may decide does.
    OnlyApproversDecide,
    /// 6: a token opens only what it was issued for.
    TokensBind,
    /// 7: events are published at least once, with stable id and content.
    EventsPublished,
    /// Effects are done only under a claim that holds.
    ClaimsHold,
    /// An effect counts as done only once it is: approvers told, events published, agents stopped.
    DoneMeansDone,
    /// A target that must not be called twice is not.
    CalledOnce,
    /// Every delivery of an attempt says the same.
    SameInvocation,
    /// 9: whoever may be at work on an attempt that is over is told to stop.
    StoppedWhenOver,
    /// A request is never answered with an internal error.
    NoInternalError,
}

/// All of them.
pub const ALL: [Invariant; 22] = [
    Invariant::AnswerKept,
    Invariant::SameAnswerSameReply,
    Invariant::StartKept,
    Invariant::AppliedOnce,
    Invariant::AttemptsFresh,
    Invariant::NeedsHold,
    Invariant::PauseHolds,
    Invariant::FoundBySweep,
    Invariant::NoRunStuck,
    Invariant::FoldIsState,
    Invariant::TerminalStands,
    Invariant::DecisionBindsHash,
    Invariant::DecisionKept,
    Invariant::OnlyApproversDecide,
    Invariant::TokensBind,
    Invariant::EventsPublished,
    Invariant::ClaimsHold,
    Invariant::DoneMeansDone,
    Invariant::CalledOnce,
    Invariant::SameInvocation,
    Invariant::StoppedWhenOver,
    Invariant::NoInternalError,
];

impl fmt::Display for Invariant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self:?}")
    }
}

/// An invariant that was broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Which.
    pub invariant: Invariant,
    /// What was seen.
    pub detail: String,
}

type Attempted = (RunKey, StepId, AttemptNo);

/// What the checks remember.
#[derive(Default)]
pub(crate) struct Checks {
    playbooks: BTreeMap<Digest, Arc<Playbook>>,
    /// The state of every run as last committed.
    runs: BTreeMap<RunKey, Arc<Run>>,
    begun: usize,
    claims: BTreeMap<(RunKey, EffectId, CommitId), Timestamp>,
    attempts: BTreeMap<(RunKey, StepId), AttemptNo>,
    applied: BTreeSet<Attempted>,
    acknowledged: BTreeMap<Attempted, Digest>,
    superseded: BTreeSet<(Attempted, Digest)>,
    deliveries: BTreeMap<Attempted, u32>,
    invocations: BTreeMap<Attempted, Arc<Invocation>>,
    to_stop: BTreeSet<Attempted>,
    stopped: BTreeSet<Attempted>,
    events: BTreeMap<(String, u64), EventView>,
    inbox: Inbox,
    decisions: BTreeMap<(RunKey, String, String), DecisionReply>,
    violation: Option<Violation>,
    counts: BTreeMap<Invariant, u64>,
}

impl Checks {
    pub(crate) fn know(&mut self, playbooks: &[Arc<Playbook>]) {
        self.playbooks = playbooks.iter().map(|playbook| (playbook.hash, Arc::clone(playbook))).collect();
    }

    /// Counts a check, and keeps the first one that fails.
    fn check(&mut self, invariant: Invariant, holds: bool, detail: impl FnOnce() -> String) {
        *self.counts.entry(invariant).or_default() += 1;
        if !holds && self.violation.is_none() {
            self.violation = Some(Violation { invariant, detail: detail() });
        }
    }

    pub(crate) const fn is_violated(&self) -> bool {
        self.violation.is_some()
    }

    pub(crate) fn take(&mut self) -> (Option<Violation>, BTreeMap<Invariant, u64>) {
        (self.violation.take(), std::mem::take(&mut self.counts))
    }

    /// A run as last committed.
    pub(crate) fn run(&self, key: &RunKey) -> Option<Arc<Run>> {
        self.runs.get(key).cloned()
    }

    pub(crate) fn incarnation(&self, key: &RunKey) -> Option<CommitId> {
        self.runs.get(key).map(|run| run.incarnation)
    }

    pub(crate) fn is_paused(&self, key: &RunKey) -> bool {
        self.runs.get(key).is_some_and(|run| run.paused.is_some())
    }

    /// A run was started, as its client knows.
    pub(crate) const fn begun(&mut self) {
        self.begun += 1;
    }

    /// Whether all runs that were asked for have ended and left nothing to do.
    pub(crate) fn all_done(&self, wanted: usize) -> bool {
        self.begun == wanted
            && self.runs.len() == wanted
            && self.runs.values().all(|run| run.is_terminal() && run.outbox.is_empty())
    }

    /// The attempt of a step that is under way.
    fn current(&self, key: &RunKey, step: &StepId) -> Option<AttemptNo> {
        running(self.runs.get(key)?, step)
    }
}

fn running(run: &Run, step: &StepId) -> Option<AttemptNo> {
    match &run.steps.get(step)?.status {
        StepStatus::Running(attempt) => Some(attempt.number),
        StepStatus::Pending
        | StepStatus::WaitingRetry { .. }
        | StepStatus::AwaitingApproval(_)
        | StepStatus::Succeeded { .. }
        | StepStatus::Failed { .. }
        | StepStatus::Skipped
        | StepStatus::Cancelled => None,
    }
}
