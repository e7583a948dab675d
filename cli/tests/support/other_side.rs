//! Everybody outside the server: who starts runs, the agent and the approver. Each insists until it is acknowledged, and
//! says some things twice.

use super::book::{AttemptKey, Book, Reply};
use super::playbook;
use axum::Router;
use axum::extract::{Json, State};
use axum::http::StatusCode;
use axum::routing::post;
use serde_json::{Value, json};
use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::sync::Semaphore;

/// Pause before a request is sent again that nobody answered.
const AGAIN: Duration = Duration::from_millis(20);
/// Longest wait for a reply.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Runs under way at a time.
const OPEN: usize = 24;
/// Every so many answers one is said twice.
const SAID_TWICE: u64 = 3;

/// Everybody outside the server.
pub(crate) struct OtherSide {
    pub(crate) book: Book,
    client: reqwest::Client,
    server: OnceLock<String>,
    room: Semaphore,
    done: AtomicBool,
    answers: AtomicU64,
}

impl OtherSide {
    /// Starts listening; gives its address too.
    pub(crate) async fn listen() -> (Arc<Self>, String) {
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let client =
            reqwest::Client::builder().no_proxy().tls_certs_only([]).timeout(TIMEOUT).build().unwrap();
        let other = Arc::new(Self {
            book: Book::new(),
            client,
            server: OnceLock::new(),
            room: Semaphore::new(OPEN),
            done: AtomicBool::new(false),
            answers: AtomicU64::new(0),
        });
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let app = Router::new()
            .route("/invocations", post(invocation))
            .route("/notices", post(notice))
            .with_state(Arc::clone(&other));
        tokio::spawn(async move { axum::serve(listener, app).await });
        (other, url)
    }

    /// Keeps runs going until [`OtherSide::finish`]; returns once the last start was acknowledged.
    pub(crate) async fn keep_starting(self: Arc<Self>, server: String) {
        self.server.set(server).unwrap();
        for number in 0_u64.. {
            self.room.acquire().await.unwrap().forget();
            if self.done.load(Ordering::Relaxed) {
                return;
            }
            let id = format!("run-{number}");
            let body = json!({"workflow_id": id, "playbook": playbook::playbook(), "input": {"topic": id}});
            match self.insist("/workflows", None, &body).await {
                (202, _) => self.book.note(|pages| pages.started.push(id)),
                other => self.book.wrong(format!("the start of {id} got {other:?}")),
            }
        }
    }

    /// Starts no more runs.
    pub(crate) fn finish(&self) {
        self.done.store(true, Ordering::Relaxed);
        self.room.add_permits(1);
    }

    /// GET of JSON, until the server answers.
    pub(crate) async fn get(&self, path: &str) -> (u16, Value) {
        loop {
            let url = format!("{}{path}", self.server.get().unwrap());
            if let Ok(response) = self.client.get(url).send().await {
                let status = response.status().as_u16();
                if let Ok(body) = response.json().await {
                    return (status, body);
                }
            }
            tokio::time::sleep(AGAIN).await;
        }
    }

    /// Sends until there is a whole reply that does not ask to come back.
    async fn insist(&self, path: &str, bearer: Option<&str>, body: &Value) -> Reply {
        loop {
            let url = format!("{}{path}", self.server.get().unwrap());
            let mut request = self.client.post(url).json(body);
            if let Some(token) = bearer {
                request = request.bearer_auth(token);
            }
            if let Ok(response) = request.send().await {
                let status = response.status().as_u16();
                if let Ok(text) = response.text().await
                    && status != 503
                {
                    return (status, text);
                }
            }
            tokio::time::sleep(AGAIN).await;
        }
    }

    async fn answer(&self, key: AttemptKey, path: &str, token: &str) {
        let body = match playbook::answer(&key.0, &key.1, key.2) {
            Ok(result) => json!({"token": token, "status": "SUCCESS", "result": result}),
            Err(error) => json!({"token": token, "status": "FAILURE", "error": error}),
        };
        let number = self.answers.fetch_add(1, Ordering::Relaxed);
        let times = if number.is_multiple_of(SAID_TWICE) { 2 } else { 1 };
        for _ in 0..times {
            let reply = self.insist(path, None, &body).await;
            if reply.0 != 200 {
                self.book.wrong(format!("the answer {key:?} got {reply:?}"));
            }
            let before = self.book.note(|pages| {
                let replies = pages.answered.entry(key.clone()).or_default();
                replies.push(reply);
                replies.len()
            });
            if before == 1 && key.1 == "write" {
                self.room.add_permits(1);
            }
        }
    }

    async fn approve(&self, notice: &Value) {
        let run = notice["run"]["id"].as_str().unwrap().to_owned();
        let (_, token) = notice["approve_url"].as_str().unwrap().split_once("?token=").unwrap();
        let body = json!({
            "decision": "approve", "approval_id": notice["approval_id"], "artifact_hash": notice["artifact_hash"],
        });
        let reply = self.insist(&format!("/approve/{run}"), Some(token), &body).await;
        if reply.0 != 200 {
            self.book.wrong(format!("the decision of {run} got {reply:?}"));
        }
        self.book.note(|pages| pages.decided.entry(run).or_default().push(reply));
    }
}

async fn invocation(
    State(other): State<Arc<OtherSide>>,
    Json(invocation): Json<Value>,
) -> (StatusCode, Json<Value>) {
    let text = |name: &str| invocation[name].as_str().unwrap().to_owned();
    let key = (text("workflow_id"), text("step"), invocation["attempt"].as_u64().unwrap());
    let token = invocation["callback"]["token"].as_str().unwrap().to_owned();
    let seen = (invocation["input"].clone(), token.clone());
    other.book.note(|pages| pages.invoked.entry(key.clone()).or_default().push(seen));
    tokio::spawn(async move {
        let path = format!("/callbacks/{}", key.0);
        other.answer(key, &path, &token).await;
    });
    (StatusCode::ACCEPTED, Json(json!({"status": "accepted"})))
}

async fn notice(State(other): State<Arc<OtherSide>>, Json(notice): Json<Value>) -> StatusCode {
    tokio::spawn(async move { other.approve(&notice).await });
    StatusCode::NO_CONTENT
}
