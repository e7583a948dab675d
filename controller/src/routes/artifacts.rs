//! `GET /artifacts/{id}` and `GET /artifacts/{id}/{name}`: what a run's agents stored. Content comes from agents and their
//! documents, so a browser is told to run nothing in it.

use super::workflows::key;
use crate::state::Api;
use adapters::http::{NoQuery, ProblemResponse, StrictPath};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use callback::problem::{of_artifact, of_transact};
use callback::{Caller, files};
use shared::limits::ARTIFACT_DIRECT_MAX_BYTES;
use shared::wire::{ArtifactList, Problem, ProblemKind};

/// Style is allowed, since reports carry their own; scripts, frames, forms and requests are not.
const ARTIFACT_CSP: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";

#[cfg_attr(feature = "openapi", utoipa::path(
    get,
    path = "/artifacts/{id}",
    tag = "artifacts",
    params(("id" = String, Path, description = "the run: 1 to 64 of A-Z a-z 0-9 _ -", pattern = "^[A-Za-z0-9_-]{1,64}$")),
    responses((status = 200, description = "as asked", body = ArtifactList), (status = "4XX", description = "refused", body = Problem, content_type = "application/problem+json"), (status = 503, description = "come back after Retry-After", body = Problem, content_type = "application/problem+json"))
))]
pub(super) async fn list(
    State(api): State<Api>,
    _caller: Caller,
    _none: NoQuery,
    StrictPath(id): StrictPath<String>,
) -> Result<Json<ArtifactList>, ProblemResponse> {
    let key = key(&api, &id)?;
    let run = api.engine().load(&key).await.map_err(|error| of_transact(&error))?;
    let names =
        files::list(&*api.engine().ports.payloads, &run).await.map_err(|error| of_artifact(&error))?;
    Ok(Json(ArtifactList { workflow_id: key.id, artifacts: names }))
}

#[cfg_attr(feature = "openapi", utoipa::path(
    get,
    path = "/artifacts/{id}/{name}",
    tag = "artifacts",
    params(("id" = String, Path, description = "the run: 1 to 64 of A-Z a-z 0-9 _ -", pattern = "^[A-Za-z0-9_-]{1,64}$"), ("name" = String, Path, description = "a name from the list; may hold slashes")),
    responses((status = 200, description = "the artifact", content_type = "application/octet-stream"), (status = 307, description = "a large one lies at the address in Location, for an hour at most"), (status = "4XX", description = "refused", body = Problem, content_type = "application/problem+json"), (status = 503, description = "come back after Retry-After", body = Problem, content_type = "application/problem+json"))
))]
pub(super) async fn get(
    State(api): State<Api>,
    _caller: Caller,
    _none: NoQuery,
    StrictPath((id, name)): StrictPath<(String, String)>,
) -> Result<Response, ProblemResponse> {
    let key = key(&api, &id)?;
    let run = api.engine().load(&key).await.map_err(|error| of_transact(&error))?;
    let payloads = &*api.engine().ports.payloads;
    let shown = files::locate(payloads, &run, &name).await.map_err(|e| of_artifact(&e))?;
    let is_large = shown.content.is_some_and(|content| content.bytes > ARTIFACT_DIRECT_MAX_BYTES);
    if is_large
        && let Some(url) =
            payloads.download_url(&key, &shown.artifact, &name).await.map_err(|e| of_artifact(&e))?
    {
        return elsewhere(&url);
    }
    let mut response =
        files::read(payloads, &run, &shown).await.map_err(|e| of_artifact(&e))?.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(&name)));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(ARTIFACT_CSP));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    Ok(response)
}

/// Sends on to a link, which is a secret and dies soon: nobody keeps it.
fn elsewhere(url: &str) -> Result<Response, ProblemResponse> {
    let location = HeaderValue::from_str(url).map_err(|_not_ascii| {
        Problem::new(
            ProblemKind::Internal,
            "the store gave a link that no header can hold; this is a defect of Aegis",
        )
    })?;
    let headers =
        [(header::LOCATION, location), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Ok((StatusCode::TEMPORARY_REDIRECT, headers).into_response())
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("json") => "application/json",
        Some("md") => "text/markdown; charset=utf-8",
        Some("txt" | "sha256") => "text/plain; charset=utf-8",
        Some(_) | None => "application/octet-stream",
    }
}
