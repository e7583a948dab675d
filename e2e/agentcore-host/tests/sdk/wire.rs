//! Replies that no well-behaved container gives, from a bare server in AgentCore's place.

use super::support::{ARN, agents, patience, to, word};
use axum::Router;
use axum::routing::any;
use shared::limits::BODY_MAX_BYTES;
use shared::ports::{Delivery, Dispatch, DispatchError};
use shared::run::ReplyMode;
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
