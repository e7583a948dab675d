//! Checks on every commit, as the store takes it.

use super::oracle::due_by;
use super::{Checks, Invariant, running};
use serde_json::Value;
use shared::ids::{AttemptNo, StepId};
use shared::payload::Payload;
use shared::ports::Commit;
use shared::principal::Assurance;
use shared::run::{
    DecisionRecord, EffectId, EffectKind, ErrorKind, Event, JournalRecord, Run, RunKey, StepStatus, apply,
    genesis,
};
use shared::time::Timestamp;
use std::fmt::Write as _;
use std::sync::Arc;

/// The events of a commit, for the trace.
pub(crate) fn names(records: &[JournalRecord]) -> String {
    let mut text = String::new();
    for record in records {
        // Writing into a string can't fail.
        let _never = match &record.event {
            Event::StepStarted { step, attempt } => write!(text, " started:{step}/{}", attempt.number),
            Event::StepSucceeded { step, attempt, .. } => write!(text, " succeeded:{step}/{attempt}"),
            Event::AttemptFailed { step, attempt, error, .. } => {
                write!(text, " failed:{step}/{attempt}:{}", error.kind.as_str())
            }
            Event::EffectAdded { effect } => write!(text, " +{}", effect.kind.id()),
            Event::EffectClaimed { id, .. } => write!(text, " claimed:{id}"),
            Event::EffectDeferred { id, .. } => write!(text, " deferred:{id}"),
            Event::EffectDone { id } => write!(text, " -{id}"),
            Event::StaleAnswerIgnored { step, attempt } => write!(text, " stale:{step}/{attempt}"),
            Event::ApprovalRequested { step, gate } => write!(text, " gate:{step}.{}", gate.round),
            Event::ApprovalDecided { decision } => {
                write!(text, " decided:{}:{}", decision.approval, decision.verdict.as_str())
            }
            Event::HeartbeatSeen { step, attempt, .. } => write!(text, " heard:{step}/{attempt}"),
            Event::RunStarted { .. }
            | Event::ApprovalReminded { .. }
            | Event::StepsReset { .. }
            | Event::Paused { .. }
            | Event::Resumed { .. }
            | Event::RunEnded { .. } => {
                write!(text, " {}", record.event.public_name().unwrap_or("?"))
            }
            Event::ReceiptKept { .. } => Ok(()),
        };
    }
    text
}

impl Checks {
    /// A commit was applied over `before`; the due index now says `indexed`.
    pub(crate) fn committed(
        &mut self,
        before: Option<&Run>,
        commit: &Commit,
        indexed: Option<Timestamp>,
        now: i64,
    ) {
        let after = &commit.run;
        let key = &after.key;
        let mut folded = before.cloned();
        for record in &commit.records {
            if let Some(run) = &folded {
                self.before(run, record);
            }
            let next = match folded.take() {
                None => genesis(record),
                Some(mut run) => apply(&mut run, record).map(|()| run),
            };
            match next {
                Ok(run) => folded = Some(run),
                Err(error) => {
                    self.check(Invariant::FoldIsState, false, || format!("{}: {error}", key.id));
                    break;
                }
            }
        }
        let same = folded.as_ref() == Some(after);
        self.check(Invariant::FoldIsState, same, || {
            format!("{} version {}: its records do not lead to its state", key.id, after.version)
        });
        for (id, effect) in &after.outbox {
            if effect.claim.holder == Some(after.commit_id) {
                self.claims.insert((key.clone(), id.clone(), after.commit_id), effect.claim.until);
            }
        }
        self.due(after, indexed, now);
        self.runs.insert(key.clone(), Arc::clone(after));
    }

    fn due(&mut self, run: &Run, indexed: Option<Timestamp>, now: i64) {
        let open = !run.is_terminal() || !run.outbox.is_empty();
        let in_time = match (indexed, due_by(run)) {
            (Some(indexed), Some(latest)) => indexed <= latest,
            // Nothing is due by itself; a look within a day is soon enough.
            (Some(indexed), None) => indexed.as_millis() <= now + 86_400_000,
            (None, _) => false,
        };
        self.check(Invariant::FoundBySweep, !open || in_time, || {
            format!("{} version {}: due by {:?}, indexed {indexed:?}", run.key.id, run.version, due_by(run))
        });
        self.check(Invariant::FoundBySweep, open || indexed.is_none(), || {
            format!("{} has ended and is still in the due index", run.key.id)
        });
    }

    /// What a record may do to a state.
    fn before(&mut self, run: &Run, record: &JournalRecord) {
        let id = &run.key.id;
        if run.is_terminal() {
            let last_words = record.version == run.version;
            let bookkeeping = match &record.event {
                Event::EffectClaimed { .. } | Event::EffectDeferred { .. } | Event::EffectDone { .. } => true,
                // The commit that ends a run says in the same breath whom to stop and whom to tell.
                Event::EffectAdded { effect } => {
                    last_words && matches!(effect.kind, EffectKind::Stop { .. } | EffectKind::Publish { .. })
                }
                Event::RunStarted { .. }
                | Event::StepStarted { .. }
                | Event::HeartbeatSeen { .. }
                | Event::StepSucceeded { .. }
                | Event::AttemptFailed { .. }
                | Event::StaleAnswerIgnored { .. }
                | Event::ReceiptKept { .. }
                | Event::ApprovalRequested { .. }
                | Event::ApprovalReminded { .. }
                | Event::ApprovalDecided { .. }
                | Event::StepsReset { .. }
                | Event::Paused { .. }
                | Event::Resumed { .. }
                | Event::RunEnded { .. } => false,
            };
            self.check(Invariant::TerminalStands, bookkeeping, || {
                format!("{id} has ended, and then: {}", names(std::slice::from_ref(record)))
            });
        }
        match &record.event {
            Event::StepStarted { step, attempt } => self.step_started(run, step, attempt.number),
            Event::StepSucceeded { step, attempt, output } if *attempt != AttemptNo(0) => {
                self.step_succeeded(run, step, *attempt, output);
            }
            Event::ApprovalRequested { step, .. } => self.needs(run, step),
            Event::ApprovalDecided { decision } => self.gate_decided(run, decision, record.at),
            Event::AttemptFailed { step, attempt, error, .. } => {
                if matches!(error.kind, ErrorKind::TimedOut | ErrorKind::HeartbeatLost) {
                    self.to_stop.insert((run.key.clone(), step.clone(), *attempt));
                }
            }
            Event::EffectDone { id } => self.effect_done(run, id),
            Event::StepsReset { steps, .. } => self.given_up(run, &mut steps.iter()),
            Event::RunEnded { .. } => self.given_up(run, &mut run.steps.keys()),
            Event::RunStarted { .. }
            | Event::StepSucceeded { .. }
            | Event::EffectAdded { .. }
            | Event::EffectClaimed { .. }
            | Event::EffectDeferred { .. }
            | Event::HeartbeatSeen { .. }
            | Event::StaleAnswerIgnored { .. }
            | Event::ReceiptKept { .. }
            | Event::ApprovalReminded { .. }
            | Event::Paused { .. }
            | Event::Resumed { .. } => {}
        }
    }

    /// A dispatch may count as done without having arrived: where nobody knows, and it must not be repeated.
    fn effect_done(&mut self, run: &Run, id: &EffectId) {
        let key = &run.key;
        let done = match run.outbox.get(id).map(|effect| &effect.kind) {
            Some(EffectKind::Notify { approval, .. }) => {
                let open = matches!(
                    run.steps.get(&approval.step).map(|state| &state.status),
                    Some(StepStatus::AwaitingApproval(gate)) if gate.round == approval.round
                );
                !open || self.invited(key, approval).is_some()
            }
            Some(EffectKind::Publish { from, .. }) => {
                self.events.contains_key(&(format!("{}/{from}", key.id), *from))
            }
            Some(EffectKind::Stop { step, attempt, .. }) => {
                self.stopped.contains(&(key.clone(), step.clone(), *attempt))
            }
            Some(EffectKind::Invoke { .. }) | None => true,
        };
        self.check(Invariant::DoneMeansDone, done, || format!("{} {id} counts as done and is not", key.id));
    }

    /// Attempts that are given up while somebody may be at work on them.
    fn given_up(&mut self, run: &Run, steps: &mut dyn Iterator<Item = &StepId>) {
        for step in steps {
            if let Some(attempt) = running(run, step) {
                self.to_stop.insert((run.key.clone(), step.clone(), attempt));
            }
        }
    }

    fn step_started(&mut self, run: &Run, step: &StepId, attempt: AttemptNo) {
        let id = &run.key.id;
        self.check(Invariant::PauseHolds, run.paused.is_none(), || {
            format!("{id} is paused and starts {step}/{attempt}")
        });
        self.needs(run, step);
        let newest = self.attempts.insert((run.key.clone(), step.clone()), attempt);
        self.check(Invariant::AttemptsFresh, newest.is_none_or(|newest| newest < attempt), || {
            format!("{id} starts {step}/{attempt} after attempt {}", newest.unwrap_or_default())
        });
    }

    fn needs(&mut self, run: &Run, step: &StepId) {
        let playbook = self.playbooks.get(&run.playbook.hash).cloned();
        let missing = playbook.as_ref().and_then(|playbook| playbook.step(step)).and_then(|step| {
            let has = |need: &&StepId| {
                let status = run.steps.get(*need).map(|state| &state.status);
                matches!(status, Some(StepStatus::Succeeded { .. }))
            };
            step.needs.iter().find(|need| !has(need))
        });
        self.check(Invariant::NeedsHold, missing.is_none(), || {
            format!("{} starts {step} without {missing:?}", run.key.id)
        });
    }

    fn step_succeeded(&mut self, run: &Run, step: &StepId, attempt: AttemptNo, output: &Payload) {
        let id = &run.key.id;
        let current = running(run, step);
        self.check(Invariant::AppliedOnce, current == Some(attempt), || {
            format!("{id} takes a result of {step}/{attempt} while {current:?} is the current attempt")
        });
        let first = self.applied.insert((run.key.clone(), step.clone(), attempt));
        self.check(Invariant::AppliedOnce, first, || {
            format!("{id} takes a second result of {step}/{attempt}")
        });
        if let Payload::Inline(value) = output {
            let own = value.get("step").and_then(Value::as_str) == Some(step.as_str())
                && value.get("attempt").and_then(Value::as_u64) == Some(u64::from(attempt.0));
            self.check(Invariant::AppliedOnce, own, || {
                format!("{id} takes for {step}/{attempt} the result {value}")
            });
        }
    }

    fn gate_decided(&mut self, run: &Run, decision: &DecisionRecord, at: Timestamp) {
        let id = &run.key.id;
        let approval = &decision.approval;
        let status = run.steps.get(&approval.step).map(|state| &state.status);
        let Some(StepStatus::AwaitingApproval(gate)) = status else {
            self.check(Invariant::DecisionBindsHash, false, || {
                format!("{id} {approval} is decided and not open")
            });
            return;
        };
        let shown = gate.round == approval.round
            && gate.artifact_hash == decision.shown_hash
            && gate.artifact.digest() == decision.shown_hash;
        let asked =
            decision.comment.as_ref().and_then(|comment| self.inbox.requests.get(comment)).copied().flatten();
        let as_seen = asked.is_none_or(|asked| asked == decision.shown_hash);
        self.check(Invariant::DecisionBindsHash, shown && as_seen, || {
            format!(
                "{id} {approval}: shown {}, asked for {asked:?}, decided {}",
                gate.artifact_hash, decision.shown_hash
            )
        });
        let allowed = match decision.by.assurance {
            Assurance::Policy => gate.due.is_some_and(|due| due.at <= at),
            Assurance::Local => true,
            Assurance::Link | Assurance::Verified | Assurance::Anonymous => {
                gate.approvers.is_empty() || gate.approvers.contains(&decision.by.id)
            }
        };
        self.check(Invariant::OnlyApproversDecide, allowed, || {
            format!("{id} {approval} was decided by {:?}", decision.by)
        });
    }

    /// Names a run for messages of the other checks.
    pub(super) fn version(&self, key: &RunKey) -> String {
        self.runs
            .get(key)
            .map_or_else(|| format!("{} (not stored)", key.id), |run| format!("{} v{}", key.id, run.version))
    }
}
