//! Deciding once more: the same input, the same request, the same commands one by one, the same journal.

use super::check::{Checked, must};
use super::world::{World, with_documents};
use crate::decide::{Command, Decision, EffectOutcome, Rejection, Reply, Sinks, decide};
use crate::run::{JournalRecord, Run, fold};

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
    // A decision that names no gate asks which one is meant, once another gate is open.
    let asked = |again: &Result<Reply, Rejection>| match (reply, again) {
        (Ok(Reply::Decided(record)), Err(Rejection::SaidBefore { taken, .. })) => {
            *taken == record.approval
                && matches!(command, Command::Decide(decision) if decision.approval.is_none())
        }
        _other => false,
    };
    let same = |again| again == reply || (late(again) && late(reply)) || asked(again);
    must(again.replies.iter().all(same), || {
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
