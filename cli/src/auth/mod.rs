//! Who sends a request, proved to a server: by a bearer token, or by a signature with AWS credentials. It chooses and
//! signs; it sends nothing, and none of its messages holds a secret.

mod credentials;
mod origin;
mod sigv4;

pub(crate) use credentials::AwsSettings;
pub(crate) use origin::{Gateway, is_loopback};
pub(crate) use sigv4::query_text;

use crate::args::AuthMode;
use crate::config::Settings;
use crate::error::CliError;
use credentials::Keys;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Url};
use shared::time::Timestamp;
use std::fmt;

/// The service that API Gateway's authorizer expects in a signature.
const SERVICE: &str = "execute-api";
const AMZ_DATE: HeaderName = HeaderName::from_static("x-amz-date");
const AMZ_TOKEN: HeaderName = HeaderName::from_static("x-amz-security-token");

/// A text that is never printed.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret(pub(crate) String);

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("(secret)")
    }
}

/// How requests prove who sends them.
#[derive(Clone, Debug)]
pub(crate) enum Auth {
    /// Not at all.
    None,
    /// By a token in `Authorization: Bearer`.
    Bearer(Secret),
    /// By AWS Signature Version 4.
    Iam {
        /// The keys.
        keys: Keys,
        /// The API's region.
        region: String,
    },
}

/// A request as far as a signature covers it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outgoing<'a> {
    /// Its method.
    pub(crate) method: &'a Method,
    /// Its address; the query is that of `query`.
    pub(crate) url: &'a Url,
    /// The query's names and values, not yet escaped.
    pub(crate) query: &'a [(&'static str, String)],
    /// The body, where there is one.
    pub(crate) body: Option<&'a [u8]>,
}

impl Auth {
    /// As the settings say for their server.
    ///
    /// # Errors
    /// [`CliError::Credentials`] where they are missing, [`CliError::Setting`] where they can't be used.
    pub(crate) fn of(settings: &Settings, url: &Url) -> Result<Self, CliError> {
        match settings.auth_mode().value {
            AuthMode::None => Ok(Self::None),
            AuthMode::Bearer => Self::bearer(settings, url),
            AuthMode::Iam => Ok(Self::Iam { keys: settings.aws.keys()?, region: region(settings, url)? }),
        }
    }

    fn bearer(settings: &Settings, url: &Url) -> Result<Self, CliError> {
        let token = settings.token.as_ref().ok_or_else(|| CliError::Credentials {
            why: "there is no token".to_owned(),
            advice: "set AEGIS_TOKEN to your token".to_owned(),
        })?;
        // Whoever names bearer takes the network on; a default must not give a token to everybody on the way.
        if settings.auth.is_none() && url.scheme() == "http" && !is_loopback(url) {
            return Err(CliError::Credentials {
                why: "the token would go over http, readable for everybody on the way".to_owned(),
                advice: "use the https address; on a network that you trust, say --auth bearer".to_owned(),
            });
        }
        match HeaderValue::from_str(&token.value) {
            Ok(_) => Ok(Self::Bearer(Secret(token.value.clone()))),
            Err(_) => Err(token.refuse("token", "it holds what no token can hold, like a line break")),
        }
    }

    /// Its word, as `--auth` takes it.
    pub(crate) const fn word(&self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Bearer(_) => "bearer",
            Self::Iam { .. } => "iam",
        }
    }

    /// The headers that prove it for one request at one time.
    pub(crate) fn headers(&self, request: Outgoing<'_>, now: Timestamp) -> HeaderMap {
        let mut headers = HeaderMap::new();
        match self {
            Self::None => {}
            Self::Bearer(Secret(token)) => insert(&mut headers, AUTHORIZATION, &format!("Bearer {token}")),
            Self::Iam { keys, region } => sign(&mut headers, keys, region, request, now),
        }
        headers
    }
}

fn region(settings: &Settings, url: &Url) -> Result<String, CliError> {
    let missing = |why: &str| CliError::Credentials {
        why: why.to_owned(),
        advice: "set AWS_REGION to the API's region, like us-east-1".to_owned(),
    };
    let region = Gateway::of(url).region.or_else(|| settings.aws.region());
    let region = region.ok_or_else(|| missing("the address names no region, and neither does AWS_REGION"))?;
    match region.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        true => Ok(region),
        false => Err(missing("AWS_REGION is no region")),
    }
}

fn sign(headers: &mut HeaderMap, keys: &Keys, region: &str, request: Outgoing<'_>, now: Timestamp) {
    let at = sigv4::amz_date(now);
    let host = origin::host_header(request.url);
    let mut signed = vec![("host", host.as_str()), ("x-amz-date", at.as_str())];
    if request.body.is_some() {
        signed.push((CONTENT_TYPE.as_str(), super::client::JSON));
    }
    if let Some(Secret(token)) = &keys.session_token {
        signed.push(("x-amz-security-token", token));
        insert(headers, AMZ_TOKEN, token);
    }
    let authorization = sigv4::authorization(
        sigv4::Request {
            method: request.method.as_str(),
            path: request.url.path(),
            query: request.query,
            headers: &signed,
            body: request.body.unwrap_or_default(),
        },
        sigv4::Signer { id: &keys.id, secret: &keys.secret.0, region, service: SERVICE },
        &at,
    );
    insert(headers, AMZ_DATE, &at);
    insert(headers, AUTHORIZATION, &authorization);
}

/// Values were checked where they came in, so that none is left out here.
fn insert(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(mut value) = HeaderValue::from_str(value) {
        value.set_sensitive(true);
        headers.insert(name, value);
    }
}
