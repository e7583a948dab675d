//! `POST /runtimes/{arn}/invocations`.

use crate::fault::{Fault, take};
use crate::log::{Operation, Record};
use crate::refusal::Refusal;
use crate::request::{Query, SESSION_HEADER, session_key, text};
use crate::session::ContainerReply;
use crate::sessions::SessionKey;
use crate::state::{Shared, State};
use axum::body::Bytes;
use axum::extract::{Path, Query as QueryOf, State as StateOf};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use std::time::{Duration, Instant};

/// What is read of an invocation, for the record.
#[derive(Default, Deserialize)]
struct Seen {
    agent: Option<String>,
    workflow_id: Option<String>,
    step: Option<String>,
    attempt: Option<u32>,
}

/// Takes an invocation. It goes on where the client gives up waiting, as the real one does.
pub(crate) async fn invoke(
    StateOf(state): StateOf<State>,
    Path(runtime): Path<String>,
    QueryOf(query): QueryOf<Query>,
    headers: HeaderMap,
    payload: Bytes,
) -> Response {
    let session = text(&headers, SESSION_HEADER).unwrap_or_default();
    let task = tokio::spawn(async move {
        let mut record = seen(&runtime, &query, &headers, &payload);
        let result = match session_key(&state.settings, &runtime, query, &headers) {
            Ok(key) => deliver(&state, &key, payload, &mut record).await,
            Err(refusal) => Err(refusal),
        };
        if let Err(refusal) = &result {
            record.status = refusal.status;
            record.error.clone_from(&refusal.code);
        }
        state.record(record);
        result
    });
    match task.await {
        Ok(Ok(reply)) => success(&session, reply),
        Ok(Err(refusal)) => refusal.into_response(),
        Err(_panicked) => Refusal::new(500, "InternalServerException", "the host failed").into_response(),
    }
}

fn success(session: &str, reply: ContainerReply) -> Response {
    let mut response = reply.body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Ok(session) = HeaderValue::from_str(session) {
        headers.insert(SESSION_HEADER, session);
    }
    response
}

fn seen(runtime: &str, query: &Query, headers: &HeaderMap, payload: &[u8]) -> Record {
    let seen: Seen = serde_json::from_slice(payload).unwrap_or_default();
    let session = text(headers, SESSION_HEADER).unwrap_or_default();
    Record {
        agent: seen.agent,
        workflow_id: seen.workflow_id,
        step: seen.step,
        attempt: seen.attempt,
        traceparent: text(headers, "traceparent"),
        trace_id: text(headers, "x-amzn-trace-id"),
        ..Record::of(Operation::Invoke, runtime, query.qualifier.as_deref(), &session)
    }
}

/// What the agents' runtime says once it has taken an invocation.
fn accepted() -> ContainerReply {
    ContainerReply { status: StatusCode::ACCEPTED, body: Bytes::from_static(br#"{"status":"accepted"}"#) }
}

async fn deliver(
    state: &Shared,
    key: &SessionKey,
    payload: Bytes,
    record: &mut Record,
) -> Result<ContainerReply, Refusal> {
    let fault = take(&mut state.faults(), record);
    match &fault {
        Some(Fault::Refuse { status, code, message }) => {
            return Err(Refusal { status: *status, code: code.clone(), message: message.clone() });
        }
        Some(Fault::ColdStart { ms }) => tokio::time::sleep(Duration::from_millis(*ms)).await,
        Some(Fault::LoseReply { .. } | Fault::Stall { .. } | Fault::Twice | Fault::Die | Fault::Hold)
        | None => {}
    }
    let (door, is_new) =
        state.with_sessions(|sessions| sessions.enter(key, &state.settings, Instant::now()))?;
    record.new_session = is_new;
    record.deliveries = 1;
    if fault == Some(Fault::Hold) {
        state.hold(&payload);
        return Ok(accepted());
    }
    let mut reply = door.deliver(payload.clone()).await;
    match fault {
        Some(Fault::Twice) => {
            record.deliveries = 2;
            reply = door.deliver(payload).await;
        }
        Some(Fault::Stall { ms }) => tokio::time::sleep(Duration::from_millis(ms)).await,
        Some(Fault::Die) => drop(state.with_sessions(|sessions| sessions.end(key))),
        Some(Fault::LoseReply { status, code }) => {
            return Err(Refusal { status, code, message: "the reply was lost".to_owned() });
        }
        Some(Fault::Refuse { .. } | Fault::ColdStart { .. } | Fault::Hold) | None => {}
    }
    match reply {
        Some(reply) if reply.status.is_success() => Ok(reply),
        Some(reply) => Err(Refusal::container(reply.status.as_u16())),
        None => Err(Refusal::new(424, "RuntimeClientError", "the runtime ended while it had the request")),
    }
}
