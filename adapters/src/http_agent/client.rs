//! The HTTP clients: pooled, without redirects, with bounded waits.

use reqwest::redirect::Policy;
use reqwest::{Client, Url};
use std::sync::OnceLock;
use std::time::Duration;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// Below the idle time-outs of usual servers, so that a request rarely meets a connection that is just being closed.
const POOL_IDLE: Duration = Duration::from_secs(4);

/// An HTTP client could not be made.
#[derive(Debug, thiserror::Error)]
#[error("no HTTP client could be made: {reason}; check the system's certificates")]
pub struct NoClient {
    reason: String,
}

/// One client for `http:` and, once it is needed, one for `https:`, which reads the system's certificates.
pub(crate) struct Clients {
    plain: Client,
    secure: OnceLock<Client>,
}

impl Clients {
    pub(crate) fn new() -> Result<Self, NoClient> {
        // Fails where another part of the program was quicker; any provider will do.
        let _installed = rustls::crypto::ring::default_provider().install_default();
        // `http:` targets are on this machine or in its network: no proxy of the environment stands between.
        let plain = builder().no_proxy().tls_certs_only([]).build().map_err(NoClient::of)?;
        Ok(Self { plain, secure: OnceLock::new() })
    }

    pub(crate) fn of(&self, url: &Url) -> Result<&Client, NoClient> {
        if url.scheme() != "https" {
            return Ok(&self.plain);
        }
        if let Some(client) = self.secure.get() {
            return Ok(client);
        }
        let client = builder().build().map_err(NoClient::of)?;
        Ok(self.secure.get_or_init(|| client))
    }
}

impl NoClient {
    fn of(error: reqwest::Error) -> Self {
        Self { reason: root_cause(error) }
    }
}

fn builder() -> reqwest::ClientBuilder {
    Client::builder()
        .redirect(Policy::none())
        .connect_timeout(CONNECT_TIMEOUT)
        .pool_idle_timeout(POOL_IDLE)
        .user_agent(concat!("aegis/", env!("CARGO_PKG_VERSION")))
}

/// What lies at the bottom of an error, without the URL: that may hold a secret.
pub(crate) fn root_cause(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut cause: &dyn std::error::Error = &error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}
