//! `POST /workflows/{id}/cancel`, `/pause`, `/resume`.

use super::key;
use crate::state::Api;
use crate::view::accepted;
use adapters::http::{OptionalJson, ProblemResponse, StrictPath};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use callback::Caller;
use callback::problem::{of_rejection, of_transact};
use serde::Deserialize;
use shared::decide::Command;
use shared::protocol::Options;
use shared::wire::AcceptedView;

type Accepted = Result<(StatusCode, Json<AcceptedView>), ProblemResponse>;

/// The body of a verb; may be left out.
#[derive(Default, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::routes) struct VerbRequest {
    reason: Option<String>,
}

#[cfg_attr(feature = "openapi", utoipa::path(
    post,
    path = "/workflows/{id}/cancel",
    tag = "runs",
    params(("id" = String, Path, description = "the run: 1 to 64 of A-Z a-z 0-9 _ -", pattern = "^[A-Za-z0-9_-]{1,64}$")),
    request_body = Option<VerbRequest>,
    responses((status = 202, description = "done, now or before", body = AcceptedView), (status = "4XX", description = "refused", body = shared::wire::Problem, content_type = "application/problem+json"), (status = 503, description = "come back after Retry-After", body = shared::wire::Problem, content_type = "application/problem+json"))
))]
pub(in crate::routes) async fn cancel(
    State(api): State<Api>,
    Caller(by): Caller,
    StrictPath(id): StrictPath<String>,
    OptionalJson(body): OptionalJson<VerbRequest>,
) -> Accepted {
    let command = Command::Cancel { by, reason: body.reason };
    apply(&api, &id, command).await
}

#[cfg_attr(feature = "openapi", utoipa::path(
    post,
    path = "/workflows/{id}/pause",
    tag = "runs",
    params(("id" = String, Path, description = "the run: 1 to 64 of A-Z a-z 0-9 _ -", pattern = "^[A-Za-z0-9_-]{1,64}$")),
    request_body = Option<VerbRequest>,
    responses((status = 202, description = "done, now or before", body = AcceptedView), (status = "4XX", description = "refused", body = shared::wire::Problem, content_type = "application/problem+json"), (status = 503, description = "come back after Retry-After", body = shared::wire::Problem, content_type = "application/problem+json"))
))]
pub(in crate::routes) async fn pause(
    State(api): State<Api>,
    Caller(by): Caller,
    StrictPath(id): StrictPath<String>,
    _body: OptionalJson<VerbRequest>,
) -> Accepted {
    let command = Command::Pause { by };
    apply(&api, &id, command).await
}

#[cfg_attr(feature = "openapi", utoipa::path(
    post,
    path = "/workflows/{id}/resume",
    tag = "runs",
    params(("id" = String, Path, description = "the run: 1 to 64 of A-Z a-z 0-9 _ -", pattern = "^[A-Za-z0-9_-]{1,64}$")),
    request_body = Option<VerbRequest>,
    responses((status = 202, description = "done, now or before", body = AcceptedView), (status = "4XX", description = "refused", body = shared::wire::Problem, content_type = "application/problem+json"), (status = 503, description = "come back after Retry-After", body = shared::wire::Problem, content_type = "application/problem+json"))
))]
pub(in crate::routes) async fn resume(
    State(api): State<Api>,
    Caller(by): Caller,
    StrictPath(id): StrictPath<String>,
    _body: OptionalJson<VerbRequest>,
) -> Accepted {
    let command = Command::Resume { by };
    apply(&api, &id, command).await
}

async fn apply(api: &Api, id: &str, command: Command) -> Accepted {
    let key = key(api, id)?;
    let done = api.engine().transact(&key, &[command], Options::default()).await;
    let (run, reply) = done.map_err(|error| of_transact(&error))?.into_reply();
    match reply {
        Some(Err(rejection)) => Err(of_rejection(&rejection).into()),
        Some(Ok(_)) | None => Ok((StatusCode::ACCEPTED, Json(accepted(&run)))),
    }
}
