//! An attempt from hand-over to answer.

use super::receiver::Receiver;
use super::support::{ARN, Host, TRACE, dispatch, first, to};
use adapters::aws::agentcore::session_id;
use adapters::conformance::samples::{key, step};
use agentcore_host::{Fault, Operation, Planned};
use shared::ids::{AgentName, AttemptNo};
use shared::ports::{Delivery, DispatchError};
use shared::wire::CallbackStatus;
use std::sync::Arc;

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_acknowledges_at_once_and_answers_on_the_callback_url() {
    let (host, receiver) = (Host::start().await, Receiver::start().await);
    let address = format!("{ARN}/runtime-endpoint/prod");
    let delivery = host.agents().await.dispatch(&to(&address, "run-1", 2, &receiver.url)).await;
    assert_eq!(delivery, Ok(Delivery::Acknowledged));
    let (run, body) = receiver.next().await;
    assert_eq!(
        (run.as_str(), body.status, body.token.as_deref()),
        ("run-1", CallbackStatus::Success, Some("hush"))
    );
    assert!(
        !body.result.unwrap()["key_findings"].as_array().unwrap().is_empty(),
        "it has read the documents"
    );

    let log = host.server.log();
    let seen = &log[0];
    assert_eq!((log.len(), seen.operation, seen.status), (1, Operation::Invoke, 200));
    assert_eq!((seen.runtime.as_str(), seen.qualifier.as_deref()), (ARN, Some("prod")));
    assert_eq!(seen.session, session_id(&key("t", "run-1"), &step("research"), AttemptNo(2)));
    assert_eq!((seen.step.as_deref(), seen.attempt), (Some("research"), Some(2)));
    assert_eq!(seen.traceparent.as_deref(), Some(TRACE));
    let xray = "Root=1-0af76519-16cd43dd8448eb211c80319c;Parent=b7ad6b7169203331;Sampled=1";
    assert_eq!(seen.trace_id.as_deref(), Some(xray));
    assert!(!serde_json::to_string(&log).unwrap().contains("hush"), "no token in the log");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_attempt_that_is_delivered_again_goes_to_the_same_session() {
    let (host, receiver) = (Host::start().await, Receiver::start().await);
    let agents = host.agents().await;
    for _twice in 0..2 {
        assert_eq!(agents.dispatch(&dispatch("run-1", 1, &receiver)).await, Ok(Delivery::Acknowledged));
        receiver.next().await;
    }
    assert_eq!(agents.dispatch(&dispatch("run-1", 2, &receiver)).await, Ok(Delivery::Acknowledged));
    let log = host.server.log();
    assert_eq!(log[0].session, log[1].session);
    assert_eq!([log[0].new_session, log[1].new_session, log[2].new_session], [true, false, true]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_duplicate_on_the_way_is_worked_on_once() {
    let (host, receiver) = (Host::start().await, Receiver::holding_back().await);
    host.server.plan(Planned::next(Fault::Twice));
    let delivery = host.agents().await.dispatch(&dispatch("run-1", 1, &receiver)).await;
    assert_eq!(delivery, Ok(Delivery::Acknowledged));
    receiver.next().await;
    assert_eq!(host.server.log()[0].deliveries, 2);
    receiver.let_reply();
    host.agents().await.stop(first(&key("t", "run-1"), &step("research"), ARN)).await.unwrap();
    assert_eq!(host.server.log().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_runtime_without_the_agent_refuses_the_attempt() {
    let (host, receiver) = (Host::start().await, Receiver::start().await);
    let mut wrong = dispatch("run-1", 1, &receiver);
    Arc::make_mut(&mut wrong.invocation).agent = AgentName::parse("translator").unwrap();
    let error = host.agents().await.dispatch(&wrong).await.unwrap_err();
    assert!(matches!(&error, DispatchError::Refused { reason, .. } if reason.contains("404")), "{error}");
    assert_eq!(host.server.log()[0].error.as_deref(), Some("RuntimeClientError"));
    assert!(!receiver.has_more().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_runtime_of_another_account_or_region_is_never_asked() {
    let (host, receiver) = (Host::start().await, Receiver::start().await);
    for (part, other) in [("123456789012", "999999999999"), ("us-east-1", "eu-west-1")] {
        let address = ARN.replace(part, other);
        let error = host.agents().await.dispatch(&to(&address, "run-1", 1, &receiver.url)).await.unwrap_err();
        let text = error.to_string();
        assert!(matches!(error, DispatchError::Refused { retryable: false, .. }), "{text}");
        assert!(text.contains(part) && text.contains(other), "{text}");
    }
    assert!(host.server.log().is_empty());
}
