//! Publishing: a call may succeed in part, so every entry's own result counts, and only what failed is sent again.

use super::batch::{Entry, batches};
use crate::aws::failure::{Call, classify};
use async_trait::async_trait;
use aws_sdk_eventbridge::Client;
use aws_sdk_eventbridge::types::{PutEventsRequestEntry, PutEventsResultEntry};
use shared::ports::{EventBus, PublishError};
use shared::wire::{EVENT_SOURCE, EventView};
use std::time::Duration;

/// Calls for the entries of one batch: the first one, and those for what failed.
const CALLS: u32 = 4;
/// First pause before entries are sent again; doubled each time.
const PAUSE: Duration = Duration::from_millis(100);

/// An event bus.
#[derive(Clone, Debug)]
pub struct EventBridgeBus {
    client: Client,
    bus: String,
}

/// What became of the entries of a call.
#[derive(Default)]
struct Results {
    /// May succeed when they are sent again.
    again: Vec<Entry>,
    /// Never will; the first one's code and message.
    refused: Option<String>,
    /// The newest reason to send again.
    reason: String,
}

impl EventBridgeBus {
    /// A bus by name or ARN.
    #[must_use]
    pub fn new(client: Client, bus: impl Into<String>) -> Self {
        Self { client, bus: bus.into() }
    }

    /// Whether the bus can be reached: opens the connection that the first events will use.
    ///
    /// # Errors
    /// [`PublishError`] with action and bus.
    pub async fn check(&self) -> Result<(), PublishError> {
        let answer = self.client.describe_event_bus().name(&self.bus).send().await;
        answer.map(drop).map_err(|error| {
            let failure = classify(self.call("events:DescribeEventBus"), &error);
            PublishError { reason: format!("{failure}; {}", failure.help()) }
        })
    }

    async fn publish_batch(&self, mut batch: Vec<Entry>) -> Result<(), PublishError> {
        let mut pause = PAUSE;
        for call in 1..=CALLS {
            let results = self.put(batch).await?;
            if let Some(reason) = results.refused {
                return Err(PublishError { reason });
            }
            if results.again.is_empty() {
                return Ok(());
            }
            if call == CALLS {
                let ids: Vec<&str> = results.again.iter().map(|entry| entry.id.as_str()).collect();
                let reason = format!("{} did not take {}: {}", self.bus, ids.join(", "), results.reason);
                return Err(PublishError { reason });
            }
            batch = results.again;
            tokio::time::sleep(pause).await;
            pause *= 2;
        }
        Ok(())
    }

    async fn put(&self, batch: Vec<Entry>) -> Result<Results, PublishError> {
        let entries = batch.iter().map(|entry| self.request(entry)).collect();
        let answer = self.client.put_events().set_entries(Some(entries)).send().await.map_err(|error| {
            let failure = classify(self.call("events:PutEvents"), &error);
            PublishError { reason: format!("{failure}; {}", failure.help()) }
        })?;
        Ok(results(batch, answer.entries()))
    }

    fn request(&self, entry: &Entry) -> PutEventsRequestEntry {
        PutEventsRequestEntry::builder()
            .event_bus_name(&self.bus)
            .source(EVENT_SOURCE)
            .detail_type(&entry.kind)
            .detail(&entry.detail)
            .build()
    }

    fn call(&self, action: &'static str) -> Call {
        Call { service: "EventBridge", action, resource: format!("event bus '{}'", self.bus) }
    }
}

/// Results stand in the order of the entries; an entry without one counts as failed.
fn results(batch: Vec<Entry>, answers: &[PutEventsResultEntry]) -> Results {
    let mut results = Results::default();
    for (index, entry) in batch.into_iter().enumerate() {
        let answer = answers.get(index);
        if answer.is_some_and(|answer| answer.event_id().is_some() && answer.error_code().is_none()) {
            continue;
        }
        let code = answer.and_then(PutEventsResultEntry::error_code).unwrap_or("InternalFailure");
        let message = answer.and_then(PutEventsResultEntry::error_message).unwrap_or("no reason given");
        let reason = format!("{code}: {message}");
        if is_passing(code) {
            results.reason = reason;
            results.again.push(entry);
        } else if results.refused.is_none() {
            results.refused = Some(format!("event {} was refused: {reason}", entry.id));
        }
    }
    results
}

/// Whether the same entry may be taken a little later.
fn is_passing(code: &str) -> bool {
    matches!(code, "InternalFailure" | "InternalException" | "ThrottlingException" | "ServiceUnavailable")
}

#[async_trait]
impl EventBus for EventBridgeBus {
    fn is_connected(&self) -> bool {
        true
    }

    async fn publish(&self, events: &[EventView]) -> Result<(), PublishError> {
        let entries = events.iter().map(Entry::of).collect::<Result<Vec<_>, _>>()?;
        for batch in batches(entries) {
            self.publish_batch(batch).await?;
        }
        Ok(())
    }
}
