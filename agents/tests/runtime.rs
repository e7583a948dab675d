//! The container contract: once per attempt, heartbeats, deadline, retries, and the three agents behind it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test says what it expects by panicking"
)]

mod common;

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use agents::agent::{Agent, AgentError, Progress};
use agents::builtin::{NO_READABLE_DOCUMENT, builtin_agents};
use agents::runtime::{
    CallbackSink, Delivery, Host, HostSettings, HttpCallbackSink, PingStatus, Refusal, Undelivered, deliver,
    router,
};
use agents::verify::verify;
use agents::workspace::FolderWorkspace;
use async_trait::async_trait;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};
use shared::wire::{CallbackBody, CallbackStatus, CallbackTarget, Invocation};
use tokio::sync::{Notify, mpsc};
use tower::ServiceExt;
use wiremock::matchers::{body_partial_json, method};
use wiremock::{Mock, MockServer, ResponseTemplate};

/// Answers callbacks from a script (then `Delivered`) and passes on every one.
struct Recorder {
    script: Mutex<VecDeque<Delivery>>,
    seen: mpsc::UnboundedSender<CallbackBody>,
}

fn recorder(script: Vec<Delivery>) -> (Arc<Recorder>, mpsc::UnboundedReceiver<CallbackBody>) {
    let (seen, received) = mpsc::unbounded_channel();
    (Arc::new(Recorder { script: Mutex::new(script.into()), seen }), received)
}

#[async_trait]
impl CallbackSink for Recorder {
    async fn send(&self, _target: &CallbackTarget, body: &CallbackBody) -> Delivery {
        let _ = self.seen.send(body.clone());
        self.script.lock().unwrap().pop_front().unwrap_or(Delivery::Delivered)
    }
}

/// Counts its runs; ends when it is told to.
#[derive(Default)]
struct Worker {
    runs: AtomicUsize,
    go: Notify,
}

#[async_trait]
impl Agent for Worker {
    async fn run(&self, invocation: &Invocation, progress: &Progress) -> Result<Value, AgentError> {
        self.runs.fetch_add(1, Ordering::SeqCst);
        progress.say("half way");
        if invocation.input == json!("panic") {
            panic!("an agent's bug");
        }
        self.go.notified().await;
        Ok(json!({ "done": true }))
    }
}

fn invocation(agent: &str, step: &str, input: Value) -> Invocation {
    let deadline = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(1);
    serde_json::from_value(json!({
        "workflow_id": "run-1", "step": step, "attempt": 1, "agent": agent, "playbook": "research-report", "input": input,
        "callback": {"url": "http://127.0.0.1:9/callbacks/run-1", "token": "secret-token"},
        "deadline": deadline.to_string(), "budget": null,
    }))
    .unwrap()
}

fn host(script: Vec<Delivery>) -> (Host, Arc<Worker>, mpsc::UnboundedReceiver<CallbackBody>) {
    let worker = Arc::new(Worker::default());
    let agents: BTreeMap<String, Arc<dyn Agent>> =
        [("worker".to_owned(), Arc::clone(&worker) as Arc<dyn Agent>)].into();
    let (sink, seen) = recorder(script);
    (Host::new(agents, sink, HostSettings { heartbeat: Duration::from_secs(10) }), worker, seen)
}

#[tokio::test(start_paused = true)]
async fn an_attempt_runs_once_however_often_it_is_delivered() {
    let (host, worker, mut seen) = host(Vec::new());
    for _ in 0..3 {
        host.accept(invocation("worker", "work", Value::Null)).unwrap();
    }
    assert_eq!(host.ping().status, PingStatus::HealthyBusy);
    worker.go.notify_one();
    let first = seen.recv().await.unwrap();
    assert_eq!(
        (first.status, first.result.clone()),
        (CallbackStatus::Success, Some(json!({ "done": true })))
    );
    host.accept(invocation("worker", "work", Value::Null)).unwrap();
    assert_eq!(seen.recv().await.unwrap(), first);
    assert_eq!(worker.runs.load(Ordering::SeqCst), 1);
    assert_eq!(host.ping().status, PingStatus::Healthy);
}

#[tokio::test(start_paused = true)]
async fn heartbeats_carry_the_progress_until_the_answer() {
    let (host, worker, mut seen) = host(Vec::new());
    host.accept(invocation("worker", "work", Value::Null)).unwrap();
    let beat = seen.recv().await.unwrap();
    assert_eq!(beat.status, CallbackStatus::Running);
    assert_eq!(
        (beat.progress, beat.token.as_deref()),
        (Some(json!({ "message": "half way" })), Some("secret-token"))
    );
    worker.go.notify_one();
    assert_eq!(seen.recv().await.unwrap().status, CallbackStatus::Success);
}

#[tokio::test(start_paused = true)]
async fn superseded_work_stops_without_an_answer() {
    let (host, worker, mut seen) = host(vec![Delivery::Superseded]);
    host.accept(invocation("worker", "work", Value::Null)).unwrap();
    assert_eq!(seen.recv().await.unwrap().status, CallbackStatus::Running);
    // The clock is paused: this waits for nothing but the work that is still to be done before the next heartbeat.
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(host.ping().status, PingStatus::Healthy, "the work goes on although nobody waits");
    worker.go.notify_one();
    drop(host);
    assert!(seen.recv().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn panic_and_deadline_become_failures() {
    let (host, _worker, mut seen) = host(Vec::new());
    host.accept(invocation("worker", "panics", json!("panic"))).unwrap();
    assert_eq!(seen.recv().await.unwrap().error.unwrap().kind, "AGENT_PANICKED");
    host.accept(Invocation {
        deadline: "2020-01-01T00:00:00Z".into(),
        ..invocation("worker", "late", Value::Null)
    })
    .unwrap();
    let error = seen.recv().await.unwrap().error.unwrap();
    assert_eq!((error.kind.as_str(), error.retryable), ("DEADLINE_EXCEEDED", true));
}

#[tokio::test(start_paused = true)]
async fn answers_are_sent_until_taken_and_never_after_a_definite_no() {
    let later = || Delivery::Later { after: Some(Duration::from_secs(5)), reason: "HTTP 503".into() };
    let (sink, mut seen) = recorder(vec![later(), later()]);
    let invocation = invocation("worker", "work", Value::Null);
    let body: CallbackBody = serde_json::from_value(json!({ "status": "SUCCESS", "result": 1 })).unwrap();
    let start = tokio::time::Instant::now();
    assert_eq!(deliver(sink.as_ref(), &invocation.callback, &body).await, Ok(()));
    assert!(start.elapsed() >= Duration::from_secs(10), "Retry-After is honoured");
    seen.close();
    assert_eq!(std::iter::from_fn(|| seen.try_recv().ok()).count(), 3);
    let (sink, _seen) = recorder(vec![Delivery::Refused { reason: "HTTP 403".into() }]);
    let refused = deliver(sink.as_ref(), &invocation.callback, &body).await;
    assert_eq!(refused, Err(Undelivered::Refused("HTTP 403".into())));
    let (sink, _seen) = recorder(vec![later(); 100]);
    assert!(matches!(
        deliver(sink.as_ref(), &invocation.callback, &body).await,
        Err(Undelivered::GivenUp(_))
    ));
}

#[tokio::test]
async fn http_statuses_are_told_apart() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let server = MockServer::start().await;
    let sink = HttpCallbackSink::new(reqwest::Client::new());
    let body: CallbackBody = serde_json::from_value(json!({ "token": "t", "status": "RUNNING" })).unwrap();
    let target = CallbackTarget { url: format!("{}/callbacks/secret", server.uri()), token: "t".into() };
    let later = |after| Delivery::Later { after, reason: String::new() };
    for (status, expected) in [
        (200, Delivery::Delivered),
        (410, Delivery::Superseded),
        (400, Delivery::Refused { reason: "HTTP 400".into() }),
        (403, Delivery::Refused { reason: "HTTP 403".into() }),
        (429, later(Some(Duration::from_secs(7)))),
        (503, later(Some(Duration::from_secs(7)))),
    ] {
        server.reset().await;
        let reply = ResponseTemplate::new(status).insert_header("Retry-After", "7");
        Mock::given(method("POST"))
            .and(body_partial_json(json!({ "token": "t" })))
            .respond_with(reply)
            .mount(&server)
            .await;
        let got = match sink.send(&target, &body).await {
            Delivery::Later { after, .. } => later(after),
            other => other,
        };
        assert_eq!(got, expected, "HTTP {status}");
    }
    drop(server);
    let target = CallbackTarget { url: "http://127.0.0.1:1/callbacks/secret".into(), token: "t".into() };
    let Delivery::Later { reason, .. } = sink.send(&target, &body).await else {
        panic!("a dead server is not a no")
    };
    assert!(!reason.contains("secret"), "{reason}");
}

#[tokio::test(start_paused = true)]
async fn routes_answer_as_the_contract_says() {
    let (host, _worker, _seen) = host(Vec::new());
    let app = router(host.clone());
    let post = |body: String| Request::post("/invocations").body(Body::from(body)).unwrap();
    let reply = async |request: Request<Body>| {
        let response = app.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, serde_json::from_slice::<Value>(&bytes).unwrap())
    };
    let (status, before) = reply(Request::get("/ping").body(Body::empty()).unwrap()).await;
    assert_eq!((status, before["status"].as_str()), (StatusCode::OK, Some("Healthy")));
    let good = serde_json::to_string(&invocation("worker", "work", Value::Null)).unwrap();
    assert_eq!(reply(post(good)).await, (StatusCode::ACCEPTED, json!({ "status": "accepted" })));
    let (_, busy) = reply(Request::get("/ping").body(Body::empty()).unwrap()).await;
    assert_eq!(busy["status"], "HealthyBusy");
    let unknown = serde_json::to_string(&invocation("nobody", "work", Value::Null)).unwrap();
    let (status, problem) = reply(post(unknown)).await;
    assert_eq!(
        (status, problem["type"].as_str()),
        (StatusCode::NOT_FOUND, Some("urn:aegis:problem:not-found"))
    );
    assert_eq!(reply(post("{".into())).await.0, StatusCode::BAD_REQUEST);
    assert_eq!(
        reply(post("x".repeat(shared::limits::BODY_MAX_BYTES + 1))).await.0,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    let refused =
        host.accept(Invocation { deadline: "soon".into(), ..invocation("worker", "x", Value::Null) });
    assert_eq!(refused, Err(Refusal::BadDeadline("soon".into())));
}

#[tokio::test]
async fn three_agents_make_a_verified_report() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Arc::new(FolderWorkspace::new(dir.path().to_owned()));
    let agents = builtin_agents(workspace.clone(), Arc::new(common::document_parser()));
    let (progress, _) = Progress::new();
    let run = async |agent: &str, step: &str, input: Value| {
        agents[agent].run(&invocation(agent, step, input), &progress).await
    };
    let docs = common::example_folder().canonicalize().unwrap();
    let input = json!({
        "topic": common::QUESTION, "depth": "comprehensive", "docs": [docs], "max_results": 10, "feedback": null,
        "parameters": {"topic": common::QUESTION, "word_limit": 500},
    });
    let research = run("researcher", "research", input.clone()).await.unwrap();
    assert_eq!(research["metadata"]["parameters_not_used"], json!(["word_limit"]));
    assert_eq!(run("researcher", "research", input).await.unwrap(), research);
    let analysis =
        run("analyst", "analyse", json!({ "research": research, "feedback": null })).await.unwrap();
    let hash = shared::digest::Digest::of_json(&analysis);
    let approval =
        json!({ "comment": null, "artifact_hash": hash, "decided_by": "local:me", "edited": false });
    let input = json!({ "topic": "x", "analysis": analysis, "research": research, "approval": approval });
    let written = run("writer", "write", input.clone()).await.unwrap();
    run("writer", "write", input).await.unwrap();
    assert_eq!(written["report"]["report_md"], "report/report.md");
    assert!(written.to_string().len() < 8 * 1024, "small enough to stay inline");
    let report =
        verify(&workspace.folder(&invocation("writer", "write", Value::Null).workflow_id).join("report"))
            .unwrap();
    assert!(report.ok && report.quotes > 12, "{:?}", report.failures);
    assert_eq!(report.approved_artifact_sha256, report.written_artifact_sha256);
}

#[tokio::test]
async fn agents_say_what_is_missing() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Arc::new(FolderWorkspace::new(dir.path().join("work")));
    let agents = builtin_agents(workspace, Arc::new(common::document_parser()));
    let (progress, _) = Progress::new();
    let fails = async |agent: &str, input: Value| {
        let error = agents[agent].run(&invocation(agent, "s", input), &progress).await.unwrap_err();
        assert!(!error.retryable, "{error}");
        error.kind
    };
    assert_eq!(
        fails("researcher", json!({ "topic": "heat", "docs": [dir.path()] })).await,
        NO_READABLE_DOCUMENT
    );
    assert_eq!(fails("researcher", json!({ "topic": "heat", "docs": null })).await, NO_READABLE_DOCUMENT);
    assert_eq!(fails("researcher", json!({ "docs": [] })).await, "INVALID_INPUT");
    let research = serde_json::to_value(common::research_example(&common::example_corpus())).unwrap();
    assert_eq!(fails("writer", json!({ "analysis": {}, "research": research })).await, "SNAPSHOT_MISSING");
}
