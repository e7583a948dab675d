//! `GET /openapi.json`: the API's description (OpenAPI 3.1), generated from the handlers and the wire types.

use super::{approvals, artifacts, events, health, playbooks, workflows};
use adapters::http::NoQuery;
use axum::Json;
use shared::wire::{EventView, Problem};
use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Aegis",
        description = "Durable agent workflows with human approval. Every refusal is a problem (RFC 9457).",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    paths(
        workflows::start::start,
        workflows::list::list,
        workflows::get::get,
        workflows::verbs::cancel,
        workflows::verbs::pause,
        workflows::verbs::resume,
        events::events,
        approvals::inbox,
        approvals::get,
        approvals::decide,
        playbooks::list,
        playbooks::get,
        artifacts::list,
        artifacts::get,
        health::live,
        health::ready,
        json,
    ),
    components(schemas(EventView, Problem))
)]
struct Document;

/// The description of the whole API.
#[must_use]
pub fn document() -> utoipa::openapi::OpenApi {
    Document::openapi().merge_from(callback::routes::openapi_document())
}

#[utoipa::path(get, path = "/openapi.json", tag = "health", responses((status = 200, description = "this document", body = Object)))]
pub(super) async fn json(_none: NoQuery) -> Json<utoipa::openapi::OpenApi> {
    Json(document())
}
