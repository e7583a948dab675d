//! Who stands at the door of links: the holder of a personal link, by bearer token or by the page's cookie, or the user of
//! this machine. An agent's token opens nothing here.

use crate::caller::{CALLBACK_TOKEN, cookies};
use crate::state::CallbackState;
use axum::http::{HeaderMap, header};
use shared::ids::PersonId;
use shared::principal::{Assurance, Principal};
use shared::run::RunKey;
use shared::token::{ApprovalClaims, CookieClaims};
use shared::wire::{Problem, ProblemKind};

/// Name of the page's cookie.
pub const COOKIE: &str = "aegis_approval";

/// Who is asking.
#[derive(Debug, Clone, PartialEq)]
pub enum Visitor {
    /// The holder of a personal link, with a bearer token.
    Bearer(ApprovalClaims),
    /// The holder of the page's cookie.
    Cookie(CookieClaims),
    /// The user of this machine.
    Local(PersonId),
}

impl Visitor {
    /// Finds out who is asking about a run.
    ///
    /// # Errors
    /// 403 for a token that does not hold for this run, or that nobody here understands; 401 for nobody.
    pub fn of(state: &CallbackState, key: &RunKey, headers: &HeaderMap) -> Result<Self, Problem> {
        let keys = &*state.engine.ports.keys;
        if headers.contains_key(CALLBACK_TOKEN) {
            return Err(bad_token());
        }
        if headers.contains_key(header::AUTHORIZATION) {
            let claims = bearer(headers).and_then(|token| ApprovalClaims::verify(keys, token).ok());
            let of_run = |claims: &ApprovalClaims| claims.run == *key || shared::sabotaged!(LinkForAnyRun);
            return claims.filter(of_run).map(Self::Bearer).ok_or_else(bad_token);
        }
        if let Some(cookie) = cookie(headers)
            && let Ok(claims) = CookieClaims::verify(keys, cookie)
            && claims.0.run == *key
        {
            return Ok(Self::Cookie(claims));
        }
        state.local_user.clone().map(Self::Local).ok_or_else(|| {
            Problem::new(
                ProblemKind::NotAuthenticated,
                "open the personal link from the notification, or send its token as 'Authorization: Bearer ...'",
            )
        })
    }

    /// The claims that a link or cookie carries.
    #[must_use]
    pub const fn claims(&self) -> Option<&ApprovalClaims> {
        match self {
            Self::Bearer(claims) | Self::Cookie(CookieClaims(claims)) => Some(claims),
            Self::Local(_) => None,
        }
    }

    /// Who it is, as the journal will keep it.
    #[must_use]
    pub fn principal(&self, state: &CallbackState) -> Principal {
        let (id, assurance) = match self {
            // The page gives the user of this machine a cookie as well, for its form's CSRF token.
            Self::Cookie(CookieClaims(claims)) if state.local_user.as_ref() == Some(&claims.person) => {
                (claims.person.clone(), Assurance::Local)
            }
            Self::Bearer(claims) | Self::Cookie(CookieClaims(claims)) => {
                (claims.person.clone(), Assurance::Link)
            }
            Self::Local(person) => (person.clone(), Assurance::Local),
        };
        Principal { id, assurance, claims_to_be: None }
    }
}

/// The one bearer token; `None` for any other way to authorize, and for two of them.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return None };
    let value = value.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

/// The page's cookie.
pub(crate) fn cookie(headers: &HeaderMap) -> Option<&str> {
    cookies(headers).find_map(|(name, value)| (name == COOKIE).then_some(value))
}

pub(crate) fn bad_token() -> Problem {
    Problem::new(
        ProblemKind::BadToken,
        "the token is no approval token for this run; only a personal link from a notification decides",
    )
}
