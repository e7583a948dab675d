//! Checks at the end, when faults have stopped and everything that can happen has.

use super::{Checks, Invariant};
use crate::world::World;
use futures_util::FutureExt as _;
use shared::ports::RunStore as _;
use shared::run::{JournalRecord, ReceiptKey, Run, fold, status};
use shared::time::Timestamp;
use shared::wire::EventView;
use std::sync::Arc;

impl Checks {
    /// The end has come; `in_time` says whether before patience ran out.
    pub(crate) fn at_the_end(&mut self, world: &World, in_time: bool) {
        let runs = world.store.runs();
        if !in_time {
            let stuck = || {
                let open = runs.iter().filter(|run| !run.is_terminal() || !run.outbox.is_empty());
                let open: Vec<String> = open.map(|run| describe(run)).collect();
                format!("{} of {} runs started; not done: {}", self.begun, world.setup.runs, open.join("; "))
            };
            let detail = stuck();
            self.check(Invariant::NoRunStuck, false, || detail);
            return;
        }
        self.check(Invariant::NoRunStuck, true, String::new);
        for run in &runs {
            self.journal(world, run);
            let known = self.runs.get(&run.key) == Some(run);
            self.check(Invariant::TerminalStands, known, || {
                format!("{} changed without a commit", run.key.id)
            });
        }
        let lost: Vec<_> = self
            .acknowledged
            .iter()
            .filter(|((key, step, attempt), digest)| {
                let receipt =
                    self.runs.get(key).and_then(|run| run.receipts.get(&ReceiptKey::answer(step, *attempt)));
                receipt.is_none_or(|receipt| receipt.digest != **digest)
            })
            .map(|(name, _)| name.clone())
            .collect();
        self.check(Invariant::AnswerKept, lost.is_empty(), || format!("acknowledged and gone: {lost:?}"));
        let unstopped: Vec<_> = self.to_stop.difference(&self.stopped).cloned().collect();
        self.check(Invariant::StoppedWhenOver, unstopped.is_empty(), || {
            format!("nobody told {unstopped:?} to stop")
        });
        let due =
            world.store.due(Timestamp::from_millis(i64::MAX), None, 1).now_or_never().and_then(Result::ok);
        self.check(Invariant::FoundBySweep, due.as_ref().is_some_and(Vec::is_empty), || {
            format!("all runs are done and the due index still has {due:?}")
        });
    }

    fn journal(&mut self, world: &World, run: &Arc<Run>) {
        let id = &run.key.id;
        let records: Vec<JournalRecord> = world
            .store
            .journal(&run.key, 0, usize::MAX)
            .now_or_never()
            .and_then(Result::ok)
            .unwrap_or_default();
        let folded = fold(&records);
        let same = matches!(&folded, Ok(Some(folded)) if *folded == **run);
        self.check(Invariant::FoldIsState, same, || {
            format!("the journal of {id} does not lead to its state")
        });
        if !world.setup.events {
            return;
        }
        for event in records.iter().filter_map(|record| EventView::of(id, record)) {
            let published = self.events.get(&(event.id.clone(), event.seq)) == Some(&event);
            self.check(Invariant::EventsPublished, published, || {
                format!("event {} was never published", event.id)
            });
        }
    }
}

fn describe(run: &Run) -> String {
    let effects: Vec<String> = run.outbox.keys().map(ToString::to_string).collect();
    let paused = if run.paused.is_some() { ", paused" } else { "" };
    format!("{} v{} {}{paused}, effects [{}]", run.key.id, run.version, status(run), effects.join(" "))
}
