//! The driver's HTTP client: kept connections, no TLS, no proxy, no redirects.

use crate::Failure;
use std::time::Duration;

/// Longest wait for any reply.
const TIMEOUT: Duration = Duration::from_secs(60);

/// The client.
#[derive(Clone)]
pub(crate) struct Client(reqwest::Client);

impl Client {
    /// A client with no connection yet.
    pub(crate) fn new() -> Result<Self, Failure> {
        // Fails where one is installed already, which does as well: nothing here speaks TLS.
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let builder = reqwest::Client::builder().no_proxy().tls_certs_only([]).http1_only();
        Ok(Self(builder.timeout(TIMEOUT).redirect(reqwest::redirect::Policy::none()).build()?))
    }

    /// Status and body of a GET.
    pub(crate) async fn get(&self, url: &str) -> Result<(u16, Vec<u8>), Failure> {
        read(self.0.get(url).send().await?).await
    }

    /// Status and body of a POST of JSON, with a bearer token where there is one.
    pub(crate) async fn post(
        &self,
        url: &str,
        bearer: Option<&str>,
        json: String,
    ) -> Result<(u16, Vec<u8>), Failure> {
        let mut request = self.0.post(url).header("content-type", "application/json").body(json);
        if let Some(token) = bearer {
            request = request.bearer_auth(token);
        }
        read(request.send().await?).await
    }
}

async fn read(response: reqwest::Response) -> Result<(u16, Vec<u8>), Failure> {
    let status = response.status().as_u16();
    Ok((status, response.bytes().await?.to_vec()))
}
