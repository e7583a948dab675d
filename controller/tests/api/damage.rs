//! What can't be read is named, and hides nothing else.

use crate::faulty::Shelf;
use crate::support::Home;
use axum::http::StatusCode;
use serde_json::{Value, json};
use shared::time::Timestamp;
use std::sync::atomic::Ordering;

/// A run at its gate with an artifact that lies in the payload store.
async fn with_large_artifact(home: &Home, bytes: usize) -> String {
    let id = home.start().await;
    assert_eq!(home.succeed(&id, "research", json!({"key_findings": []})).await.status, StatusCode::OK);
    let analysis = json!({"summary": "x".repeat(bytes), "key_insights": [], "recommendations": []});
    assert_eq!(home.succeed(&id, "analyse", analysis).await.status, StatusCode::OK);
    id
}

fn of<'a>(list: &'a Value, id: &str) -> Option<&'a Value> {
    list.as_array().unwrap().iter().find(|item| item["workflow_id"] == id)
}

#[tokio::test]
async fn a_run_that_can_t_be_read_hides_no_other_one() {
    let home = Home::new();
    let (whole, _) = home.to_gate().await;
    let (broken, _) = home.to_gate().await;
    home.store.damage(&broken);
    let runs = home.get("/workflows").await.json();
    assert!(of(&runs["workflows"], &whole).is_some() && of(&runs["workflows"], &broken).is_none());
    assert!(of(&runs["unreadable"], &broken).unwrap()["problem"].as_str().unwrap().contains("scrambled"));
    let found = home.get(&format!("/workflows?prefix={broken}")).await.json();
    assert!(of(&found["unreadable"], &broken).is_some());
    let inbox = home.get("/approvals").await.json();
    assert!(of(&inbox["approvals"], &whole).is_some());
    assert!(of(&inbox["unreadable"], &broken).is_some());
    let page = home.get_with("/approvals", &[("accept", "text/html")]).await.text;
    assert!(
        page.contains(&format!("/approve/{whole}")) && page.contains(&format!("Run {broken} can")),
        "{page}"
    );
    assert_eq!(home.get(&format!("/workflows/{broken}")).await.problem(), "internal");
}

#[tokio::test]
async fn a_gate_whose_artifact_is_lost_is_listed_and_can_be_rejected() {
    let home = Home::new();
    let lost = with_large_artifact(&home, 20_000).await;
    let (whole, _) = home.to_gate().await;
    home.payloads.lost.store(true, Ordering::Relaxed);
    let inbox = home.get("/approvals").await.json();
    assert!(of(&inbox["approvals"], &whole).unwrap()["artifact"].is_object());
    let gate = of(&inbox["approvals"], &lost).unwrap();
    assert!(gate["artifact"].is_null());
    assert!(gate["artifact_problem"].as_str().unwrap().contains("missing"), "{gate}");
    let page = home.get(&format!("/approve/{lost}")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("can be rejected"), "{}", page.text);
    let path = format!("/approve/{lost}");
    let approve = home.post(&path, json!({"decision": "approve"})).await;
    assert_eq!((approve.status.as_u16(), approve.problem().as_str()), (500, "internal"));
    let reject = home.post(&path, json!({"decision": "reject", "comment": "lost"})).await;
    assert_eq!(reject.status, StatusCode::OK, "{}", reject.text);
}

#[tokio::test]
async fn a_large_artifact_has_an_address_of_its_own() {
    let home = Home::new();
    let id = with_large_artifact(&home, 200_000).await;
    let small = with_large_artifact(&home, 20_000).await;
    let inbox = home.get("/approvals").await;
    assert!(inbox.text.len() < 50_000, "{}", inbox.text.len());
    let inbox = inbox.json();
    assert!(of(&inbox["approvals"], &small).unwrap()["artifact"].is_object());
    let listed = of(&inbox["approvals"], &id).unwrap();
    assert!(listed["artifact"].is_null());
    assert_eq!(listed["url"], format!("/approvals/{id}/review.1"));
    let whole = home.get(listed["url"].as_str().unwrap()).await.json();
    assert_eq!(whole["artifact"]["summary"].as_str().unwrap().len(), 200_000);
    assert_eq!(whole["artifact_hash"], listed["artifact_hash"]);
    for nothing in [format!("/approvals/{id}/review.2"), "/approvals/none/review.1".to_owned()] {
        assert_eq!(home.get(&nothing).await.problem(), "not-found");
    }
}

#[tokio::test]
async fn the_first_look_at_everything_is_owed_until_the_store_is_there() {
    let store = Shelf::default();
    store.away.store(1, Ordering::Relaxed);
    let home = Home::over(store);
    let asked = home.store.asked(3).await;
    let everything = asked.iter().take_while(|until| **until == Timestamp::from_millis(i64::MAX)).count();
    assert_eq!(everything, 2, "a refusal and the look that came to its end: {asked:?}");
}
