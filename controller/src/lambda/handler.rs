//! One invocation. What it is about is decided by the event; nothing outlives it, so whatever it began is awaited.

use super::event::{Event, UnknownEvent, decode};
use crate::perform::Performer;
use crate::sweep::{Sweeper, Swept};
use adapters::aws::gateway::{Door, reply};
use adapters::aws::sqs::{SqsWake, WakeMessage};
use adapters::aws::telemetry::{self, Log, SweepCounts};
use adapters::http::ProblemResponse;
use aws_lambda_events::apigw::ApiGatewayV2httpRequest;
use aws_lambda_events::sqs::{BatchItemFailure, SqsBatchResponse, SqsEvent, SqsMessage};
use axum::Router;
use axum::response::IntoResponse as _;
use futures_util::future::join_all;
use serde_json::{Value, json};
use shared::ports::{StoreError, WakeHint};
use shared::protocol::{Engine, TransactError};
use std::sync::Arc;
use tower::ServiceExt as _;

/// Handles events.
pub struct Handler {
    door: Door,
    router: Router,
    engine: Arc<Engine>,
    performer: Performer,
    sweeper: Sweeper,
    /// Timers that ride on messages are sent before an invocation ends; `None` where no queue keeps them.
    timers: Option<SqsWake>,
    /// Where sweeps are counted.
    log: Log,
}

/// Why an invocation failed as a whole. The service that invoked it tries again.
#[derive(Debug, thiserror::Error)]
pub enum HandlerError {
    /// Nobody knows the event.
    #[error(transparent)]
    Unknown(#[from] UnknownEvent),
    /// The due index can't be read.
    #[error("the sweep could not be done: {0}")]
    Sweep(#[from] StoreError),
    /// The reply can't be written.
    #[error("the reply can't be written as JSON: {0}; this is a defect of Aegis")]
    Reply(#[from] serde_json::Error),
}

impl Handler {
    /// Over the API's door and routes, the engine and its performer.
    #[must_use]
    pub fn new(
        door: Door,
        router: Router,
        engine: Arc<Engine>,
        performer: Performer,
        timers: Option<SqsWake>,
        log: Log,
    ) -> Self {
        let sweeper = Sweeper::sparing(Arc::clone(&engine));
        Self { door, router, engine, performer, sweeper, timers, log }
    }

    /// Handles one event and gives the reply that its source understands.
    ///
    /// # Errors
    /// [`HandlerError`].
    pub async fn handle(&self, event: Value) -> Result<Value, HandlerError> {
        let done = match decode(event)? {
            Event::Http(event) => self.http(*event).await,
            Event::Wakes(event) => self.wakes(event).await,
            Event::Sweep => self.sweep().await,
        };
        if let Some(timers) = &self.timers {
            timers.flush().await;
        }
        done
    }

    async fn http(&self, event: ApiGatewayV2httpRequest) -> Result<Value, HandlerError> {
        let response = match self.door.admit(event) {
            // A router is always ready and never fails.
            Ok(request) => self.router.clone().oneshot(request).await.unwrap_or_else(|never| match never {}),
            Err(refused) => ProblemResponse::from(refused).into_response(),
        };
        Ok(serde_json::to_value(reply(response).await)?)
    }

    /// One message's failure is its own: the others of the batch are done, and it alone comes again until its queue gives
    /// it to the dead-letter queue.
    async fn wakes(&self, event: SqsEvent) -> Result<Value, HandlerError> {
        let tried = join_all(event.records.into_iter().map(|message| self.wake(message))).await;
        let mut response = SqsBatchResponse::default();
        for failed in tried.into_iter().flatten() {
            let mut failure = BatchItemFailure::default();
            failure.item_identifier = failed;
            response.batch_item_failures.push(failure);
        }
        Ok(serde_json::to_value(response)?)
    }

    /// The message's id where it has to come again.
    async fn wake(&self, message: SqsMessage) -> Option<String> {
        let id = message.message_id.unwrap_or_default();
        let wake = match WakeMessage::parse(message.body.as_deref().unwrap_or_default()) {
            Ok(wake) => wake,
            Err(error) => {
                tracing::error!(message_id = %id, %error, "a message that can't be read");
                return Some(id);
            }
        };
        let key = wake.key();
        let done = match wake.claim {
            Some(claim) => self.performer.perform(WakeHint { key: key.clone(), claim, run: None }).await,
            None => self.sweeper.look_at(&key).await.map(drop),
        };
        match done {
            // A message may outlive its run.
            Ok(()) | Err(TransactError::NotFound { .. }) => None,
            Err(error) => {
                tracing::warn!(workflow_id = %key.id, message_id = %id, %error, "a wake failed; it comes again");
                Some(id)
            }
        }
    }

    async fn sweep(&self) -> Result<Value, HandlerError> {
        let swept = self.sweeper.sweep(self.engine.now()).await?;
        if swept.looked > 0 {
            let Swept { looked, changed, failed, oldest_ms } = swept;
            let counts = SweepCounts { looked, changed, failed, oldest_ms };
            self.log.write(telemetry::sweep_line(self.engine.now().as_millis(), counts));
        }
        Ok(json!({"looked": swept.looked, "changed": swept.changed, "failed": swept.failed}))
    }
}
