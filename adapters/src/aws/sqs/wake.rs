//! Sending. A failure is logged and nothing more: the sweep finds the run.

use super::message::WakeMessage;
use super::timers::{short_timer, whole_seconds};
use crate::aws::failure::{Call, Failure, classify};
use async_trait::async_trait;
use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::QueueAttributeName;
use shared::ports::{Wake, WakeDelivery, WakeHint};
use shared::run::{Run, RunKey};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Wakes the controller through a queue.
#[derive(Clone, Debug)]
pub struct SqsWake {
    client: Client,
    queue_url: String,
    /// Short timers that are not sent yet, by run: the newest commit's counts.
    timers: Arc<Mutex<BTreeMap<RunKey, Option<Duration>>>>,
}

impl SqsWake {
    /// Through a queue that exists.
    #[must_use]
    pub fn new(client: Client, queue_url: impl Into<String>) -> Self {
        Self { client, queue_url: queue_url.into(), timers: Arc::default() }
    }

    /// Sends a message, to be received after `delay` (rounded up to seconds, at most 900).
    ///
    /// # Errors
    /// [`Failure`] with action and queue; the sweep makes up for a message that was not sent.
    pub async fn send(&self, message: &WakeMessage, delay: Duration) -> Result<(), Failure> {
        let call = || self.call("sqs:SendMessage");
        let body = message.body().map_err(|error| Failure::Refused {
            call: call(),
            code: "unwritable".to_owned(),
            message: error.to_string(),
        })?;
        let seconds = i32::try_from(whole_seconds(delay).as_secs()).unwrap_or(0);
        let request = self.client.send_message().queue_url(&self.queue_url).message_body(body);
        let answer = request.delay_seconds(seconds).send().await;
        answer.map(drop).map_err(|error| classify(call(), &error))
    }

    /// Sends what commits since the last call want to be woken for soon. To be called before a function returns: nothing
    /// runs in it afterwards.
    pub async fn flush(&self) {
        let timers = std::mem::take(&mut *self.timers());
        for (key, delay) in timers {
            if let Some(delay) = delay {
                self.send_or_log(&WakeMessage::timer(&key), delay).await;
            }
        }
    }

    /// Whether the queue can be reached: opens the connection that the first hint will use.
    ///
    /// # Errors
    /// [`Failure`] with action and queue.
    pub async fn check(&self) -> Result<(), Failure> {
        let request = self.client.get_queue_attributes().queue_url(&self.queue_url);
        let answer = request.attribute_names(QueueAttributeName::QueueArn).send().await;
        answer.map(drop).map_err(|error| classify(self.call("sqs:GetQueueAttributes"), &error))
    }

    async fn send_or_log(&self, message: &WakeMessage, delay: Duration) {
        if let Err(error) = self.send(message, delay).await {
            let workflow_id = message.workflow_id.as_str();
            tracing::warn!(workflow_id, %error, "the controller was not woken; the sweep will find the run");
        }
    }

    fn call(&self, action: &'static str) -> Call {
        Call { service: "SQS", action, resource: format!("queue '{}'", self.queue_url) }
    }

    fn timers(&self) -> MutexGuard<'_, BTreeMap<RunKey, Option<Duration>>> {
        self.timers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Wake for SqsWake {
    fn delivery(&self) -> WakeDelivery {
        WakeDelivery::Repeated
    }

    async fn wake(&self, hint: WakeHint) {
        self.send_or_log(&WakeMessage::of(&hint), Duration::ZERO).await;
    }

    fn changed(&self, run: &Run) {
        // Sent by `flush`: this method may not wait. A later commit of the same run replaces what an older one wanted.
        let delay = short_timer(run);
        let mut timers = self.timers();
        if delay.is_some() || timers.contains_key(&run.key) {
            timers.insert(run.key.clone(), delay);
        }
    }
}
