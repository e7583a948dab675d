//! What the server refuses before any route looks at it.

use crate::support::Home;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::json;

#[tokio::test]
async fn wrong_methods_paths_types_and_sizes_are_problems() {
    let home = Home::new();
    assert_eq!(home.get("/nowhere").await.problem(), "not-found");
    assert_eq!(home.get("/workflows/a%20b").await.problem(), "not-found");
    assert_eq!(home.get("/workflows/none").await.problem(), "not-found");
    let delete = home.send(Request::delete("/workflows").body(Body::empty()).unwrap()).await;
    assert_eq!(
        (delete.status, delete.problem().as_str()),
        (StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed")
    );
    let text = home.send(Request::post("/workflows").body(Body::from("{}")).unwrap()).await;
    assert_eq!(text.problem(), "unsupported-media-type");
    let json = |body: Vec<u8>| {
        Request::post("/workflows").header("content-type", "application/json").body(Body::from(body)).unwrap()
    };
    assert_eq!(home.send(json(b"{".to_vec())).await.problem(), "invalid-request");
    assert_eq!(home.send(json(vec![b'['; 100_000])).await.problem(), "invalid-request");
    assert_eq!(home.send(json(b"{\"topic\": \"\xff\"}".to_vec())).await.problem(), "invalid-request");
    let large = home.send(json(vec![b' '; 7 * 1024 * 1024])).await;
    assert_eq!(large.problem(), "too-large");
    assert_eq!(large.json()["limit_bytes"], 6 * 1024 * 1024);
}

#[tokio::test]
async fn health_and_lists_answer() {
    let home = Home::new();
    assert_eq!(home.get("/healthz").await.json()["status"], "healthy");
    assert_eq!(home.get("/readyz").await.json()["status"], "ready");
    let playbooks = home.get("/playbooks").await.json();
    let (name, hash) =
        (&playbooks["playbooks"][0]["name"], playbooks["playbooks"][0]["hash"].as_str().unwrap());
    assert_eq!(name, "research-report");
    let pinned = home.get(&format!("/playbooks/research-report@{hash}")).await.json();
    assert_eq!(pinned["source"]["name"], "research-report");
    assert_eq!(home.get("/playbooks/none").await.problem(), "not-found");
    let id = home.start().await;
    assert_eq!(home.get(&format!("/artifacts/{id}")).await.json()["artifacts"], json!([]));
    assert_eq!(home.get(&format!("/artifacts/{id}/../../key")).await.problem(), "not-found");
    assert_eq!(home.get(&format!("/artifacts/{id}/report/report.html")).await.problem(), "not-found");
}

#[tokio::test]
async fn a_list_of_values_is_no_envelope() {
    let home = Home::new();
    let id = home.start().await;
    let token = home.given(&id, "research").await.callback.token.clone();
    for (path, body) in [
        (format!("/callbacks/{id}"), json!([token, "SUCCESS", {}])),
        (
            format!("/callbacks/{id}"),
            json!({"token": token, "status": "FAILURE", "error": ["X", "no luck", true]}),
        ),
        ("/workflows".to_owned(), json!(["heat pumps"])),
        (format!("/workflows/{id}/cancel"), json!(["why"])),
        (format!("/approve/{id}"), json!(["approve"])),
    ] {
        let answer = home.post(&path, body).await;
        assert_eq!(answer.problem(), "invalid-request", "{path}: {}", answer.text);
        assert!(answer.text.contains("object") && !answer.text.contains("struct"), "{}", answer.text);
    }
    assert_eq!(home.get(&format!("/workflows/{id}")).await.json()["version"], 1, "nothing was written");
    let any = home.post(&format!("/callbacks/{id}/{token}"), json!(["any JSON"])).await;
    assert_eq!(any.status, StatusCode::OK, "{}", any.text);
}

#[tokio::test]
async fn an_address_that_is_no_text_is_a_problem() {
    let home = Home::new();
    for path in
        ["/workflows/%ff", "/workflows/%ff/events", "/artifacts/r1/%ff", "/playbooks/%ff", "/approve/%ff"]
    {
        assert_eq!(home.get(path).await.problem(), "invalid-request", "{path}");
    }
    for path in ["/workflows/%ff/cancel", "/approve/%ff", "/callbacks/%ff", "/callbacks/r1/%ff"] {
        assert_eq!(
            home.post(path, json!({"status": "RUNNING"})).await.problem(),
            "invalid-request",
            "{path}"
        );
    }
}

#[tokio::test]
async fn parameters_that_would_not_be_heeded_are_refused() {
    let home = Home::new();
    let id = home.start().await;
    for path in [
        "/workflows?bogus=1".to_owned(),
        format!("/workflows/{id}?bogus=1"),
        format!("/workflows/{id}/events?bogus=1"),
        "/approvals?bogus=1".to_owned(),
        format!("/approvals/{id}/review.1?bogus=1"),
        format!("/artifacts/{id}?bogus=1"),
        format!("/artifacts/{id}/report/report.md?bogus=1"),
        "/playbooks?bogus=1".to_owned(),
        "/playbooks/research-report?bogus=1".to_owned(),
        "/openapi.json?bogus=1".to_owned(),
    ] {
        let answer = home.get(&path).await;
        assert_eq!(answer.problem(), "invalid-request", "{path}");
    }
    for limit in ["0", "201", "-1", "many", ""] {
        for list in ["/workflows", "/approvals"] {
            let answer = home.get(&format!("{list}?limit={limit}")).await;
            assert_eq!(answer.problem(), "invalid-request", "{list} {limit}");
            assert!(answer.text.contains("limit") && !answer.text.contains("deserialize"), "{}", answer.text);
        }
    }
    for limit in ["1", "200"] {
        assert_eq!(home.get(&format!("/workflows?limit={limit}")).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn two_idempotency_keys_are_refused() {
    let home = Home::new();
    let two = [("idempotency-key", "one"), ("idempotency-key", "two")];
    let answer = home.post_with("/workflows", json!({"topic": "heat pumps"}), &two).await;
    assert_eq!(answer.problem(), "invalid-request");
    assert_eq!(home.get("/workflows").await.json()["workflows"], json!([]));
}
