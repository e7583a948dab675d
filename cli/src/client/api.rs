//! One HTTP exchange with the API. It retries nothing and reads no body's meaning beyond problems.

use super::endpoint::Endpoint;
use crate::error::CliError;
use reqwest::{Client, Method, Url};
use serde_json::Value;
use shared::wire::Problem;
use std::time::Duration;

/// Longest wait for a connection.
const CONNECT: Duration = Duration::from_secs(5);
/// Longest wait for a reply, beyond the time that the server was asked to hold it.
const REPLY: Duration = Duration::from_secs(30);
/// Largest reply that is read.
const REPLY_BYTES: usize = 256 * 1024 * 1024;

/// A request.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// Its method.
    pub(crate) method: Method,
    /// The path's segments; escaped here.
    pub(crate) path: Vec<String>,
    /// The query.
    pub(crate) query: Vec<(&'static str, String)>,
    /// The body.
    pub(crate) body: Option<Value>,
    /// How long the server is asked to hold its reply.
    pub(crate) hold: Duration,
}

impl Call {
    /// A GET.
    pub(crate) fn get(path: &[&str]) -> Self {
        Self::new(Method::GET, path)
    }

    /// A POST.
    pub(crate) fn post(path: &[&str], body: Option<Value>) -> Self {
        Self { body, ..Self::new(Method::POST, path) }
    }

    fn new(method: Method, path: &[&str]) -> Self {
        let path = path.iter().map(|segment| (*segment).to_owned()).collect();
        Self { method, path, query: Vec::new(), body: None, hold: Duration::ZERO }
    }

    /// Whether it is about one thing that exists, such as `/workflows/ID`; not about all of them, or a new one.
    pub(crate) const fn is_about_one(&self) -> bool {
        self.path.len() > 1
    }

    /// With a query parameter.
    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.query.push((name, value.to_string()));
        self
    }
}

/// A reply that is no refusal.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    /// The body.
    pub(crate) bytes: Vec<u8>,
    /// When the server wants to be asked again.
    pub(crate) retry_after: Option<Duration>,
}

/// Why there is no reply.
#[derive(Debug)]
pub(crate) enum Missed {
    /// Nobody is there, or the connection broke: somebody else may be there next time.
    Gone(String),
    /// Somebody is there who wants to be asked again.
    NotNow(String),
    /// A definite end.
    Ended(CliError),
}

/// Where the API is.
#[derive(Clone, Debug)]
pub(crate) struct Api {
    client: Client,
    base: Url,
    token: Option<String>,
    /// Its name in messages.
    pub(crate) target: String,
}

impl Api {
    /// A server by its URL.
    ///
    /// # Errors
    /// [`CliError::Usage`] for what is no URL, [`CliError::Environment`] where no client can be made.
    pub(crate) fn of_server(url: &str, token: Option<String>) -> Result<Self, CliError> {
        let mut base = Url::parse(url).map_err(|error| {
            CliError::usage(format!("'{url}' is no URL: {error}"), "write it like https://host")
        })?;
        if !base.path().ends_with('/') {
            base.set_path(&format!("{}/", base.path()));
        }
        let client = if base.scheme() == "https" { builder() } else { builder().tls_certs_only([]) };
        Ok(Self { client: built(client)?, base, token, target: url.to_owned() })
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
        Ok(Self { client: built(client)?, base, token: None, target })
    }

    /// Sends a request and reads the whole reply.
    pub(crate) async fn send(&self, call: &Call) -> Result<Reply, Missed> {
        let mut url = self.base.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(&call.path);
        }
        if !call.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&call.query);
        }
        let mut request = self.client.request(call.method.clone(), url).timeout(REPLY + call.hold);
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = &call.body {
            request = request.json(body);
        }
        let response = request.send().await.map_err(|error| self.missed(error))?;
        let status = response.status();
        let seconds =
            response.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok());
        let retry_after = seconds.map(Duration::from_secs);
        if response.content_length().is_some_and(|bytes| bytes > REPLY_BYTES as u64) {
            return Err(Missed::Ended(self.bad("its reply is larger than this program reads")));
        }
        let bytes = response.bytes().await.map_err(|error| self.missed(error))?.to_vec();
        if status.is_success() {
            return Ok(Reply { bytes, retry_after });
        }
        Err(Missed::Ended(match serde_json::from_slice::<Problem>(&bytes) {
            Ok(problem) if problem.status == 503 => return Err(Missed::NotNow(problem.detail)),
            Ok(problem) => CliError::Refused(Box::new(problem)),
            Err(_) => self.bad(&format!("it answered {status} without a problem report")),
        }))
    }

    /// The JSON in a reply.
    pub(crate) fn read<T: serde::de::DeserializeOwned>(&self, reply: &Reply) -> Result<T, CliError> {
        serde_json::from_slice(&reply.bytes).map_err(|error| self.bad(&error.to_string()))
    }

    fn bad(&self, why: &str) -> CliError {
        CliError::BadAnswer { target: self.target.clone(), why: why.to_owned() }
    }

    fn missed(&self, error: reqwest::Error) -> Missed {
        let timed_out = error.is_timeout();
        // A URL may hold what is nobody's business; the target says where it was going.
        let error = error.without_url();
        let mut cause: &dyn std::error::Error = &error;
        while let Some(deeper) = cause.source() {
            cause = deeper;
        }
        match timed_out {
            true => Missed::Gone("it did not answer in time".to_owned()),
            false => Missed::Gone(cause.to_string()),
        }
    }
}

/// A client for anything else than the API.
pub(crate) fn plain_client() -> Result<Client, CliError> {
    built(builder())
}

fn builder() -> reqwest::ClientBuilder {
    // Fails where another part of the program was quicker; any provider will do.
    let _installed = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .connect_timeout(CONNECT)
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("aegis/", env!("CARGO_PKG_VERSION")))
}

fn built(builder: reqwest::ClientBuilder) -> Result<Client, CliError> {
    builder.build().map_err(|error| no_client(&error.without_url().to_string()))
}

fn no_client(why: &str) -> CliError {
    CliError::Environment {
        what: "no HTTP client can be made".to_owned(),
        why: why.to_owned(),
        advice: "check the system's certificates".to_owned(),
    }
}
