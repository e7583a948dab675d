//! Keeping a state within what every store holds: documents go to the payload store once the state has enough of them,
//! and a run that outgrows the limit all the same ends while its end can still be stored.

use super::scratch::Scratch;
use super::{Command, Decision, Obstacle, advance, one};
use crate::limits::{INLINE_MAX_BYTES, STATE_INLINE_MAX_BYTES, STATE_OPEN_MAX_BYTES};
use crate::payload::Payload;
use crate::run::{EffectKind, Ending, ErrorKind, Event, Run, StepError, StepStatus};
use serde::Serialize;
use std::io;
use std::sync::Arc;

/// The plain form of a document over its canonical form: `1.0` for `1` is the worst, at less than this many times.
const PLAIN_OVER_CANONICAL: usize = 3;
/// Bytes in JSON over bytes in memory: a control character becomes six.
const ESCAPED_OVER_TEXT: usize = 6;
/// A step, receipt, effect, decision or approver without its longer texts, in bytes of JSON.
const ENTRY_MAX_BYTES: usize = 1_024;

impl Scratch<'_> {
    /// Moves an event's document to the payload store where the state has enough of them.
    pub(super) fn spill(&mut self, event: &mut Event) {
        let Some(payload) = payload_of(event) else { return };
        let Payload::Inline(value) = &*payload else { return };
        if is_full(&self.run, payload) {
            *payload = self.keep_stored(Arc::clone(value));
        }
    }
}

fn payload_of(event: &mut Event) -> Option<&mut Payload> {
    match event {
        Event::StepSucceeded { output, .. } | Event::RunEnded { ending: Ending::Completed { output } } => {
            Some(output)
        }
        Event::ApprovalRequested { gate, .. } => Some(&mut gate.artifact),
        Event::RunStarted { .. }
        | Event::RunEnded { .. }
        | Event::StepStarted { .. }
        | Event::EffectAdded { .. }
        | Event::EffectClaimed { .. }
        | Event::EffectDeferred { .. }
        | Event::EffectDone { .. }
        | Event::HeartbeatSeen { .. }
        | Event::AttemptFailed { .. }
        | Event::StaleAnswerIgnored { .. }
        | Event::ReceiptKept { .. }
        | Event::ApprovalReminded { .. }
        | Event::ApprovalDecided { .. }
        | Event::StepsReset { .. }
        | Event::Paused { .. }
        | Event::Resumed { .. } => None,
    }
}

/// Whether one more document is too many. Measured only where there are so many that it could be.
fn is_full(run: &Run, next: &Payload) -> bool {
    let most = (inline(run).count() + 1) * INLINE_MAX_BYTES * PLAIN_OVER_CANONICAL;
    most > STATE_INLINE_MAX_BYTES
        && inline(run).chain([next]).map(json_bytes).sum::<usize>() > STATE_INLINE_MAX_BYTES
}

/// The documents inside of a state.
fn inline(run: &Run) -> impl Iterator<Item = &Payload> {
    let steps = run.steps.values().filter_map(|step| match &step.status {
        StepStatus::Succeeded { output, .. } => Some(output),
        StepStatus::AwaitingApproval(gate) => Some(&gate.artifact),
        StepStatus::Pending
        | StepStatus::Running(_)
        | StepStatus::WaitingRetry { .. }
        | StepStatus::Failed { .. }
        | StepStatus::Skipped
        | StepStatus::Cancelled => None,
    });
    let ending = run.ending.as_ref().and_then(|ending| match ending {
        Ending::Completed { output } => Some(output),
        Ending::Rejected { .. } | Ending::Failed { .. } | Ending::Cancelled { .. } => None,
    });
    steps.chain(ending).chain([&run.input]).filter(|payload| matches!(payload, Payload::Inline(_)))
}

/// Whether a state is so large that the run has to end.
pub(super) fn is_outgrown(run: &Run) -> bool {
    at_most(run) > STATE_OPEN_MAX_BYTES && json_bytes(run) > STATE_OPEN_MAX_BYTES
}

/// A bound on a state's size that costs no serialization: most states are far below any limit.
pub(super) fn at_most(run: &Run) -> usize {
    let (mut texts, mut entries) = (run.feedback.as_ref().map_or(0, String::len), 4);
    for step in run.steps.values() {
        entries += 1;
        texts += match &step.status {
            StepStatus::Running(attempt) => attempt.target.address.len(),
            StepStatus::WaitingRetry { error, .. } | StepStatus::Failed { error, .. } => error.message.len(),
            StepStatus::AwaitingApproval(gate) => {
                entries += gate.approvers.len();
                gate.title.len() + gate.editable.iter().map(|pointer| pointer.len() + 1).sum::<usize>()
            }
            StepStatus::Pending
            | StepStatus::Succeeded { .. }
            | StepStatus::Skipped
            | StepStatus::Cancelled => 0,
        };
    }
    entries += run.receipts.len() + run.outbox.len() + run.decisions.len();
    texts +=
        run.decisions.iter().map(|decision| decision.comment.as_ref().map_or(0, String::len)).sum::<usize>();
    texts += run.outbox.values().map(|effect| address(&effect.kind)).sum::<usize>();
    texts += run.ending.as_ref().map_or(0, said_at_the_end);
    inline(run).count() * INLINE_MAX_BYTES * PLAIN_OVER_CANONICAL
        + texts * ESCAPED_OVER_TEXT
        + entries * ENTRY_MAX_BYTES
}

fn address(kind: &EffectKind) -> usize {
    match kind {
        EffectKind::Stop { address, .. } => address.len(),
        EffectKind::Invoke { .. } | EffectKind::Publish { .. } | EffectKind::Notify { .. } => 0,
    }
}

fn said_at_the_end(ending: &Ending) -> usize {
    match ending {
        Ending::Rejected { error, .. } | Ending::Failed { error, .. } => error.message.len(),
        Ending::Cancelled { reason, .. } => reason.as_ref().map_or(0, String::len),
        Ending::Completed { .. } => 0,
    }
}

/// The decision that ends a run which would outgrow every store: the commands find it ended.
pub(super) fn end_outgrown(mut scratch: Scratch<'_>, commands: &[Command]) -> Result<Decision, Obstacle> {
    let message = format!(
        "the run's state would take more than {STATE_OPEN_MAX_BYTES} bytes; use fewer steps or rounds, or shorter texts"
    );
    let error = StepError { kind: ErrorKind::StateTooLarge, message, retryable: false };
    advance::end(&mut scratch, Ending::Failed { error, step: None })?;
    let replies = commands.iter().map(|command| one(&mut scratch, command)).collect::<Result<_, _>>()?;
    scratch.publish()?;
    Ok(Decision::of(scratch, replies))
}

/// Bytes of JSON, without building it.
pub(super) fn json_bytes(value: &impl Serialize) -> usize {
    struct Counter(usize);
    impl io::Write for Counter {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 += bytes.len();
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut counter = Counter(0);
    // What can't be written is refused by the store, which says why.
    serde_json::to_writer(&mut counter, value).map_or(0, |()| counter.0)
}
