//! Callbacks over HTTP: one POST, its status classified; retries are the caller's. A large result is put first, and its
//! callback refers to it.

use std::time::Duration;

use async_trait::async_trait;
use reqwest::header::RETRY_AFTER;
use reqwest::{Client, Response, StatusCode};
use shared::digest::{Digest, canonical_json};
use shared::wire::{CallbackBody, CallbackTarget, ContentRef};

use super::sink::{CallbackSink, Delivery};
use crate::limits::RESULT_IN_BODY_BYTES;
use crate::workspace::{RemoteFiles, WorkspaceError};

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

    /// Puts a large result, and gives the body that refers to it.
    async fn put_large(
        &self,
        target: &CallbackTarget,
        body: &CallbackBody,
    ) -> Result<Option<CallbackBody>, WorkspaceError> {
        let Some(result) = &body.result else { return Ok(None) };
        let bytes = canonical_json(result);
        if bytes.len() <= RESULT_IN_BODY_BYTES {
            return Ok(None);
        }
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let at = ContentRef { sha256: Digest::of_bytes(&bytes), bytes: size };
        RemoteFiles::new(self.client.clone(), target.clone()).put(&[&bytes]).await?;
        Ok(Some(CallbackBody {
            token: body.token.clone(),
            status: body.status,
            result: None,
            result_ref: Some(at),
            error: None,
            usage: body.usage.clone(),
            progress: None,
        }))
    }
}

#[async_trait]
impl CallbackSink for HttpCallbackSink {
    async fn send(&self, target: &CallbackTarget, body: &CallbackBody) -> Delivery {
        let by_reference = match self.put_large(target, body).await {
            Ok(by_reference) => by_reference,
            Err(error) => return Delivery::Later { after: None, reason: error.to_string() },
        };
        let body = by_reference.as_ref().unwrap_or(body);
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
