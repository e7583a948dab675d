//! Problems (RFC 9457) as HTTP replies.

use axum::Router;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use shared::limits::RETRY_AFTER_S;
use shared::wire::{Problem, ProblemKind};

/// A problem as a reply: `application/problem+json`, with `Retry-After` where coming back helps.
#[derive(Debug)]
pub struct ProblemResponse(pub Problem);

impl ProblemResponse {
    /// A problem of a kind.
    #[must_use]
    pub fn new(kind: ProblemKind, detail: impl Into<String>) -> Self {
        Self(Problem::new(kind, detail))
    }
}

impl From<Problem> for ProblemResponse {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl IntoResponse for ProblemResponse {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        // Logged once, here at the boundary; the detail is written for clients and holds nothing secret. A 503 is no
        // failure of ours: what is away has said so itself, or the server is stopping.
        let (status_code, kind) = (self.0.status, self.0.word());
        if status == StatusCode::SERVICE_UNAVAILABLE {
            tracing::info!(status_code, kind, detail = %self.0.detail, "request put off");
        } else if status.is_server_error() {
            tracing::warn!(status_code, kind, detail = %self.0.detail, "request failed");
        }
        let body = serde_json::to_vec(&self.0).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(RETRY_AFTER_S));
        }
        response
    }
}

/// Adds the answers for paths and methods that do not exist.
pub fn fallbacks(router: Router) -> Router {
    router.fallback(not_found).method_not_allowed_fallback(method_not_allowed)
}

async fn not_found() -> ProblemResponse {
    Problem::new(ProblemKind::NotFound, "there is no such address; GET /openapi.json lists what there is")
        .into()
}

async fn method_not_allowed() -> ProblemResponse {
    let detail = "this address takes other methods; GET /openapi.json lists them";
    Problem::new(ProblemKind::MethodNotAllowed, detail).into()
}
