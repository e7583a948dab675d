//! One run from its start to its end, and what it used.

use super::home::Home;
use crate::Failure;
use adapters::aws::dynamodb::meter::{Meter, Purpose, Usage};
use serde_json::{Value, json};
use shared::time::Millis;
use std::collections::BTreeMap;

/// Texts that results quote, as those of real agents do.
const TEXTS: [&str; 3] = [
    include_str!("../../../examples/documents/heat-pumps.md"),
    include_str!("../../../examples/documents/insulation.md"),
    include_str!("../../../examples/documents/running-costs.txt"),
];
/// How long a person takes to decide.
const DECISION: Millis = Millis(10 * 60 * 1_000);
/// How long agents work without saying that they do: half of what the playbook allows.
const REPORT_EVERY: u64 = 60_000;

/// What a run used.
pub(super) struct Used {
    pub(super) usage: BTreeMap<Purpose, Usage>,
    pub(super) invocations: u64,
    pub(super) lines: usize,
}

impl Used {
    /// Conditional writes, write units, strong reads, read units.
    pub(super) fn totals(&self) -> (u64, f64, u64, f64) {
        let is_read = |purpose: &Purpose| {
            matches!(purpose, Purpose::StrongGet | Purpose::Get | Purpose::StrongQuery | Purpose::Query)
        };
        let units = |read: bool| -> f64 {
            let some = self.usage.iter().filter(|(purpose, _)| is_read(purpose) == read);
            some.map(|(_, usage)| usage.table_units + usage.index_units).sum()
        };
        let requests = |wanted: &dyn Fn(&Purpose) -> bool| -> u64 {
            self.usage.iter().filter(|(purpose, _)| wanted(purpose)).map(|(_, usage)| usage.requests).sum()
        };
        let conditional = requests(&|purpose| matches!(purpose, Purpose::Commit | Purpose::MoveDue));
        (conditional, units(false), requests(&|purpose| purpose.is_strong_read()), units(true))
    }
}

/// Findings that quote real text, about as long as those of the built-in researcher.
fn findings() -> Value {
    let paragraphs = TEXTS.iter().take(2).flat_map(|text| text.split("\n\n")).filter(|text| text.len() > 80);
    json!(
        paragraphs
            .enumerate()
            .map(|(number, text)| json!({"id": number, "source": "S1", "finding": text}))
            .collect::<Vec<_>>()
    )
}

/// Drives a run to its end, with agents that work for so long and report as the playbook wants them to.
pub(super) async fn drive(home: &Home, meter: &Meter, id: &str, work: Millis) -> Result<Used, Failure> {
    drop((meter.take(), home.invocations(), home.lines.take()));
    let body = json!({"workflow_id": id, "topic": "Do heat pumps pay off in older homes?"});
    home.controller("POST", "/workflows", Some(&body)).await?;
    let analysis = json!({"summary": "They pay off where heat demand is low.", "key_insights": findings(),
        "recommendations": ["Insulate first."]});
    answer(home, id, "research", json!({"summary": TEXTS[2], "key_findings": findings()}), work).await?;
    answer(home, id, "analyse", analysis, work).await?;
    home.pass(DECISION).await?;
    decide(home, id).await?;
    answer(home, id, "write", json!({"report": {"artifact": "report/report.md", "words": 900}}), work)
        .await?;
    // The last event is published, and a sweep has looked for what is left.
    home.pass(Millis(150_000)).await?;
    let used = Used { usage: meter.take(), invocations: home.invocations(), lines: home.lines.take() };
    let view = home.controller("GET", &format!("/workflows/{id}"), None).await?;
    if view.get("status").and_then(Value::as_str) != Some("COMPLETED") {
        return Err(format!("run {id} has not completed: {view}").into());
    }
    // The look at the run is one more invocation.
    Ok(Used { invocations: used.invocations + 1, ..used })
}

/// An agent works and answers.
async fn answer(home: &Home, id: &str, step: &str, result: Value, work: Millis) -> Result<(), Failure> {
    // The wake is on its way.
    home.pass(Millis(400)).await?;
    let token = home.agents.token(id, step).ok_or_else(|| format!("{step} was not dispatched"))?;
    let path = format!("/callbacks/{id}");
    let mut left = work.0;
    while left > 2 * REPORT_EVERY {
        home.pass(Millis(REPORT_EVERY)).await?;
        left -= REPORT_EVERY;
        expect(home.callback(&path, &json!({"token": token, "status": "RUNNING"}), None).await?)?;
    }
    home.pass(Millis(left)).await?;
    let body = json!({"token": token, "status": "SUCCESS", "result": result});
    expect(home.callback(&path, &body, None).await?)
}

/// A person decides, with the link that the notice brought.
async fn decide(home: &Home, id: &str) -> Result<(), Failure> {
    let notice = home.notifier.notices().pop().ok_or("nobody was asked")?;
    let link = notice.approve_url.split_once("token=").ok_or("the notice has no link")?.1.to_owned();
    let body = json!({"decision": "approve", "artifact_hash": notice.artifact_hash, "comment": "Good."});
    expect(home.callback(&format!("/approve/{id}"), &body, Some(&link)).await?)
}

fn expect((status, body): (u64, Value)) -> Result<(), Failure> {
    if status == 200 {
        Ok(())
    } else {
        Err(format!("the callback function answered {status}: {body}").into())
    }
}
