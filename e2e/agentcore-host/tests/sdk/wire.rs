//! Replies that no well-behaved container gives, from a bare server in AgentCore's place; and names that lead elsewhere.

use super::receiver::Receiver;
use super::support::{ARN, Host, agents, first, patience, to, word};
use adapters::aws::emulator::config_for;
use adapters::aws::home::AwsHome;
use adapters::aws::registry;
use adapters::conformance::samples::{key, step};
use adapters::system::SystemClock;
use agentcore_host::Operation;
use axum::Router;
use axum::routing::any;
use shared::ids::AgentName;
use shared::limits::BODY_MAX_BYTES;
use shared::ports::{Agents as _, Delivery, Dispatch, DispatchError};
use shared::run::ReplyMode;
use std::sync::Arc;
use tokio::net::TcpListener;

/// A server that answers everything with this body.
async fn answering(body: Vec<u8>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let routes = Router::new().fallback(any(move || std::future::ready(body.clone())));
    tokio::spawn(async move { drop(axum::serve(listener, routes).await) });
    url
}

fn dispatch(reply: ReplyMode) -> Dispatch {
    let mut dispatch = to(ARN, "run-1", 1, "http://127.0.0.1:1");
    dispatch.target.reply = reply;
    dispatch
}

#[tokio::test]
async fn a_reply_over_the_limit_is_not_read_to_its_end() {
    let url = answering(vec![b' '; BODY_MAX_BYTES + 1]).await;
    let result = agents(&url, patience(10_000)).await.dispatch(&dispatch(ReplyMode::Response)).await;
    let Err(DispatchError::Refused { reason, .. }) = result else { panic!("{result:?}") };
    assert!(reason.contains("larger than"), "{reason}");
}

#[tokio::test]
async fn the_reply_of_a_response_agent_is_its_result() {
    let url = answering(br#"{"found": 3}"#.to_vec()).await;
    let agents = agents(&url, patience(10_000)).await;
    let answered = agents.dispatch(&dispatch(ReplyMode::Response)).await;
    assert_eq!(answered, Ok(Delivery::Answered(serde_json::json!({"found": 3}))));
    assert_eq!(word(&agents.dispatch(&dispatch(ReplyMode::Callback)).await), "refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_registered_name_leads_to_its_runtime_or_its_url() {
    let (host, receiver) = (Host::start().await, Receiver::start().await);
    let server = answering(br#"{"status": "accepted"}"#.to_vec()).await;
    let home = AwsHome::of(config_for(&host.server.url()).await);
    let place = home.place(None).unwrap();
    let json = format!(r#"{{"researcher": {{"target": "{ARN}"}}, "other": {{"target": "{server}"}}}}"#);
    let registry = registry::parse(&json, &place).unwrap();
    let agents = home.agents(registry, place, patience(10_000), Arc::new(SystemClock)).unwrap();
    for (name, requests) in [("other", 0), ("researcher", 1)] {
        let target = agents.resolve(&AgentName::parse(name).unwrap()).unwrap();
        let delivery = agents.dispatch(to(&target.address, "run-1", 1, &receiver.url)).await;
        assert_eq!(delivery, Ok(Delivery::Acknowledged), "{name}");
        agents.stop(first(&key("t", "x"), &step("research"), &target.address)).await.unwrap();
        let log = host.server.log();
        assert_eq!(log.iter().filter(|record| record.operation == Operation::Invoke).count(), requests);
    }
    assert_eq!(agents.resolve(&AgentName::parse("nobody").unwrap()), None);
}
