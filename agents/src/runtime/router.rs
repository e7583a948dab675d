//! The host over HTTP: `POST /invocations` and `GET /ping`; parses and answers, decides nothing.

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::{get, post};
use shared::limits::BODY_MAX_BYTES;
use shared::wire::{Invocation, InvocationReply, Problem, ProblemKind};

use super::host::{Host, Ping, Refusal};

/// The routes of the container contract.
pub fn router(host: Host) -> Router {
    Router::new()
        .route("/invocations", post(invocations))
        .route("/ping", get(ping))
        .layer(DefaultBodyLimit::max(BODY_MAX_BYTES))
        .with_state(host)
}

async fn ping(State(host): State<Host>) -> Json<Ping> {
    Json(host.ping())
}

async fn invocations(State(host): State<Host>, body: Result<Bytes, BytesRejection>) -> Response {
    let body = match body {
        Ok(body) => body,
        Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return problem(
                ProblemKind::TooLarge,
                format!("the body is over the limit of {BODY_MAX_BYTES} bytes"),
            );
        }
        Err(rejection) => return problem(ProblemKind::InvalidRequest, rejection.body_text()),
    };
    let invocation: Invocation = match serde_json::from_slice(&body) {
        Ok(invocation) => invocation,
        Err(error) => return problem(ProblemKind::InvalidRequest, format!("not an invocation: {error}")),
    };
    match host.accept(invocation) {
        Ok(()) => {
            (StatusCode::ACCEPTED, Json(InvocationReply { status: "accepted".to_owned() })).into_response()
        }
        Err(refusal @ Refusal::UnknownAgent { .. }) => problem(ProblemKind::NotFound, refusal.to_string()),
        Err(refusal @ Refusal::BadDeadline(_)) => problem(ProblemKind::InvalidRequest, refusal.to_string()),
    }
}

fn problem(kind: ProblemKind, detail: String) -> Response {
    let status = StatusCode::from_u16(kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let problem = Problem::new(kind, detail);
    (status, [(header::CONTENT_TYPE, "application/problem+json")], Json(problem)).into_response()
}
