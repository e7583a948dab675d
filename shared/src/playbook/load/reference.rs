//! What a reference may point at: the input, earlier results and the run. It reads no syntax.

use super::context::{Context, Shape};
use super::expression::Located;
use super::node::Span;
use super::schema::{self, DeadEnd};
use super::syntax::Piece;
use super::words::{closest, listed, quoted, suggest};
use crate::ids::StepId;
use crate::playbook::{Path, PathSegment};
use serde_json::Value;

/// What an approval step gives.
pub(super) const DECISION: [&str; 7] =
    ["artifact", "comment", "decision", "decided_by", "edited", "artifact_hash", "shown_hash"];
const ROOTS: [&str; 3] = ["input", "steps", "run"];
const RUN: [&str; 2] = ["feedback", "id"];

/// Turns the segments of a path into a reference, or reports why it points at nothing.
pub(super) fn resolve(pieces: &[Piece], place: &Located, context: &mut Context<'_, '_>) -> Option<Path> {
    let (root, rest) = pieces.split_first()?;
    match key(Some(root)) {
        Some("input") => {
            input(rest, place, context);
            Some(Path::Input(segments(rest)))
        }
        Some("steps") => output(root, rest, place, context),
        Some("run") => run(root, rest, place, context),
        Some(_) | None => {
            unknown_root(root, place, context);
            None
        }
    }
}

fn segments(pieces: &[Piece]) -> Vec<PathSegment> {
    pieces.iter().map(|piece| piece.segment.clone()).collect()
}

fn key(piece: Option<&Piece>) -> Option<&str> {
    match &piece?.segment {
        PathSegment::Key(key) => Some(key),
        PathSegment::Index(_) => None,
    }
}

fn unknown_root(root: &Piece, place: &Located, context: &mut Context<'_, '_>) {
    let name = key(Some(root)).unwrap_or_default();
    let declared = context.outline.input.as_ref().and_then(|schema| schema.get("properties"));
    let (cause, help) = if matches!(name, "secret" | "secrets" | "env") {
        let cause = "secrets are not supported yet in this version".to_owned();
        (cause, "give secrets to the agent's own process, never to a playbook".to_owned())
    } else if context.outline.steps.contains_key(name) {
        ("this is a step".to_owned(), format!("write steps.{name}.output"))
    } else if declared.is_some_and(|properties| properties.get(name).is_some()) {
        ("this is a key of the input".to_owned(), format!("write input.{name}"))
    } else if let Some(meant) = closest(name, ROOTS) {
        ("unknown name".to_owned(), format!("did you mean '{meant}'?"))
    } else {
        let help = "a reference starts with input., steps.ID.output, run.feedback or run.id".to_owned();
        ("unknown name".to_owned(), help)
    };
    context.report.add(
        place.part(&root.at),
        format!("a reference can't start with {}", quoted(name)),
        cause,
        help,
    );
}

fn run(root: &Piece, rest: &[Piece], place: &Located, context: &mut Context<'_, '_>) -> Option<Path> {
    match (key(rest.first()), rest.len()) {
        (Some("feedback"), 1) => return Some(Path::Feedback),
        (Some("id"), 1) => return Some(Path::RunId),
        (Some(_) | None, _) => {}
    }
    let name = key(rest.first()).unwrap_or_default();
    let at = if RUN.contains(&name) { rest.get(1) } else { rest.first() }.unwrap_or(root);
    let help = match closest(name, RUN) {
        Some(meant) => format!("did you mean run.{meant}?"),
        None => "there are run.feedback (the comment of the last request for changes) and run.id".to_owned(),
    };
    context.report.add(place.part(&at.at), "only run.feedback and run.id exist", "nothing stands here", help);
    None
}

fn input(rest: &[Piece], place: &Located, context: &mut Context<'_, '_>) {
    let outline = context.outline;
    if let Some(schema) = &outline.input {
        walk(schema, rest, "input", "the input", place, context);
    }
}

/// Reports where a path leaves what a schema describes.
fn walk(
    schema: &Value,
    rest: &[Piece],
    root: &str,
    what: &str,
    place: &Located,
    context: &mut Context<'_, '_>,
) {
    let Err((index, dead_end)) = schema::walk(schema, &segments(rest)) else { return };
    let Some(piece) = rest.get(index) else { return };
    let above: String = rest.iter().take(index).map(|piece| piece.segment.to_string()).collect();
    let at = if above.is_empty() { String::new() } else { format!(" at '{root}{above}'") };
    let (message, cause, help) = match dead_end {
        DeadEnd::Unknown(names) => {
            let name = key(Some(piece)).unwrap_or_default();
            (
                format!("{what} has no key {}{at}", quoted(name)),
                "its schema does not have it".to_owned(),
                match closest(name, names.iter().map(String::as_str)) {
                    Some(meant) => format!("did you mean '{meant}'?"),
                    None => format!(
                        "{}; or add it to the schema",
                        suggest(name, names.iter().map(String::as_str), "keys there")
                    ),
                },
            )
        }
        DeadEnd::Leaf(kind) => (
            format!("'{root}{above}' is {kind} and has nothing inside"),
            "the path goes too deep".to_owned(),
            format!("refer to '{root}{above}' itself"),
        ),
    };
    context.report.add(place.part(&piece.at), message, cause, help);
}

fn output(root: &Piece, rest: &[Piece], place: &Located, context: &mut Context<'_, '_>) -> Option<Path> {
    let Some(named) = rest.first() else {
        let help = format!("write steps.ID.output with one of {}", listed(context.outline.ids().take(24)));
        context.report.add(place.part(&root.at), "'steps' alone is no value", "no step is named", help);
        return None;
    };
    let id = step(named, place, context)?;
    if key(rest.get(1)) != Some("output") {
        let at = rest.get(1).map_or(&named.at, |piece| &piece.at);
        let message = format!("a step has only its output: steps.{id}.output");
        let help =
            format!("write steps.{id}.output{}", rest.get(1).map_or("", |_| ", then the key inside of it"));
        context.report.add(place.part(at), message, "expected '.output' here", help);
        return None;
    }
    let inside = rest.get(2..).unwrap_or_default();
    inside_output(&id, inside, place, context);
    context.uses(id.clone(), place.part(&named.at));
    Some(Path::Output(id, segments(inside)))
}

fn step(named: &Piece, place: &Located, context: &mut Context<'_, '_>) -> Option<StepId> {
    let name = key(Some(named)).unwrap_or_default();
    let span = place.part(&named.at);
    if !context.outline.steps.contains_key(name) {
        unknown_step(name, span, context);
        return None;
    }
    if context.step() == Some(name) {
        let message = format!("the step '{name}' refers to itself");
        context.report.add(span, message, "its output does not exist yet", "refer to an earlier step");
        return None;
    }
    // A step's own place reports an id that breaks the rule.
    StepId::parse(name).ok()
}

/// Reports a step that does not exist.
pub(super) fn unknown_step(name: &str, span: Span, context: &mut Context<'_, '_>) {
    let outline = context.outline;
    let own = context.step().map(str::to_owned);
    let others = outline.ids().filter(|id| own.as_deref() != Some(*id));
    let help = suggest(name, others, "other steps");
    context.report.add(span, format!("there is no step {}", quoted(name)), "no step has this id", help);
}

fn inside_output(id: &StepId, inside: &[Piece], place: &Located, context: &mut Context<'_, '_>) {
    let outline = context.outline;
    let root = format!("steps.{id}.output");
    match outline.steps.get(id.as_str()) {
        Some(Shape::Agent(Some(schema))) => {
            walk(schema, inside, &root, &format!("the output of '{id}'"), place, context);
        }
        Some(Shape::Approval(artifact)) => {
            let Some(first) = inside.first() else { return };
            let name = key(Some(first)).unwrap_or_default();
            if !DECISION.contains(&name) {
                let message = format!("the decision of '{id}' has no {}", quoted(name));
                let help = suggest(name, DECISION, "an approval gives");
                context.report.add(place.part(&first.at), message, "no part of a decision", help);
            } else if let Some(schema) = artifact.as_ref().filter(|_| name == "artifact") {
                let rest = inside.get(1..).unwrap_or_default();
                walk(
                    schema,
                    rest,
                    &format!("{root}.artifact"),
                    &format!("the artifact of '{id}'"),
                    place,
                    context,
                );
            }
        }
        Some(Shape::Agent(None)) | None => {}
    }
}
