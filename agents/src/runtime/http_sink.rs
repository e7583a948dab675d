//! Callbacks over HTTP: one POST, its status classified; retries are the caller's.

use std::time::Duration;

use async_trait::async_trait;
use reqwest::header::RETRY_AFTER;
use reqwest::{Client, Response, StatusCode};
use shared::wire::{CallbackBody, CallbackTarget};

use super::sink::{CallbackSink, Delivery};

/// Time for one POST: the other side has the answer or it has not.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Posts callbacks with a client of the caller's making: TLS, proxies and redirects are its decision.
#[derive(Clone, Debug)]
pub struct HttpCallbackSink {
    client: Client,
}

impl HttpCallbackSink {
    /// With this client.
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self { client }
    }
}

#[async_trait]
impl CallbackSink for HttpCallbackSink {
    async fn send(&self, target: &CallbackTarget, body: &CallbackBody) -> Delivery {
        match self.client.post(&target.url).timeout(TIMEOUT).json(body).send().await {
            Ok(response) => classify(&response),
            // A URL may hold the token: the error is told without it.
            Err(error) if error.is_builder() => Delivery::Refused { reason: error.without_url().to_string() },
            Err(error) => Delivery::Later { after: None, reason: error.without_url().to_string() },
        }
    }
}

fn classify(response: &Response) -> Delivery {
    let status = response.status();
    let reason = format!("HTTP {}", status.as_u16());
    if status.is_success() {
        return Delivery::Delivered;
    }
    if status == StatusCode::GONE {
        return Delivery::Superseded;
    }
    let later = [StatusCode::REQUEST_TIMEOUT, StatusCode::TOO_EARLY, StatusCode::TOO_MANY_REQUESTS];
    if later.contains(&status) || status.is_server_error() {
        let header = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
        return Delivery::Later { after: header.and_then(retry_after), reason };
    }
    Delivery::Refused { reason }
}

/// Seconds, or an HTTP date.
fn retry_after(value: &str) -> Option<Duration> {
    if let Ok(seconds) = value.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let at = jiff::fmt::rfc2822::parse(value).ok()?.timestamp();
    at.duration_since(jiff::Timestamp::now()).try_into().ok()
}
