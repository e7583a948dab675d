//! Serving a router on the store's socket and on loopback, until told to stop. It knows no route.

use super::folder::unusable;
use crate::error::CliError;
use adapters::http::{LoopbackGuard, ProblemResponse, loopback_only};
use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::serve::Listener;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use shared::limits::HEAD_TIMEOUT_MS;
use shared::wire::{Problem, ProblemKind};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::pin::pin;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, UnixListener};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// How long replies that are being written may take to end.
const PATIENCE: Duration = Duration::from_millis(500);

/// How long a request's head may take.
const HEAD_TIMEOUT: Duration = Duration::from_millis(HEAD_TIMEOUT_MS);

/// A connection with its API.
type Connection<I> = http1::Connection<TokioIo<I>, TowerToHyperService<Router>>;

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
    tasks.spawn(serve(listener, router.clone(), stop.subscribe(), HEAD_TIMEOUT));
    if let Some(tcp) = tcp {
        tasks.spawn(serve(tcp, router, stop.subscribe(), HEAD_TIMEOUT));
    }
    Ok(Servers { stop, tasks })
}

/// Serves a listener's connections until told to stop; those that are open then end with the reply under way.
async fn serve<L: Listener>(
    mut listener: L,
    router: Router,
    stop: watch::Receiver<bool>,
    head_timeout: Duration,
) {
    let mut stopped = stop.clone();
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(head_timeout);
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            (io, _address) = listener.accept() => {
                let service = TowerToHyperService::new(router.clone());
                let connection = server.serve_connection(TokioIo::new(io), service);
                connections.spawn(converse(connection, stop.clone()));
            }
            Some(_ended) = connections.join_next(), if !connections.is_empty() => {}
            _stopped = stopped.wait_for(|stop| *stop) => break,
        }
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

async fn converse<I>(connection: Connection<I>, mut stop: watch::Receiver<bool>)
where
    I: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => Some(ended),
        _stopped = stop.wait_for(|stop| *stop) => None,
    };
    let ended = match ended {
        Some(ended) => ended,
        None => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection broke off");
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

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;

    /// How long a head may take here; a slow reply takes longer.
    const SHORT: Duration = Duration::from_millis(50);

    /// What a server with a short patience sends back, until it closes the connection.
    async fn heard(said: &str) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = watch::Sender::new(false);
        let slow = || async {
            tokio::time::sleep(SHORT * 3).await;
            "hello"
        };
        let router = Router::new().route("/", get(|| async { "hello" })).route("/slow", get(slow));
        let server = tokio::spawn(serve(listener, router, stop.subscribe(), SHORT));
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(said.as_bytes()).await.unwrap();
        let mut heard = String::new();
        let reading = stream.read_to_string(&mut heard);
        tokio::time::timeout(Duration::from_secs(20), reading).await.expect("it is closed").unwrap();
        stop.send_replace(true);
        server.await.unwrap();
        heard
    }

    #[tokio::test]
    async fn a_request_that_stops_halfway_is_not_waited_for_without_end() {
        assert_eq!(heard("GET / HTTP/1.1\r\nHost: loc").await, "");
    }

    #[tokio::test]
    async fn a_whole_request_is_answered_and_an_idle_connection_closed() {
        for path in ["/", "/slow"] {
            let heard = heard(&format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n")).await;
            assert!(heard.starts_with("HTTP/1.1 200") && heard.ends_with("hello"), "{path}: {heard}");
        }
    }
}
