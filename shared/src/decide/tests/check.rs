//! What must hold after every decision, whatever came before: the invariants, checked from outside on the records.

use super::world::{World, with_documents};
use crate::decide::{AnswerOutcome, Command, Decision, EffectOutcome, Rejection, Reply, Sinks, decide};
use crate::ids::{ApprovalId, AttemptNo, StepId};
use crate::payload::Payload;
use crate::ports::Keys;
use crate::run::{
    Attempt, EffectKind, ErrorKind, Event, JournalRecord, Run, StepStatus, Verdict, alarm, apply, fold,
};
use crate::time::Millis;
use crate::token::{ApprovalClaims, CallbackClaims, Purpose};
use std::collections::{BTreeMap, BTreeSet};

type Checked = Result<(), String>;

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
                StepStatus::Succeeded { output: kept, .. } if kept == output);
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
                if let Some(current) = running(run, step) {
                    must(current.number == *attempt, || {
                        format!("{step}/{attempt} is not the current attempt")
                    })?;
                } else {
                    must(error.kind == ErrorKind::UnknownAgent, || {
                        format!("{step} fails while nobody works")
                    })?;
                }
                if matches!(error.kind, ErrorKind::TimedOut | ErrorKind::HeartbeatLost) {
                    self.must_stop.insert((step.clone(), *attempt));
                }
                Ok(())
            }
            Event::ApprovalRequested { step, .. } => needs_are_met(world, run, step),
            Event::ApprovalDecided { decision } => {
                let gate = match &run.steps[&decision.approval.step].status {
                    StepStatus::AwaitingApproval(gate) if gate.round == decision.approval.round => gate,
                    other => return Err(format!("{} is decided while {other:?}", decision.approval)),
                };
                must(decision.shown_hash == gate.artifact_hash, || "another artifact was shown".to_owned())?;
                must(decision.verdict == Verdict::Approve || !decision.edited(), || "edited".to_owned())
            }
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
            Event::EffectClaimed { id, .. } => {
                let claim = run.outbox[id].claim;
                let free =
                    claim.until <= world.now || world.exclusive_since.is_some_and(|s| claim.granted_at < s);
                must(free, || format!("{id} is taken from its holder"))
            }
            Event::RunStarted { .. }
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

fn running<'a>(run: &'a Run, step: &StepId) -> Option<&'a Attempt> {
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

/// Only the outbox of a run that has ended still changes, and nothing is added to it.
fn unchanged(before: &Run, after: &Run) -> Checked {
    let fixed = |run: &Run| {
        (
            run.steps.clone(),
            run.ending.clone(),
            run.ended_at,
            run.decisions.clone(),
            run.receipts.clone(),
            run.feedback.clone(),
            run.paused.clone(),
            run.heard,
        )
    };
    must(fixed(before) == fixed(after), || "a run that has ended changes".to_owned())?;
    let added = after.outbox.keys().find(|id| !before.outbox.contains_key(id));
    must(added.is_none(), || format!("{added:?} is added to a run that has ended"))
}

fn outbox_fits(run: &Run) -> Checked {
    for (id, effect) in &run.outbox {
        let wanted = match &effect.kind {
            EffectKind::Invoke { step, attempt } => running(run, step).is_some_and(|a| a.number == *attempt),
            EffectKind::Notify { approval, .. } => is_open(run, approval),
            EffectKind::Stop { step, attempt, .. } => running(run, step).is_none_or(|a| a.number != *attempt),
            EffectKind::Publish { from, to } => from <= to && *to <= run.seq,
        };
        must(wanted && *id == effect.kind.id(), || format!("{id} is still to be done"))?;
    }
    Ok(())
}

fn is_open(run: &Run, approval: &ApprovalId) -> bool {
    matches!(&run.steps[&approval.step].status, StepStatus::AwaitingApproval(gate) if gate.round == approval.round)
}

/// The alarm is there exactly while something is left to do, and no later than any timer.
fn alarm_fits(run: &Run) -> Checked {
    let due = alarm(run);
    must(due.is_some() == (!run.is_terminal() || !run.outbox.is_empty()), || {
        format!("the alarm is {due:?}")
    })?;
    let Some(due) = due else { return Ok(()) };
    let claims = run.outbox.values().map(|effect| effect.claim.until);
    let steps = run.steps.values().filter_map(|step| match &step.status {
        StepStatus::Running(attempt) => Some(attempt.timeout_at),
        StepStatus::WaitingRetry { until, .. } => run.paused.is_none().then_some(*until),
        StepStatus::AwaitingApproval(gate) => gate.due.filter(|_| !gate.overdue).map(|due| due.at),
        _other => None,
    });
    let late = claims.chain(steps).find(|timer| *timer < due);
    must(late.is_none(), || format!("the alarm at {due} misses {late:?}"))
}

/// After all timers were looked at, none of them still rings: else the sweep would come back for nothing for ever.
fn rings_later(world: &World, run: &Run) -> Checked {
    let Some(due) = alarm(run) else { return Ok(()) };
    let net = run.updated_at.after(Millis(crate::limits::STEP_TIMEOUT_DEFAULT_MS));
    must(due > world.now || due == net, || format!("the alarm of {due} still rings at {}", world.now))
}

/// What is stored can be read back exactly, and holds no secret.
fn readable(decision: &Decision) -> Checked {
    let text = serde_json::to_string(&decision.run).map_err(|error| error.to_string())?;
    let read: Run = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    must(read == decision.run, || format!("the state is read back differently: {text}"))?;
    let mut texts = vec![text];
    for record in &decision.records {
        let text = serde_json::to_string(record).map_err(|error| error.to_string())?;
        let read: JournalRecord = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        must(read == *record, || format!("a record is read back differently: {text}"))?;
        texts.push(text);
    }
    for token in tokens(&decision.run) {
        must(texts.iter().all(|text| !text.contains(&token)), || "a token is stored".to_owned())?;
    }
    Ok(())
}

struct OneKey;

impl Keys for OneKey {
    fn signer(&self, _purpose: Purpose) -> (crate::ids::KeyId, [u8; 32]) {
        (crate::ids::KeyId::parse("k1").unwrap(), [7; 32])
    }
    fn verifier(&self, _purpose: Purpose, _id: &crate::ids::KeyId) -> Option<[u8; 32]> {
        Some([7; 32])
    }
}

fn tokens(run: &Run) -> Vec<String> {
    let mut tokens = Vec::new();
    for (step, state) in &run.steps {
        match &state.status {
            StepStatus::Running(attempt) => {
                tokens.push(CallbackClaims::of(run, step, attempt.number).sign(&OneKey));
            }
            StepStatus::AwaitingApproval(gate) => tokens.push(
                ApprovalClaims {
                    run: run.key.clone(),
                    incarnation: run.incarnation,
                    approval: ApprovalId { step: step.clone(), round: gate.round },
                    person: super::build::person("ana"),
                }
                .sign(&OneKey),
            ),
            _other => {}
        }
    }
    tokens
}

/// The same again, on the same state and at the same time, is the same decision.
pub(super) fn deterministic(world: &World, commands: &[Command], decision: &Decision) -> Checked {
    let again = world.considered(commands)?;
    let same = again.records == decision.records
        && again.run == decision.run
        && again.replies == decision.replies
        && again.documents == decision.documents;
    must(same, || "the same input gives another decision".to_owned())
}

/// The same request once more, after it was committed, gets the same reply and writes nothing.
pub(super) fn repeatable(world: &World, command: &Command, reply: &Result<Reply, Rejection>) -> Checked {
    // An outcome is reported once; what has become of the effect meanwhile is another question.
    if matches!(command, Command::Outcome(outcome) if !matches!(outcome.result, EffectOutcome::Answered(_))) {
        return Ok(());
    }
    // An attempt that did not exist may since have begun.
    if matches!(reply, Err(Rejection::NoSuchAttempt { .. })) {
        return Ok(());
    }
    let again = world.considered(std::slice::from_ref(command))?;
    // Why nobody waits for a late answer may change; that nobody does may not.
    let late = |reply: &Result<Reply, Rejection>| matches!(reply, Err(Rejection::Superseded { .. }));
    must(again.replies.iter().all(|again| again == reply || (late(again) && late(reply))), || {
        format!("{command:?} got {reply:?}, and then {:?}", again.replies)
    })?;
    must(again.records.is_empty(), || format!("{command:?} writes again: {:?}", again.records))
}

/// A batch comes to what its commands come to one by one.
pub(super) fn batched(world: &World, commands: &[Command]) -> Checked {
    let mut stored = world.stored.clone();
    let decided = |run: &Run, commands: &[Command], stored: &crate::payload::Loaded| {
        with_documents(stored, |loaded| {
            let mut context = world.context(loaded);
            context.sinks = Sinks { events: false, ..context.sinks };
            decide(run, commands, &context)
        })
    };
    let together = decided(&world.run, commands, &stored)?;
    let (mut run, mut events, mut replies) = (world.run.clone(), Vec::new(), Vec::new());
    for command in commands {
        let one = decided(&run, std::slice::from_ref(command), &stored)?;
        for (digest, bytes) in one.documents {
            let document = serde_json::from_slice(&bytes).map_err(|error| error.to_string())?;
            stored.insert(digest, std::sync::Arc::new(document));
        }
        events.extend(one.records.into_iter().map(|record| record.event));
        replies.extend(one.replies);
        run = one.run;
    }
    let same = together.records.iter().map(|record| &record.event).eq(&events) && together.replies == replies;
    must(same, || format!("together {:?}\none by one {replies:?}", together.replies))
}

/// The whole journal, as it is stored, folds to the state.
pub(super) fn folds(world: &World) -> Checked {
    let text = serde_json::to_string(&world.journal).map_err(|error| error.to_string())?;
    let journal: Vec<JournalRecord> = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let folded = fold(&journal).map_err(|error| error.to_string())?;
    must(folded.as_ref() == Some(&world.run), || "the stored journal folds to another state".to_owned())
}
