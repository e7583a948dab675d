//! Lambda's runtime API (version 2018-06-01) on a loopback port, for one function that handles one event at a time.

use crate::Failure;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::Value;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tokio::sync::{Mutex, mpsc};
use tokio::task::JoinHandle;

/// How long a function may take for anything before the bench gives up.
const PATIENCE: Duration = Duration::from_secs(20);
/// What a function is told about the end of its time: far away.
const DEADLINE: Duration = Duration::from_secs(900);

/// What a function did.
enum Did {
    /// It asked for an event.
    Polled(Instant),
    /// It answered one that was handed out at the first time, at the second one.
    Answered(Instant, Instant, Bytes),
    /// It said that it could not start, or not handle an event.
    Failed(Bytes),
}

/// The function's side.
struct Shared {
    events: Mutex<mpsc::Receiver<Value>>,
    handed_out: Mutex<Option<Instant>>,
    did: mpsc::Sender<Did>,
}

/// The bench's side.
pub(super) struct RuntimeApi {
    /// Where it listens.
    pub(super) address: SocketAddr,
    events: mpsc::Sender<Value>,
    did: mpsc::Receiver<Did>,
    server: JoinHandle<()>,
}

impl Drop for RuntimeApi {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl RuntimeApi {
    /// Serves it.
    pub(super) async fn serve() -> Result<Self, Failure> {
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let (events, receiver) = mpsc::channel(1);
        let (sender, did) = mpsc::channel(16);
        let shared = Shared { events: Mutex::new(receiver), handed_out: Mutex::new(None), did: sender };
        let app = Router::new()
            .route("/2018-06-01/runtime/invocation/next", get(next))
            .route("/2018-06-01/runtime/invocation/{id}/response", post(answered))
            .route("/2018-06-01/runtime/invocation/{id}/error", post(failed))
            .route("/2018-06-01/runtime/init/error", post(failed))
            .with_state(Arc::new(shared));
        let server = tokio::spawn(async move {
            // It ends with the bench.
            let _ended = axum::serve(listener, app).await;
        });
        Ok(Self { address, events, did, server })
    }

    /// When the function asked for its first event.
    pub(super) async fn first_poll(&mut self) -> Result<Instant, Failure> {
        match self.next().await? {
            Did::Polled(at) => Ok(at),
            Did::Answered(..) => Err("the function answered before it had an event".into()),
            Did::Failed(why) => Err(complaint(&why)),
        }
    }

    /// Has an event handled: how long that took, and the answer.
    pub(super) async fn invoke(&mut self, event: Value) -> Result<(Duration, Value), Failure> {
        self.events.send(event).await?;
        loop {
            match self.next().await? {
                Did::Polled(_) => {}
                Did::Answered(out, back, body) => {
                    return Ok((back.duration_since(out), serde_json::from_slice(&body)?));
                }
                Did::Failed(why) => return Err(complaint(&why)),
            }
        }
    }

    async fn next(&mut self) -> Result<Did, Failure> {
        let did = tokio::time::timeout(PATIENCE, self.did.recv()).await;
        did.map_err(|_elapsed| "the function did nothing for 20 s")?.ok_or_else(|| "nobody listens".into())
    }
}

fn complaint(why: &Bytes) -> Failure {
    format!("the function failed: {}", String::from_utf8_lossy(why)).into()
}

async fn next(State(shared): State<Arc<Shared>>) -> Response {
    let _gone = shared.did.send(Did::Polled(Instant::now())).await;
    let Some(event) = shared.events.lock().await.recv().await else {
        return StatusCode::GONE.into_response();
    };
    let deadline = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default() + DEADLINE;
    let headers = [
        ("lambda-runtime-aws-request-id", "8476a536-e9f4-11e8-9739-2dfe598c3fcd".to_owned()),
        ("lambda-runtime-deadline-ms", deadline.as_millis().to_string()),
        (
            "lambda-runtime-invoked-function-arn",
            "arn:aws:lambda:us-east-1:111122223333:function:bench".to_owned(),
        ),
        ("content-type", "application/json".to_owned()),
    ];
    let body = event.to_string();
    *shared.handed_out.lock().await = Some(Instant::now());
    (headers, body).into_response()
}

async fn answered(State(shared): State<Arc<Shared>>, body: Bytes) -> StatusCode {
    let back = Instant::now();
    let out = shared.handed_out.lock().await.take().unwrap_or(back);
    let _gone = shared.did.send(Did::Answered(out, back, body)).await;
    StatusCode::ACCEPTED
}

async fn failed(State(shared): State<Arc<Shared>>, body: Bytes) -> StatusCode {
    let _gone = shared.did.send(Did::Failed(body)).await;
    StatusCode::ACCEPTED
}
