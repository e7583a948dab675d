//! The history of a run, as JSON and as a stream.

use crate::support::Home;
use axum::body::Body;
use axum::http::Request;
use serde_json::json;

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
