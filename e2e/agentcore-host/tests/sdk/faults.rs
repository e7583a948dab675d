//! Errors, as the SDK reads them from a real socket.

use super::receiver::Receiver;
use super::support::{ARN, Host, agents, dispatch, first, patience, refuse, word};
use adapters::conformance::samples::{key, step};
use agentcore_host::{Fault, Operation, Planned};
use shared::ports::DispatchError;
use tokio::net::TcpSocket;

#[tokio::test(flavor = "multi_thread")]
async fn every_error_has_its_meaning_and_the_sdk_tries_nothing_again() {
    let (host, receiver) = (Host::start().await, Receiver::start().await);
    let agents = host.agents().await;
    let table = [
        (refuse(403, "AccessDeniedException"), "refused"),
        (refuse(400, "ValidationException"), "refused"),
        (refuse(404, "ResourceNotFoundException"), "refused"),
        (refuse(402, "ServiceQuotaExceededException"), "throttled"),
        (refuse(429, "ThrottlingException"), "throttled"),
        (refuse(409, "RetryableConflictException"), "throttled"),
        (refuse(409, "ConflictException"), "unknown"),
        (refuse(424, "RuntimeClientError"), "unknown"),
        (refuse(500, "InternalServerException"), "unknown"),
        (Fault::Refuse { status: 504, code: None, message: String::new() }, "unknown"),
        (Fault::Refuse { status: 503, code: None, message: String::new() }, "unknown"),
        (Fault::LoseReply { status: 500, code: None }, "unknown"),
    ];
    for (count, (fault, meaning)) in table.into_iter().enumerate() {
        host.server.plan(Planned::next(fault.clone()));
        let result = agents.dispatch(&dispatch("run-1", 1, &receiver)).await;
        assert_eq!(word(&result), meaning, "{fault:?}: {result:?}");
        assert_eq!(host.server.log().len(), count + 1, "one request: {fault:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_acknowledgement_in_time_is_unknown_and_the_agent_works_all_the_same() {
    let (host, receiver) = (Host::start().await, Receiver::start().await);
    for (attempt, fault) in [(1, Fault::Stall { ms: 60_000 }), (2, Fault::ColdStart { ms: 400 })] {
        host.server.plan(Planned::next(fault));
        let hasty = agents(&host.server.url(), patience(100)).await;
        let result = hasty.dispatch(&dispatch("run-1", attempt, &receiver)).await;
        assert!(
            matches!(&result, Err(DispatchError::Unknown { reason }) if reason.contains("100 ms")),
            "{result:?}"
        );
        receiver.next().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_held_invocation_is_acknowledged_and_waits_for_the_test_to_answer() {
    let (host, receiver) = (Host::start().await, Receiver::start().await);
    host.server.plan(Planned { workflow_id: Some("run-2".to_owned()), ..Planned::next(Fault::Hold) });
    let agents = host.agents().await;
    assert_eq!(word(&agents.dispatch(&dispatch("run-1", 1, &receiver)).await), "acknowledged");
    receiver.next().await;
    assert_eq!(word(&agents.dispatch(&dispatch("run-2", 1, &receiver)).await), "acknowledged");
    let held = host.server.held("run-2").await.unwrap();
    assert_eq!(held.callback, dispatch("run-2", 1, &receiver).invocation.callback);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_listens_the_attempt_is_delivered_again() {
    // A port that is taken, and on which nobody listens.
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let (url, receiver) = (format!("http://{}", socket.local_addr().unwrap()), Receiver::start().await);
    let result = agents(&url, patience(5_000)).await.dispatch(&dispatch("run-1", 1, &receiver)).await;
    assert_eq!(word(&result), "throttled", "{result:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_container_that_dies_after_its_acknowledgement_never_answers() {
    let (host, receiver) = (Host::start().await, Receiver::holding_back().await);
    host.server.plan(Planned::next(Fault::Die));
    let agents = host.agents().await;
    assert_eq!(word(&agents.dispatch(&dispatch("run-1", 1, &receiver)).await), "acknowledged");
    host.server.until_sessions(0).await;
    // The same attempt finds a new container, which begins anew.
    receiver.let_reply();
    assert_eq!(word(&agents.dispatch(&dispatch("run-1", 1, &receiver)).await), "acknowledged");
    receiver.next().await;
    assert!(host.server.log()[1].new_session);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_that_fails_says_whether_to_try_again() {
    let host = Host::start().await;
    let agents = host.agents().await;
    for (status, code, meaning) in [
        (429, "ThrottlingException", "throttled"),
        (409, "ConflictException", "unknown"),
        (403, "AccessDeniedException", "refused"),
        (500, "InternalServerException", "unknown"),
    ] {
        host.server.plan(Planned { operation: Operation::Stop, ..Planned::next(refuse(status, code)) });
        let error = agents.stop(first(&key("t", "r"), &step("research"), ARN)).await.unwrap_err();
        assert_eq!(word(&Err(error)), meaning, "{code}");
    }
}
