use super::super::http_target;
use super::*;
use crate::conformance::samples;
use crate::memory::ManualClock;
use serde_json::json;
use shared::ids::{AttemptNo, StepId};
use shared::wire::{CallbackTarget, Invocation};
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpListener;
use wiremock::matchers::{body_partial_json, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

fn agents() -> HttpAgents {
    let clock = ManualClock::new(Timestamp::parse("2026-01-31T09:00:00Z").unwrap());
    HttpAgents::new(BTreeMap::new(), Arc::new(clock)).unwrap()
}

fn dispatch(url: &str, reply: ReplyMode) -> Dispatch {
    let run = samples::key("t", "run-1");
    let invocation = Invocation {
        workflow_id: run.id.clone(),
        step: StepId::parse("research").unwrap(),
        attempt: AttemptNo(2),
        agent: AgentName::parse("researcher").unwrap(),
        playbook: "research-report".to_owned(),
        input: json!({"topic": "x"}),
        callback: CallbackTarget {
            url: "http://127.0.0.1/callbacks/run-1".to_owned(),
            token: "hush".to_owned(),
        },
        deadline: "2026-01-31T09:01:00Z".to_owned(),
        budget: None,
        traceparent: Some("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".to_owned()),
    };
    Dispatch { run, target: http_target(url, reply).unwrap(), invocation: Arc::new(invocation) }
}

#[tokio::test]
async fn the_invocation_arrives_with_its_trace_and_is_acknowledged() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/base/invocations"))
        .and(header("content-type", "application/json"))
        .and(header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))
        .and(body_partial_json(json!({"workflow_id": "run-1", "attempt": 2, "callback": {"token": "hush"}})))
        .respond_with(ResponseTemplate::new(202).set_body_json(json!({"status": "accepted"})))
        .expect(1)
        .mount(&server)
        .await;
    let url = format!("{}/base/", server.uri());
    assert_eq!(agents().dispatch(dispatch(&url, ReplyMode::Callback)).await, Ok(Delivery::Acknowledged));
}

#[tokio::test]
async fn a_response_agent_answers_and_redirects_are_not_followed() {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(200).set_body_json(json!({"found": 3}));
    Mock::given(path("/a/invocations")).respond_with(answer).mount(&server).await;
    let moved =
        ResponseTemplate::new(307).insert_header("location", format!("{}/a/invocations", server.uri()));
    Mock::given(path("/b/invocations")).respond_with(moved).mount(&server).await;
    let agents = agents();
    let reply = agents.dispatch(dispatch(&format!("{}/a", server.uri()), ReplyMode::Response)).await;
    assert_eq!(reply, Ok(Delivery::Answered(json!({"found": 3}))));
    let moved = agents.dispatch(dispatch(&format!("{}/b", server.uri()), ReplyMode::Callback)).await;
    assert!(matches!(moved, Err(DispatchError::Refused { retryable: false, .. })), "{moved:?}");
}

#[tokio::test]
async fn a_busy_agent_says_when_to_come_back() {
    let server = MockServer::start().await;
    let busy = ResponseTemplate::new(429).insert_header("retry-after", "3");
    Mock::given(method("POST")).respond_with(busy).mount(&server).await;
    let reply = agents().dispatch(dispatch(&server.uri(), ReplyMode::Callback)).await;
    assert!(matches!(reply, Err(DispatchError::Throttled { retry_after_ms: Some(3_000), .. })), "{reply:?}");
}

#[tokio::test]
async fn a_closed_port_and_an_unknown_host_surely_did_not_get_it() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    for url in [format!("http://{address}"), "http://agent.invalid".to_owned()] {
        let reply = agents().dispatch(dispatch(&url, ReplyMode::Callback)).await;
        assert!(matches!(reply, Err(DispatchError::Throttled { .. })), "{reply:?}");
    }
}

#[tokio::test]
async fn a_connection_that_breaks_after_the_request_leaves_it_unknown() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (mut connection, _) = listener.accept().await.unwrap();
        let mut bytes = [0_u8; 64];
        connection.read_exact(&mut bytes).await.unwrap();
    });
    let reply = agents().dispatch(dispatch(&url, ReplyMode::Callback)).await;
    server.await.unwrap();
    let Err(DispatchError::Unknown { reason }) = reply else { panic!("{reply:?}") };
    assert!(!reason.contains("hush") && !reason.contains("127.0.0.1"), "{reason}");
}

#[test]
fn a_response_agent_has_as_long_as_its_attempt() {
    let agents = agents();
    let patience = |reply| agents.patience(&dispatch("http://127.0.0.1:1", reply));
    assert_eq!(patience(ReplyMode::Callback), Duration::from_millis(DISPATCH_TIMEOUT_MS));
    assert_eq!(patience(ReplyMode::Response), Duration::from_secs(60));
}
