//! Dispatches under way are bounded, so that a silent agent takes nothing but its own time.

use crate::support::Home;
use axum::http::StatusCode;
use serde_json::json;
use shared::limits::DISPATCHES_PER_TARGET_MAX;
use std::sync::atomic::Ordering;

#[tokio::test]
async fn an_agent_that_is_silent_is_not_called_without_bound() {
    let home = Home::new();
    home.agents.silent.store(true, Ordering::Relaxed);
    let mut ids = Vec::new();
    for _ in 0..DISPATCHES_PER_TARGET_MAX + 3 {
        ids.push(home.start().await);
    }
    for _ in 0..1_000 {
        tokio::task::yield_now().await;
    }
    assert_eq!(home.agents.count(), DISPATCHES_PER_TARGET_MAX);
    assert_eq!(home.get("/healthz").await.status, StatusCode::OK);
    // Another target has room of its own.
    let playbook = "aegis: v1\nname: tiny\nsteps:\n  - {id: one, agent: helper}\n";
    let other = home.post("/workflows", json!({"playbook": playbook, "input": {}})).await;
    home.given(other.json()["workflow_id"].as_str().unwrap(), "one").await;
    // What is cancelled while it waits is not called any more.
    let cancelled = ids.pop().unwrap();
    home.post(&format!("/workflows/{cancelled}/cancel"), json!({})).await;
    home.agents.silent.store(false, Ordering::Relaxed);
    home.agents.heard.add_permits(ids.len() + 2);
    for id in &ids {
        home.given(id, "research").await;
    }
    for _ in 0..1_000 {
        tokio::task::yield_now().await;
    }
    assert_eq!(home.agents.count(), ids.len() + 1);
}
