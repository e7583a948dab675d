//! One session: the built-in agents in a runtime of their own, behind the container contract. When it ends, so does all of
//! its work, at once, as a container's would.

use crate::settings::Settings;
use agents::builtin::{Documents, agents_with};
use agents::reading::{DocumentParser, NoParser, SubprocessParser};
use agents::runtime::{Host, HostSettings, HttpCallbackSink, PingStatus, router};
use agents::workspace::{FolderWorkspace, RemoteWorkspaces, Workspace, Workspaces};
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{Request, StatusCode, header};
use reqwest::redirect::Policy;
use shared::limits::BODY_MAX_BYTES;
use std::sync::Arc;
use tokio::runtime::{Builder, Handle, Runtime};
use tower::ServiceExt as _;

/// What a container replied.
#[derive(Clone, Debug)]
pub(crate) struct ContainerReply {
    /// HTTP status.
    pub(crate) status: StatusCode,
    /// The body.
    pub(crate) body: Bytes,
}

/// A session's container.
pub(crate) struct Session {
    /// Taken only when it ends.
    runtime: Option<Runtime>,
    host: Host,
    routes: Router,
    /// One for the session itself and one per request that is under way.
    users: Arc<()>,
}

/// Hands requests to a session's container; does nothing any more once that has ended.
#[derive(Clone)]
pub(crate) struct Door {
    handle: Handle,
    routes: Router,
    _user: Arc<()>,
}

impl Session {
    /// Starts one. The error is for people.
    pub(crate) fn start(settings: &Settings) -> Result<Self, String> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("session")
            .enable_all()
            .build()
            .map_err(|error| format!("no runtime for a session: {error}"))?;
        // Nobody but the named authority is trusted: callbacks of tests go to loopback.
        let client = reqwest::Client::builder().no_proxy().redirect(Policy::none());
        let client = client.tls_certs_only(authority(settings)?).build();
        let client = client.map_err(|error| format!("no HTTP client for a session: {error}"))?;
        let parser: Arc<dyn DocumentParser> = match &settings.document_parser {
            Some(program) => Arc::new(SubprocessParser::new(program.clone(), Vec::new())),
            None => Arc::new(NoParser),
        };
        let workspaces: Arc<dyn Workspaces> = match &settings.workspace {
            Some(folder) => Arc::new(Arc::new(FolderWorkspace::new(folder.clone())) as Arc<dyn Workspace>),
            None => Arc::new(RemoteWorkspaces::new(client.clone())),
        };
        let agents = agents_with(workspaces, Documents::Anywhere, parser);
        let heartbeat = HostSettings { heartbeat: settings.heartbeat };
        let host = Host::new(agents, Arc::new(HttpCallbackSink::new(client)), heartbeat);
        Ok(Self { runtime: Some(runtime), routes: router(host.clone()), host, users: Arc::new(()) })
    }

    /// Its door; `None` once it has ended.
    pub(crate) fn door(&self) -> Option<Door> {
        let runtime = self.runtime.as_ref()?;
        let (handle, routes) = (runtime.handle().clone(), self.routes.clone());
        Some(Door { handle, routes, _user: Arc::clone(&self.users) })
    }

    /// Whether it must go on: a request is under way, or `GET /ping` would say that the agents are at work.
    pub(crate) fn is_busy(&self) -> bool {
        Arc::strong_count(&self.users) > 1 || self.host.ping().status == PingStatus::HealthyBusy
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // At once: whatever the agents are at is lost.
            runtime.shutdown_background();
        }
    }
}

impl Door {
    /// `POST /invocations`; `None` where the container died over it.
    pub(crate) async fn deliver(&self, payload: Bytes) -> Option<ContainerReply> {
        let request = Request::post("/invocations").header(header::CONTENT_TYPE, "application/json");
        let request = request.body(Body::from(payload)).ok()?;
        let routes = self.routes.clone();
        let task = self.handle.spawn(async move {
            let response = routes.oneshot(request).await.ok()?;
            let status = response.status();
            let body = to_bytes(response.into_body(), BODY_MAX_BYTES).await.ok()?;
            Some(ContainerReply { status, body })
        });
        task.await.ok().flatten()
    }
}

fn authority(settings: &Settings) -> Result<Vec<reqwest::Certificate>, String> {
    let Some(path) = &settings.trust else { return Ok(Vec::new()) };
    let told = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let pem = std::fs::read(path).map_err(|error| told(&error))?;
    let certificate = reqwest::Certificate::from_pem(&pem).map_err(|error| told(&error))?;
    Ok(vec![certificate])
}
