//! Events for people: one line each. The wording is the CLI's own; what happened is the API's.

use super::text::{Paint, Tone, cut, one_line};
use serde_json::{Map, Value};
use shared::wire::EventView;

/// Most characters of a text that an agent or a person wrote.
const TEXT_CHARS: usize = 200;

/// The line of an event, without its time.
pub(crate) fn sentence(event: &EventView, paint: Paint) -> String {
    let detail = &event.detail;
    let step = || text(detail, "step");
    match event.kind.as_str() {
        "WorkflowStarted" => {
            format!("run {} started: playbook {}", event.workflow_id, text(detail, "playbook"))
        }
        "StepStarted" => {
            format!("{}: {} is at work, attempt {}", step(), text(detail, "agent"), number(detail, "attempt"))
        }
        "StepCompleted" => format!("{}: {}", step(), paint.tone(Tone::Good, "done")),
        "StepFailed" => failed(detail, paint),
        "ApprovalRequested" => {
            let what = paint.tone(Tone::Attention, "waits for a person");
            format!("{}: {what}: {} ({})", step(), text(detail, "title"), text(detail, "approval_id"))
        }
        "ApprovalReminded" => {
            let late =
                if detail.get("overdue") == Some(&Value::Bool(true)) { ", its deadline is over" } else { "" };
            format!("{}: approvers were reminded{late}", text(detail, "approval_id"))
        }
        "ApprovalDecided" => decided(detail, paint),
        "StepsReset" => sent_back(detail),
        "WorkflowPaused" => format!("paused by {}: no new step starts", text(detail, "by")),
        "WorkflowResumed" => format!("resumed by {}", text(detail, "by")),
        "WorkflowCompleted" => paint.tone(Tone::Good, "COMPLETED"),
        "WorkflowRejected" => {
            format!(
                "{} at {}: {}",
                paint.tone(Tone::Bad, "REJECTED"),
                text(detail, "approval_id"),
                text(detail, "reason")
            )
        }
        "WorkflowFailed" => {
            let place = match text(detail, "step") {
                place if place.is_empty() => String::new(),
                place => format!(" at {place}"),
            };
            format!("{}{place}: {}", paint.tone(Tone::Bad, "FAILED"), error(detail))
        }
        "WorkflowCancelled" => {
            let reason = match text(detail, "reason") {
                reason if reason.is_empty() => String::new(),
                reason => format!(": {reason}"),
            };
            format!("{} by {}{reason}", paint.tone(Tone::Attention, "CANCELLED"), text(detail, "by"))
        }
        // A server of a later release may know more events than this program.
        other => format!(
            "{} {}",
            one_line(other),
            cut(&one_line(&Value::Object(detail.clone()).to_string()), TEXT_CHARS)
        ),
    }
}

/// The line of an event with its number and time, for `events`.
pub(crate) fn numbered(event: &EventView, paint: Paint) -> String {
    let time = super::text::moment(&event.at);
    format!("{:>4}  {}  {}", event.seq, paint.tone(Tone::Faint, &time), sentence(event, paint))
}

/// The line of an event with its time of day, for the narration of `run` and `watch`.
pub(crate) fn timed(event: &EventView, paint: Paint) -> String {
    let time = event.at.get(11..19).map(one_line).unwrap_or_default();
    format!("{}  {}", paint.tone(Tone::Faint, &time), sentence(event, paint))
}

fn failed(detail: &Map<String, Value>, paint: Paint) -> String {
    let next = match text(detail, "will_retry_at") {
        at if at.is_empty() => "no further attempt".to_owned(),
        at => format!("tries again at {}", super::text::moment(&at)),
    };
    let what = paint.tone(Tone::Bad, "failed");
    let attempt = number(detail, "attempt");
    format!("{}: attempt {attempt} {what}: {}; {next}", text(detail, "step"), error(detail))
}

fn decided(detail: &Map<String, Value>, paint: Paint) -> String {
    let decision = text(detail, "decision");
    let (tone, word) = match decision.as_str() {
        "approve" => (Tone::Good, "approved"),
        "reject" => (Tone::Bad, "rejected"),
        "request_changes" => (Tone::Attention, "changes requested"),
        other => (Tone::Strong, other),
    };
    let edited = if detail.get("edited") == Some(&Value::Bool(true)) { ", with changes" } else { "" };
    let word = paint.tone(tone, word);
    format!("{}: {word} by {}{edited}", text(detail, "approval_id"), text(detail, "decided_by"))
}

fn sent_back(detail: &Map<String, Value>) -> String {
    let steps = detail.get("steps").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let steps: Vec<String> = steps.iter().filter_map(Value::as_str).map(one_line).collect();
    let comment = match text(detail, "feedback") {
        comment if comment.is_empty() => String::new(),
        comment => format!(", with the comment: {comment}"),
    };
    format!("sent back: {} are done again{comment}", steps.join(", "))
}

fn error(detail: &Map<String, Value>) -> String {
    let error = detail.get("error").and_then(Value::as_object);
    let part = |key: &str| error.map(|error| text(error, key)).unwrap_or_default();
    let parts = [part("type"), part("message")];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ")
}

fn text(detail: &Map<String, Value>, key: &str) -> String {
    cut(&one_line(detail.get(key).and_then(Value::as_str).unwrap_or_default()), TEXT_CHARS)
}

fn number(detail: &Map<String, Value>, key: &str) -> u64 {
    detail.get(key).and_then(Value::as_u64).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::fixture;

    #[test]
    fn every_event_has_its_sentence() {
        let lines: Vec<String> = fixture::events().iter().map(|event| timed(event, Paint::off())).collect();
        insta::assert_snapshot!("events_as_narration", lines.join("\n"));
        let lines: Vec<String> =
            fixture::events().iter().map(|event| numbered(event, Paint::off())).collect();
        insta::assert_snapshot!("events_as_list", lines.join("\n"));
    }

    #[test]
    fn a_hostile_message_stays_on_its_line_and_drives_no_terminal() {
        let event = fixture::event(
            9,
            "StepFailed",
            serde_json::json!({"step": "s", "attempt": 1, "error": {"type": "X", "message": "a\n\u{1b}[2Jb"}}),
        );
        let line = timed(&event, Paint::off());
        assert!(!line.contains('\n') && !line.contains('\u{1b}'), "{line:?}");
    }
}
