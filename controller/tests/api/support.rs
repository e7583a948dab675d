//! A home for tests: in-memory stores, agents that only record what they are given.

use crate::faulty::{Cellar, Shelf};
use adapters::memory::{FixedKeys, RecordingBus, RecordingNotifier};
use adapters::system::{SystemClock, SystemEntropy};
use async_trait::async_trait;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use controller::local::{LocalHome, LocalOptions};
use controller::playbooks::Playbooks;
use serde_json::{Value, json};
use shared::ids::{AgentName, PersonId, TenantId};
use shared::ports::{Agents, AttemptRef, Delivery, Dispatch, DispatchError, Notice};
use shared::run::{ReplyMode, Target};
use shared::wire::Invocation;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use tokio::sync::{Notify, Semaphore};
use tower::ServiceExt as _;

/// Agents that record what they are given.
pub struct Recorder {
    given: Mutex<Vec<Arc<Invocation>>>,
    came: Notify,
    /// Whether an acknowledgement waits for a permit of `heard`.
    pub silent: AtomicBool,
    pub heard: Semaphore,
}

impl Recorder {
    fn new() -> Self {
        Self {
            given: Mutex::default(),
            came: Notify::new(),
            silent: AtomicBool::new(false),
            heard: Semaphore::new(0),
        }
    }

    /// How often an agent was called.
    pub fn count(&self) -> usize {
        self.given.lock().unwrap().len()
    }
}

#[async_trait]
impl Agents for Recorder {
    fn resolve(&self, agent: &AgentName) -> Option<Target> {
        (agent.as_str() != "nobody").then(|| Target {
            address: format!("http://127.0.0.1:1/{agent}"),
            reply: ReplyMode::Callback,
            idempotent: true,
            volatile: false,
        })
    }

    async fn dispatch(&self, dispatch: Dispatch) -> Result<Delivery, DispatchError> {
        self.given.lock().unwrap().push(dispatch.invocation);
        self.came.notify_waiters();
        if self.silent.load(Ordering::Relaxed) {
            self.heard.acquire().await.unwrap().forget();
        }
        Ok(Delivery::Acknowledged)
    }

    async fn stop(&self, _: AttemptRef<'_>) -> Result<(), DispatchError> {
        Ok(())
    }
}

/// A home for tests.
pub struct Home {
    pub home: LocalHome,
    pub agents: Arc<Recorder>,
    pub notifier: Arc<RecordingNotifier>,
    pub store: Arc<Shelf>,
    pub payloads: Arc<Cellar>,
}

/// A reply.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
    /// The bytes as text, as well as it goes.
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    pub fn problem(&self) -> String {
        assert_eq!(self.headers["content-type"], "application/problem+json", "{}", self.text);
        let problem = self.json();
        assert_eq!(problem["status"], self.status.as_u16());
        assert!(!problem["detail"].as_str().unwrap().is_empty());
        problem["type"].as_str().unwrap().trim_start_matches("urn:aegis:problem:").to_owned()
    }
}

impl Home {
    pub fn new() -> Self {
        Self::over(Shelf::default())
    }

    /// A home over a store that may have been prepared.
    pub fn over(store: Shelf) -> Self {
        let agents = Arc::new(Recorder::new());
        let notifier = Arc::new(RecordingNotifier::new());
        let (store, payloads) = (Arc::new(store), Arc::new(Cellar::default()));
        let mut home = LocalHome::new(LocalOptions {
            store: store.clone(),
            payloads: payloads.clone(),
            agents: agents.clone(),
            bus: Arc::new(RecordingBus::new()),
            notifier: notifier.clone(),
            keys: Arc::new(FixedKeys::new(7)),
            clock: Arc::new(SystemClock),
            entropy: Arc::new(SystemEntropy::new().unwrap()),
            base_url: "http://127.0.0.1:7410".to_owned(),
            tenant: TenantId::parse("local").unwrap(),
            local_user: PersonId::parse("local-user").unwrap(),
            playbooks: Playbooks::builtin().unwrap(),
            wrap_wake: None,
        });
        home.run_engine();
        Self { home, agents, notifier, store, payloads }
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let reply = self.home.router().oneshot(request).await.unwrap();
        let (parts, body) = reply.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.into(),
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[]).await
    }

    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let request = headers.iter().fold(Request::get(path), |request, (n, v)| request.header(*n, *v));
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.post_with(path, body, &[]).await
    }

    pub async fn post_with(&self, path: &str, body: Value, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::post(path).header("content-type", "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    /// Starts a run of the built-in playbook and gives its id.
    pub async fn start(&self) -> String {
        let answer = self.post("/workflows", json!({"topic": "heat pumps in old houses"})).await;
        assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.text);
        answer.json()["workflow_id"].as_str().unwrap().to_owned()
    }

    /// Waits until an agent was given a step.
    pub async fn given(&self, id: &str, step: &str) -> Arc<Invocation> {
        loop {
            let came = self.agents.came.notified();
            tokio::pin!(came);
            came.as_mut().enable();
            let found = self
                .agents
                .given
                .lock()
                .unwrap()
                .iter()
                .rev()
                .find(|given| given.workflow_id.as_str() == id && given.step.as_str() == step)
                .cloned();
            match found {
                Some(found) => return found,
                None => came.await,
            }
        }
    }

    /// Answers for a step's agent.
    pub async fn succeed(&self, id: &str, step: &str, result: Value) -> Answer {
        let given = self.given(id, step).await;
        let body = json!({"token": given.callback.token, "status": "SUCCESS", "result": result});
        self.post(&format!("/callbacks/{id}"), body).await
    }

    /// Brings a run to its gate and gives the open approval.
    pub async fn to_gate(&self) -> (String, Value) {
        let id = self.start().await;
        assert_eq!(self.succeed(&id, "research", json!({"key_findings": []})).await.status, StatusCode::OK);
        let analysis = json!({"summary": "It depends.", "key_insights": [], "recommendations": []});
        assert_eq!(self.succeed(&id, "analyse", analysis).await.status, StatusCode::OK);
        let inbox = self.get("/approvals").await.json();
        let open = inbox["approvals"].as_array().unwrap();
        let own = open.iter().find(|approval| approval["workflow_id"] == id.as_str()).unwrap();
        (id, own.clone())
    }

    /// The notice of a run's open gate.
    pub async fn notice(&self, id: &str) -> Notice {
        for _ in 0..10_000 {
            if let Some(notice) = self.notifier.notices().into_iter().find(|n| n.run.id.as_str() == id) {
                return notice;
            }
            tokio::task::yield_now().await;
        }
        panic!("nobody was told");
    }
}

/// The token of a notice's link.
pub fn token(notice: &Notice) -> &str {
    notice.approve_url.split_once("token=").unwrap().1
}
