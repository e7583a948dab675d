//! The other side of a run, inside the driver: an agent that answers at once and an approver who approves at once. Nothing
//! here waits on purpose, so that all time that passes is Aegis' or the driver's own.

use crate::Failure;
use crate::http::Client;
use axum::extract::{Json, State};
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Router, http::header};
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;
use tokio::sync::oneshot;

/// What every agent answers: about 300 bytes, with all that the built-in playbook takes from a step.
const RESULT: &str = r#"{"summary":"The measured quantity rose in each of the three periods, and most in the second one.","report":"report/report.html","key_insights":["It rose by 4.1 per cent in the first period.","It rose by 7.9 per cent in the second.","It rose by 1.3 per cent in the third."],"confidence_scores":{"overall":0.82}}"#;
/// The built-in playbook's last agent: its answer completes the run.
const LAST_AGENT: &str = "writer";

/// The agent and the approver.
pub(crate) struct Other {
    client: Client,
    /// Runs under way, by id.
    open: Mutex<HashMap<String, oneshot::Sender<Result<Instant, String>>>>,
}

/// What the agent reads of an invocation.
#[derive(Deserialize)]
struct Invocation {
    workflow_id: String,
    agent: String,
    callback: Callback,
}

#[derive(Deserialize)]
struct Callback {
    url: String,
    token: String,
}

/// What the approver reads of a notice.
#[derive(Deserialize)]
struct Notice {
    run: Run,
    approval_id: String,
    artifact_hash: String,
    approve_url: String,
}

#[derive(Deserialize)]
struct Run {
    id: String,
}

impl Other {
    /// Starts it on a free port; gives its address too.
    pub(crate) async fn start(client: Client) -> Result<(Arc<Self>, String), Failure> {
        let other = Arc::new(Self { client, open: Mutex::default() });
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let app = Router::new()
            .route("/invocations", post(invocation))
            .route("/notices", post(notice))
            .with_state(Arc::clone(&other));
        // Serves until the bench ends; a level that can't reach it fails loudly.
        tokio::spawn(async move { axum::serve(listener, app).await });
        Ok((other, url))
    }

    /// Waits for the end of a run: the moment at which the last answer was acknowledged. Aegis acknowledges an answer
    /// only once the commit that takes it in is durable, and the commit that takes in the last one is the commit that
    /// completes the run. So this is when the run is COMPLETED, seen without a single question; whether it really is,
    /// is asked after the measurement.
    pub(crate) fn end_of(&self, id: &str) -> oneshot::Receiver<Result<Instant, String>> {
        let (sender, receiver) = oneshot::channel();
        self.open().insert(id.to_owned(), sender);
        receiver
    }

    fn open(&self) -> std::sync::MutexGuard<'_, HashMap<String, oneshot::Sender<Result<Instant, String>>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn end(&self, id: &str, how: Result<Instant, String>) {
        if let Some(sender) = self.open().remove(id) {
            // Nobody waits any more for a run that was given up.
            let _gone = sender.send(how);
        }
    }

    async fn answer(&self, invocation: Invocation) {
        let Callback { url, token } = &invocation.callback;
        let body = format!(r#"{{"token":"{token}","status":"SUCCESS","result":{RESULT}}}"#);
        match self.client.post(url, None, body).await {
            Ok((200, _)) if invocation.agent == LAST_AGENT => {
                self.end(&invocation.workflow_id, Ok(Instant::now()))
            }
            Ok((200, _)) => {}
            Ok((status, body)) => {
                let text = format!("an answer got {status}: {}", String::from_utf8_lossy(&body));
                self.end(&invocation.workflow_id, Err(text));
            }
            Err(error) => self.end(&invocation.workflow_id, Err(format!("an answer got no reply: {error}"))),
        }
    }

    async fn approve(&self, notice: Notice) {
        let (url, token) = notice.approve_url.split_once("?token=").unwrap_or((&notice.approve_url, ""));
        let body = json!({
            "decision": "approve", "approval_id": notice.approval_id, "artifact_hash": notice.artifact_hash,
        });
        match self.client.post(url, Some(token), body.to_string()).await {
            Ok((200, _)) => {}
            Ok((status, body)) => {
                let text = format!("a decision got {status}: {}", String::from_utf8_lossy(&body));
                self.end(&notice.run.id, Err(text));
            }
            Err(error) => self.end(&notice.run.id, Err(format!("a decision got no reply: {error}"))),
        }
    }
}

async fn invocation(
    State(other): State<Arc<Other>>,
    Json(invocation): Json<Invocation>,
) -> (StatusCode, [(header::HeaderName, &'static str); 1], &'static str) {
    tokio::spawn(async move { other.answer(invocation).await });
    (StatusCode::ACCEPTED, [(header::CONTENT_TYPE, "application/json")], r#"{"status":"accepted"}"#)
}

async fn notice(State(other): State<Arc<Other>>, Json(notice): Json<Notice>) -> StatusCode {
    tokio::spawn(async move { other.approve(notice).await });
    StatusCode::NO_CONTENT
}
