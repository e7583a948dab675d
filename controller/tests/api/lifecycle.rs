//! A run from start to end, and the verbs on it.

use crate::support::Home;
use axum::http::StatusCode;
use serde_json::json;

#[tokio::test]
async fn four_steps_and_one_yes_complete_a_run() {
    let home = Home::new();
    let (id, approval) = home.to_gate().await;
    let view = home.get(&format!("/workflows/{id}")).await.json();
    assert_eq!(
        (view["status"].as_str(), view["current_step"].as_str()),
        (Some("AWAITING_APPROVAL"), Some("review"))
    );
    let decision = json!({"decision": "approve", "approval_id": approval["approval_id"],
        "artifact_hash": approval["artifact_hash"], "comment": "go on"});
    let decided = home.post(&format!("/approve/{id}"), decision.clone()).await;
    assert_eq!(decided.status, StatusCode::OK, "{}", decided.text);
    let again = home.post(&format!("/approve/{id}"), decision).await;
    assert_eq!(again.text, decided.text, "the same decision gets the same reply");
    let given = home.given(&id, "write").await;
    assert_eq!(given.input["approval"]["comment"], "go on");
    assert_eq!(given.input["analysis"]["summary"], "It depends.");
    assert_eq!(home.succeed(&id, "write", json!({"report": {"title": "Heat"}})).await.status, StatusCode::OK);
    let view = home.get(&format!("/workflows/{id}?wait=5")).await.json();
    assert_eq!(view["status"], "COMPLETED");
    assert_eq!(view["output"]["report"]["title"], "Heat");
    assert!(view["report_url"].as_str().unwrap().starts_with(&format!("/artifacts/{id}/")));
}

#[tokio::test]
async fn a_request_for_changes_does_the_work_again_with_the_comment() {
    let home = Home::new();
    let (id, approval) = home.to_gate().await;
    let body = json!({"decision": "request_changes", "approval_id": approval["approval_id"], "comment": "newer sources"});
    assert_eq!(home.post(&format!("/approve/{id}"), body).await.status, StatusCode::OK);
    let view = home.get(&format!("/workflows/{id}")).await.json();
    assert_eq!(view["steps"][0]["attempts"], 2, "attempts are counted for the life of the run");
    loop {
        let given = home.given(&id, "research").await;
        if given.attempt.0 == 2 {
            assert_eq!(given.input["feedback"], "newer sources");
            break;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_rejected_run_ends_with_the_reason() {
    let home = Home::new();
    let (id, _) = home.to_gate().await;
    let answer =
        home.post(&format!("/approve/{id}"), json!({"approved": false, "reason": "off topic"})).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let view = home.get(&format!("/workflows/{id}")).await.json();
    assert_eq!((view["status"].as_str(), view["reason"].as_str()), (Some("REJECTED"), Some("off topic")));
    let late = home.post(&format!("/approve/{id}"), json!({"approved": true})).await;
    assert_eq!((late.status, late.problem().as_str()), (StatusCode::CONFLICT, "already-decided"));
}

#[tokio::test]
async fn cancelling_twice_is_the_same_as_once_and_nothing_follows() {
    let home = Home::new();
    let id = home.start().await;
    let given = home.given(&id, "research").await;
    for _ in 0..2 {
        let answer =
            home.post(&format!("/workflows/{id}/cancel"), json!({"reason": "no longer needed"})).await;
        assert_eq!(
            (answer.status, answer.json()["status"].as_str()),
            (StatusCode::ACCEPTED, Some("CANCELLED"))
        );
    }
    let body = json!({"token": given.callback.token, "status": "SUCCESS", "result": {}});
    let late = home.post(&format!("/callbacks/{id}"), body).await;
    assert_eq!((late.status, late.problem().as_str()), (StatusCode::GONE, "superseded"));
    let pause = home.post(&format!("/workflows/{id}/pause"), json!({})).await;
    assert_eq!(pause.problem(), "conflict");
}

#[tokio::test]
async fn a_paused_run_takes_answers_and_dispatches_nothing() {
    let home = Home::new();
    let id = home.start().await;
    home.given(&id, "research").await;
    assert_eq!(home.post(&format!("/workflows/{id}/pause"), json!({})).await.json()["paused"], true);
    assert_eq!(home.succeed(&id, "research", json!({})).await.status, StatusCode::OK);
    let view = home.get(&format!("/workflows/{id}")).await.json();
    assert_eq!(view["steps"][1]["status"], "pending");
    assert_eq!(view["waiting_on"][0]["kind"], "resume");
    let resumed = home.post(&format!("/workflows/{id}/resume"), json!({})).await.json();
    assert_eq!(resumed["paused"], false);
    home.given(&id, "analyse").await;
}

#[tokio::test]
async fn whoever_has_stopped_waiting_is_forgotten() {
    let home = Home::new();
    assert_eq!(home.get("/workflows/none?wait=1").await.problem(), "not-found");
    let id = home.start().await;
    assert_eq!(home.post(&format!("/workflows/{id}/cancel"), json!({})).await.status, StatusCode::ACCEPTED);
    assert_eq!(home.get(&format!("/workflows/{id}?wait=5")).await.json()["status"], "CANCELLED");
    let stream = [("accept", "text/event-stream")];
    assert!(
        home.get_with(&format!("/workflows/{id}/events"), &stream).await.text.contains("WorkflowCancelled")
    );
    assert_eq!(home.home.api().watchers.watched(), 0);
}
