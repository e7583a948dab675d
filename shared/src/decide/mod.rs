//! Decisions: commands in, events and replies out. Pure: the same state, commands and context always give the same
//! decision. It never reads the journal and never changes the state but through [`crate::run::apply`].

mod advance;
mod answer;
mod attempts;
mod cancel;
mod command;
mod context;
mod decision;
mod notes;
mod outcome;
mod patch;
mod pause;
mod reply;
mod scratch;
mod size;
mod start;
mod take;
mod tick;

pub use answer::is_over;
pub use command::{Answer, AnswerOutcome, Command, DecideCommand, EffectOutcome, Outcome, StartCommand};
pub use context::{Context, Sinks, Targets};
pub use notes::with_notes;
pub use reply::{Rejection, Reply};
pub use scratch::RunScope;
pub use start::start;

use crate::digest::Digest;
use crate::limits::{DURATION_MAX_MS, NOTES_WAIT_MS};
use crate::payload::Needed;
use crate::run::{ApplyError, Event, JournalRecord, Run, StepStatus};
use crate::time::Millis;
use scratch::Scratch;

/// What a batch of commands comes to.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The journal records that the state changes by, in order; none means that nothing has to be written.
    pub records: Vec<JournalRecord>,
    /// The state after them.
    pub run: Run,
    /// Documents that the state refers to and that have to be stored before it is committed: digest and bytes.
    pub documents: Vec<(Digest, Vec<u8>)>,
    /// One reply per command, in order. A refused command does not stop the others.
    pub replies: Vec<Result<Reply, Rejection>>,
}

impl Decision {
    /// Whether it can wait for the next commit: its records only note what rows beside the state say already, and an agent
    /// is at work whose answer will take them along before long.
    #[must_use]
    pub fn can_wait(&self) -> bool {
        self.records.iter().all(|record| self.note_can_wait(record))
    }

    fn note_can_wait(&self, record: &JournalRecord) -> bool {
        let at_work = |wait: Millis| {
            self.run.steps.values().any(|step| match &step.status {
                StepStatus::Running(attempt) => record.at <= attempt.dispatched_at.after(wait),
                StepStatus::Pending
                | StepStatus::WaitingRetry { .. }
                | StepStatus::AwaitingApproval(_)
                | StepStatus::Succeeded { .. }
                | StepStatus::Failed { .. }
                | StepStatus::Skipped
                | StepStatus::Cancelled => false,
            })
        };
        // After a report of life there would only be another one to write.
        let reports = matches!(record.event, Event::HeartbeatSeen { .. });
        record.event.is_note() && at_work(Millis(if reports { DURATION_MAX_MS } else { NOTES_WAIT_MS }))
    }

    fn of(scratch: Scratch<'_>, replies: Vec<Result<Reply, Rejection>>) -> Self {
        let Scratch { run, records, documents, .. } = scratch;
        Self { records, run, documents, replies }
    }
}

/// Why nothing was decided.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Obstacle {
    /// A document has to be loaded into the context first.
    #[error("document {} has to be loaded first", .0.0)]
    Needed(Needed),
    /// The state and an event do not fit together: an engine bug or a damaged store.
    #[error(transparent)]
    Broken(ApplyError),
}

/// Decides a batch of commands on a run. What a command changes is seen by those after it.
///
/// # Errors
/// [`Obstacle::Needed`] names a document that the caller has to load into the context first; nothing is decided then.
pub fn decide(run: &Run, commands: &[Command], context: &Context<'_>) -> Result<Decision, Obstacle> {
    let mut scratch = Scratch::new(run.clone(), context);
    let mut replies = Vec::with_capacity(commands.len());
    for command in commands {
        let before = scratch.records.len();
        replies.push(one(&mut scratch, command)?);
        advance::advance(&mut scratch)?;
        // What the rows say goes along with whatever is written: it needs no commit of its own.
        if scratch.records.len() > before {
            tick::take_in_acknowledgements(&mut scratch)?;
        }
    }
    scratch.publish()?;
    if !run.is_terminal() && size::is_outgrown(&scratch.run) {
        return size::end_outgrown(Scratch::new(run.clone(), context), commands);
    }
    Ok(Decision::of(scratch, replies))
}

fn one(scratch: &mut Scratch<'_>, command: &Command) -> Result<Result<Reply, Rejection>, Obstacle> {
    match command {
        Command::Answer { step, attempt, answer } => answer::answer(scratch, step, *attempt, answer),
        Command::Decide(command) => decision::decide_gate(scratch, command),
        Command::Cancel { by, reason } => cancel::cancel(scratch, by, reason.as_deref()),
        Command::Pause { by } => pause::pause(scratch, by),
        Command::Resume { by } => pause::resume(scratch, by),
        Command::Tick => tick::tick(scratch).map(Ok),
        Command::Take { effect, offer } => take::take(scratch, effect, *offer).map(Ok),
        Command::Outcome(outcome) => outcome::outcome(scratch, outcome).map(Ok),
    }
}

#[cfg(test)]
mod tests;
