//! The files of one attempt: where to put documents, which names they get, where to read them. `PUT` and `GET` take and
//! give the bytes themselves where the store gives no links of its own.

use super::doorstep::Doorstep;
use crate::files::{download, get_object, put_object, store_names, upload};
use adapters::http::{ProblemResponse, RawBody, StrictJson, StrictPath};
use axum::Json;
use axum::extract::{FromRequest as _, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
#[cfg(feature = "openapi")]
use shared::wire::Problem;
use shared::wire::{DownloadReply, DownloadRequest, FilesReply, FilesRequest, UploadReply, UploadRequest};

#[cfg_attr(feature = "openapi", utoipa::path(
    post,
    path = "/callbacks/{id}/uploads",
    tag = "agents",
    params(("id" = String, Path, description = "the run: 1 to 64 of A-Z a-z 0-9 _ -", pattern = "^[A-Za-z0-9_-]{1,64}$"), ("X-Callback-Token" = Option<String>, Header, description = "the attempt's token, instead of the body's")),
    request_body = UploadRequest,
    responses((status = 200, description = "where to put each document", body = UploadReply), (status = "4XX", description = "refused", body = Problem, content_type = "application/problem+json"), (status = 503, description = "come back after Retry-After", body = Problem, content_type = "application/problem+json"))
))]
pub(super) async fn uploads(
    doorstep: Doorstep,
    StrictJson(body): StrictJson<UploadRequest>,
) -> Result<Json<UploadReply>, ProblemResponse> {
    let door = doorstep.open(body.token.as_deref()).await?;
    Ok(Json(upload(&door, &body.uploads).await?))
}

#[cfg_attr(feature = "openapi", utoipa::path(
    post,
    path = "/callbacks/{id}/files",
    tag = "agents",
    params(("id" = String, Path, description = "the run: 1 to 64 of A-Z a-z 0-9 _ -", pattern = "^[A-Za-z0-9_-]{1,64}$"), ("X-Callback-Token" = Option<String>, Header, description = "the attempt's token, instead of the body's")),
    request_body = FilesRequest,
    responses((status = 200, description = "the names stand", body = FilesReply), (status = "4XX", description = "refused", body = Problem, content_type = "application/problem+json"), (status = 503, description = "come back after Retry-After", body = Problem, content_type = "application/problem+json"))
))]
pub(super) async fn files(
    doorstep: Doorstep,
    StrictJson(body): StrictJson<FilesRequest>,
) -> Result<Json<FilesReply>, ProblemResponse> {
    let door = doorstep.open(body.token.as_deref()).await?;
    Ok(Json(store_names(&door, body.files).await?))
}

#[cfg_attr(feature = "openapi", utoipa::path(
    post,
    path = "/callbacks/{id}/downloads",
    tag = "agents",
    params(("id" = String, Path, description = "the run: 1 to 64 of A-Z a-z 0-9 _ -", pattern = "^[A-Za-z0-9_-]{1,64}$"), ("X-Callback-Token" = Option<String>, Header, description = "the attempt's token, instead of the body's")),
    request_body = DownloadRequest,
    responses((status = 200, description = "where to read those that there are", body = DownloadReply), (status = "4XX", description = "refused", body = Problem, content_type = "application/problem+json"), (status = 503, description = "come back after Retry-After", body = Problem, content_type = "application/problem+json"))
))]
pub(super) async fn downloads(
    doorstep: Doorstep,
    StrictJson(body): StrictJson<DownloadRequest>,
) -> Result<Json<DownloadReply>, ProblemResponse> {
    let door = doorstep.open(body.token.as_deref()).await?;
    Ok(Json(download(&door, &body.names).await?))
}

/// `PUT /callbacks/{id}/objects/{object}`: only ever at an address that `uploads` gave. The token is verified before any of
/// the body is read: a stranger's megabytes are nobody's memory.
pub(super) async fn put(
    doorstep: Doorstep,
    StrictPath((_, object)): StrictPath<(String, String)>,
    request: Request,
) -> Result<StatusCode, ProblemResponse> {
    let door = doorstep.open(None).await?;
    let RawBody(bytes) = RawBody::from_request(request, &()).await?;
    put_object(&door, &object, bytes).await?;
    Ok(StatusCode::OK)
}

/// `GET /callbacks/{id}/files/{name}`: only ever at an address that `downloads` gave.
pub(super) async fn get(
    doorstep: Doorstep,
    StrictPath((_, name)): StrictPath<(String, String)>,
) -> Result<Response, ProblemResponse> {
    let door = doorstep.open(None).await?;
    let mut response = get_object(&door, &name).await?.into_response();
    // Bytes for an agent: no browser is to make anything of them.
    let binary = HeaderValue::from_static("application/octet-stream");
    response.headers_mut().insert(header::CONTENT_TYPE, binary);
    response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    Ok(response)
}
