//! One invocation: a request of the HTTP API. Nothing outlives it, so whatever it began is awaited.

use super::Config;
use crate::state::CallbackState;
use adapters::aws::function::{self, Effects, Home, HomeError};
use adapters::aws::gateway::{Door, reply};
use adapters::aws::home::AwsHome;
use adapters::aws::settings::{Reader, SettingsError};
use adapters::aws::sqs::SqsWake;
use adapters::aws::telemetry::{self, Log};
use adapters::http::{ProblemResponse, fallbacks, finish_what_began};
use aws_lambda_events::apigw::ApiGatewayV2httpRequest;
use axum::Router;
use axum::response::IntoResponse as _;
use serde_json::Value;
use shared::ports::Clock;
use shared::protocol::{Engine, Ports};
use std::sync::Arc;
use tower::ServiceExt as _;

/// Handles requests.
pub struct Handler {
    door: Door,
    router: Router,
    /// Timers that ride on messages are sent before an invocation ends; `None` where no queue keeps them.
    timers: Option<SqsWake>,
    /// Where what came of requests is counted.
    log: Log,
    clock: Arc<dyn Clock>,
}

/// Why the function can't start.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Its environment is not complete.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// Its ports can't be had.
    #[error(transparent)]
    Home(#[from] HomeError),
}

/// Why an invocation failed as a whole.
#[derive(Debug, thiserror::Error)]
pub enum HandlerError {
    /// It is no request.
    #[error(
        "the event is no request of an HTTP API with payload format 2.0: {0}; check the integration's payload format version"
    )]
    Unknown(serde_json::Error),
    /// The reply can't be written.
    #[error("the reply can't be written as JSON: {0}; this is a defect of Aegis")]
    Reply(serde_json::Error),
}

impl Handler {
    /// Opens the function from its environment, with its connections warm.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn open() -> Result<Self, OpenError> {
        let environment = Reader::environment();
        telemetry::start_logging(environment.optional("LOG_LEVEL").as_deref());
        let config = Config::read(environment)?;
        let aws = AwsHome::load();
        let effects = Effects::Elsewhere(config.agents.registry().clone());
        let Home { ports, wake, log } = function::open(&aws, &config.deployment, effects).await?;
        Ok(Self::over(ports, &config, Some(wake), log))
    }

    /// Over any ports.
    #[must_use]
    pub fn over(ports: Ports, config: &Config, timers: Option<SqsWake>, log: Log) -> Self {
        let clock = Arc::clone(&ports.clock);
        let state = CallbackState {
            engine: Arc::new(Engine::new(ports, None)),
            tenant: config.deployment.tenant.clone(),
            local_user: None,
            secure: true,
            base_path: config.deployment.base_path(),
        };
        let door = config.deployment.door.clone();
        let router = finish_what_began(fallbacks(crate::routes::router(state)));
        Self { door, router, timers, log, clock }
    }

    /// Handles one event.
    ///
    /// # Errors
    /// [`HandlerError`].
    pub async fn handle(&self, event: Value) -> Result<Value, HandlerError> {
        let event: ApiGatewayV2httpRequest = serde_json::from_value(event).map_err(HandlerError::Unknown)?;
        let (response, is_callback) = match self.door.admit(event) {
            // A router is always ready and never fails.
            Ok(request) => {
                let is_callback = telemetry::is_callback(request.uri().path());
                let response = self.router.clone().oneshot(request).await;
                (response.unwrap_or_else(|never| match never {}), is_callback)
            }
            Err(refused) => (ProblemResponse::from(refused).into_response(), false),
        };
        let status = response.status().as_u16();
        let now = self.clock.now().as_millis();
        self.log.conclude(is_callback.then(|| telemetry::callback_line(status, now)));
        if let Some(timers) = &self.timers {
            timers.flush().await;
        }
        serde_json::to_value(reply(response).await).map_err(HandlerError::Reply)
    }
}
