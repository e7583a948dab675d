//! What a subscriber of the bus hears: a queue behind a rule, emptied all the time.

use crate::Failure;
use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::DeleteMessageBatchRequestEntry;
use futures_util::future::join_all;
use serde_json::Value;
use shared::ids::Seq;
use shared::wire::EventView;
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Longest poll, and most messages of one.
const POLL_S: i32 = 1;
const BATCH: i32 = 10;
/// Polls at the same time: many runs tell much.
const LISTENERS: usize = 3;
/// Shortest time between two polls.
const POLL_AGAIN: Duration = Duration::from_millis(10);

/// The events of a run by their number. One that comes twice is the same.
pub(crate) type Events = BTreeMap<Seq, EventView>;

/// The subscriber.
pub(crate) struct Heard {
    told: watch::Sender<BTreeMap<String, Events>>,
    listening: JoinHandle<Vec<()>>,
}

impl Heard {
    /// Begins to listen at a queue.
    pub(crate) fn listen(client: Client, queue: String) -> Self {
        let told = watch::Sender::new(BTreeMap::new());
        let listeners = (0..LISTENERS).map(|_| listen(client.clone(), queue.clone(), told.clone()));
        let listening = tokio::spawn(join_all(listeners.collect::<Vec<_>>()));
        Self { told, listening }
    }

    /// The events of a run, once they are as wanted.
    pub(crate) async fn until(
        &self,
        run: &str,
        what: &str,
        patience: Duration,
        wanted: impl Fn(&Events) -> bool,
    ) -> Result<Events, Failure> {
        let mut told = self.told.subscribe();
        let is_wanted = |all: &BTreeMap<String, Events>| all.get(run).is_some_and(&wanted);
        let heard = tokio::time::timeout(patience, told.wait_for(is_wanted)).await;
        match heard {
            Ok(heard) => Ok(heard?.get(run).cloned().unwrap_or_default()),
            Err(_elapsed) => {
                let kinds = self.told.borrow().get(run).map(|events| {
                    events.values().map(|event| event.kind.clone()).collect::<Vec<_>>().join(", ")
                });
                Err(format!("run {run}: {what} was not heard within {patience:?}, but {kinds:?}").into())
            }
        }
    }
}

impl Drop for Heard {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn listen(client: Client, queue: String, told: watch::Sender<BTreeMap<String, Events>>) {
    let mut polls = tokio::time::interval(POLL_AGAIN);
    loop {
        polls.tick().await;
        if let Err(failure) = poll(&client, &queue, &told).await {
            eprintln!("the bus can't be heard: {failure}");
        }
    }
}

async fn poll(
    client: &Client,
    queue: &str,
    told: &watch::Sender<BTreeMap<String, Events>>,
) -> Result<(), Failure> {
    let request = client.receive_message().queue_url(queue);
    let answer = request.wait_time_seconds(POLL_S).max_number_of_messages(BATCH).send().await?;
    let mut heard = Vec::new();
    for (number, message) in answer.messages().iter().enumerate() {
        let body: Value = serde_json::from_str(message.body().unwrap_or_default())?;
        let event: EventView = serde_json::from_value(body.get("detail").cloned().unwrap_or_default())?;
        told.send_modify(|runs| {
            let events = runs.entry(event.workflow_id.to_string()).or_default();
            events.insert(event.seq, event);
        });
        let entry = DeleteMessageBatchRequestEntry::builder().id(number.to_string());
        heard.push(entry.receipt_handle(message.receipt_handle().unwrap_or_default()).build()?);
    }
    if !heard.is_empty() {
        client.delete_message_batch().queue_url(queue).set_entries(Some(heard)).send().await?;
    }
    Ok(())
}
