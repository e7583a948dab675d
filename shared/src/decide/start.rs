//! Starting a run: the first commit, with the first dispatches in it.

use super::scratch::Scratch;
use super::{Context, Decision, Obstacle, StartCommand, advance, size};
use crate::run::{Event, JournalRecord, PlaybookPin, genesis};

/// Decides the start of a run that does not exist yet.
///
/// # Errors
/// [`Obstacle::Needed`] where a document has to be loaded first.
pub fn start(command: &StartCommand, context: &Context<'_>) -> Result<Decision, Obstacle> {
    let record = JournalRecord {
        seq: 1,
        version: 1,
        commit_id: context.commit_id,
        at: context.now,
        event: Event::RunStarted {
            key: command.key.clone(),
            playbook: PlaybookPin { name: context.playbook.name.clone(), hash: context.playbook.hash },
            input: command.input.clone(),
            start_digest: command.digest,
            by: command.by.clone(),
            steps: context.playbook.steps.iter().map(|step| step.id.clone()).collect(),
            incarnation: context.commit_id,
            trace: command.trace,
        },
    };
    let run = genesis(&record).map_err(Obstacle::Broken)?;
    let mut scratch = Scratch::begun(run.clone(), record.clone(), context);
    advance::advance(&mut scratch)?;
    scratch.publish()?;
    if size::is_outgrown(&scratch.run) {
        return size::end_outgrown(Scratch::begun(run, record, context), &[]);
    }
    Ok(Decision::of(scratch, Vec::new()))
}
