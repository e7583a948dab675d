//! Whole numbers that JSON readers would round are refused wherever JSON comes in, by place and with what to do.

use crate::support::{Answer, Home};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};
use shared::ids::{TenantId, WorkflowId};
use shared::run::RunKey;

/// The text as it is: a JSON library would round it before it is sent.
async fn post(home: &Home, path: &str, body: String) -> Answer {
    let request = Request::post(path).header("content-type", "application/json");
    home.send(request.body(Body::from(body)).unwrap()).await
}

fn names(answer: &Answer, pointer: &str) {
    assert_eq!((answer.status, answer.problem().as_str()), (StatusCode::BAD_REQUEST, "invalid-request"));
    let problem = answer.json();
    assert_eq!(problem["pointer"], pointer);
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains(pointer) && detail.ends_with("send it as a string"), "{detail}");
}

#[tokio::test]
async fn an_input_that_would_be_rounded_starts_nothing() {
    let home = Home::new();
    for number in ["9007199254740993", "-9007199254740993", "123456789012345678901234567890"] {
        let body = format!(r#"{{"topic": "rivers", "parameters": {{"ids": [1, {number}]}}}}"#);
        names(&post(&home, "/workflows", body).await, "/parameters/ids/1");
    }
    assert_eq!(home.get("/workflows").await.json()["workflows"], json!([]));
    let fine = r#"{"topic": "rivers", "parameters": {"ids": ["9007199254740993", 9007199254740992, 6e23]}}"#;
    assert_eq!(post(&home, "/workflows", fine.to_owned()).await.status, StatusCode::ACCEPTED);
}

#[tokio::test]
async fn an_answer_that_would_be_rounded_can_be_sent_again_as_text() {
    let home = Home::new();
    let id = home.start().await;
    let token = home.given(&id, "research").await.callback.token.clone();
    let envelope =
        format!(r#"{{"token": "{token}", "status": "SUCCESS", "result": {{"id": 9007199254740993}}}}"#);
    names(&post(&home, &format!("/callbacks/{id}"), envelope).await, "/result/id");
    let any =
        post(&home, &format!("/callbacks/{id}/{token}"), r#"{"id": 9007199254740993}"#.to_owned()).await;
    names(&any, "/id");
    let mended = json!({"key_findings": [], "id": "9007199254740993"});
    assert_eq!(home.succeed(&id, "research", mended).await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_agent_in_the_same_process_is_told_as_well() {
    let home = Home::new();
    let id = home.start().await;
    let token = home.given(&id, "research").await.callback.token.clone();
    let key =
        RunKey { tenant: TenantId::parse("local").unwrap(), id: WorkflowId::parse(id.as_str()).unwrap() };
    let body = json!({"status": "SUCCESS", "result": {"id": 9_007_199_254_740_993_u64}});
    let body = serde_json::from_value(body).unwrap();
    let problem = callback::receive::receive(home.home.engine(), &key, Some(&token), body).await.unwrap_err();
    assert_eq!((problem.status, &problem.members["pointer"]), (400, &Value::from("/result/id")));
}

#[tokio::test]
async fn an_edit_that_would_be_rounded_decides_nothing() {
    let home = Home::new();
    let (id, _) = home.to_gate().await;
    let path = format!("/approve/{id}");
    let patch = r#"{"decision": "approve", "patch": {"key_insights": [9007199254740993]}}"#;
    names(&post(&home, &path, patch.to_owned()).await, "/patch/key_insights/0");
    assert_eq!(home.get(&format!("/workflows/{id}")).await.json()["status"], "AWAITING_APPROVAL");
}
