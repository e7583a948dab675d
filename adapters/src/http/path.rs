//! Parts of an address; what is wrong is a problem like any other.

use super::ProblemResponse;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use shared::wire::ProblemKind;

/// The named parts of the address. Refuses what is no text (400).
#[derive(Clone, Debug)]
pub struct StrictPath<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for StrictPath<T> {
    type Rejection = ProblemResponse;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ProblemResponse> {
        let detail = "the address can't be read: what stands behind % has to be UTF-8";
        match Path::<T>::from_request_parts(parts, state).await {
            Ok(Path(parts)) => Ok(Self(parts)),
            Err(_rejection) => Err(ProblemResponse::new(ProblemKind::InvalidRequest, detail)),
        }
    }
}
