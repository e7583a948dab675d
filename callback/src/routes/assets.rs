//! `GET /assets/console-HASH.css`: the style sheet; its name changes with its content.

use axum::http::header;
use axum::response::{IntoResponse, Response};

pub(super) async fn style() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, console::STYLE_CACHE_CONTROL),
    ];
    (headers, console::STYLE_CSS).into_response()
}
