//! The wake queue and its dead-letter queue, from outside: what an operator can do with them in the console.

use crate::{Failure, until};
use aws_sdk_sqs::Client;
use std::time::Duration;

/// The queues.
pub(crate) struct Queues {
    client: Client,
    wake: String,
    dead: String,
}

impl Queues {
    pub(crate) const fn new(client: Client, wake: String, dead: String) -> Self {
        Self { client, wake, dead }
    }

    /// Sends a message of any text to the wake queue.
    pub(crate) async fn wake(&self, body: &str) -> Result<(), Failure> {
        self.client.send_message().queue_url(&self.wake).message_body(body).send().await?;
        Ok(())
    }

    /// Waits for a message in the dead-letter queue, and takes it out.
    pub(crate) async fn dead(&self, body: &str, patience: Duration) -> Result<(), Failure> {
        until("the message in the dead-letter queue", patience, || self.take_dead(body)).await
    }

    async fn take_dead(&self, body: &str) -> Result<Option<()>, Failure> {
        let answer = self.client.receive_message().queue_url(&self.dead).send().await?;
        for message in answer.messages() {
            if message.body() == Some(body)
                && let Some(receipt) = message.receipt_handle()
            {
                self.client.delete_message().queue_url(&self.dead).receipt_handle(receipt).send().await?;
                return Ok(Some(()));
            }
        }
        Ok(None)
    }
}
