//! `GET /openapi.json`: the API's description (OpenAPI 3.1).
//!
//! It is generated from the handlers and the wire types with the feature `openapi`, kept as `controller/openapi.json`, and held to
//! the code by a test. The programs carry the file alone: the generator weighs more than the rest of a route.

use adapters::http::NoQuery;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;

/// The description as it is served.
pub const DOCUMENT: &str = include_str!("../../openapi.json");

#[cfg(feature = "openapi")]
use super::{approvals, artifacts, events, health, playbooks, workflows};

#[cfg(feature = "openapi")]
#[derive(utoipa::OpenApi)]
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
    components(schemas(shared::wire::EventView, shared::wire::Problem))
)]
struct Document;

/// The description of the whole API, made from the code.
#[cfg(feature = "openapi")]
#[must_use]
pub fn generated() -> utoipa::openapi::OpenApi {
    <Document as utoipa::OpenApi>::openapi().merge_from(callback::routes::openapi_document())
}

#[cfg_attr(feature = "openapi", utoipa::path(get, path = "/openapi.json", tag = "health", responses((status = 200, description = "this document", body = Object))))]
pub(super) async fn json(_none: NoQuery) -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], DOCUMENT)
}
