//! Cuts entries into batches that one call takes, in order. It sends nothing.

use shared::ports::PublishError;
use shared::wire::{EVENT_SOURCE, EventView};

/// Most entries of a call.
pub(super) const ENTRIES_MAX: usize = 10;
/// Most bytes of a call, as EventBridge counts them: source, detail type and detail.
pub(super) const BYTES_MAX: usize = 1024 * 1024;

/// An event as it goes on the bus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The event's stable id, for log lines.
    pub(super) id: String,
    /// The event's name.
    pub(super) kind: String,
    /// The event as JSON.
    pub(super) detail: String,
}

impl Entry {
    /// The entry of an event.
    pub(super) fn of(event: &EventView) -> Result<Self, PublishError> {
        let detail = serde_json::to_string(event).map_err(|error| PublishError {
            reason: format!("event {} can't be written: {error}", event.id),
        })?;
        let entry = Self { id: event.id.clone(), kind: event.kind.clone(), detail };
        if entry.bytes() > BYTES_MAX {
            return Err(PublishError {
                reason: format!(
                    "event {} takes {} bytes, and EventBridge at most {BYTES_MAX}",
                    entry.id,
                    entry.bytes()
                ),
            });
        }
        Ok(entry)
    }

    fn bytes(&self) -> usize {
        EVENT_SOURCE.len() + self.kind.len() + self.detail.len()
    }
}

/// Entries in batches, in order.
pub(super) fn batches(entries: Vec<Entry>) -> Vec<Vec<Entry>> {
    let mut batches: Vec<Vec<Entry>> = Vec::new();
    let mut bytes = 0;
    for entry in entries {
        let size = entry.bytes();
        match batches.last_mut() {
            Some(batch) if batch.len() < ENTRIES_MAX && bytes + size <= BYTES_MAX => {
                bytes += size;
                batch.push(entry);
            }
            Some(_) | None => {
                bytes = size;
                batches.push(vec![entry]);
            }
        }
    }
    batches
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entry(size: usize) -> Entry {
        Entry { id: size.to_string(), kind: "StepStarted".to_owned(), detail: "x".repeat(size) }
    }

    proptest! {
        #[test]
        fn every_batch_fits_and_nothing_is_lost_or_moved(sizes in prop::collection::vec(0_usize..600_000, 0..40)) {
            let entries: Vec<Entry> = sizes.into_iter().map(entry).collect();
            let batches = batches(entries.clone());
            for batch in &batches {
                prop_assert!(batch.len() <= ENTRIES_MAX && !batch.is_empty());
                prop_assert!(batch.iter().map(Entry::bytes).sum::<usize>() <= BYTES_MAX);
            }
            prop_assert_eq!(batches.concat(), entries);
        }
    }

    #[test]
    fn small_events_share_a_call() {
        let sizes: Vec<usize> = batches((0..23).map(entry).collect()).iter().map(Vec::len).collect();
        assert_eq!(sizes, [10, 10, 3]);
    }
}
