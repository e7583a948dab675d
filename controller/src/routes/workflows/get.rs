//! `GET /workflows/{id}`: the run; with `?wait` once it has changed.

use super::key;
use crate::state::Api;
use crate::view::run_view;
use adapters::http::{ProblemResponse, StrictPath, StrictQuery};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use callback::Caller;
use callback::problem::of_transact;
use serde::Deserialize;
use shared::decide::with_notes;
use shared::ids::Version;
use shared::limits::RETRY_AFTER_S;
use shared::ports::{Beside, Seen};
use shared::run::RunKey;
use shared::wire::{Problem, ProblemKind};
use std::time::Duration;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::routes) struct Waiting {
    /// Seconds to hold the reply until the run's version changes or the run has ended.
    wait: Option<u64>,
    /// The version that the client has; without it, the one at the time of the request.
    version: Option<Version>,
}

#[cfg_attr(feature = "openapi", utoipa::path(
    get,
    path = "/workflows/{id}",
    tag = "runs",
    params(("id" = String, Path, description = "the run: 1 to 64 of A-Z a-z 0-9 _ -", pattern = "^[A-Za-z0-9_-]{1,64}$"), ("wait" = Option<u64>, Query, description = "seconds to hold the reply until the version changes or the run has ended; 20 at most"), ("version" = Option<u64>, Query, description = "the version that the client has")),
    responses((status = 200, description = "as asked", body = shared::wire::RunView), (status = "4XX", description = "refused", body = Problem, content_type = "application/problem+json"), (status = 503, description = "come back after Retry-After", body = Problem, content_type = "application/problem+json"))
))]
pub(in crate::routes) async fn get(
    State(api): State<Api>,
    _caller: Caller,
    StrictPath(id): StrictPath<String>,
    StrictQuery(waiting): StrictQuery<Waiting>,
) -> Result<Response, ProblemResponse> {
    let key = key(&api, &id)?;
    if let Some(seconds) = waiting.wait.filter(|seconds| *seconds > 0) {
        let patience = Duration::from_secs(seconds).min(api.wait_max);
        changed(&api, &key, waiting.version, patience).await?;
    }
    let seen = api.engine().look(&key, Beside::Pulses).await;
    let Seen { run, pulses, .. } = seen.map_err(|error| of_transact(&error))?;
    let run = with_notes(&run, &pulses);
    let view = run_view(api.engine(), &run, &pulses).await.map_err(|error| of_transact(&error))?;
    let mut response = Json(view).into_response();
    if !run.is_terminal() {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(RETRY_AFTER_S));
    }
    Ok(response)
}

/// Waits until the run's version differs from what the client has, it has ended, or the patience is over.
async fn changed(api: &Api, key: &RunKey, known: Option<Version>, patience: Duration) -> Result<(), Problem> {
    let load = || async { api.engine().load(key).await.map_err(|error| of_transact(&error)) };
    // Watching begins before reading, so that no change falls between the two.
    let mut watch = api.watchers.watch(key);
    let mut run = load().await?;
    let known = known.unwrap_or(run.version);
    let deadline = tokio::time::Instant::now() + patience;
    while run.version == known && !run.is_terminal() {
        match tokio::time::timeout_at(deadline, watch.changed()).await {
            Ok(Ok(())) => run = load().await?,
            Ok(Err(_)) => return Err(Problem::new(ProblemKind::Unavailable, "the server is stopping")),
            Err(_elapsed) => break,
        }
    }
    Ok(())
}
