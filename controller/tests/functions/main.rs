//! Both functions as the cloud runs them, event by event: the gateway's requests, the queue's messages, the schedule.

#![cfg(feature = "lambda")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests say what they expect, and are nobody's library"
)]

mod agents;
mod door;
mod log;
mod pair;
mod telemetry;

use pair::{Pair, gateway_event};
use serde_json::{Value, json};
use shared::time::Millis;
use std::sync::atomic::Ordering;

#[tokio::test]
async fn a_run_goes_from_request_to_report_over_events_alone() {
    let pair = Pair::new();
    let id = pair.start().await;
    pair.deliver_wakes().await;
    for (step, result) in [
        ("research", json!({"key_findings": []})),
        ("analyse", json!({"summary": "It depends.", "key_insights": [], "recommendations": []})),
    ] {
        assert_eq!(pair.answer(&id, step, result).await["statusCode"], 200, "{step}");
        pair.deliver_wakes().await;
    }
    let notice = pair.notifier.notices().pop().expect("a person was asked");
    let token = notice.approve_url.split_once("token=").unwrap().1.to_owned();
    let body = json!({"decision": "approve", "artifact_hash": notice.artifact_hash});
    let decided = pair
        .callback_event(
            "POST",
            &format!("/approve/{id}"),
            Some(&body),
            &[("authorization", &format!("Bearer {token}"))],
        )
        .await;
    assert_eq!(decided["statusCode"], 200, "{decided}");
    pair.deliver_wakes().await;
    assert_eq!(pair.answer(&id, "write", json!({"report": {"title": "Heat"}})).await["statusCode"], 200);
    pair.deliver_wakes().await;
    let view = pair.view(&id).await;
    assert_eq!(view["status"], "COMPLETED", "{view}");
    assert!(!pair.bus.events().is_empty(), "the controller has published what the callback function decided");
    let ended = ["research 1 researcher-1", "analyse 1 analyst-1", "write 1 writer-1"];
    assert_eq!(pair.agents.let_go(), ended, "a session is paid for until it ends");
}

#[tokio::test]
async fn messages_that_come_twice_or_hours_late_do_nothing_twice() {
    let pair = Pair::new();
    let id = pair.start().await;
    let first = pair.wakes();
    for _ in 0..3 {
        pair.deliver(&first).await;
    }
    assert_eq!(
        pair.agents.dispatched(&id, "research"),
        3,
        "an idempotent agent is told again, with the same attempt"
    );
    assert_eq!(pair.answer(&id, "research", json!({"key_findings": []})).await["statusCode"], 200);
    let before = pair.agents.dispatched(&id, "research");
    pair.deliver(&first).await;
    assert_eq!(pair.agents.dispatched(&id, "research"), before, "its claim has ended with the step");
}

#[tokio::test]
async fn a_poisoned_message_comes_again_alone() {
    let pair = Pair::new();
    let id = pair.start().await;
    let mut messages = pair.wakes();
    messages.insert(0, "{\"not\": \"a wake\"}".to_owned());
    messages.push(json!({"tenant": "default", "workflow_id": "gone", "claim": "0".repeat(32)}).to_string());
    let response = pair.deliver(&messages).await;
    assert_eq!(response, json!({"batchItemFailures": [{"itemIdentifier": "m0"}]}));
    assert_eq!(pair.agents.dispatched(&id, "research"), 1, "the others of the batch were done");
}

/// Why agents are not reached.
const AWAY: &str = "access denied: s3:GetObject on bucket 'b'";

#[tokio::test]
async fn why_an_effect_is_put_off_stands_in_the_log_and_in_the_view() {
    let (lines, _guard) = log::captured();
    let pair = Pair::new();
    *pair.agents.away.lock().unwrap() = Some(AWAY);
    let id = pair.start().await;
    pair.deliver_wakes().await;
    let log = lines.text();
    let line =
        log.lines().find(|line| line.contains("put off")).unwrap_or_else(|| panic!("no line in: {log}"));
    for word in [AWAY, &id, "invoke/research/1"] {
        assert!(line.contains(word), "{word}: {line}");
    }
    let effects = pair.view(&id).await["pending_effects"].clone();
    let call = effects.as_array().unwrap().iter().find(|effect| effect["id"] == "invoke/research/1").unwrap();
    assert_eq!(
        (&call["failures"], call["reason"].as_str()),
        (&json!(1), Some(AWAY)),
        "and in the run's view"
    );
}

#[tokio::test]
async fn a_lost_wake_is_found_by_the_sweep() {
    let pair = Pair::new();
    let id = pair.start().await;
    drop(pair.wakes());
    pair.clock.advance(Millis(shared::limits::CLAIM_MS + 1));
    let swept = pair.controller(json!({"aegis": "sweep"})).await.unwrap();
    assert_eq!((&swept["looked"], &swept["changed"]), (&json!(1), &json!(1)));
    pair.deliver_wakes().await;
    assert_eq!(pair.agents.dispatched(&id, "research"), 1);
}

#[tokio::test]
async fn a_wake_that_comes_after_its_claim_does_at_once_what_it_was_for() {
    let pair = Pair::new();
    let id = pair.start().await;
    let late = pair.wakes();
    pair.clock.advance(Millis(shared::limits::CLAIM_MS + 1));
    pair.deliver(&late).await;
    assert_eq!(pair.agents.dispatched(&id, "research"), 1, "nobody had to wait for the sweep");
    assert_eq!(pair.wakes(), Vec::<String>::new(), "nobody else is woken for what is done");
    pair.deliver(&late).await;
    assert_eq!(pair.agents.dispatched(&id, "research"), 1, "the claim has another holder by now");
    let swept = pair.controller(json!({"aegis": "sweep"})).await.unwrap();
    assert_eq!(swept["changed"], 0, "{swept}");
}

#[tokio::test]
async fn a_late_wake_also_does_what_its_claim_still_holds() {
    let pair = Pair::new();
    pair.agents.busy.store(true, Ordering::SeqCst);
    let id = pair.start().await;
    let late = pair.wakes();
    // The events' claim ends, that of an agent that works in its reply goes on for the whole attempt.
    pair.clock.advance(Millis(shared::limits::CLAIM_MS + 1));
    let called = async {
        for _ in 0..1_000 {
            if pair.agents.dispatched(&id, "research") == 1 && !pair.bus.events().is_empty() {
                return true;
            }
            tokio::task::yield_now().await;
        }
        false
    };
    tokio::select! {
        _ = pair.deliver(&late) => panic!("the agent does not end"),
        called = called => assert!(called, "both are done by the one message that there is"),
    }
}

#[tokio::test]
async fn what_else_is_to_be_done_does_not_wait_for_an_agent_that_works_in_its_reply() {
    let pair = Pair::new();
    pair.agents.busy.store(true, Ordering::SeqCst);
    let id = pair.start().await;
    let wakes = pair.wakes();
    let look = async {
        for _ in 0..1_000 {
            let view = pair.view(&id).await;
            let pending = view["pending_effects"].as_array().unwrap();
            if pending.len() == 1 && !pair.bus.events().is_empty() {
                return Some(pending[0]["id"].clone());
            }
            tokio::task::yield_now().await;
        }
        None
    };
    let left = tokio::select! {
        _ = pair.deliver(&wakes) => panic!("the agent does not end"),
        left = look => left.expect("the events were published, and taken in"),
    };
    assert!(left.to_string().contains("research"), "{left}");
}

#[tokio::test]
async fn an_agent_that_outlasts_its_claim_changes_nothing_until_it_answers() {
    let pair = Pair::new();
    let id = pair.start().await;
    pair.deliver_wakes().await;
    let before = pair.view(&id).await;
    assert_eq!(before["status"], "RUNNING", "it has acknowledged: {before}");
    assert!(before["pending_effects"].is_null(), "nothing is left to do: {before}");
    for _minute in 0..5 {
        // The agent lives; its reports are rows of their own.
        assert_eq!(pair.report(&id, "research").await["statusCode"], 200);
        pair.clock.advance(Millis(60_000));
        let swept = pair.controller(json!({"aegis": "sweep"})).await.unwrap();
        assert_eq!(swept, json!({"looked": 0, "changed": 0, "failed": 0}));
    }
    assert_eq!(pair.view(&id).await["version"], before["version"]);
    assert_eq!(pair.agents.dispatched(&id, "research"), 1);
    // And when it falls silent, the sweep finds out as ever.
    pair.clock.advance(Millis(121_000));
    let swept = pair.controller(json!({"aegis": "sweep"})).await.unwrap();
    assert_eq!(swept, json!({"looked": 1, "changed": 1, "failed": 0}));
}

#[tokio::test]
async fn an_event_of_nobody_is_an_error_by_name() {
    let pair = Pair::new();
    let error = pair.controller(json!({"source": "aws.s3"})).await.unwrap_err();
    assert!(error.contains("its fields: source"), "{error}");
    assert!(error.contains("payload format 2.0"), "{error}");
}

#[tokio::test]
async fn doors_stay_apart() {
    let pair = Pair::new();
    let id = pair.start().await;
    pair.deliver_wakes().await;
    let token = pair.agents.token(&id, "research");
    // Nobody has signed in: the controller's routes refuse, whatever token comes along.
    for headers in [
        vec![],
        vec![("authorization", format!("Bearer {token}"))],
        vec![("x-callback-token", token.clone())],
    ] {
        let headers: Vec<(&str, &str)> =
            headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let reply = pair
            .controller(gateway_event("POST", &format!("/workflows/{id}/cancel"), None, &headers, None))
            .await;
        let status = reply.unwrap()["statusCode"].as_i64().unwrap();
        assert!(matches!(status, 401 | 403), "{status}");
    }
    // The callback function has no routes of the controller's, even for somebody who has signed in.
    let reply = pair
        .callback(gateway_event("POST", "/workflows", Some(&json!({"topic": "heat"})), &[], Some("somebody")))
        .await;
    assert_eq!(reply["statusCode"], 404);
    let events: Value = pair.view(&id).await;
    assert_ne!(events["status"], "CANCELLED");
}

#[tokio::test]
async fn a_stream_ends_and_says_when_to_come_back() {
    let pair = Pair::new();
    let id = pair.start().await;
    let event = gateway_event(
        "GET",
        &format!("/workflows/{id}/events"),
        None,
        &[("accept", "text/event-stream")],
        Some("somebody"),
    );
    let reply = pair.controller(event).await.unwrap();
    let body = reply["body"].as_str().unwrap();
    assert!(body.contains("id: 1\n") && body.contains("retry: 3000"), "{body}");
}
