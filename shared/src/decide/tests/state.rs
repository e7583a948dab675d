//! What must hold of a state by itself: its outbox, its alarm, and what is stored of it.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a check names what is right: all else is wrong, new variants too"
)]

use super::check::{Checked, must, running};
use super::world::World;
use crate::decide::Decision;
use crate::decide::size::at_most;
use crate::ids::{ApprovalId, KeyId};
use crate::limits::STATE_MAX_BYTES;
use crate::ports::Keys;
use crate::run::{EffectKind, JournalRecord, Run, StepStatus, alarm};
use crate::time::Millis;
use crate::token::{ApprovalClaims, CallbackClaims, Purpose};

/// Only the outbox of a run that has ended still changes, and nothing is added to it.
pub(super) fn unchanged(before: &Run, after: &Run) -> Checked {
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

pub(super) fn outbox_fits(run: &Run) -> Checked {
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
pub(super) fn alarm_fits(run: &Run) -> Checked {
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
pub(super) fn rings_later(world: &World, run: &Run) -> Checked {
    let Some(due) = alarm(run) else { return Ok(()) };
    let net = run.updated_at.after(Millis(crate::limits::STEP_TIMEOUT_DEFAULT_MS));
    must(due > world.now || due == net, || format!("the alarm of {due} still rings at {}", world.now))
}

/// What is stored can be read back exactly, and holds no secret.
pub(super) fn readable(decision: &Decision) -> Checked {
    let text = serde_json::to_string(&decision.run).map_err(|error| error.to_string())?;
    let bound = at_most(&decision.run);
    must(text.len() <= bound, || format!("{} bytes, bounded by {bound}: {text}", text.len()))?;
    must(text.len() <= STATE_MAX_BYTES, || format!("no store holds {} bytes", text.len()))?;
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
    fn signer(&self, _purpose: Purpose) -> (KeyId, [u8; 32]) {
        (KeyId::parse("k1").unwrap(), [7; 32])
    }
    fn verifier(&self, _purpose: Purpose, _id: &KeyId) -> Option<[u8; 32]> {
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
