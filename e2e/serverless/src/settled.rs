//! What has to be true of every run that has ended, whatever befell it: the table, the journal and the bus agree, nothing is
//! left to do, and each step's result counted once.

use crate::Failure;
use crate::heard::Events;
use crate::table::Table;
use crate::world::World;
use serde_json::Value;
use shared::ids::StepId;
use shared::run::{Ending, Event, JournalRecord, Run, RunStatus, fold, status};
use shared::wire::EventView;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// Longest time until a run has settled: a claim, the schedule's minute and the emulator's delay in it, twice.
const PATIENCE: Duration = Duration::from_secs(210);
/// Longest way of an event from the table to a subscriber.
const HEARING: Duration = Duration::from_secs(120);

/// The events that end a run.
const ENDS: [&str; 4] = ["WorkflowCompleted", "WorkflowRejected", "WorkflowFailed", "WorkflowCancelled"];

/// A run that has ended, as it was found.
pub(crate) struct Ended {
    /// Its state.
    pub(crate) run: Arc<Run>,
    /// Its events, as a subscriber heard them.
    pub(crate) events: Events,
    /// Its output; nothing where it did not complete.
    pub(crate) output: Value,
}

impl World {
    /// Waits until a run has ended as wanted, and checks all that has to be true of it.
    pub(crate) async fn settled(&self, id: &str, wanted: RunStatus) -> Result<Ended, Failure> {
        self.settled_within(id, wanted, PATIENCE).await
    }

    /// The same for a run among so many that they have to wait for each other.
    pub(crate) async fn settled_within(
        &self,
        id: &str,
        wanted: RunStatus,
        patience: Duration,
    ) -> Result<Ended, Failure> {
        // A look at the table costs the emulator more than being told.
        self.heard.until(id, "its end", patience, |events| events.values().any(is_end)).await?;
        let is_over = |run: &Run| run.is_terminal() && run.outbox.is_empty();
        let run = self.table.until(id, "it has ended and nothing is left to do", patience, is_over).await?;
        if status(&run) != wanted {
            return Err(format!("run {id} is {}, not {wanted}: {:?}", status(&run), run.ending).into());
        }
        match self.table.marks(id).await? {
            (true, _) => return Err(format!("run {id} has ended and the sweep still finds it").into()),
            (false, false) => return Err(format!("run {id} has ended and its item never goes").into()),
            (false, true) => {}
        }
        let journal = self.table.journal(id).await?;
        if fold(&journal)?.as_ref() != Some(&*run) {
            return Err(format!("the journal of run {id} does not give its state").into());
        }
        succeeded_once(id, &journal)?;
        let public = public(&run, &journal);
        let all = |events: &Events| public.keys().all(|seq| events.contains_key(seq));
        let events = self.heard.until(id, "every event", HEARING, all).await?;
        if events != public {
            return Err(format!("run {id}: the bus told {events:?}, the journal {public:?}").into());
        }
        let output = output(&self.table, id, &run).await?;
        Ok(Ended { run, events, output })
    }
}

impl Ended {
    /// The number of a step's newest attempt.
    pub(crate) fn attempts(&self, step: &str) -> u32 {
        let state = self.run.steps.iter().find(|(id, _)| id.as_str() == step);
        state.map_or(0, |(_, state)| state.last_attempt.0)
    }

    /// Every step that an agent does must have taken one attempt.
    pub(crate) fn one_attempt_each(&self) -> Result<(), Failure> {
        for step in ["research", "analyse", "write"] {
            if self.attempts(step) != 1 {
                return Err(format!("step {step} took {} attempts, not 1", self.attempts(step)).into());
            }
        }
        Ok(())
    }

    /// How many events of a kind were heard.
    pub(crate) fn heard(&self, kind: &str) -> usize {
        self.events.values().filter(|event| event.kind == kind).count()
    }
}

fn is_end(event: &EventView) -> bool {
    ENDS.contains(&event.kind.as_str())
}

fn public(run: &Run, journal: &[JournalRecord]) -> Events {
    let events = journal.iter().filter_map(|record| EventView::of(&run.key.id, record));
    events.map(|event| (event.seq, event)).collect()
}

/// A step may succeed again only after somebody had it done again.
fn succeeded_once(id: &str, journal: &[JournalRecord]) -> Result<(), Failure> {
    let mut succeeded: BTreeMap<&StepId, u32> = BTreeMap::new();
    for record in journal {
        if let Event::StepsReset { steps, .. } = &record.event {
            succeeded.retain(|step, _| !steps.contains(*step));
        }
        if let Event::StepSucceeded { step, .. } = &record.event {
            let count = succeeded.entry(step).or_default();
            *count += 1;
            if *count > 1 {
                return Err(format!("step {step} of run {id} succeeded twice").into());
            }
        }
    }
    Ok(())
}

/// The output of a run that has completed, which must have a report.
async fn output(table: &Table, id: &str, run: &Run) -> Result<Value, Failure> {
    let Some(Ending::Completed { output }) = &run.ending else { return Ok(Value::Null) };
    let output = table.document(id, output).await?;
    let summary = output.pointer("/report/summary").and_then(Value::as_str).unwrap_or_default();
    if summary.is_empty() {
        return Err(format!("run {id} has completed without a report: {output}").into());
    }
    Ok(output)
}
