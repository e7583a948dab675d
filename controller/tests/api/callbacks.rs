//! Callbacks: forged, replayed, late, early, duplicate, malformed.

use crate::support::Home;
use axum::http::StatusCode;
use controller::sweep::Sweeper;
use serde_json::json;
use shared::decide::{Answer, AnswerOutcome};
use shared::ids::{TenantId, WorkflowId};
use shared::payload::Payload;
use shared::ports::{AnswerKey, AnswerRow, RunStore as _};
use shared::run::RunKey;
use std::sync::Arc;
use std::sync::atomic::Ordering;

#[tokio::test]
async fn the_same_answer_twice_gets_the_same_reply_and_another_one_is_refused() {
    let home = Home::new();
    let id = home.start().await;
    let first = home.succeed(&id, "research", json!({"a": 1})).await;
    let again = home.succeed(&id, "research", json!({"a": 1})).await;
    assert_eq!((first.status, &first.text), (StatusCode::OK, &again.text));
    assert_eq!(first.json(), json!({"status": "callback_delivered"}));
    let other = home.succeed(&id, "research", json!({"a": 2})).await;
    assert_eq!((other.status, other.problem().as_str()), (StatusCode::CONFLICT, "id-reused"));
}

#[tokio::test]
async fn tokens_open_one_attempt_of_one_run() {
    let home = Home::new();
    let (id, other) = (home.start().await, home.start().await);
    let token = home.given(&id, "research").await.callback.token.clone();
    let body = |token: &str| json!({"token": token, "status": "SUCCESS", "result": {}});
    for (path, token, status) in [
        (format!("/callbacks/{other}"), token.as_str(), 403),
        (format!("/callbacks/{id}"), "v1.k.AAAA.AAAA", 403),
        (format!("/callbacks/{id}"), "", 403),
        ("/callbacks/no-such-run".to_owned(), token.as_str(), 403),
        ("/callbacks/a%20b".to_owned(), token.as_str(), 404),
    ] {
        assert_eq!(home.post(&path, body(token)).await.status.as_u16(), status, "{path}");
    }
    let none = home.post(&format!("/callbacks/{id}"), json!({"status": "SUCCESS", "result": {}})).await;
    assert_eq!(none.problem(), "not-authenticated");
    let view = home.get(&format!("/workflows/{id}")).await.json();
    assert_eq!(view["version"], 1, "nothing was written");
}

#[tokio::test]
async fn the_token_may_come_in_a_header_or_in_the_path() {
    let home = Home::new();
    let id = home.start().await;
    let token = home.given(&id, "research").await.callback.token.clone();
    let body = json!({"status": "SUCCESS", "result": {}});
    let answer = home.post_with(&format!("/callbacks/{id}"), body, &[("x-callback-token", &token)]).await;
    assert_eq!(answer.status, StatusCode::OK);
    let token = home.given(&id, "analyse").await.callback.token.clone();
    let answer = home.post(&format!("/callbacks/{id}/{token}"), json!({"summary": "any JSON"})).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert_eq!(home.get("/approvals").await.json()["approvals"][0]["artifact"]["summary"], "any JSON");
}

#[tokio::test]
async fn bodies_that_are_not_whole_are_refused_by_name() {
    let home = Home::new();
    let id = home.start().await;
    let token = home.given(&id, "research").await.callback.token.clone();
    for (body, word) in [
        (json!({"token": token, "status": "SUCCESS"}), "result"),
        (json!({"token": token, "status": "FAILURE"}), "error"),
        (json!({"token": token, "status": "DONE"}), "status"),
        (json!({"token": token, "status": "SUCCESS", "result": 1, "error": {"message": "x"}}), "error"),
        (json!({"token": token, "status": "RUNNING", "result": 1}), "result"),
        (json!({"token": token, "status": "SUCCESS", "result": 1, "extra": 1}), "extra"),
        (json!({"token": token, "status": "FAILURE", "error": {"message": 1}}), "message"),
    ] {
        let answer = home.post(&format!("/callbacks/{id}"), body).await;
        assert_eq!(answer.problem(), "invalid-request");
        assert!(answer.text.contains(word), "{}", answer.text);
        assert!(!answer.text.contains(&token), "a token leaked into a problem");
    }
    let nulls = json!({"token": token, "status": "RUNNING", "result": null, "error": null});
    assert_eq!(home.post(&format!("/callbacks/{id}"), nulls).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_failure_is_retried_and_the_old_attempt_is_superseded() {
    let home = Home::new();
    let playbook = "aegis: v1\nname: tiny\nsteps:\n  - {id: one, agent: helper, retry: {attempts: 2, backoff: 1ms, factor: 1, max: 1ms}}\n";
    let id = home.post("/workflows", json!({"playbook": playbook, "input": {}})).await.json()["workflow_id"]
        .as_str()
        .unwrap()
        .to_owned();
    let old = home.given(&id, "one").await;
    let body = json!({"token": old.callback.token, "status": "FAILURE", "error": {"type": "FLAKY", "message": "no luck"}});
    assert_eq!(home.post(&format!("/callbacks/{id}"), body).await.status, StatusCode::OK);
    loop {
        if home.given(&id, "one").await.attempt.0 == 2 {
            break;
        }
        tokio::task::yield_now().await;
    }
    let stale = json!({"token": old.callback.token, "status": "SUCCESS", "result": {}});
    let answer = home.post(&format!("/callbacks/{id}"), stale).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "attempt 1 was answered already, and differently");
    assert_eq!(home.succeed(&id, "one", json!({})).await.status, StatusCode::OK);
    assert_eq!(home.get(&format!("/workflows/{id}?wait=5")).await.json()["status"], "COMPLETED");
}

#[tokio::test]
async fn a_report_of_life_shows_and_changes_no_version() {
    let home = Home::new();
    let id = home.start().await;
    let token = home.given(&id, "research").await.callback.token.clone();
    let body = json!({"token": token, "status": "RUNNING", "progress": {"percent": 40}});
    assert_eq!(home.post(&format!("/callbacks/{id}"), body).await.status, StatusCode::OK);
    let view = home.get(&format!("/workflows/{id}")).await.json();
    assert_eq!(view["steps"][0]["attempt"]["progress"]["percent"], 40);
    assert_eq!(view["version"], 1);
}

#[tokio::test]
async fn a_large_result_goes_through_the_payload_store() {
    let home = Home::new();
    let id = home.start().await;
    let large = json!({"key_findings": ["x".repeat(1_000_000)]});
    assert_eq!(home.succeed(&id, "research", large.clone()).await.status, StatusCode::OK);
    assert_eq!(home.given(&id, "analyse").await.input["research"], large);
}

#[tokio::test]
async fn a_result_that_breaks_its_schema_fails_the_attempt() {
    let home = Home::new();
    let id = home.start().await;
    home.succeed(&id, "research", json!({})).await;
    assert_eq!(home.succeed(&id, "analyse", json!({"no_summary": 1})).await.status, StatusCode::OK);
    let view = home.get(&format!("/workflows/{id}")).await.json();
    assert_eq!(view["steps"][1]["error"]["type"], "INVALID_RESULT");
    assert_eq!(view["steps"][1]["status"], "waiting_retry");
}

#[tokio::test]
async fn results_that_nobody_waits_for_are_not_stored() {
    let home = Home::new();
    let id = home.start().await;
    let large = |mark: u64| json!({"mark": mark, "text": "x".repeat(100_000)});
    assert_eq!(home.succeed(&id, "research", large(0)).await.status, StatusCode::OK);
    let stored = home.payloads.puts.load(Ordering::Relaxed);
    assert!(stored > 0, "a large result that is wanted is stored");
    let again = home.succeed(&id, "research", large(0)).await;
    assert_eq!(again.status, StatusCode::OK, "the same answer again gets the same reply");
    for mark in 1..4 {
        assert_eq!(home.succeed(&id, "research", large(mark)).await.problem(), "id-reused");
    }
    home.given(&id, "analyse").await;
    home.post(&format!("/workflows/{id}/cancel"), json!({})).await;
    for mark in 1..4 {
        assert_eq!(home.succeed(&id, "analyse", large(mark)).await.problem(), "superseded");
    }
    assert_eq!(home.payloads.puts.load(Ordering::Relaxed), stored);
}

#[tokio::test]
async fn tokens_that_contradict_each_other_open_nothing() {
    let home = Home::new();
    let id = home.start().await;
    let token = home.given(&id, "research").await.callback.token.clone();
    let path = format!("/callbacks/{id}");
    let body = json!({"status": "SUCCESS", "result": {}});
    let two = [("x-callback-token", "v1.a.b.c"), ("x-callback-token", token.as_str())];
    assert_eq!(home.post_with(&path, body.clone(), &two).await.problem(), "bad-token");
    let two = [two[1], two[0]];
    assert_eq!(home.post_with(&path, body, &two).await.problem(), "bad-token");
    let other = json!({"token": "v1.a.b.c", "status": "SUCCESS", "result": {}});
    assert_eq!(home.post_with(&path, other, &[two[0]]).await.problem(), "bad-token");
    let same = json!({"token": token, "status": "SUCCESS", "result": {}});
    assert_eq!(home.post_with(&path, same, &[two[0]]).await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_answer_that_got_as_far_as_its_row_is_taken_in_by_the_next_look() {
    let home = Home::new();
    let id = home.start().await;
    let given = home.given(&id, "research").await;
    let engine = home.home.engine();
    let key = RunKey { tenant: TenantId::parse("local").unwrap(), id: WorkflowId::parse(&id).unwrap() };
    let (output, _small) = Payload::of(json!({"key_findings": []}));
    let (digest, step, attempt) = (output.digest(), given.step.clone(), given.attempt);
    let answer = Answer { digest, outcome: AnswerOutcome::Succeeded { output, invalid: None } };
    // A process died between the row and the commit, and the agent is gone as well: nobody sends it again.
    let row = AnswerRow { key: AnswerKey { step, attempt, digest }, at: engine.now(), answer };
    home.store.put_answer(&key, row).await.unwrap();
    let before = home.get(&format!("/workflows/{id}")).await.json()["steps"][0]["status"].clone();
    assert!(Sweeper::new(Arc::clone(engine)).look_at(&key).await.unwrap());
    let after = home.get(&format!("/workflows/{id}")).await.json()["steps"][0]["status"].clone();
    assert_eq!((before, after), (json!("running"), json!("succeeded")));
}
