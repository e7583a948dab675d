//! `POST /runtimes/{arn}/stopruntimesession`.

use crate::fault::{Fault, take};
use crate::log::{Operation, Record};
use crate::refusal::Refusal;
use crate::request::{Query, SESSION_HEADER, session_key, text};
use crate::state::State;
use axum::extract::{Path, Query as QueryOf, State as StateOf};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Json, Response};
use serde_json::json;
use std::time::Duration;

/// Ends a session.
pub(crate) async fn stop(
    StateOf(state): StateOf<State>,
    Path(runtime): Path<String>,
    QueryOf(query): QueryOf<Query>,
    headers: HeaderMap,
) -> Response {
    let session = text(&headers, SESSION_HEADER).unwrap_or_default();
    let mut record = Record::of(Operation::Stop, &runtime, query.qualifier.as_deref(), &session);
    let result = match session_key(&state.settings, &runtime, query, &headers) {
        Ok(key) => match fault(&state, &record).await {
            Some(refusal) => Err(refusal),
            None if state.with_sessions(|sessions| sessions.end(&key)) => Ok(()),
            None => Err(Refusal::not_found(format!("session '{session}' does not exist"))),
        },
        Err(refusal) => Err(refusal),
    };
    if let Err(refusal) = &result {
        record.status = refusal.status;
        record.error.clone_from(&refusal.code);
    }
    state.record(record);
    match result {
        Ok(()) => {
            let mut response = Json(json!({})).into_response();
            if let Ok(session) = header::HeaderValue::from_str(&session) {
                response.headers_mut().insert(SESSION_HEADER, session);
            }
            response
        }
        Err(refusal) => refusal.into_response(),
    }
}

async fn fault(state: &State, record: &Record) -> Option<Refusal> {
    let fault = take(&mut state.faults(), record)?;
    match fault {
        Fault::Refuse { status, code, message } => Some(Refusal { status, code, message }),
        Fault::LoseReply { status, code } => Some(Refusal { status, code, message: "lost".to_owned() }),
        Fault::Stall { ms } | Fault::ColdStart { ms } => {
            tokio::time::sleep(Duration::from_millis(ms)).await;
            None
        }
        Fault::Twice | Fault::Die | Fault::Hold => None,
    }
}
