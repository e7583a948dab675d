//! Strict JSON bodies: every way in which one can be wrong is named, with the place where it is wrong.

use super::ProblemResponse;
use super::depth::deeper_than;
use super::in_time;
use super::wording::plain;
use axum::body::{Body, HttpBody as _, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;
use serde_json::Value;
use shared::exact::check_text;
use shared::limits::{BODY_MAX_BYTES, JSON_MAX_DEPTH, UPLOAD_MAX_BYTES};
use shared::wire::{Object, ProblemKind};

/// A JSON object of a type. Refuses other media types (415), bodies over the limit (413), text that is no JSON or nests
/// too deeply, anything but an object, and unknown, missing or wrongly typed fields by name (400).
#[derive(Clone, Debug)]
pub struct StrictJson<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for StrictJson<T> {
    type Rejection = ProblemResponse;

    async fn from_request(request: Request, _state: &S) -> Result<Self, ProblemResponse> {
        check_media_type(request.headers())?;
        let body = read(request.into_body()).await?;
        parse_json::<Object<T>>(&body).map(|Object(value)| Self(value))
    }
}

/// Any JSON: no object is asked for. Otherwise as [`StrictJson`].
#[derive(Clone, Debug)]
pub struct AnyJson(pub Value);

impl<S: Send + Sync> FromRequest<S> for AnyJson {
    type Rejection = ProblemResponse;

    async fn from_request(request: Request, _state: &S) -> Result<Self, ProblemResponse> {
        check_media_type(request.headers())?;
        let body = read(request.into_body()).await?;
        parse_json(&body).map(Self)
    }
}

/// A JSON body that may be left out; then it is the default. Otherwise as [`StrictJson`].
#[derive(Clone, Debug)]
pub struct OptionalJson<T>(pub T);

impl<T: DeserializeOwned + Default, S: Send + Sync> FromRequest<S> for OptionalJson<T> {
    type Rejection = ProblemResponse;

    async fn from_request(request: Request, _state: &S) -> Result<Self, ProblemResponse> {
        let headers = request.headers().clone();
        let body = read(request.into_body()).await?;
        if body.iter().all(u8::is_ascii_whitespace) {
            return Ok(Self(T::default()));
        }
        check_media_type(&headers)?;
        parse_json::<Option<Object<T>>>(&body)
            .map(|value| Self(value.map(|Object(value)| value).unwrap_or_default()))
    }
}

/// Reads a JSON text; the problem says where it is wrong.
///
/// # Errors
/// 400 with what is wrong.
pub fn parse_json<T: DeserializeOwned>(body: &[u8]) -> Result<T, ProblemResponse> {
    let invalid = |detail: String| ProblemResponse::new(ProblemKind::InvalidRequest, detail);
    let text = std::str::from_utf8(body)
        .map_err(|error| invalid(format!("the body is no UTF-8 from byte {} on", error.valid_up_to())))?;
    if text.trim().is_empty() {
        return Err(invalid("the body is empty; send a JSON object".to_owned()));
    }
    if deeper_than(text, JSON_MAX_DEPTH) {
        return Err(invalid(format!("the body nests deeper than {JSON_MAX_DEPTH} levels")));
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize::<_, T>(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        let inner = error.into_inner();
        match inner.classify() {
            serde_json::error::Category::Data => ProblemResponse(
                invalid(format!("{}{}", place(&path), plain(&inner.to_string())))
                    .0
                    .with("field", if path == "." { "" } else { &path }),
            ),
            serde_json::error::Category::Io
            | serde_json::error::Category::Syntax
            | serde_json::error::Category::Eof => invalid(format!("the body is no JSON: {inner}")),
        }
    })?;
    reader.end().map_err(|error| invalid(format!("something follows the JSON: {error}")))?;
    // In the text: what does not fit 64 bits has been rounded in the value already.
    check_text(text).map_err(|inexact| {
        ProblemResponse(invalid(inexact.to_string()).0.with("pointer", inexact.pointer))
    })?;
    Ok(value)
}

fn place(path: &str) -> String {
    if path == "." { String::new() } else { format!("{path}: ") }
}

fn check_media_type(headers: &HeaderMap) -> Result<(), ProblemResponse> {
    let given = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = given.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let json = media_type == "application/json"
        || (media_type.starts_with("application/") && media_type.ends_with("+json"));
    if json {
        return Ok(());
    }
    let given: String = if given.is_empty() { "none".to_owned() } else { given.chars().take(80).collect() };
    Err(ProblemResponse::new(
        ProblemKind::UnsupportedMediaType,
        format!("the body's content type is {given}; send application/json"),
    ))
}

async fn read(body: Body) -> Result<Vec<u8>, ProblemResponse> {
    in_time(read_all(body, BODY_MAX_BYTES)).await?
}

/// A body's bytes, of any media type, up to the limit of an uploaded document (413).
#[derive(Clone, Debug)]
pub struct RawBody(pub Vec<u8>);

impl<S: Send + Sync> FromRequest<S> for RawBody {
    type Rejection = ProblemResponse;

    async fn from_request(request: Request, _state: &S) -> Result<Self, ProblemResponse> {
        let limit = usize::try_from(UPLOAD_MAX_BYTES).unwrap_or(usize::MAX);
        in_time(read_all(request.into_body(), limit)).await?.map(Self)
    }
}

async fn read_all(body: Body, limit: usize) -> Result<Vec<u8>, ProblemResponse> {
    let too_large = || {
        ProblemResponse(
            ProblemResponse::new(ProblemKind::TooLarge, format!("the body is larger than {limit} bytes"))
                .0
                .with("limit_bytes", limit),
        )
    };
    if body.size_hint().lower() > u64::try_from(limit).unwrap_or(u64::MAX) {
        return Err(too_large());
    }
    let bytes = to_bytes(body, limit).await.map_err(|error| {
        let limited =
            std::error::Error::source(&error).is_some_and(|cause| cause.to_string().contains("length limit"));
        if limited {
            too_large()
        } else {
            ProblemResponse::new(ProblemKind::InvalidRequest, "the body broke off while it was read")
        }
    })?;
    Ok(bytes.into())
}

#[cfg(test)]
mod tests;
