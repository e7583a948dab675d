//! The diagnosis as text and as data. It finds nothing out.

use super::{Carrier, Case, TEXT_CHARS, diagnose};
use crate::output::list::status;
use crate::output::table::facts;
use crate::output::text::{Paint, Tone, ago, between, cut, moment, one_line, until};
use serde_json::{Value, json};
use shared::run::WaitingOn;
use shared::time::Timestamp;
use shared::wire::RunView;

/// The text of `why`.
pub(crate) fn render(case: Case<'_>, paint: Paint) -> String {
    let (run, now) = (case.run, case.now);
    let found = diagnose(case);
    let id = paint.tone(Tone::Strong, run.workflow_id.as_str());
    let mut text =
        format!("{id} is {}: {}\n\n", status(run.status, run.paused, paint), end_mark(&found.because));
    let mut rows = vec![("since", since(run, now))];
    for (index, line) in found.moves.iter().enumerate() {
        rows.push((if index == 0 { "moved by" } else { "" }, line.clone()));
    }
    if let Some(gate) = run.steps.iter().find_map(|step| step.gate.as_ref()) {
        rows.push(("artifact", format!("sha256 {}", gate.artifact_hash)));
    }
    rows.push(("last failure", last_failure(case)));
    rows.push(("effects", effects(run, now)));
    if let Some(timers) = timers(run, now) {
        rows.push(("timers", timers));
    }
    if !run.status.is_terminal() {
        rows.push(("engine", carrier(case.carrier)));
    }
    text.push_str(&facts(&rows));
    text
}

/// A sentence with one mark at its end.
fn end_mark(sentence: &str) -> String {
    match sentence.ends_with(['.', '?', '!', '…']) {
        true => sentence.to_owned(),
        false => format!("{sentence}."),
    }
}

/// The same as data.
pub(crate) fn json(case: Case<'_>) -> Value {
    let found = diagnose(case);
    let run = case.run;
    json!({
        "workflow_id": run.workflow_id, "status": run.status, "paused": run.paused,
        "current_step": run.current_step, "since": started_waiting(run), "because": found.because,
        "moves": found.moves, "waiting_on": run.waiting_on, "last_failure": case.failure,
        "pending_effects": run.pending_effects,
        "engine": match case.carrier {
            Carrier::Process(pid) => json!({"pid": pid}),
            Carrier::Server(url) => json!({"url": url}),
            Carrier::Nobody => Value::Null,
        },
    })
}

/// Since when it stands where it stands.
fn started_waiting(run: &RunView) -> String {
    let since = run.waiting_on.iter().find_map(|item| match item {
        WaitingOn::Agent { since, .. } | WaitingOn::Approval { since, .. } => Some(since.clone()),
        WaitingOn::Retry { .. } | WaitingOn::Resume { .. } => None,
    });
    since.or_else(|| run.completed_at.clone()).unwrap_or_else(|| run.updated_at.clone())
}

fn since(run: &RunView, now: Timestamp) -> String {
    let at = started_waiting(run);
    let total = match &run.completed_at {
        Some(done) => between(&run.created_at, done).map(|took| format!("; it took {took}")),
        None => Some(format!("; the run was started {}", ago(&run.created_at, now))),
    };
    format!("{} ({}){}", moment(&at), ago(&at, now), total.unwrap_or_default())
}

fn last_failure(case: Case<'_>) -> String {
    let Some(event) = case.failure else { return "none".to_owned() };
    let sentence = crate::output::event::sentence(event, Paint::off());
    format!("{} ({})", sentence, ago(&event.at, case.now))
}

fn effects(run: &RunView, now: Timestamp) -> String {
    if run.pending_effects.is_empty() {
        return "none pending".to_owned();
    }
    let lines = run.pending_effects.iter().take(10).map(|effect| {
        let failed = match effect.failures {
            0 => String::new(),
            1 => ", failed once".to_owned(),
            times => format!(", failed {times} times"),
        };
        let id = one_line(&effect.id);
        let why = effect.reason.as_ref().map(|reason| format!(": {}", cut(&one_line(reason), TEXT_CHARS)));
        format!("{id}: looked at again {}{failed}{}", until(&effect.until, now), why.unwrap_or_default())
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn timers(run: &RunView, now: Timestamp) -> Option<String> {
    let mut timers: Vec<(String, String)> = Vec::new();
    for step in &run.steps {
        if let Some(attempt) = &step.attempt {
            timers.push((
                attempt.timeout_at.clone(),
                format!("{} attempt {} times out", step.id, attempt.number),
            ));
        }
        if let Some(at) = &step.retry_at {
            timers.push((at.clone(), format!("{} tries again", step.id)));
        }
        if let Some((gate, at)) =
            step.gate.as_ref().and_then(|gate| gate.deadline.as_ref().map(|at| (gate, at)))
        {
            timers.push((at.clone(), format!("deadline of {}", gate.approval_id)));
        }
    }
    timers.sort();
    let lines: Vec<String> =
        timers.iter().map(|(at, what)| format!("{what} {} ({})", until(at, now), moment(at))).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn carrier(carrier: &Carrier) -> String {
    match carrier {
        Carrier::Process(pid) => format!("process {pid} on this machine carries it on"),
        Carrier::Server(url) => format!("{} carries it on", one_line(url)),
        Carrier::Nobody => "nobody carries it on; its state is safe".to_owned(),
    }
}
