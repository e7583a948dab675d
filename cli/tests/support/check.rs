//! What must hold once all is quiet: the server's own account of every run against what was seen from outside.

use super::book::{AttemptKey, Pages};
use super::other_side::OtherSide;
use super::playbook::{self, STEPS};
use adapters::redb_store::{Options, RedbStore};
use serde_json::Value;
use shared::digest::Digest;
use shared::ids::{TenantId, WorkflowId};
use shared::ports::RunStore as _;
use shared::run::{RunKey, fold};
use std::path::Path;
use std::time::Duration;

/// Longest time that all runs may take to end once the server is left in peace.
const PATIENCE: Duration = Duration::from_secs(120);
/// Records of the longest history, and more.
const HISTORY_MAX: usize = 10_000;

/// Waits until every run has ended; gives those that do not.
pub(crate) async fn all_end(other: &OtherSide) -> Vec<String> {
    let deadline = tokio::time::Instant::now() + PATIENCE;
    let mut stuck = Vec::new();
    for run in other.book.pages().started {
        if tokio::time::timeout_at(deadline, ends(other, &run)).await.is_err() {
            let (_, view) = other.get(&format!("/workflows/{run}")).await;
            stuck.push(format!(
                "{run}: {} {} {}",
                view["status"], view["waiting_on"], view["pending_effects"]
            ));
        }
    }
    stuck
}

async fn ends(other: &OtherSide, run: &str) {
    loop {
        let (_, view) = other.get(&format!("/workflows/{run}?wait=20")).await;
        if view["completed_at"].is_string() {
            return;
        }
    }
}

/// Invocations and acknowledgements, each beside its repetitions.
pub(crate) fn replies(pages: &Pages) -> Vec<String> {
    let mut wrong = Vec::new();
    for (key, seen) in &pages.invoked {
        if seen.iter().any(|other| *other != seen[0]) {
            wrong.push(format!("{key:?} was invoked with different inputs or tokens"));
        }
    }
    let answers = pages.answered.iter().map(|(key, replies)| (format!("answer {key:?}"), replies));
    let decisions = pages.decided.iter().map(|(run, replies)| (format!("decision of {run}"), replies));
    for (what, replies) in answers.chain(decisions) {
        if replies.iter().any(|reply| *reply != replies[0]) {
            wrong.push(format!("{what} got {replies:?}"));
        }
    }
    wrong
}

/// What the API says about every run.
pub(crate) async fn events(other: &OtherSide, pages: &Pages) -> Vec<String> {
    let mut wrong = Vec::new();
    for run in &pages.started {
        let (_, view) = other.get(&format!("/workflows/{run}")).await;
        if view["status"] != "COMPLETED" {
            wrong.push(format!("{run} is {}: {}", view["status"], view["error"]));
        }
        let text = playbook::answer(run, "write", playbook::attempts(run, "write")).unwrap()["text"].clone();
        if view["output"]["text"] != text {
            wrong.push(format!("{run} gave {}", view["output"]));
        }
        let (_, history) = other.get(&format!("/workflows/{run}/events")).await;
        let events = history["events"].as_array().unwrap();
        if !events.is_sorted_by_key(|event| event["seq"].as_u64().unwrap()) {
            wrong.push(format!("the events of {run} are not in order"));
        }
        for kind in ["WorkflowStarted", "ApprovalRequested", "ApprovalDecided", "WorkflowCompleted"] {
            let count = events.iter().filter(|event| event["type"] == kind).count();
            if count != 1 {
                wrong.push(format!("{run} has {count} events {kind}"));
            }
        }
        wrong.extend(STEPS.iter().flat_map(|step| step_events(run, step, events, pages)));
    }
    wrong
}

/// A step's result is applied once, from its last attempt; attempts have one number each, and each that was invoked began.
fn step_events(run: &str, step: &str, events: &[Value], pages: &Pages) -> Vec<String> {
    let of = |kind: &str| -> Vec<(u64, &Value)> {
        let mine = events.iter().filter(|event| event["type"] == kind && event["detail"]["step"] == step);
        mine.map(|event| (event["detail"]["attempt"].as_u64().unwrap(), event)).collect()
    };
    let last = playbook::attempts(run, step);
    let numbers = |kind: &str| -> Vec<u64> { of(kind).into_iter().map(|(attempt, _)| attempt).collect() };
    let expected = [
        ("StepStarted", (1..=last).collect::<Vec<u64>>()),
        ("StepFailed", (1..last).collect()),
        ("StepCompleted", vec![last]),
    ];
    let mut wrong: Vec<String> = expected
        .into_iter()
        .filter(|(kind, attempts)| numbers(kind) != *attempts)
        .map(|(kind, attempts)| {
            format!("{run} {step}: {kind} of attempts {:?} instead of {attempts:?}", numbers(kind))
        })
        .collect();
    let key = |attempt| -> AttemptKey { (run.to_owned(), step.to_owned(), attempt) };
    let result = playbook::answer(run, step, last).unwrap();
    for (_, event) in of("StepCompleted") {
        if event["detail"]["output_hash"] != Digest::of_json(&result).to_string() {
            wrong.push(format!("{run} {step}: another result than the one that was acknowledged"));
        }
    }
    for attempt in 1..=last {
        if !pages.answered.contains_key(&key(attempt)) {
            wrong.push(format!("{run} {step}: attempt {attempt} counts as answered, and nobody was told"));
        }
    }
    if pages.invoked.contains_key(&key(last + 1)) {
        wrong.push(format!("{run} {step}: attempt {} was invoked and never began", last + 1));
    }
    wrong
}

/// Folding each run's journal gives exactly its stored state, also after the last kill.
pub(crate) async fn journal(file: &Path, pages: &Pages) -> Vec<String> {
    let store = RedbStore::open(file, Options::default()).unwrap();
    let mut wrong = Vec::new();
    for run in &pages.started {
        let key = RunKey { tenant: TenantId::parse("local").unwrap(), id: WorkflowId::parse(run).unwrap() };
        let stored = store.load(&key).await.unwrap();
        let records = store.journal(&key, 0, HISTORY_MAX).await.unwrap();
        let gapless = records.iter().zip(1..).all(|(record, seq)| record.seq == seq);
        if !gapless || fold(&records).unwrap().as_ref() != stored.as_deref() {
            wrong.push(format!("the journal of {run} does not fold to its state"));
        }
    }
    wrong
}
