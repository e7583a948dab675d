//! The steps that ask a person. Whether a gate may send work back to a step is `graph`'s, which knows the order.

use super::context::{Context, Shape};
use super::expression;
use super::fields::{Fields, duration, duration_of, list, text, whole, word};
use super::level::Level;
use super::node::{Entry, Node, Span};
use super::reference;
use super::schema::{self, DeadEnd};
use super::words::{quoted, suggest};
use crate::ids::{PersonId, StepId};
use crate::limits::{CHANGE_ROUNDS_MAX, REMINDERS_MAX};
use crate::playbook::{
    ApprovalStep, ChangeRequests, Deadline, OnDeadline, PathSegment, StepKind, Template, TextPart,
};
use crate::time::Millis;
use std::collections::BTreeSet;

const POLICIES: [(&str, OnDeadline); 3] =
    [("hold", OnDeadline::Hold), ("reject", OnDeadline::Reject), ("approve", OnDeadline::Approve)];

/// Reads an approval step; also gives the place of `request_changes.from`.
pub(super) fn read(
    step: &Fields<'_>,
    context: &mut Context<'_, '_>,
) -> (Option<StepKind>, Option<(StepId, Span)>) {
    let gate = step.get("approval").and_then(|entry| Fields::under(entry, Level::Approval, context.report));
    let Some(gate) = gate else { return (None, None) };
    let title = title(&gate, context);
    let show = gate
        .required("show", "what the decision is about: `show: ${{ steps.ID.output }}`", context.report)
        .map(|entry| expression::template(&entry.value, context));
    let show_schema = context.step().and_then(|id| match context.outline.steps.get(id)? {
        Shape::Approval(schema) => schema.clone(),
        Shape::Agent(_) => None,
    });
    let editable = editable(gate.get("editable"), show_schema.as_ref(), context);
    let approvers = gate.get("approvers").map_or_else(BTreeSet::new, |entry| approvers(entry, context));
    let deadline = gate.get("deadline").and_then(|entry| deadline(entry, context));
    let remind = gate.get("remind").map_or_else(Vec::new, |entry| reminders(entry, deadline, context));
    let changes = gate.get("request_changes").and_then(|entry| changes(entry, context));
    let from = changes.as_ref().map(|(changes, span)| (changes.from.clone(), *span));
    let request_changes = changes.map(|(changes, _)| changes);
    let (Some(title), Some(show)) = (title, show) else { return (None, from) };
    let step = ApprovalStep {
        title,
        show,
        editable,
        show_schema: None,
        approvers,
        remind,
        deadline,
        request_changes,
    };
    (Some(StepKind::Approval(Box::new(step))), from)
}

fn title(gate: &Fields<'_>, context: &mut Context<'_, '_>) -> Option<Template> {
    let entry =
        gate.required("title", "the question: `title: Publish \"${{ input.topic }}\"?`", context.report)?;
    let (question, span) = text(entry, context.report)?;
    if question.trim().is_empty() {
        let help = "write the question that the person answers";
        context.report.add(span, "'title' is empty", "nobody knows what is asked", help);
        return None;
    }
    Some(match expression::template(&entry.value, context) {
        // A question is always text, whatever its reference points at.
        Template::Reference(path) => Template::Text(vec![TextPart::Reference(path)]),
        other @ (Template::Literal(_) | Template::Text(_) | Template::List(_) | Template::Object(_)) => other,
    })
}

fn texts<'n>(
    entry: &'n Entry,
    example: &str,
    context: &mut Context<'_, '_>,
) -> impl Iterator<Item = (&'n str, Span)> + use<'n> {
    let items = list(entry, example, context.report).unwrap_or_default();
    for item in items.iter().filter(|item| item.text().is_none()) {
        let message = format!("'{}' is a list of texts", entry.key);
        let span = if item.span.length == 0 { entry.key_span } else { item.span };
        context.report.add(span, message, format!("this is {}", item.kind()), format!("write {example}"));
    }
    items.iter().filter_map(|item: &Node| Some((item.text()?, item.span)))
}

fn editable(
    entry: Option<&Entry>,
    artifact: Option<&serde_json::Value>,
    context: &mut Context<'_, '_>,
) -> Vec<String> {
    let Some(entry) = entry else { return Vec::new() };
    let mut pointers = Vec::new();
    for (pointer, span) in texts(entry, "JSON pointers: `editable: [/summary]`", context) {
        let Some(segments) = segments(pointer) else {
            let help = if pointer.starts_with('/') {
                "write ~0 for a ~ and ~1 for a / inside of a key".to_owned()
            } else {
                format!(
                    "write {} (a slash before each key)",
                    quoted(&format!("/{}", pointer.replace('.', "/")))
                )
            };
            let message = format!("{} is no JSON pointer", quoted(pointer));
            context.report.add(span, message, "not a pointer (RFC 6901)", help);
            continue;
        };
        // A number in a pointer may be the key of an object as well as a place in a list.
        if let Some(Err((_, dead_end))) = artifact.map(|schema| schema::walk(schema, &segments))
            && dead_end != DeadEnd::Leaf("an object")
        {
            let help = match dead_end {
                DeadEnd::Unknown(names) => {
                    let name = pointer.rsplit('/').next().unwrap_or_default();
                    suggest(name, names.iter().map(String::as_str), "its keys")
                }
                DeadEnd::Leaf(kind) => format!("the pointer goes into what is {kind}; shorten it"),
            };
            let message = format!("the artifact has nothing at {}", quoted(pointer));
            context.report.add(span, message, "not in the schema of what is shown", help);
            continue;
        }
        pointers.push(pointer.to_owned());
    }
    pointers
}

/// The segments of a JSON pointer; none where the text is no pointer.
fn segments(pointer: &str) -> Option<Vec<PathSegment>> {
    let escaped = pointer.split('~').skip(1).all(|after| after.starts_with(['0', '1']));
    if !(pointer.is_empty() || pointer.starts_with('/')) || !escaped {
        return None;
    }
    let tokens = pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~"));
    Some(
        tokens
            .map(|token| match token.parse() {
                Ok(index) => PathSegment::Index(index),
                Err(_) => PathSegment::Key(token),
            })
            .collect(),
    )
}

fn approvers(entry: &Entry, context: &mut Context<'_, '_>) -> BTreeSet<PersonId> {
    const EXAMPLE: &str = "who may decide: `any_of: [editor@example.com]`";
    let Some(fields) = Fields::under(entry, Level::Approvers, context.report) else { return BTreeSet::new() };
    if let Some(quorum) = fields.get("quorum")
        && whole(quorum, 1, u32::MAX, context.report).is_some_and(|quorum| quorum > 1)
    {
        let message = "a quorum of more than 1 is not supported yet in this version";
        let help = "write `quorum: 1`, or put two approval steps one after the other";
        context.report.add(quorum.value.span, message, "one person decides", help);
    }
    let Some(any_of) = fields.required("any_of", EXAMPLE, context.report) else { return BTreeSet::new() };
    if any_of.value.items().is_some_and(<[Node]>::is_empty) {
        let help = "name somebody, or remove 'approvers' to let in whoever the server lets in";
        context.report.add(any_of.key_span, "nobody could decide", "this list is empty", help);
    }
    let mut people = BTreeSet::new();
    for (name, span) in texts(any_of, EXAMPLE, context) {
        if name.starts_with("role:") {
            let message = format!("roles such as {} are not supported yet in this version", quoted(name));
            context.report.add(span, message, "a role, not a person", "name the persons");
        } else {
            match PersonId::parse(name) {
                Ok(person) => drop(people.insert(person)),
                Err(bad) => super::fields::bad_id(name, span, &bad, context.report),
            }
        }
    }
    people
}

fn deadline(entry: &Entry, context: &mut Context<'_, '_>) -> Option<Deadline> {
    let fields = Fields::under(entry, Level::Deadline, context.report)?;
    let after = fields
        .required("after", "when the answer is due: `after: 24h`", context.report)
        .and_then(|entry| duration(entry, context.report));
    let then = fields
        .required(
            "then",
            "what happens without an answer: `then: hold` (or reject, or approve)",
            context.report,
        )
        .and_then(|entry| word(entry, &POLICIES, context.report));
    Some(Deadline { after: after?.0, then: then? })
}

fn reminders(entry: &Entry, deadline: Option<Deadline>, context: &mut Context<'_, '_>) -> Vec<Millis> {
    let items = list(entry, "durations: `remind: [8h, 20h]`", context.report).unwrap_or_default();
    if let Some(beyond) = items.get(REMINDERS_MAX) {
        let message = format!("a gate may remind at most {REMINDERS_MAX} times");
        let help = "remove some; past its deadline a gate on hold goes on reminding by itself";
        context.report.add(beyond.span, message, "this one is too many", help);
        return Vec::new();
    }
    let mut reminders: Vec<Millis> = Vec::new();
    for item in items {
        let Some((after, span)) = duration_of("remind", item, entry.key_span, context.report) else {
            continue;
        };
        if let Some(last) = reminders.last().filter(|last| **last >= after) {
            let (after, last) = (quoted(item.text().unwrap_or_default()), quoted(&last.to_string()));
            let message = format!("the reminder after {after} does not come later than the one after {last}");
            let help = "order them from the earliest to the latest; each counts from the opening of the gate";
            context.report.add(span, message, "out of order", help);
        } else if deadline.is_some_and(|deadline| after >= deadline.after) {
            let after = quoted(item.text().unwrap_or_default());
            let message = format!("the reminder after {after} does not come before the deadline");
            context.report.add(span, message, "too late", "remind earlier, or move the deadline");
        }
        reminders.push(after);
    }
    reminders
}

fn changes(entry: &Entry, context: &mut Context<'_, '_>) -> Option<(ChangeRequests, Span)> {
    let fields = Fields::under(entry, Level::ChangeRequests, context.report)?;
    let from = fields
        .required("from", "the step from which the work is done again: `from: research`", context.report)
        .and_then(|entry| text(entry, context.report));
    let max_rounds = fields
        .required("max_rounds", "how often at most: `max_rounds: 3`", context.report)
        .and_then(|entry| whole(entry, 1, CHANGE_ROUNDS_MAX, context.report));
    let (name, span) = from?;
    if !context.outline.steps.contains_key(name) {
        reference::unknown_step(name, span, context);
        return None;
    }
    Some((ChangeRequests { from: StepId::parse(name).ok()?, max_rounds: max_rounds? }, span))
}
