//! Decisions: who may take them, on what, and how often.

use crate::support::{Home, token};
use axum::http::StatusCode;
use serde_json::json;

#[tokio::test]
async fn a_changed_artifact_is_not_approved_blindly() {
    let home = Home::new();
    let (id, _) = home.to_gate().await;
    let body = json!({"decision": "approve", "artifact_hash": "0".repeat(64)});
    let answer = home.post(&format!("/approve/{id}"), body).await;
    assert_eq!((answer.status, answer.problem().as_str()), (StatusCode::CONFLICT, "artifact-changed"));
}

#[tokio::test]
async fn an_agents_token_decides_nothing() {
    let home = Home::new();
    let (id, _) = home.to_gate().await;
    let agent = home.given(&id, "analyse").await.callback.token.clone();
    let body = json!({"decision": "approve"});
    for headers in [[("authorization", format!("Bearer {agent}"))], [("x-callback-token", agent.clone())]] {
        let headers: Vec<(&str, &str)> = headers.iter().map(|(n, v)| (*n, v.as_str())).collect();
        for path in [format!("/approve/{id}"), format!("/workflows/{id}/approve")] {
            let answer = home.post_with(&path, body.clone(), &headers).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}: {}", answer.text);
        }
    }
    assert_eq!(home.get(&format!("/workflows/{id}")).await.json()["status"], "AWAITING_APPROVAL");
}

#[tokio::test]
async fn a_personal_link_decides_its_own_round_and_names_its_person() {
    let home = Home::new();
    let (id, _) = home.to_gate().await;
    let notice = home.notice(&id).await;
    let bearer = format!("Bearer {}", token(&notice));
    let headers = [("authorization", bearer.as_str())];
    let other = json!({"decision": "approve", "approval_id": "review.2"});
    assert_eq!(
        home.post_with(&format!("/approve/{id}"), other, &headers).await.status,
        StatusCode::FORBIDDEN
    );
    let decided = home.post_with(&format!("/approve/{id}"), json!({"decision": "approve"}), &headers).await;
    assert_eq!(decided.status, StatusCode::OK, "{}", decided.text);
    assert_eq!(
        (decided.json()["decided_by"].as_str(), decided.json()["assurance"].as_str()),
        (Some("approver"), Some("link"))
    );
    let (elsewhere, _) = home.to_gate().await;
    let forged =
        home.post_with(&format!("/approve/{elsewhere}"), json!({"decision": "approve"}), &headers).await;
    assert_eq!(forged.problem(), "bad-token");
}

#[tokio::test]
async fn edits_change_only_what_the_gate_allows() {
    let home = Home::new();
    let (id, approval) = home.to_gate().await;
    let path = format!("/approve/{id}");
    let too_much = json!({"decision": "approve", "patch": {"confidence_scores": {"overall": 1}}});
    assert_eq!(home.post(&path, too_much).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let breaks_schema = json!({"decision": "approve", "patch": [{"op": "remove", "path": "/summary"}]});
    assert_eq!(home.post(&path, breaks_schema).await.problem(), "invalid-input");
    let edit = json!({"decision": "approve", "edits": {"summary": "It depends on the radiators."}});
    let decided = home.post(&path, edit).await;
    assert_eq!(decided.status, StatusCode::OK, "{}", decided.text);
    assert_eq!(decided.json()["shown_hash"], approval["artifact_hash"]);
    assert_ne!(decided.json()["artifact_hash"], approval["artifact_hash"]);
    let given = home.given(&id, "write").await;
    assert_eq!(given.input["analysis"]["summary"], "It depends on the radiators.");
    assert_eq!(given.input["approval"]["edited"], true);
}

#[tokio::test]
async fn a_run_without_a_gate_has_nothing_to_decide() {
    let home = Home::new();
    let id = home.start().await;
    assert_eq!(
        home.post(&format!("/approve/{id}"), json!({"decision": "approve"})).await.problem(),
        "conflict"
    );
    assert_eq!(home.post("/approve/none", json!({"decision": "approve"})).await.problem(), "not-found");
    assert_eq!(home.post(&format!("/approve/{id}"), json!({})).await.problem(), "invalid-request");
}

#[tokio::test]
async fn the_same_short_words_at_the_next_gate_must_say_which_gate_they_mean() {
    let home = Home::new();
    let playbook = "aegis: v1\nname: two\nsteps:\n  - {id: one, agent: helper}\n  \
        - {id: g1, approval: {title: first, show: \"${{ steps.one.output }}\"}}\n  \
        - {id: g2, needs: [g1], approval: {title: second, show: \"${{ steps.one.output }}\"}}\n";
    let started = home.post("/workflows", json!({"playbook": playbook, "input": {}})).await;
    let id = started.json()["workflow_id"].as_str().unwrap().to_owned();
    assert_eq!(home.succeed(&id, "one", json!({"x": 1})).await.status, StatusCode::OK);
    let path = format!("/approve/{id}");
    let first = home.post(&path, json!({"decision": "approve"})).await;
    assert_eq!(first.json()["approval_id"], "g1.1", "{}", first.text);
    let again = home.post(&path, json!({"decision": "approve"})).await;
    assert_eq!((again.status, again.problem().as_str()), (StatusCode::CONFLICT, "conflict"));
    assert!(
        again.text.contains("g1.1") && again.json()["open_approvals"] == json!(["g2.1"]),
        "{}",
        again.text
    );
    let named = home.post(&path, json!({"decision": "approve", "approval_id": "g2.1"})).await;
    assert_eq!(named.json()["approval_id"], "g2.1", "{}", named.text);
    assert_eq!(home.get(&format!("/workflows/{id}")).await.json()["status"], "COMPLETED");
}
