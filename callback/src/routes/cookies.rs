//! The approval page's cookie: only for this run's page, never readable by a script, never sent from another site's form.

use crate::identity::COOKIE;
use crate::state::CallbackState;
use axum::http::{HeaderValue, header};
use shared::ids::WorkflowId;
use shared::token::CookieClaims;

/// Seconds that a browser keeps the cookie: a working day. The link in the notification stays valid longer.
const COOKIE_MAX_AGE_S: u32 = 12 * 60 * 60;

/// The header that sets it.
pub(super) fn set_cookie(
    state: &CallbackState,
    id: &WorkflowId,
    claims: &CookieClaims,
) -> Option<(header::HeaderName, HeaderValue)> {
    let secure = if state.secure { "; Secure" } else { "" };
    let value = format!(
        "{COOKIE}={}; Path={}; Max-Age={COOKIE_MAX_AGE_S}; HttpOnly; SameSite=Lax{secure}",
        claims.cookie(&*state.engine.ports.keys),
        state.approve_path(id),
    );
    HeaderValue::from_str(&value).ok().map(|value| (header::SET_COOKIE, value))
}
