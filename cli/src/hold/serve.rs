//! Serving a router on the store's socket and on loopback, until told to stop. It knows no route.

use super::folder::unusable;
use crate::error::CliError;
use adapters::http::{LoopbackGuard, ProblemResponse, loopback_only};
use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use shared::wire::{Problem, ProblemKind};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;
use tokio::net::{TcpListener, UnixListener};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// How long replies that are being written may take to end.
const PATIENCE: Duration = Duration::from_millis(500);

/// Servers under way.
pub(super) struct Servers {
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

/// Starts serving.
pub(super) fn start(router: Router, socket: &Path, tcp: Option<TcpListener>) -> Result<Servers, CliError> {
    let listener = UnixListener::bind(socket)
        .and_then(|listener| {
            std::fs::set_permissions(socket, std::fs::Permissions::from_mode(0o600))?;
            Ok(listener)
        })
        .map_err(|error| unusable(socket, &error))?;
    let stop = watch::Sender::new(false);
    let router = router
        .layer(from_fn_with_state(stop.subscribe(), until_stopped))
        .layer(from_fn_with_state(LoopbackGuard::default(), loopback_only));
    let mut tasks = JoinSet::new();
    tasks.spawn(serve(axum::serve(listener, router.clone()), stop.subscribe()));
    if let Some(tcp) = tcp {
        tasks.spawn(serve(axum::serve(tcp, router), stop.subscribe()));
    }
    Ok(Servers { stop, tasks })
}

async fn serve<L>(server: axum::serve::Serve<L, Router, Router>, mut stop: watch::Receiver<bool>)
where
    L: axum::serve::Listener,
    L::Addr: std::fmt::Debug,
{
    let stopped = async move { drop(stop.wait_for(|stop| *stop).await) };
    if let Err(error) = server.with_graceful_shutdown(stopped).await {
        tracing::error!(%error, "the API is not served any more");
    }
}

/// A reply that is held for a change must not hold the store: whoever waits is told to come back, and finds the next one.
async fn until_stopped(
    State(mut stop): State<watch::Receiver<bool>>,
    request: Request,
    next: Next,
) -> Response {
    tokio::select! {
        response = next.run(request) => response,
        _stopped = stop.wait_for(|stop| *stop) => {
            let problem = Problem::new(ProblemKind::Unavailable, "the server is stopping; ask again");
            ProblemResponse(problem).into_response()
        }
    }
}

impl Servers {
    /// Stops answering.
    pub(super) async fn stop(mut self) {
        self.stop.send_replace(true);
        let all = async { while self.tasks.join_next().await.is_some() {} };
        // What still writes then is cut off; clients ask again.
        drop(tokio::time::timeout(PATIENCE, all).await);
    }
}
