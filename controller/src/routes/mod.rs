//! The API: one file per resource, one route table. Every answer that refuses is a problem (RFC 9457).

mod approvals;
mod artifacts;
mod events;
mod health;
mod openapi;
mod playbooks;
mod readable;
mod workflows;

use crate::state::Api;
use adapters::http::{fallbacks, finish_what_began};
use axum::Router;
use axum::routing::{get, post};

pub use openapi::DOCUMENT as OPENAPI_DOCUMENT;
#[cfg(feature = "openapi")]
pub use openapi::generated as openapi_generated;

/// The whole API, callbacks and approval page included.
pub fn router(api: Api) -> Router {
    let own = Router::new()
        .route("/workflows", post(workflows::start).get(workflows::list))
        .route("/workflows/{id}", get(workflows::get))
        .route("/workflows/{id}/events", get(events::events))
        .route("/workflows/{id}/approve", post(approvals::decide))
        .route("/workflows/{id}/cancel", post(workflows::cancel))
        .route("/workflows/{id}/pause", post(workflows::pause))
        .route("/workflows/{id}/resume", post(workflows::resume))
        .route("/approvals", get(approvals::inbox))
        .route("/approvals/{id}/{approval_id}", get(approvals::get))
        .route("/playbooks", get(playbooks::list))
        .route("/playbooks/{name}", get(playbooks::get))
        .route("/artifacts/{id}", get(artifacts::list))
        .route("/artifacts/{id}/{*name}", get(artifacts::get))
        .route("/healthz", get(health::live))
        .route("/readyz", get(health::ready))
        .route("/openapi.json", get(openapi::json))
        .with_state(api.clone());
    finish_what_began(fallbacks(own.merge(callback::router(api.callback))))
}
