//! Starting: idempotent by key and by id, checked before a run exists.

use crate::support::Home;
use axum::http::StatusCode;
use serde_json::json;
use std::sync::atomic::Ordering;

#[tokio::test]
async fn the_same_key_attaches_and_another_body_under_it_is_refused() {
    let home = Home::new();
    let body = json!({"topic": "heat pumps"});
    let key = [("idempotency-key", "order-7")];
    let first = home.post_with("/workflows", body.clone(), &key).await;
    let again = home.post_with("/workflows", body, &key).await;
    assert_eq!((first.status, again.status), (StatusCode::ACCEPTED, StatusCode::ACCEPTED));
    assert_eq!(first.json()["workflow_id"], again.json()["workflow_id"]);
    let other = home.post_with("/workflows", json!({"topic": "gas boilers"}), &key).await;
    assert_eq!((other.status, other.problem().as_str()), (StatusCode::CONFLICT, "id-reused"));
    assert_eq!(home.get("/workflows").await.json()["workflows"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_chosen_id_works_the_same_way() {
    let home = Home::new();
    let body = json!({"topic": "heat pumps", "workflow_id": "mine-1"});
    for _ in 0..2 {
        assert_eq!(home.post("/workflows", body.clone()).await.json()["workflow_id"], "mine-1");
    }
    let other = home.post("/workflows", json!({"topic": "else", "workflow_id": "mine-1"})).await;
    assert_eq!(other.problem(), "id-reused");
    let both = home.post_with("/workflows", body, &[("idempotency-key", "k")]).await;
    assert_eq!(both.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn input_is_checked_before_a_run_exists() {
    let home = Home::new();
    for (body, status, problem) in [
        (json!({}), 400, "invalid-request"),
        (json!({"topic": "ab"}), 422, "invalid-input"),
        (json!({"topic": "heat pumps", "parameters": {"depth": "abyssal"}}), 422, "invalid-input"),
        (json!({"topic": "heat pumps", "input": {}}), 400, "invalid-request"),
        (json!({"topic": "heat pumps", "colour": "red"}), 400, "invalid-request"),
        (json!({"topic": 7}), 400, "invalid-request"),
        (json!({"topic": "heat pumps", "workflow_id": "a b"}), 400, "invalid-request"),
        (json!({"playbook": "nope", "input": {}}), 404, "not-found"),
        (json!({"playbook": {"aegis": "v1"}, "input": {}}), 422, "invalid-playbook"),
        (json!({"playbook": 7, "input": {}}), 400, "invalid-request"),
        (json!({"topic": "heat pumps", "parameters": {"note": "x".repeat(200_000)}}), 413, "too-large"),
    ] {
        let answer = home.post("/workflows", body.clone()).await;
        assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (status, problem), "{body}");
    }
    assert_eq!(home.get("/workflows").await.json()["workflows"], json!([]));
}

#[tokio::test]
async fn a_playbook_can_be_sent_along_and_unknown_agents_are_named() {
    let home = Home::new();
    let playbook = "aegis: v1\nname: tiny\nsteps:\n  - {id: one, agent: helper, input: {x: \"${{ input.x }}\"}}\n\
        output: {y: \"${{ steps.one.output.y }}\"}\n";
    let answer = home.post("/workflows", json!({"playbook": playbook, "input": {"x": 1}})).await;
    assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.text);
    let id = answer.json()["workflow_id"].as_str().unwrap().to_owned();
    assert_eq!(home.given(&id, "one").await.input, json!({"x": 1}));
    home.succeed(&id, "one", json!({"y": [1, 2]})).await;
    assert_eq!(home.get(&format!("/workflows/{id}?wait=5")).await.json()["output"], json!({"y": [1, 2]}));
    let unknown = playbook.replace("helper", "nobody");
    let answer = home.post("/workflows", json!({"playbook": unknown, "input": {"x": 1}})).await;
    assert_eq!(answer.problem(), "invalid-input");
    assert_eq!(answer.json()["unknown_agents"], json!(["nobody"]));
}

#[tokio::test]
async fn pages_are_stable_and_prefixes_find_runs() {
    let home = Home::new();
    for n in 0..5 {
        home.post("/workflows", json!({"topic": "heat pumps", "workflow_id": format!("run-{n}")})).await;
    }
    let first = home.get("/workflows?limit=2").await.json();
    home.post("/workflows", json!({"topic": "heat pumps", "workflow_id": "newer"})).await;
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = home.get(&format!("/workflows?limit=10&cursor={cursor}")).await.json();
    let ids = |page: &serde_json::Value| -> Vec<String> {
        page["workflows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|w| w["workflow_id"].as_str().unwrap().to_owned())
            .collect()
    };
    let mut all = [ids(&first), ids(&second)].concat();
    all.sort();
    assert_eq!(all, ["run-0", "run-1", "run-2", "run-3", "run-4"]);
    assert_eq!(ids(&home.get("/workflows?prefix=new").await.json()), ["newer"]);
    assert_eq!(home.get("/workflows?status=COMPLETED").await.json()["workflows"], json!([]));
    for bad in
        ["/workflows?status=odd", "/workflows?cursor=%21", "/workflows?limit=x", "/workflows?colour=red"]
    {
        assert_eq!(home.get(bad).await.status, StatusCode::BAD_REQUEST, "{bad}");
    }
}

#[tokio::test]
async fn an_input_that_is_refused_is_not_stored() {
    let home = Home::new();
    let body = |mark: u64| json!({"topic": "heat pumps", "workflow_id": "mine", "parameters": {"mark": mark, "note": "x".repeat(50_000)}});
    for _ in 0..2 {
        assert_eq!(home.post("/workflows", body(0)).await.status, StatusCode::ACCEPTED);
    }
    let stored = home.payloads.puts.load(Ordering::Relaxed);
    for mark in 1..4 {
        assert_eq!(home.post("/workflows", body(mark)).await.problem(), "id-reused");
    }
    assert_eq!(home.payloads.puts.load(Ordering::Relaxed), stored);
}
