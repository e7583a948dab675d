//! Who stands before the door of an attempt: the run in the address and the token in the header. It reads nothing of the
//! run: a body may bring the token as well, and comes after it.

use crate::caller::CALLBACK_TOKEN;
use crate::door::{Door, bad_token};
use crate::receive::receive;
use crate::state::CallbackState;
use adapters::http::{ProblemResponse, StrictPath};
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use shared::protocol::Engine;
use shared::run::RunKey;
use shared::wire::{CallbackBody, CallbackReply, Problem, ProblemKind};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Somebody before the door of an attempt. As an extractor it stands in every route that takes an attempt's token by header,
/// before the body.
pub(super) struct Doorstep {
    engine: Arc<Engine>,
    key: RunKey,
    token: Option<String>,
}

impl Doorstep {
    /// Opens the door with the header's token, or with the body's.
    pub(super) async fn open<'a>(&'a self, in_body: Option<&'a str>) -> Result<Door<'a>, Problem> {
        Door::open(&self.engine, &self.key, self.token.as_deref(), in_body).await
    }

    /// Hands in what an agent says.
    pub(super) async fn receive(&self, body: CallbackBody) -> Result<CallbackReply, Problem> {
        receive(&self.engine, &self.key, self.token.as_deref(), body).await
    }
}

impl FromRequestParts<CallbackState> for Doorstep {
    type Rejection = ProblemResponse;

    async fn from_request_parts(parts: &mut Parts, state: &CallbackState) -> Result<Self, ProblemResponse> {
        let StrictPath(mut named) =
            StrictPath::<BTreeMap<String, String>>::from_request_parts(parts, state).await?;
        let id = named.remove("id").unwrap_or_default();
        let key =
            state.key(&id).map_err(|error| ProblemResponse::new(ProblemKind::NotFound, error.to_string()))?;
        let token = header_token(&parts.headers)?.map(str::to_owned);
        Ok(Self { engine: Arc::clone(&state.engine), key, token })
    }
}

/// The header's token. One that is no text, or several, are not passed over.
fn header_token(headers: &HeaderMap) -> Result<Option<&str>, Problem> {
    let mut values = headers.get_all(CALLBACK_TOKEN).iter();
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => value.to_str().map(Some).map_err(|_| bad_token()),
        (Some(_), Some(_)) => Err(bad_token()),
    }
}
