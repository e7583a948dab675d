//! One HTTP exchange with the API. It retries nothing and reads no body's meaning beyond refusals.

use super::call::{Call, JSON, Missed, Reply};
use super::endpoint::Endpoint;
use super::http::{builder, built, missed, no_client};
use super::{redirect, refusal};
use crate::auth::{Auth, Outgoing, query_text};
use crate::config::Settings;
use crate::error::CliError;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, Method, Response, Url};
use shared::time::Timestamp;
use std::time::Duration;

/// Longest wait for a reply, beyond the time that the server was asked to hold it.
const REPLY: Duration = Duration::from_secs(30);
/// Largest reply that is read.
const REPLY_BYTES: usize = 256 * 1024 * 1024;

/// Where the API is.
#[derive(Clone, Debug)]
pub(crate) struct Api {
    client: Client,
    base: Url,
    auth: Auth,
    /// Its name in messages.
    pub(crate) target: String,
}

impl Api {
    /// A server by its URL, with the credentials that the settings name for it.
    ///
    /// # Errors
    /// [`CliError::Usage`] for what is no URL, [`CliError::Credentials`] where they are missing,
    /// [`CliError::Environment`] where no client can be made.
    pub(crate) fn of_server(url: &str, settings: &Settings) -> Result<Self, CliError> {
        let mut base = Url::parse(url).map_err(|error| {
            CliError::usage(format!("'{url}' is no URL: {error}"), "write it like https://host")
        })?;
        // A slash too many would be another route at the gateway.
        let path: Vec<String> =
            base.path().split('/').filter(|part| !part.is_empty()).map(|part| format!("{part}/")).collect();
        base.set_path(&format!("/{}", path.concat()));
        let auth = Auth::of(settings, &base)?;
        let client = if base.scheme() == "https" { builder() } else { builder().tls_certs_only([]) };
        Ok(Self { client: built(client)?, base, auth, target: url.to_owned() })
    }

    /// The holder of the local store.
    ///
    /// # Errors
    /// [`CliError::Environment`] where no client can be made.
    pub(crate) fn of_endpoint(endpoint: &Endpoint) -> Result<Self, CliError> {
        // The holder answers to loopback names; the socket says which machine that is.
        let base = Url::parse("http://localhost/").map_err(|error| no_client(&error.to_string()))?;
        let client = builder().tls_certs_only([]).no_proxy().unix_socket(endpoint.socket.as_path());
        let target = format!("process {} (it holds the store)", endpoint.pid);
        Ok(Self { client: built(client)?, base, auth: Auth::None, target })
    }

    /// Sends a request and reads the whole reply.
    pub(crate) async fn send(&self, call: &Call) -> Result<Reply, Missed> {
        let patience = REPLY + call.hold;
        let response = self.exchange(call, Some(patience)).await?;
        let retry_after = refusal::retry_after(&response);
        if response.content_length().is_some_and(|bytes| bytes > REPLY_BYTES as u64) {
            return Err(Missed::Ended(self.bad("its reply is larger than this program reads")));
        }
        let bytes = response.bytes().await.map_err(missed)?.to_vec();
        Ok(Reply { bytes, retry_after })
    }

    /// Sends a request and leaves its reply to be read as it comes, for however long.
    pub(crate) async fn open(&self, call: &Call) -> Result<Response, Missed> {
        match tokio::time::timeout(REPLY, self.exchange(call, None)).await {
            Ok(opened) => opened,
            Err(_) => Err(Missed::Gone("it did not answer in time".to_owned())),
        }
    }

    /// A reply that is a success, not yet read.
    async fn exchange(&self, call: &Call, patience: Option<Duration>) -> Result<Response, Missed> {
        let url = self.url(call);
        let body = call.body.as_ref().map(|body| body.to_string().into_bytes());
        let now = Timestamp::from_millis(jiff::Timestamp::now().as_millisecond());
        let outgoing =
            Outgoing { method: &call.method, url: &url, query: &call.query, body: body.as_deref() };
        let mut request = self.client.request(call.method.clone(), url.clone());
        request = request.headers(self.auth.headers(outgoing, now));
        for (name, value) in &call.headers {
            request = request.header(*name, value);
        }
        if let Some(patience) = patience {
            request = request.timeout(patience);
        }
        if let Some(body) = body {
            request = request.header(CONTENT_TYPE, JSON).body(body);
        }
        let response = request.send().await.map_err(missed)?;
        let status = response.status();
        if status.is_success() {
            return Ok(response);
        }
        if status.is_redirection() && call.method == Method::GET {
            return redirect::follow(&self.target, &url, &response).await;
        }
        let after = refusal::retry_after(&response);
        let bytes = response.bytes().await.map_err(missed)?;
        Err(refusal::of(&self.target, self.auth.word(), status.as_u16(), after, &bytes))
    }

    fn url(&self, call: &Call) -> Url {
        let mut url = self.base.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(&call.path);
        }
        if !call.query.is_empty() {
            url.set_query(Some(&query_text(&call.query)));
        }
        url
    }

    /// The JSON in a reply.
    pub(crate) fn read<T: serde::de::DeserializeOwned>(&self, bytes: &[u8]) -> Result<T, CliError> {
        serde_json::from_slice(bytes).map_err(|error| self.bad(&error.to_string()))
    }

    /// An answer that is not one of the contract.
    pub(super) fn bad(&self, why: &str) -> CliError {
        CliError::BadAnswer { target: self.target.clone(), why: why.to_owned() }
    }
}
