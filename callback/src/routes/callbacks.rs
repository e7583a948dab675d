//! `POST /callbacks/{id}` with our envelope, and `POST /callbacks/{id}/{token}` with any JSON, for systems that can't
//! build it: the whole body is the result.

use super::doorstep::Doorstep;
use crate::receive::receive;
use crate::state::CallbackState;
use adapters::http::{AnyJson, ProblemResponse, StrictJson, StrictPath};
use axum::Json;
use axum::extract::State;
use shared::wire::{CallbackBody, CallbackReply, CallbackStatus, Problem, ProblemKind};

#[cfg_attr(feature = "openapi", utoipa::path(
    post,
    path = "/callbacks/{id}",
    tag = "agents",
    params(("id" = String, Path, description = "the run: 1 to 64 of A-Z a-z 0-9 _ -", pattern = "^[A-Za-z0-9_-]{1,64}$"), ("X-Callback-Token" = Option<String>, Header, description = "the attempt's token, instead of the body's")),
    request_body = CallbackBody,
    responses((status = 200, description = "taken in, now or before", body = CallbackReply), (status = "4XX", description = "refused", body = Problem, content_type = "application/problem+json"), (status = 503, description = "come back after Retry-After", body = Problem, content_type = "application/problem+json"))
))]
pub(super) async fn envelope(
    doorstep: Doorstep,
    StrictJson(body): StrictJson<CallbackBody>,
) -> Result<Json<CallbackReply>, ProblemResponse> {
    Ok(Json(doorstep.receive(body).await?))
}

#[cfg_attr(feature = "openapi", utoipa::path(
    post,
    path = "/callbacks/{id}/{token}",
    tag = "agents",
    params(("id" = String, Path, description = "the run: 1 to 64 of A-Z a-z 0-9 _ -", pattern = "^[A-Za-z0-9_-]{1,64}$"), ("token" = String, Path, description = "the attempt's token")),
    request_body = Value,
    responses((status = 200, description = "the body was taken in as the result", body = CallbackReply), (status = "4XX", description = "refused", body = Problem, content_type = "application/problem+json"), (status = 503, description = "come back after Retry-After", body = Problem, content_type = "application/problem+json"))
))]
pub(super) async fn capability(
    State(state): State<CallbackState>,
    StrictPath((id, token)): StrictPath<(String, String)>,
    AnyJson(result): AnyJson,
) -> Result<Json<CallbackReply>, ProblemResponse> {
    let key = state.key(&id).map_err(|error| Problem::new(ProblemKind::NotFound, error.to_string()))?;
    let body = CallbackBody {
        token: None,
        status: CallbackStatus::Success,
        result: Some(result),
        result_ref: None,
        error: None,
        usage: None,
        progress: None,
    };
    Ok(Json(receive(&state.engine, &key, Some(&token), body).await?))
}
