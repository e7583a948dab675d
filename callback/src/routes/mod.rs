//! The routes of this crate: callbacks, agents' files, the approval page and its form, and the page's style sheet.

mod approve;
mod approve_page;
mod assets;
mod callbacks;
mod cookies;
mod doorstep;
mod files;
mod page_view;

use crate::state::CallbackState;
use axum::Router;
use axum::routing::{get, post, put};

pub use approve_page::sign_in_page;
pub use page_view::inbox_page;

#[cfg(feature = "openapi")]
#[derive(utoipa::OpenApi)]
#[openapi(paths(
    callbacks::envelope,
    callbacks::capability,
    files::uploads,
    files::files,
    files::downloads,
    approve_page::show,
    approve::post
))]
struct Document;

/// The description of these routes.
#[cfg(feature = "openapi")]
#[must_use]
pub fn openapi_document() -> utoipa::openapi::OpenApi {
    <Document as utoipa::OpenApi>::openapi()
}

/// The routes, without a layer.
pub fn router(state: CallbackState) -> Router {
    Router::new()
        .route("/callbacks/{id}", post(callbacks::envelope))
        .route("/callbacks/{id}/{token}", post(callbacks::capability))
        .route("/callbacks/{id}/uploads", post(files::uploads))
        .route("/callbacks/{id}/files", post(files::files))
        .route("/callbacks/{id}/downloads", post(files::downloads))
        .route("/callbacks/{id}/objects/{object}", put(files::put))
        .route("/callbacks/{id}/files/{*name}", get(files::get))
        .route("/approve/{id}", get(approve_page::show).post(approve::post))
        .route(console::style_path(), get(assets::style))
        .with_state(state)
}
