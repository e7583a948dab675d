//! One run for people: `show`. It computes nothing about the run.

use super::list::status;
use super::table::{Cell, facts, table, toned};
use super::text::{Paint, Tone, ago, between, cut, lines, moment, one_line, until};
use serde_json::Value;
use shared::run::RunStatus;
use shared::time::Timestamp;
use shared::wire::{RunView, StepView};

/// Most characters of an input or output where they are not shown in full.
const VALUE_CHARS: usize = 300;

/// The text of `show`.
pub(crate) fn show(run: &RunView, full: bool, now: Timestamp, paint: Paint) -> String {
    let id = run.workflow_id.to_string();
    let mut text = format!("{}  {}\n", paint.tone(Tone::Strong, &id), status(run.status, run.paused, paint));
    if let Some(topic) = &run.topic {
        text.push_str(&format!("{}\n", cut(&one_line(topic), VALUE_CHARS)));
    }
    text.push('\n');
    text.push_str(&facts(&summary(run, now)));
    text.push('\n');
    text.push_str(&steps(run, now, paint));
    text.push('\n');
    if !run.decisions.is_empty() {
        text.push_str(&format!("\n{}\n", decisions(run)));
    }
    text.push_str(&format!("\n{}\n", value("input", &run.input, full, paint)));
    if let Some(output) = &run.output {
        text.push_str(&format!("{}\n", value("output", output, full, paint)));
    }
    if !run.status.is_terminal() {
        text.push_str(&format!("\n`aegis why {id}` says what it waits for\n"));
    }
    text
}

fn summary(run: &RunView, now: Timestamp) -> Vec<(&'static str, String)> {
    let mut rows = vec![
        ("playbook", format!("{} @ {}", one_line(&run.playbook), run.playbook_hash.short())),
        (
            "started",
            format!(
                "{} ({}) by {}",
                moment(&run.created_at),
                ago(&run.created_at, now),
                one_line(&run.requested_by)
            ),
        ),
    ];
    if let Some(done) = &run.completed_at {
        let took = between(&run.created_at, done).map(|took| format!(", after {took}")).unwrap_or_default();
        rows.push(("ended", format!("{}{took}", moment(done))));
    }
    if let Some(error) = &run.error {
        rows.push(("error", format!("{}: {}", one_line(&error.kind), one_line(&error.message))));
    }
    if let Some(reason) = &run.reason {
        rows.push(("reason", one_line(reason)));
    }
    rows
}

fn steps(run: &RunView, now: Timestamp, paint: Paint) -> String {
    let rows = run.steps.iter().map(|step| {
        vec![
            Cell::from(step.id.to_string()),
            step_status(&step.status),
            step.agent.as_deref().map(one_line).unwrap_or_else(|| "person".to_owned()).into(),
            if step.attempts.0 == 0 { "-".to_owned() } else { step.attempts.to_string() }.into(),
            step_detail(step, now).into(),
        ]
    });
    toned(&["STEP", "STATUS", "WHO", "ATTEMPTS", "DETAIL"], rows.collect(), paint)
}

fn step_status(status: &str) -> Cell {
    let tone = match status {
        "succeeded" => Tone::Good,
        "failed" => Tone::Bad,
        "awaiting_approval" | "waiting_retry" => Tone::Attention,
        "running" => Tone::Strong,
        _ => Tone::Faint,
    };
    Cell::toned(tone, one_line(status))
}

fn step_detail(step: &StepView, now: Timestamp) -> String {
    if let Some(gate) = &step.gate {
        return format!("{}: {}", gate.approval_id, one_line(&gate.title));
    }
    if let Some(at) = &step.retry_at {
        return format!("next attempt {}", until(at, now));
    }
    if let Some(attempt) = &step.attempt {
        let heard = match &attempt.heard_at {
            Some(at) => format!("heard {}", ago(at, now)),
            None => "not heard yet".to_owned(),
        };
        return format!("since {}, {heard}", ago(&attempt.started_at, now).replace(" ago", ""));
    }
    if let Some(error) = &step.error {
        return cut(&format!("{}: {}", one_line(&error.kind), one_line(&error.message)), VALUE_CHARS);
    }
    let done = step.completed_at.as_deref().map(moment).unwrap_or_default();
    match &step.output_hash {
        Some(hash) => format!("{done}  sha256 {}", hash.short()).trim().to_owned(),
        None => done,
    }
}

fn decisions(run: &RunView) -> String {
    let rows = run.decisions.iter().map(|decision| {
        let edited = if decision.shown_hash == decision.artifact_hash { "" } else { " (edited)" };
        vec![
            decision.approval_id.to_string(),
            format!("{}{edited}", one_line(&decision.decision)),
            one_line(&decision.decided_by),
            moment(&decision.decided_at),
            decision
                .comment
                .as_deref()
                .map(|comment| cut(&one_line(comment), VALUE_CHARS))
                .unwrap_or_default(),
        ]
    });
    table(&["APPROVAL", "DECISION", "BY", "AT", "COMMENT"], rows.collect())
}

fn value(name: &str, value: &Value, full: bool, paint: Paint) -> String {
    let name = paint.tone(Tone::Strong, name);
    if full {
        let pretty = serde_json::to_string_pretty(value).unwrap_or_else(|_| value.to_string());
        return format!("{name}\n{}", lines(&pretty));
    }
    let short = one_line(&value.to_string());
    let more = if short.chars().count() > VALUE_CHARS { "  (--full shows all)" } else { "" };
    format!("{name}  {}{more}", cut(&short, VALUE_CHARS))
}

/// One line on how a run ended, for the end of `run` and `watch`.
pub(crate) fn ending(run: &RunView, paint: Paint) -> String {
    let word = status(run.status, run.paused, paint);
    let why = match run.status {
        RunStatus::Failed => {
            run.error.as_ref().map(|e| format!("{}: {}", one_line(&e.kind), one_line(&e.message)))
        }
        RunStatus::Rejected | RunStatus::Cancelled => run.reason.as_deref().map(one_line),
        RunStatus::Pending | RunStatus::Running | RunStatus::AwaitingApproval | RunStatus::Completed => None,
    };
    match why {
        Some(why) => format!("run {} is {word}: {why}", run.workflow_id),
        None => format!("run {} is {word}", run.workflow_id),
    }
}

/// What a run does now, for the living line.
pub(crate) fn activity(run: &RunView) -> String {
    let steps: Vec<String> = run
        .steps
        .iter()
        .filter_map(|step| match step.status.as_str() {
            "running" => {
                let progress =
                    step.attempt.as_ref().and_then(|a| a.progress.as_ref()).map(super::why::progress);
                let progress = progress.map(|text| format!(" ({text})")).unwrap_or_default();
                Some(format!("{}: {}{progress}", step.id, one_line(step.agent.as_deref().unwrap_or("agent"))))
            }
            "waiting_retry" => Some(format!("{}: waits before its next attempt", step.id)),
            "awaiting_approval" => Some(format!("{}: waits for a person", step.id)),
            _ => None,
        })
        .collect();
    if steps.is_empty() { run.status.as_str().to_owned() } else { steps.join(" · ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::fixture;

    #[test]
    fn a_run_at_its_gate() {
        insta::assert_snapshot!(
            "show_at_gate",
            show(&fixture::at_gate(), false, fixture::now(), Paint::off())
        );
    }

    #[test]
    fn a_run_with_a_retry_in_full() {
        insta::assert_snapshot!("show_full", show(&fixture::retrying(), true, fixture::now(), Paint::off()));
    }

    #[test]
    fn a_failed_run() {
        insta::assert_snapshot!("show_failed", show(&fixture::failed(), false, fixture::now(), Paint::off()));
    }

    #[test]
    fn endings_say_why() {
        assert_eq!(
            ending(&fixture::failed(), Paint::off()),
            "run heat-7f3a is FAILED: TIMED_OUT: no answer within 4h"
        );
    }
}
