//! Reads a playbook and checks all of it before anything runs. It reports every mistake at once, each with its place, its
//! cause and a fix; it must not guess what an unclear playbook means.

mod approval;
mod context;
mod error;
mod expression;
mod fields;
mod graph;
mod level;
mod node;
mod reference;
mod schema;
mod settings;
mod step;
mod syntax;
mod words;
mod yaml;

pub use error::{Place, PlaybookError, PlaybookErrors, RelatedPlace};

use super::{CompiledSchema, Path, Playbook, Step, StepKind, Template};
use crate::digest::{Digest, canonical_json};
use crate::ids::{PlaybookName, StepId};
use crate::limits::PLAYBOOK_MAX_BYTES;
use context::{Context, Outline};
use fields::Fields;
use level::Level;
use node::{Entry, Node};
use serde_json::Value;
use std::collections::BTreeMap;

/// The version of the format, as the key `aegis` names it.
const FORMAT: &str = "v1";

/// Reads and checks a playbook: YAML, or JSON, which is YAML too. `file_name` only names the source in messages.
///
/// Objects come out ordered by key wherever their order could matter, so that the canonical JSON of a playbook loads to
/// the same playbook with the same hash.
///
/// # Errors
/// [`PlaybookErrors`] with all mistakes, ordered by place. A source that is no YAML has one error only.
pub fn load(source: &str, file_name: &str) -> Result<Playbook, PlaybookErrors> {
    let mut report = error::Report::new(source);
    let playbook = read(source, &mut report);
    match playbook {
        Some(playbook) if report.is_empty() => Ok(playbook),
        Some(_) | None => Err(report.finish(file_name)),
    }
}

fn read(source: &str, report: &mut error::Report<'_>) -> Option<Playbook> {
    if source.len() > PLAYBOOK_MAX_BYTES {
        let size = source.len();
        report.add(
            node::Span::default(),
            format!("the playbook has {size} bytes; the most is {PLAYBOOK_MAX_BYTES}"),
            "it is too large to be pinned to every run",
            "move long texts into the agents or into documents that a run is given",
        );
        return None;
    }
    let root = match yaml::parse(source) {
        Ok(root) => root,
        Err(mistake) => {
            report.push(mistake);
            return None;
        }
    };
    let json = root.to_json();
    if canonical_json(&json).len() > PLAYBOOK_MAX_BYTES {
        report.add(
            node::Span::default(),
            format!("with its aliases written out, the playbook has more than {PLAYBOOK_MAX_BYTES} bytes"),
            "aliases multiply what they repeat",
            "use fewer aliases (*name), or shorter anchored values (&name)",
        );
        return None;
    }
    let fields = Fields::open(&root, Level::Playbook, report)?;
    let outline = Outline::of(&fields);
    let mut context = Context::new(report, &outline);
    assemble(&fields, json, &mut context)
}

/// Reads every part even where an earlier one is wrong, so that the author sees all mistakes at once.
fn assemble(fields: &Fields<'_>, source: Value, context: &mut Context<'_, '_>) -> Option<Playbook> {
    format_version(fields, context);
    let name = fields
        .required("name", "the name of the playbook, like `name: research-report`", context.report)
        .and_then(|entry| fields::parsed(entry, context.report, PlaybookName::parse));
    let description = fields
        .get("description")
        .and_then(|entry| fields::text(entry, context.report))
        .map(|(text, _)| text.to_owned());
    let input = input_schema(fields.get("input"), context);
    let defaults = settings::defaults(fields.get("defaults"), context.report);
    let drafts = step::all(fields, &defaults, context);
    let output = fields.get("output").map_or(Template::Literal(Value::Null), |entry| {
        context.reading(None);
        expression::template(&entry.value, context)
    });
    let mut steps = graph::ordered(drafts?, context.report)?;
    share_schemas(&mut steps);
    let hash = Digest::of_json(&source);
    Some(Playbook { name: name?, description, hash, source, input: input?, steps, output })
}

/// A gate that shows the whole output of a step keeps that step's schema.
fn share_schemas(steps: &mut [Step]) {
    let schemas: BTreeMap<StepId, CompiledSchema> = steps
        .iter()
        .filter_map(|step| match &step.kind {
            StepKind::Agent(agent) => Some((step.id.clone(), agent.output_schema.clone()?)),
            StepKind::Approval(_) => None,
        })
        .collect();
    for step in steps {
        if let StepKind::Approval(gate) = &mut step.kind
            && let Template::Reference(Path::Output(shown, path)) = &gate.show
            && path.is_empty()
        {
            gate.show_schema = schemas.get(shown).cloned();
        }
    }
}

fn format_version(fields: &Fields<'_>, context: &mut Context<'_, '_>) {
    let Some(entry) = fields.required("aegis", "the version of the format: `aegis: v1`", context.report)
    else {
        return;
    };
    if let Some((given, span)) = fields::text(entry, context.report)
        && given != FORMAT
    {
        context.report.add(
            span,
            format!("this program does not know the playbook format {}", words::quoted(given)),
            "unknown format",
            format!("write `aegis: {FORMAT}`, or use a newer version of this program"),
        );
    }
}

fn input_schema(entry: Option<&Entry>, context: &mut Context<'_, '_>) -> Option<CompiledSchema> {
    let Some(entry) = entry else {
        return CompiledSchema::compile(&serde_json::json!({"type": "object"})).ok();
    };
    let schema = schema::checked(entry, context.report)?;
    if schema.as_json().get("type").and_then(Value::as_str) != Some("object") {
        context.report.add(
            entry.value.find("type").map_or(entry.key_span, |named: &Node| named.span),
            "the input of a playbook must be an object",
            "its keys are what `${{ input.KEY }}` refers to",
            "write `type: object` here and describe each key under `properties`",
        );
    }
    Some(schema)
}

#[cfg(test)]
mod tests;
