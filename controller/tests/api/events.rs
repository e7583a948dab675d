//! The history of a run, as JSON and as a stream.

use crate::support::Home;
use axum::body::Body;
use axum::http::Request;
use futures_util::StreamExt as _;
use serde_json::json;
use std::time::Duration;
use tower::ServiceExt as _;

/// Readers that take their time.
const SLOW: usize = 100;

#[tokio::test]
async fn the_history_tells_what_happened_and_no_secret() {
    let home = Home::new();
    let (id, _) = home.to_gate().await;
    home.post(&format!("/approve/{id}"), json!({"decision": "approve"})).await;
    home.succeed(&id, "write", json!({"report": {}})).await;
    let page = home.get(&format!("/workflows/{id}/events")).await;
    let events = page.json();
    let kinds: Vec<&str> =
        events["events"].as_array().unwrap().iter().map(|event| event["type"].as_str().unwrap()).collect();
    let expected = "WorkflowStarted StepStarted StepCompleted StepStarted StepCompleted ApprovalRequested ApprovalDecided \
        StepCompleted StepStarted StepCompleted WorkflowCompleted";
    assert_eq!(kinds.join(" "), expected);
    assert!(!page.text.contains("v1."), "a token leaked into the history");
    let after = events["events"][4]["seq"].as_u64().unwrap();
    let rest = home.get(&format!("/workflows/{id}/events?after={after}")).await.json();
    assert_eq!(rest["events"][0]["type"], "ApprovalRequested");
}

#[tokio::test]
async fn a_stream_goes_on_after_the_last_event_id_and_ends_with_the_run() {
    let home = Home::new();
    let id = home.start().await;
    home.post(&format!("/workflows/{id}/cancel"), json!({})).await;
    let request = |last: Option<&str>| {
        let mut request =
            Request::get(format!("/workflows/{id}/events")).header("accept", "text/event-stream");
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        request.body(Body::empty()).unwrap()
    };
    let whole = home.send(request(None)).await;
    assert!(whole.headers["content-type"].to_str().unwrap().starts_with("text/event-stream"));
    assert!(whole.text.contains("event: WorkflowStarted") && whole.text.contains("event: WorkflowCancelled"));
    let rest = home.send(request(Some("1"))).await;
    assert!(!rest.text.contains("WorkflowStarted") && rest.text.contains("WorkflowCancelled"));
}

#[tokio::test]
async fn readers_that_take_their_time_hold_up_no_commit_and_miss_nothing() {
    let home = Home::new();
    let id = home.start().await;
    let mut slow = Vec::new();
    for _ in 0..SLOW {
        let request = Request::get(format!("/workflows/{id}/events")).header("accept", "text/event-stream");
        let reply = home.home.router().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let mut body = reply.into_body().into_data_stream();
        // One event, and then nothing until the run has ended.
        assert!(body.next().await.is_some());
        slow.push(body);
    }
    let ended = async {
        home.succeed(&id, "research", json!({"key_findings": []})).await;
        home.succeed(&id, "analyse", json!({"summary": "", "key_insights": [], "recommendations": []})).await;
        home.post(&format!("/approve/{id}"), json!({"decision": "approve"})).await;
        home.succeed(&id, "write", json!({"report": {}})).await
    };
    tokio::time::timeout(Duration::from_secs(60), ended).await.expect("nobody waits for a reader");
    for mut body in slow {
        let mut rest = String::new();
        while let Some(frame) = body.next().await {
            rest.push_str(std::str::from_utf8(&frame.unwrap()).unwrap());
        }
        assert_eq!(rest.matches("event: StepCompleted").count(), 4, "{rest}");
        assert!(rest.trim_end().lines().rev().any(|line| line == "event: WorkflowCompleted"), "{rest}");
    }
}
