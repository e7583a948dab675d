//! Who uses the API apart from links and callbacks: the user of this machine, or whom a gateway has authenticated. Whoever brings a credential of another door
//! is not that user, and is never taken for them.

use crate::identity::COOKIE;
use crate::state::CallbackState;
use adapters::http::{Anonymous, ProblemResponse, Verified};
use axum::extract::{FromRef, FromRequestParts, Query};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use shared::ids::PersonId;
use shared::principal::{Assurance, Principal};
use shared::wire::{Problem, ProblemKind};

/// The header of an attempt's token.
pub const CALLBACK_TOKEN: &str = "x-callback-token";

/// Who everybody is where the API is open.
const ANONYMOUS: &str = "anonymous";

/// Who asks. As an extractor it stands in every handler that reads or changes runs, before the body.
#[derive(Clone, Debug, PartialEq)]
pub struct Caller(pub Principal);

impl Caller {
    /// Finds out who asks. `verified` is whom a gateway before these routes has authenticated;
    /// `open` says that it asks nobody.
    ///
    /// # Errors
    /// 403 for any credential of another door, and for one that nobody has checked; 401 for nobody.
    pub fn of(
        state: &CallbackState,
        headers: &HeaderMap,
        uri: &Uri,
        verified: Option<&Verified>,
        open: Option<&Anonymous>,
    ) -> Result<Self, Problem> {
        let other_door = headers.contains_key(CALLBACK_TOKEN)
            || cookies(headers).any(|(name, _)| name == COOKIE)
            || token_in_query(uri);
        if let (Some(Verified(person)), false) = (verified, other_door) {
            let (id, assurance) = (person.clone(), Assurance::Verified);
            return Ok(Self(Principal { id, assurance, claims_to_be: None }));
        }
        if other_door || headers.contains_key(header::AUTHORIZATION) {
            let detail = "no token opens this address: a personal link decides at /approve/ID, an agent's token \
                answers at its callback URL; leave the token out if you are the user of this machine";
            return Err(Problem::new(ProblemKind::NotAllowed, detail));
        }
        if let (Some(Anonymous), Ok(id)) = (open, PersonId::parse(ANONYMOUS)) {
            return Ok(Self(Principal { id, assurance: Assurance::Anonymous, claims_to_be: None }));
        }
        let id = state.local_user.clone().ok_or_else(|| {
            Problem::new(ProblemKind::NotAuthenticated, "this home has no local user; sign in first")
        })?;
        Ok(Self(Principal { id, assurance: Assurance::Local, claims_to_be: None }))
    }
}

impl<S> FromRequestParts<S> for Caller
where
    CallbackState: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = ProblemResponse;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ProblemResponse> {
        let (verified, open) = (parts.extensions.get::<Verified>(), parts.extensions.get::<Anonymous>());
        Ok(Self::of(&CallbackState::from_ref(state), &parts.headers, &parts.uri, verified, open)?)
    }
}

/// Whether the address carries a token, as a personal link does.
pub(crate) fn token_in_query(uri: &Uri) -> bool {
    Query::<Vec<(String, String)>>::try_from_uri(uri)
        .is_ok_and(|Query(pairs)| pairs.iter().any(|(name, _)| name == "token"))
}

/// The cookies of a request: names and values.
pub(crate) fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
}
