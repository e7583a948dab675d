//! `GET /healthz`: the process answers. `GET /readyz`: it can serve, because its stores can.

use crate::state::Api;
use adapters::http::ProblemResponse;
use axum::Json;
use axum::extract::State;
use callback::problem::{of_payload, of_store};
use serde_json::{Value, json};

#[cfg_attr(feature = "openapi", utoipa::path(
    get,
    path = "/healthz",
    tag = "health",
    responses((status = 200, description = "as asked", body = Object), (status = "4XX", description = "refused", body = shared::wire::Problem, content_type = "application/problem+json"), (status = 503, description = "come back after Retry-After", body = shared::wire::Problem, content_type = "application/problem+json"))
))]
pub(super) async fn live() -> Json<Value> {
    Json(json!({"status": "healthy", "version": env!("CARGO_PKG_VERSION")}))
}

#[cfg_attr(feature = "openapi", utoipa::path(
    get,
    path = "/readyz",
    tag = "health",
    responses((status = 200, description = "as asked", body = Object), (status = "4XX", description = "refused", body = shared::wire::Problem, content_type = "application/problem+json"), (status = 503, description = "come back after Retry-After", body = shared::wire::Problem, content_type = "application/problem+json"))
))]
pub(super) async fn ready(State(api): State<Api>) -> Result<Json<Value>, ProblemResponse> {
    api.engine().ports.store.check().await.map_err(|error| of_store(&error))?;
    api.engine().ports.payloads.check().await.map_err(|error| of_payload(&error))?;
    Ok(Json(json!({"status": "ready", "version": env!("CARGO_PKG_VERSION")})))
}
