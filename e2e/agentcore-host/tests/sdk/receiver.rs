//! Where agents answer: a server on loopback that passes callbacks on and replies once it is allowed to.

use axum::extract::{Json, Path, State};
use axum::routing::post;
use axum::{Router, http::StatusCode};
use shared::wire::CallbackBody;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Mutex, Semaphore, mpsc};
use tokio::task::AbortHandle;

/// Longest wait for a callback.
const WAIT_MAX: Duration = Duration::from_secs(20);

/// A running receiver.
pub(crate) struct Receiver {
    pub(crate) url: String,
    callbacks: Mutex<mpsc::UnboundedReceiver<(String, CallbackBody)>>,
    replies: Arc<Semaphore>,
    task: AbortHandle,
}

#[derive(Clone)]
struct Shared {
    seen: mpsc::UnboundedSender<(String, CallbackBody)>,
    replies: Arc<Semaphore>,
}

impl Receiver {
    /// Replies at once.
    pub(crate) async fn start() -> Self {
        Self::with_replies(Semaphore::MAX_PERMITS).await
    }

    /// Replies only after [`Self::let_reply`].
    pub(crate) async fn holding_back() -> Self {
        Self::with_replies(0).await
    }

    async fn with_replies(permits: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (seen, callbacks) = mpsc::unbounded_channel();
        let replies = Arc::new(Semaphore::new(permits));
        let routes = Router::new()
            .route("/callbacks/{id}", post(callback))
            .with_state(Shared { seen, replies: Arc::clone(&replies) });
        let task = tokio::spawn(async move { drop(axum::serve(listener, routes).await) });
        Self { url, callbacks: Mutex::new(callbacks), replies, task: task.abort_handle() }
    }

    /// The next callback, and the run that it is for.
    pub(crate) async fn next(&self) -> (String, CallbackBody) {
        let mut callbacks = self.callbacks.lock().await;
        tokio::time::timeout(WAIT_MAX, callbacks.recv()).await.unwrap().unwrap()
    }

    /// Whether another callback has come already.
    pub(crate) async fn has_more(&self) -> bool {
        !self.callbacks.lock().await.is_empty()
    }

    /// Lets all replies go.
    pub(crate) fn let_reply(&self) {
        self.replies.add_permits(1_000);
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn callback(
    State(shared): State<Shared>,
    Path(id): Path<String>,
    Json(body): Json<CallbackBody>,
) -> StatusCode {
    shared.seen.send((id, body)).unwrap();
    shared.replies.acquire().await.unwrap().forget();
    StatusCode::OK
}
