//! Query strings of a known shape; what is wrong is named.

use super::ProblemResponse;
use super::wording::plain;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use shared::wire::ProblemKind;

/// A query string. Refuses what does not fit the type (400).
#[derive(Clone, Debug)]
pub struct StrictQuery<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for StrictQuery<T> {
    type Rejection = ProblemResponse;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ProblemResponse> {
        match Query::<T>::from_request_parts(parts, state).await {
            Ok(Query(query)) => Ok(Self(query)),
            Err(rejection) => {
                let said = rejection.body_text();
                let said = said.strip_prefix("Failed to deserialize query string: ").unwrap_or(&said);
                let detail = format!("the query does not fit: {}", plain(said));
                Err(ProblemResponse::new(ProblemKind::InvalidRequest, detail))
            }
        }
    }
}

/// For addresses that take no parameters: refuses any (400), since one that is not heeded would be misunderstood.
#[derive(Clone, Copy, Debug)]
pub struct NoQuery;

impl<S: Send + Sync> FromRequestParts<S> for NoQuery {
    type Rejection = ProblemResponse;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ProblemResponse> {
        match parts.uri.query() {
            None | Some("") => Ok(Self),
            Some(_) => Err(ProblemResponse::new(
                ProblemKind::InvalidRequest,
                "this address takes no parameters; leave out what follows the '?'",
            )),
        }
    }
}
