//! A gate for people: what is asked, what it is about, how to decide. It asks and decides nothing.

use super::table::facts;
use super::text::{Paint, Tone, cut, lines, one_line, until};
use serde_json::Value;
use shared::time::Timestamp;
use shared::wire::{ApprovalView, GateView};

/// Most characters of a text in the readable view.
const TEXT_CHARS: usize = 600;
/// Most lines of the readable view: what fits a screen besides the question.
const LINES: usize = 48;
/// Most entries of a list in the readable view.
const LIST_ITEMS: usize = 8;
/// Deepest level that the readable view goes into.
const DEPTH: usize = 3;

/// The head of a gate: question, hash, deadline, rounds.
pub(crate) fn head(approval: &ApprovalView, now: Timestamp, paint: Paint) -> String {
    let gate = &approval.gate;
    let title = paint.tone(Tone::Strong, &one_line(&gate.title));
    let mut rows = vec![
        ("run", format!("{} ({})", approval.workflow_id, one_line(&approval.playbook))),
        ("approval", gate.approval_id.to_string()),
        ("sha256", gate.artifact_hash.to_string()),
        ("due", due(gate, now, paint)),
        ("rounds", rounds(gate)),
    ];
    if !gate.editable.is_empty() {
        rows.push((
            "editable",
            gate.editable.iter().map(|pointer| one_line(pointer)).collect::<Vec<_>>().join(", "),
        ));
    }
    if !gate.approvers.is_empty() {
        rows.push((
            "for",
            gate.approvers.iter().map(|person| one_line(person)).collect::<Vec<_>>().join(", "),
        ));
    }
    format!("{title}\n\n{}", facts(&rows))
}

fn due(gate: &GateView, now: Timestamp, paint: Paint) -> String {
    let Some(at) = &gate.deadline else { return "no deadline".to_owned() };
    if gate.overdue {
        return paint.tone(Tone::Bad, &format!("overdue, was due {}; it stays open", until(at, now)));
    }
    let then = match gate.on_deadline.as_deref() {
        Some("reject") => "then it counts as rejected",
        Some("approve") => "then it counts as approved",
        _ => "then it stays open",
    };
    format!("{}, {then}", until(at, now))
}

fn rounds(gate: &GateView) -> String {
    match gate.rounds_left {
        0 => "it can't be sent back (any more)".to_owned(),
        1 => "it can be sent back once more".to_owned(),
        left => format!("it can be sent back {left} times more"),
    }
}

/// The artifact so that a person can read it: what may be changed first, then the rest, cut where it gets long.
pub(crate) fn readable(approval: &ApprovalView, paint: Paint) -> String {
    let mut text = String::new();
    match &approval.artifact {
        Value::Object(map) => {
            let editable = |key: &str| {
                approval.gate.editable.iter().any(|pointer| pointer.trim_start_matches('/') == key)
            };
            let (first, rest): (Vec<_>, Vec<_>) = map.iter().partition(|(key, _)| editable(key));
            for (key, value) in first.into_iter().chain(rest) {
                write_entry(&mut text, &one_line(key), value, 0, paint);
            }
        }
        other @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_)) => {
            write_value(&mut text, other, 0, paint);
        }
    }
    let lines: Vec<&str> = text.lines().collect();
    match lines.get(..LINES) {
        Some(shown) if lines.len() > LINES => {
            format!("{}\n… {} more lines", shown.join("\n"), lines.len() - LINES)
        }
        Some(_) | None => lines.join("\n"),
    }
}

/// The whole artifact.
pub(crate) fn full(artifact: &Value) -> String {
    lines(&serde_json::to_string_pretty(artifact).unwrap_or_else(|_| artifact.to_string()))
}

fn write_value(text: &mut String, value: &Value, depth: usize, paint: Paint) {
    let pad = "  ".repeat(depth);
    match value {
        Value::Object(map) if depth >= DEPTH => {
            text.push_str(&format!(
                "{pad}{}\n",
                cut(&one_line(&Value::Object(map.clone()).to_string()), 120)
            ));
        }
        Value::Object(map) => {
            for (key, value) in map {
                write_entry(text, &one_line(key), value, depth, paint);
            }
        }
        Value::Array(items) => write_items(text, items, depth, paint),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            text.push_str(&format!("{pad}{}\n", scalar(value)));
        }
    }
}

fn write_entry(text: &mut String, key: &str, value: &Value, depth: usize, paint: Paint) {
    let pad = "  ".repeat(depth);
    let name = paint.tone(Tone::Strong, &key.replace('_', " "));
    match value {
        Value::Object(map) if map.is_empty() => {}
        Value::Array(items) if items.is_empty() => text.push_str(&format!("{pad}{name}: none\n")),
        Value::Object(_) | Value::Array(_) => {
            text.push_str(&format!("{pad}{name}\n"));
            write_value(text, value, depth + 1, paint);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            text.push_str(&format!("{pad}{name}: {}\n", scalar(value)));
        }
    }
}

fn write_items(text: &mut String, items: &[Value], depth: usize, paint: Paint) {
    let pad = "  ".repeat(depth);
    for item in items.iter().take(LIST_ITEMS) {
        match item {
            Value::Object(_) | Value::Array(_) => {
                let mut inner = String::new();
                write_value(&mut inner, item, depth + 1, paint);
                // The first line of an entry carries its mark.
                let inner = inner.replacen(&"  ".repeat(depth + 1), &format!("{pad}- "), 1);
                text.push_str(&inner);
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                text.push_str(&format!("{pad}- {}\n", scalar(item)));
            }
        }
    }
    if items.len() > LIST_ITEMS {
        text.push_str(&format!("{pad}… and {} more\n", items.len() - LIST_ITEMS));
    }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => cut(&one_line(text), TEXT_CHARS),
        Value::Null => "none".to_owned(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

/// How to decide from a pipe, another terminal or a browser: exact commands.
pub(crate) fn how_to_decide(approval: &ApprovalView, page: Option<&str>) -> String {
    let (id, gate) = (&approval.workflow_id, &approval.gate);
    let tail = format!("{id} {} --artifact-hash {}", gate.approval_id, gate.artifact_hash);
    let mut text = format!("waits for a person: {}\n", one_line(&gate.title));
    text.push_str(&format!(
        "  look at it       aegis approvals --json, or aegis approve {id} on a terminal\n"
    ));
    text.push_str(&format!("  approve          aegis approve {tail}\n"));
    if gate.rounds_left > 0 {
        text.push_str(&format!("  request changes  aegis request-changes {tail} -m \"WHAT TO CHANGE\"\n"));
    }
    text.push_str(&format!("  reject           aegis reject {tail} -m \"WHY\"\n"));
    if let Some(page) = page {
        text.push_str(&format!("  in a browser     {page}\n"));
    }
    text.push_str(&format!("  then             aegis watch {id}"));
    text
}

/// What an edit changes, as a difference of lines; empty where it changes nothing.
pub(crate) fn difference(before: &Value, after: &Value, paint: Paint) -> String {
    let pretty = |value: &Value| serde_json::to_string_pretty(value).unwrap_or_else(|_| value.to_string());
    let (before, after) = (pretty(before), pretty(after));
    let diff = similar::TextDiff::from_lines(&before, &after);
    let mut text = String::new();
    for group in diff.grouped_ops(2) {
        for change in group.iter().flat_map(|operation| diff.iter_changes(operation)) {
            let line = lines(change.value().trim_end_matches('\n'));
            let line = match change.tag() {
                similar::ChangeTag::Delete => paint.tone(Tone::Bad, &format!("- {line}")),
                similar::ChangeTag::Insert => paint.tone(Tone::Good, &format!("+ {line}")),
                similar::ChangeTag::Equal => format!("  {line}"),
            };
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::fixture;
    use serde_json::json;

    #[test]
    fn a_gate_is_read_at_a_glance() {
        let approval = fixture::approval();
        let text = format!(
            "{}\n{}",
            head(&approval, fixture::now(), Paint::off()),
            readable(&approval, Paint::off())
        );
        insta::assert_snapshot!("gate", text);
    }

    #[test]
    fn a_pipe_is_told_how_to_decide() {
        let page = Some("http://127.0.0.1:7410/approve/heat-7f3a");
        insta::assert_snapshot!("how_to_decide", how_to_decide(&fixture::approval(), page));
    }

    #[test]
    fn a_difference_shows_only_what_changes() {
        let before = json!({"summary": "old", "key_insights": ["a", "b"]});
        let after = json!({"summary": "new", "key_insights": ["a"]});
        insta::assert_snapshot!("difference", difference(&before, &after, Paint::off()));
        assert_eq!(difference(&before, &before, Paint::off()), "");
    }
}
