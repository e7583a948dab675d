//! Where the deployment tells that a person is asked: a webhook that keeps what it is told.

use crate::Failure;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use serde_json::Value;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Longest wait for a notice.
const PATIENCE: Duration = Duration::from_secs(210);

/// The webhook.
pub(crate) struct Notices {
    pub(crate) url: String,
    told: watch::Sender<Vec<Value>>,
    serving: JoinHandle<()>,
}

impl Notices {
    /// Listens on a free port.
    pub(crate) async fn listen() -> Result<Self, Failure> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}/notices", listener.local_addr()?);
        let told = watch::Sender::new(Vec::new());
        let routes = Router::new().route("/notices", post(keep)).with_state(told.clone());
        let serving = tokio::spawn(async move { drop(axum::serve(listener, routes).await) });
        Ok(Self { url, told, serving })
    }

    /// The newest notice of a run's gate, such as `review.1`.
    pub(crate) async fn of(&self, run: &str, gate: &str) -> Result<Value, Failure> {
        self.of_within(run, gate, PATIENCE).await
    }

    /// The same for whoever has to wait longer.
    pub(crate) async fn of_within(
        &self,
        run: &str,
        gate: &str,
        patience: Duration,
    ) -> Result<Value, Failure> {
        let wanted = |notices: &Vec<Value>| {
            let found = notices.iter().rev().find(|notice| {
                notice.pointer("/run/id").is_some_and(|id| id == run)
                    && notice.get("approval_id").is_some_and(|id| id == gate)
            });
            found.cloned()
        };
        let mut told = self.told.subscribe();
        let found = tokio::time::timeout(patience, told.wait_for(|notices| wanted(notices).is_some())).await;
        let notices =
            found.map_err(|_| format!("nobody was told of {gate} of run {run} within {patience:?}"))??;
        Ok(wanted(&notices).unwrap_or_default())
    }
}

impl Drop for Notices {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn keep(State(told): State<watch::Sender<Vec<Value>>>, Json(notice): Json<Value>) -> StatusCode {
    told.send_modify(|notices| notices.push(notice));
    StatusCode::NO_CONTENT
}
