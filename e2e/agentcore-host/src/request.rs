//! What both operations have in common: who asks, which runtime, which session.

use crate::refusal::Refusal;
use crate::sessions::SessionKey;
use crate::settings::Settings;
use axum::http::HeaderMap;
use serde::Deserialize;

/// The header with the session's id.
pub(crate) const SESSION_HEADER: &str = "x-amzn-bedrock-agentcore-runtime-session-id";
/// Lengths of a session's id in characters.
const SESSION_MIN: usize = 33;
const SESSION_MAX: usize = 256;

/// The query of both operations.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Query {
    /// The endpoint.
    pub(crate) qualifier: Option<String>,
}

/// A header's text.
pub(crate) fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

/// The session that a request is for.
pub(crate) fn session_key(
    settings: &Settings,
    runtime: &str,
    query: Query,
    headers: &HeaderMap,
) -> Result<SessionKey, Refusal> {
    let signed = text(headers, "authorization")
        .is_some_and(|value| value.starts_with("AWS4-HMAC-SHA256 ") && value.contains("/bedrock-agentcore/"));
    if !signed {
        return Err(Refusal::new(
            403,
            "AccessDeniedException",
            "the request is not signed for bedrock-agentcore",
        ));
    }
    let session = text(headers, SESSION_HEADER).unwrap_or_default();
    let is_valid = (SESSION_MIN..=SESSION_MAX).contains(&session.len())
        && session.starts_with(|first: char| first.is_ascii_alphanumeric())
        && session.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if !is_valid {
        return Err(Refusal::invalid(format!(
            "runtimeSessionId has {} characters or others than it may",
            session.len()
        )));
    }
    if !settings.runtimes.is_empty() && !settings.runtimes.iter().any(|known| known == runtime) {
        return Err(Refusal::not_found(format!("no endpoint or agent found for '{runtime}'")));
    }
    Ok(SessionKey { runtime: runtime.to_owned(), qualifier: query.qualifier, session })
}
