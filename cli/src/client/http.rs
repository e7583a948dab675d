//! HTTP clients as this program wants them: TLS by the system's roots, bounded waits, no redirect followed unasked.

use super::call::Missed;
use crate::error::CliError;
use reqwest::{Client, ClientBuilder, redirect};
use std::time::Duration;

/// Longest wait for a connection.
const CONNECT: Duration = Duration::from_secs(5);

/// A client that sends what it is told, to whom it is told.
///
/// # Errors
/// [`CliError::Environment`] where none can be made.
pub(crate) fn plain_client() -> Result<Client, CliError> {
    built(builder())
}

pub(super) fn builder() -> ClientBuilder {
    // Fails where another part of the program was quicker; any provider will do.
    let _installed = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .connect_timeout(CONNECT)
        .redirect(redirect::Policy::none())
        .referer(false)
        .user_agent(concat!("aegis/", env!("CARGO_PKG_VERSION")))
}

pub(super) fn built(builder: ClientBuilder) -> Result<Client, CliError> {
    builder.build().map_err(|error| no_client(&deepest(error)))
}

pub(super) fn no_client(why: &str) -> CliError {
    CliError::Environment {
        what: "no HTTP client can be made".to_owned(),
        why: why.to_owned(),
        advice: "check the system's certificates, or name a file of them in SSL_CERT_FILE".to_owned(),
    }
}

/// What a request that got no reply means.
pub(super) fn missed(error: reqwest::Error) -> Missed {
    match error.is_timeout() {
        true => Missed::Gone("it did not answer in time".to_owned()),
        false => Missed::Gone(deepest(error)),
    }
}

/// The cause at the bottom, which says most. A URL may hold what is nobody's business; messages name the target instead.
fn deepest(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut cause: &dyn std::error::Error = &error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}
