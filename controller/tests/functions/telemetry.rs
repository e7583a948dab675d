//! What both functions say about a run: few lines, each with its ids, one trace, and never a secret.

use super::pair::{Pair, body_of, gateway_event};
use serde_json::{Value, json};
use shared::time::Millis;

/// Most lines of a four-step run, over both functions.
const LINES_MAX: usize = 12;
/// Words that stand in inputs, results, comments and tokens, and nowhere else.
const CANARY: &str = "canary-7f3a";
const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";

/// Drives a run to its end; gives its id and the approver's link.
async fn run(pair: &Pair, headers: &[(&str, &str)]) -> (String, String) {
    let body = json!({"topic": format!("{CANARY} in the topic")});
    let started =
        pair.controller(gateway_event("POST", "/workflows", Some(&body), headers, Some("somebody"))).await;
    let id = body_of(&started.unwrap())["workflow_id"].as_str().unwrap().to_owned();
    pair.deliver_wakes().await;
    let result = json!({"summary": CANARY, "key_findings": [], "key_insights": [], "recommendations": []});
    for step in ["research", "analyse"] {
        pair.clock.advance(Millis(7_000));
        assert_eq!(pair.answer(&id, step, result.clone()).await["statusCode"], 200, "{step}");
        pair.deliver_wakes().await;
    }
    let notice = pair.notifier.notices().pop().unwrap();
    let token = notice.approve_url.split_once("token=").unwrap().1.to_owned();
    let decision = json!({"decision": "approve", "artifact_hash": notice.artifact_hash, "comment": CANARY});
    let bearer = format!("Bearer {token}");
    pair.clock.advance(Millis(600_000));
    let path = format!("/approve/{id}");
    let decided = pair.callback_event("POST", &path, Some(&decision), &[("authorization", &bearer)]).await;
    assert_eq!(decided["statusCode"], 200, "{decided}");
    pair.deliver_wakes().await;
    pair.clock.advance(Millis(7_000));
    assert_eq!(pair.answer(&id, "write", json!({"report": {"title": CANARY}})).await["statusCode"], 200);
    pair.deliver_wakes().await;
    assert_eq!(pair.view(&id).await["status"], "COMPLETED");
    (id, token)
}

/// Everything that is written while it lives, at the level that functions have by default.
fn also_events(pair: &Pair) -> tracing::subscriber::DefaultGuard {
    let lines = pair.lines.clone();
    tracing::subscriber::set_default(adapters::aws::telemetry::subscriber(None, move || lines.clone()))
}

fn sum(lines: &[Value], metric: &str) -> f64 {
    let values = lines.iter().filter_map(|line| line.get(metric));
    let flat = values.flat_map(|value| value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]));
    flat.filter_map(|value| value.as_f64()).sum()
}

#[tokio::test]
async fn a_four_step_run_writes_few_lines_and_no_secret() {
    let pair = Pair::new();
    let _guard = also_events(&pair);
    let (id, link) = run(&pair, &[]).await;
    let (text, lines) = (pair.lines.text(), pair.lines.json());
    println!("{text}");
    assert!(lines.len() <= LINES_MAX, "{} lines", lines.len());
    assert!(lines.len() >= 10, "seven transitions and three dispatches are told");
    assert!(lines.iter().all(|line| line["workflow_id"] == json!(id)), "each says what it is about");
    assert!(!text.contains(CANARY), "no input, result or comment");
    let tokens = pair.agents.given().into_iter().map(|given| given.callback.token.clone());
    for token in tokens.chain([link]) {
        let mac = token.rsplit('.').next().unwrap();
        assert!(mac.len() > 20 && !text.contains(mac), "no token");
    }
}

#[tokio::test]
async fn every_metric_of_a_run_is_counted_once() {
    let pair = Pair::new();
    run(&pair, &[]).await;
    let lines = pair.lines.json();
    for (metric, times) in [
        ("Transitions", 7.0),
        ("RunsStarted", 1.0),
        ("RunsFinished", 1.0),
        ("RunsFailed", 0.0),
        ("DispatchesAccepted", 3.0),
        ("CallbacksDelivered", 3.0),
        ("CallbacksForged", 0.0),
    ] {
        assert_eq!(sum(&lines, metric), times, "{metric}");
    }
    assert_eq!(sum(&lines, "StepLatency"), 621_000.0, "three agents of 7 s and a person of 10 min");
    assert_eq!(sum(&lines, "RunLatency"), 621_000.0);
}

#[tokio::test]
async fn a_forged_callback_is_counted_and_what_it_says_is_not_repeated() {
    let pair = Pair::new();
    let _guard = also_events(&pair);
    let body = json!({"token": CANARY, "status": "SUCCESS", "result": CANARY});
    for path in ["/callbacks/canary-7f3a", "/callbacks/canary-7f3a/canary-7f3a"] {
        assert_eq!(pair.callback_event("POST", path, Some(&body), &[]).await["statusCode"], 403);
    }
    assert_eq!(sum(&pair.lines.json(), "CallbacksForged"), 2.0);
    assert!(!pair.lines.text().contains(CANARY), "{}", pair.lines.text());
}

#[tokio::test]
async fn a_sweep_says_for_how_long_the_first_run_was_due() {
    let pair = Pair::new();
    pair.start().await;
    drop(pair.wakes());
    pair.clock.advance(Millis(shared::limits::CLAIM_MS + 45_000));
    pair.controller(json!({"aegis": "sweep"})).await.unwrap();
    let lines = pair.lines.json();
    let sweep = lines.iter().find(|line| line["message"] == "sweep").unwrap();
    assert_eq!((&sweep["OldestDue"], &sweep["RunsDue"]), (&json!(45_000.0), &json!(1.0)));
}

#[tokio::test]
async fn one_run_is_one_trace_from_request_to_last_answer() {
    for header in [
        ("traceparent", format!("00-{TRACE}-b7ad6b7169203331-01")),
        ("x-amzn-trace-id", format!("Root=1-{}-{};Sampled=1", &TRACE[..8], &TRACE[8..])),
    ] {
        let pair = Pair::new();
        run(&pair, &[(header.0, &header.1)]).await;
        let given = pair.agents.given();
        assert_eq!(given.len(), 3);
        for invocation in &given {
            let parent = invocation.traceparent.as_deref().unwrap();
            assert!(parent.starts_with(&format!("00-{TRACE}-")) && parent.ends_with("-01"), "{parent}");
        }
        assert!(pair.lines.json().iter().all(|line| line["trace_id"] == TRACE), "{}", pair.lines.text());
    }
}

#[tokio::test]
async fn a_run_that_nobody_traces_has_a_trace_of_its_own() {
    let pair = Pair::new();
    run(&pair, &[("traceparent", "not-a-trace")]).await;
    let lines = pair.lines.json();
    let trace = lines[0]["trace_id"].as_str().unwrap();
    assert_eq!(trace.len(), 32);
    let began = u64::from_str_radix(&trace[..8], 16).unwrap();
    assert_eq!(began, 1_790_000_000, "as X-Ray wants it, it begins with the time");
    assert!(lines.iter().all(|line| line["trace_id"] == trace), "{}", pair.lines.text());
    let given = pair.agents.given();
    assert!(given.iter().all(|given| given.traceparent.as_deref().unwrap().contains(trace)));
}
