//! The control routes, for whoever tests: `/_host/log`, `/_host/sessions`, `/_host/faults`.

use crate::fault::Planned;
use crate::log::Record;
use crate::sessions::SessionView;
use crate::state::State;
use axum::Router;
use axum::extract::State as StateOf;
use axum::http::StatusCode;
use axum::response::Json;
use axum::routing::get;

/// The routes.
pub(crate) fn routes() -> Router<State> {
    Router::new()
        .route("/_host/log", get(log).delete(forget))
        .route("/_host/sessions", get(sessions))
        .route("/_host/faults", get(faults).post(plan).delete(clear))
}

async fn log(StateOf(state): StateOf<State>) -> Json<Vec<Record>> {
    Json(state.log().clone())
}

async fn forget(StateOf(state): StateOf<State>) -> StatusCode {
    state.log().clear();
    StatusCode::NO_CONTENT
}

async fn sessions(StateOf(state): StateOf<State>) -> Json<Vec<SessionView>> {
    Json(state.with_sessions(|sessions| sessions.views()))
}

async fn faults(StateOf(state): StateOf<State>) -> Json<Vec<Planned>> {
    Json(state.faults().iter().cloned().collect())
}

async fn plan(StateOf(state): StateOf<State>, Json(planned): Json<Vec<Planned>>) -> StatusCode {
    state.faults().extend(planned);
    StatusCode::NO_CONTENT
}

async fn clear(StateOf(state): StateOf<State>) -> StatusCode {
    state.faults().clear();
    StatusCode::NO_CONTENT
}
