//! What must hold after every decision, whatever came before: the invariants, checked from outside on the records.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a check names what is right: all else is wrong, new variants too"
)]

use super::claims::Taken;
use super::state::{alarm_fits, outbox_fits, readable, rings_later, unchanged};
use super::world::World;
use crate::decide::{AnswerOutcome, Command, Decision, Rejection, Reply};
use crate::ids::{AttemptNo, StepId};
use crate::payload::Payload;
use crate::run::{
    Attempt, DecisionRecord, EffectKind, ErrorKind, Event, JournalRecord, Run, StepStatus, Verdict, apply,
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) type Checked = Result<(), String>;

pub(super) fn must(holds: bool, what: impl FnOnce() -> String) -> Checked {
    if holds { Ok(()) } else { Err(what()) }
}

/// What has been seen of a run, independent of its state.
#[derive(Default)]
pub(super) struct Witness {
    newest_attempt: BTreeMap<StepId, AttemptNo>,
    /// Results that were acknowledged and not undone by a request for changes.
    acknowledged: BTreeMap<StepId, Payload>,
    must_stop: BTreeSet<(StepId, AttemptNo)>,
    taken: Taken,
}

impl Witness {
    /// Checks the start of a run.
    pub(super) fn of_start(world: &World) -> Result<Self, String> {
        let mut witness = Self::default();
        let Some((first, rest)) = world.journal.split_first() else { return Err("no records".to_owned()) };
        let mut run = crate::run::genesis(first).map_err(|error| error.to_string())?;
        witness.follow(world, &mut run, rest)?;
        must(run == world.run, || "the journal folds to another state".to_owned())?;
        Ok(witness)
    }

    /// Checks one decision on the state that `world` is still at.
    pub(super) fn decision(&mut self, world: &World, commands: &[Command], decision: &Decision) -> Checked {
        let before = &world.run;
        numbered(before, decision)?;
        let mut run = before.clone();
        self.follow(world, &mut run, &decision.records)?;
        must(run == decision.run, || "the journal folds to another state".to_owned())?;
        must(decision.replies.len() == commands.len(), || "one reply per command".to_owned())?;
        if before.is_terminal() {
            unchanged(before, &decision.run)?;
        }
        for (command, reply) in commands.iter().zip(&decision.replies) {
            self.replied(command, reply, &decision.run)?;
        }
        for (step, output) in &self.acknowledged {
            let kept = matches!(&decision.run.steps[step].status,
                StepStatus::Succeeded { output: kept, .. } if kept.digest() == output.digest());
            must(kept, || format!("the acknowledged result of {step} is lost"))?;
        }
        outbox_fits(&decision.run)?;
        alarm_fits(&decision.run)?;
        if commands.last() == Some(&Command::Tick) {
            rings_later(world, &decision.run)?;
        }
        readable(decision)
    }

    /// Follows the records one by one and checks each against the state that it meets.
    fn follow(&mut self, world: &World, run: &mut Run, records: &[JournalRecord]) -> Checked {
        for record in records {
            self.event(world, run, &record.event)?;
            apply(run, record).map_err(|error| error.to_string())?;
        }
        let forgotten: Vec<_> = std::mem::take(&mut self.must_stop).into_iter().collect();
        must(forgotten.is_empty(), || format!("nobody stops {forgotten:?}"))
    }

    fn event(&mut self, world: &World, run: &Run, event: &Event) -> Checked {
        self.taken.event(world, run, event)?;
        match event {
            Event::StepStarted { step, attempt } => self.started(world, run, step, attempt),
            Event::StepSucceeded { step, attempt, .. } => match &run.steps[step].status {
                StepStatus::Running(current) => must(current.number == *attempt, || {
                    format!("{step}/{attempt} is not the current attempt")
                }),
                StepStatus::AwaitingApproval(_) => Ok(()),
                other => Err(format!("{step} succeeds while it is {other:?}")),
            },
            Event::AttemptFailed { step, attempt, error, .. } => {
                self.failed(run, step, *attempt, &error.kind)
            }
            Event::ApprovalRequested { step, .. } => needs_are_met(world, run, step),
            Event::ApprovalDecided { decision } => decided(run, decision),
            Event::StepsReset { steps, .. } => {
                for step in steps {
                    self.acknowledged.remove(step);
                    self.must_stop.extend(running(run, step).map(|attempt| (step.clone(), attempt.number)));
                }
                Ok(())
            }
            Event::RunEnded { .. } => {
                let at_work =
                    run.steps.keys().filter_map(|step| Some((step.clone(), running(run, step)?.number)));
                self.must_stop.extend(at_work);
                must(!run.is_terminal(), || "a run ends twice".to_owned())
            }
            Event::EffectAdded { effect } => {
                if let EffectKind::Stop { step, attempt, .. } = &effect.kind {
                    self.must_stop.remove(&(step.clone(), *attempt));
                }
                Ok(())
            }
            Event::EffectClaimed { .. }
            | Event::RunStarted { .. }
            | Event::EffectDeferred { .. }
            | Event::EffectDone { .. }
            | Event::HeartbeatSeen { .. }
            | Event::StaleAnswerIgnored { .. }
            | Event::ReceiptKept { .. }
            | Event::ApprovalReminded { .. }
            | Event::Paused { .. }
            | Event::Resumed { .. } => Ok(()),
        }
    }

    fn failed(&mut self, run: &Run, step: &StepId, attempt: AttemptNo, kind: &ErrorKind) -> Checked {
        if let Some(current) = running(run, step) {
            must(current.number == attempt, || format!("{step}/{attempt} is not the current attempt"))?;
        } else {
            must(*kind == ErrorKind::UnknownAgent, || format!("{step} fails while nobody works"))?;
        }
        if matches!(kind, ErrorKind::TimedOut | ErrorKind::HeartbeatLost) {
            self.must_stop.insert((step.clone(), attempt));
        }
        Ok(())
    }

    fn started(&mut self, world: &World, run: &Run, step: &StepId, attempt: &Attempt) -> Checked {
        must(run.paused.is_none(), || format!("{step} starts while the run is paused"))?;
        needs_are_met(world, run, step)?;
        match &run.steps[step].status {
            StepStatus::Pending => {}
            StepStatus::WaitingRetry { until, .. } => {
                must(*until <= world.now, || format!("{step} starts early"))?
            }
            other => return Err(format!("{step} starts while it is {other:?}")),
        }
        let newest = self.newest_attempt.insert(step.clone(), attempt.number);
        must(newest.is_none_or(|newest| newest < attempt.number), || {
            format!("{step}: attempt {} after {newest:?}", attempt.number)
        })
    }

    fn replied(&mut self, command: &Command, reply: &Result<Reply, Rejection>, after: &Run) -> Checked {
        match (command, reply) {
            (Command::Answer { step, attempt, answer }, Ok(_)) => {
                let newest = after.steps[step].last_attempt == *attempt;
                if let AnswerOutcome::Succeeded { output, invalid: None } = &answer.outcome
                    && newest
                    && matches!(after.steps[step].status, StepStatus::Succeeded { .. })
                {
                    self.acknowledged.insert(step.clone(), output.clone());
                }
                Ok(())
            }
            (Command::Decide(decision), Ok(reply)) => {
                let Reply::Decided(record) = reply else { return Err(format!("{reply:?} to a decision")) };
                let seen = decision.artifact_hash.is_none_or(|hash| hash == record.shown_hash);
                must(seen, || "a decision landed on another artifact than the one that was seen".to_owned())
            }
            _other => Ok(()),
        }
    }
}

fn decided(run: &Run, decision: &DecisionRecord) -> Checked {
    let gate = match &run.steps[&decision.approval.step].status {
        StepStatus::AwaitingApproval(gate) if gate.round == decision.approval.round => gate,
        other => return Err(format!("{} is decided while {other:?}", decision.approval)),
    };
    must(decision.shown_hash == gate.artifact_hash, || "another artifact was shown".to_owned())?;
    must(decision.verdict == Verdict::Approve || !decision.edited(), || "edited".to_owned())
}

pub(super) fn running<'a>(run: &'a Run, step: &StepId) -> Option<&'a Attempt> {
    match &run.steps[step].status {
        StepStatus::Running(attempt) => Some(attempt),
        _other => None,
    }
}

fn needs_are_met(world: &World, run: &Run, step: &StepId) -> Checked {
    let needs = &world.playbook.step(step).ok_or("unknown step")?.needs;
    let met = needs.iter().all(|need| matches!(run.steps[need].status, StepStatus::Succeeded { .. }));
    must(met && !run.is_terminal(), || format!("{step} starts before all of {needs:?}"))
}

fn numbered(before: &Run, decision: &Decision) -> Checked {
    if decision.records.is_empty() {
        return must(decision.run == *before && decision.documents.is_empty(), || {
            "changed silently".to_owned()
        });
    }
    for (record, seq) in decision.records.iter().zip(before.seq + 1..) {
        must(record.seq == seq, || format!("record {} where {seq} is due", record.seq))?;
        must(record.version == before.version + 1, || format!("version {}", record.version))?;
        must(record.commit_id == decision.run.commit_id, || "records of several commits".to_owned())?;
    }
    must(decision.run.version == before.version + 1, || "one commit is one version".to_owned())
}
