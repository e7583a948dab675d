//! From the event to a request.

use super::identity::verified;
use aws_lambda_events::apigw::ApiGatewayV2httpRequest;
use axum::body::Body;
use axum::http::header::{COOKIE, HeaderName, HeaderValue};
use axum::http::{Method, Request, Uri};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The stage whose name is no part of the path.
const DEFAULT_STAGE: &str = "$default";

/// Why an event is no request. The gateway makes none of these; whoever invokes the function by hand does.
#[derive(Debug, thiserror::Error)]
pub enum BadRequestEvent {
    /// The body says that it is base64 and is not.
    #[error("the event's body is marked as base64 and is none; send text, or base64 without line breaks")]
    Base64,
    /// The path or a header can't stand in a request.
    #[error(
        "the event is no HTTP request: {0}; invoke the function through its API, or copy an event from its log"
    )]
    Malformed(#[from] axum::http::Error),
}

/// The request in an event: the stage cut off its path, doubled slashes made one, its body as bytes, its cookies as a
/// header. Where an authorizer has found out who called, [`crate::http::Verified`] is among its extensions.
///
/// # Errors
/// [`BadRequestEvent`].
pub fn request(event: ApiGatewayV2httpRequest) -> Result<Request<Body>, BadRequestEvent> {
    let context = &event.request_context;
    let path = event.raw_path.as_deref().or(context.http.path.as_deref()).unwrap_or("/");
    let path = without_stage(path, context.stage.as_deref());
    let uri = uri(&path, event.raw_query_string.as_deref())?;
    let method: Method = context.http.method.clone();
    let body = match event.body {
        Some(body) if event.is_base64_encoded => {
            STANDARD.decode(body).map_err(|_| BadRequestEvent::Base64)?
        }
        Some(body) => body.into_bytes(),
        None => Vec::new(),
    };
    let mut request = Request::builder().method(method).uri(uri).body(Body::from(body))?;
    *request.headers_mut() = event.headers;
    for name in HOP_BY_HOP {
        request.headers_mut().remove(name);
    }
    if let Some(cookies) = event.cookies.filter(|cookies| !cookies.is_empty()) {
        let value = HeaderValue::from_str(&cookies.join("; ")).map_err(axum::http::Error::from)?;
        request.headers_mut().insert(COOKIE, value);
    }
    if let Some(identity) = event.request_context.authorizer.as_ref().and_then(verified) {
        request.extensions_mut().insert(identity);
    }
    Ok(request)
}

/// What belongs to a connection of the gateway's own; the body's length is the bytes', not that of their base64.
const HOP_BY_HOP: [HeaderName; 3] = [
    axum::http::header::CONTENT_LENGTH,
    axum::http::header::TRANSFER_ENCODING,
    axum::http::header::CONNECTION,
];

/// A path as the routes know it. A base URL that ends with a slash makes `//workflows` of `/workflows`.
fn without_stage(path: &str, stage: Option<&str>) -> String {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let parts = match (stage, parts.split_first()) {
        (Some(stage), Some((first, rest))) if stage != DEFAULT_STAGE && *first == stage => rest,
        (_, _) => parts.as_slice(),
    };
    format!("/{}", parts.join("/"))
}

/// The gateway gives the path decoded where the client had encoded it; what a URI can't hold is encoded again.
fn uri(path: &str, query: Option<&str>) -> Result<Uri, axum::http::Error> {
    let mut text = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_graphic()
            && !matches!(byte, b'?' | b'#' | b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}')
        {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    if let Some(query) = query.filter(|query| !query.is_empty()) {
        text.push('?');
        text.push_str(query);
    }
    Ok(text.parse::<Uri>()?)
}
