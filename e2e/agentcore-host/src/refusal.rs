//! Errors as AgentCore sends them: a status, the code in a header, the message in a JSON body.

use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Json, Response};
use serde_json::json;

/// An error reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// HTTP status.
    pub(crate) status: u16,
    /// The error code, where AgentCore itself replies.
    pub(crate) code: Option<String>,
    /// What it says.
    pub(crate) message: String,
}

impl Refusal {
    pub(crate) fn new(status: u16, code: &str, message: impl Into<String>) -> Self {
        Self { status, code: Some(code.to_owned()), message: message.into() }
    }

    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::new(400, "ValidationException", message)
    }

    pub(crate) fn not_found(message: impl Into<String>) -> Self {
        Self::new(404, "ResourceNotFoundException", message)
    }

    pub(crate) fn throttled(message: impl Into<String>) -> Self {
        Self::new(429, "ThrottlingException", message)
    }

    pub(crate) fn quota(message: impl Into<String>) -> Self {
        Self::new(402, "ServiceQuotaExceededException", message)
    }

    /// The container answered with an error.
    pub(crate) fn container(status: u16) -> Self {
        let message = format!("Received error ({status}) from runtime. Its log says why.");
        Self::new(424, "RuntimeClientError", message)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let Some(code) = self.code else { return status.into_response() };
        let mut response = (status, Json(json!({"message": self.message}))).into_response();
        if let Ok(code) = HeaderValue::from_str(&code) {
            response.headers_mut().insert("x-amzn-errortype", code);
        }
        response
    }
}
