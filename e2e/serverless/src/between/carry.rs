//! Handing a request on and its answer back.

use super::kill::kill_owner_of;
use super::request::Asked;
use super::rule::{Action, Rules};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};

/// Largest body: beyond what any request of the functions has.
const BODY_MAX_BYTES: usize = 64 * 1024 * 1024;

/// What all connections share.
pub(super) struct Shared {
    pub(super) client: reqwest::Client,
    pub(super) target: OnceLock<String>,
    pub(super) rules: Rules,
    /// Where it listens.
    pub(super) port: u16,
}

/// A request that was read whole.
struct Whole {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
}

/// Carries one request.
pub(super) async fn carry(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_MAX_BYTES).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let whole = Whole { method: parts.method, uri: parts.uri, headers: parts.headers, body };
    let asked = Asked::of(&whole.method, &whole.uri, &whole.headers, &whole.body);
    match shared.rules.action(&asked) {
        Action::Pass => hand_on(&shared, whole).await,
        Action::Refuse(status, code) => refusal(&whole, status, code),
        Action::Swallow => swallowed(),
        Action::KillBefore => killed(peer, shared.port),
        Action::KillAfter => {
            drop(hand_on(&shared, whole).await);
            killed(peer, shared.port)
        }
    }
}

async fn hand_on(shared: &Shared, whole: Whole) -> Response {
    let target = shared.target.get().map(String::as_str).unwrap_or_default();
    let address = format!("{target}{}", whole.uri);
    let mut headers = whole.headers;
    // Its own connection's, and its body is whole; the host stays, because it is signed.
    headers.remove(header::CONNECTION);
    headers.remove(header::TRANSFER_ENCODING);
    let sent = shared.client.request(whole.method, address).headers(headers).body(whole.body).send().await;
    let answer = match sent {
        Ok(answer) => answer,
        Err(error) => return (StatusCode::BAD_GATEWAY, error.to_string()).into_response(),
    };
    let (status, mut headers) = (answer.status(), answer.headers().clone());
    headers.remove(header::CONNECTION);
    headers.remove(header::TRANSFER_ENCODING);
    match answer.bytes().await {
        Ok(bytes) => (status, headers, Body::from(bytes)).into_response(),
        Err(error) => (StatusCode::BAD_GATEWAY, error.to_string()).into_response(),
    }
}

/// An error as services that speak JSON and S3, which speaks XML, tell theirs.
fn refusal(whole: &Whole, status: u16, code: &str) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if whole.headers.contains_key("x-amz-target") {
        let body = json!({"__type": code, "message": "injected"}).to_string();
        return (status, [(header::CONTENT_TYPE, "application/x-amz-json-1.0")], body).into_response();
    }
    let body = format!("<Error><Code>{code}</Code><Message>injected</Message></Error>");
    (status, [(header::CONTENT_TYPE, "application/xml")], body).into_response()
}

/// What SQS says to a message that it has taken.
fn swallowed() -> Response {
    let body = json!({"MessageId": "00000000-0000-4000-8000-000000000000", "MD5OfMessageBody": ""});
    ([(header::CONTENT_TYPE, "application/x-amz-json-1.0")], body.to_string()).into_response()
}

/// Nobody is there any more to read this, unless the kill failed: then it says so.
fn killed(peer: SocketAddr, own: u16) -> Response {
    match kill_owner_of(peer, own) {
        Ok(()) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Err(failure) => {
            eprintln!("the kill failed: {failure}");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}
