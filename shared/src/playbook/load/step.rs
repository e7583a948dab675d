//! The list of steps and the steps that call agents. Order and cycles are `graph`'s.

use super::context::Context;
use super::expression;
use super::fields::{Fields, bad_id, list, parsed, text};
use super::level::Level;
use super::node::{Node, Span};
use super::reference;
use super::settings::{self, Settings};
use super::words::quoted;
use super::{approval, schema};
use crate::ids::{AgentName, StepId};
use crate::limits::STEPS_MAX;
use crate::playbook::{AgentStep, StepKind, Template};
use std::collections::BTreeMap;

/// A step before its place in the order is known.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) id: StepId,
    pub(super) id_span: Span,
    /// What it waits for, with the places that say so.
    pub(super) needs: Vec<(StepId, Span)>,
    /// The step from which its gate lets the work be done again.
    pub(super) from: Option<(StepId, Span)>,
    /// What it does; none where that could not be read.
    pub(super) kind: Option<StepKind>,
}

/// Reads all steps; none where there is no list of them.
pub(super) fn all(
    playbook: &Fields<'_>,
    defaults: &Settings,
    context: &mut Context<'_, '_>,
) -> Option<Vec<Draft>> {
    const EXAMPLE: &str = "a list of steps: `- {id: research, agent: researcher}`";
    let entry = playbook.required("steps", EXAMPLE, context.report)?;
    let nodes = list(entry, EXAMPLE, context.report)?;
    if nodes.is_empty() {
        let help = "add a step: `- {id: research, agent: researcher}`";
        context.report.add(entry.key_span, "a playbook needs at least one step", "this list is empty", help);
        return None;
    }
    if let Some(beyond) = nodes.get(STEPS_MAX) {
        let message = format!("a playbook may have at most {STEPS_MAX} steps, this one has {}", nodes.len());
        let help = "let an agent do several of them, or split the playbook";
        context.report.add(first_place(beyond), message, "this one is too many", help);
        return None;
    }
    let mut seen = BTreeMap::new();
    Some(nodes.iter().filter_map(|node| one(node, defaults, &mut seen, context)).collect())
}

fn first_place(node: &Node) -> Span {
    node.entries().first().map_or(node.span, |entry| entry.key_span)
}

fn one(
    node: &Node,
    defaults: &Settings,
    seen: &mut BTreeMap<StepId, Span>,
    context: &mut Context<'_, '_>,
) -> Option<Draft> {
    let (agent, gate) = (node.find("agent"), node.find("approval"));
    let level = if gate.is_some() { Level::ApprovalStep } else { Level::AgentStep };
    let fields = Fields::open(node, level, context.report)?;
    if agent.is_none() && gate.is_none() {
        let help =
            "add `agent: NAME` to call an agent, or `approval: {title: ..., show: ...}` to ask a person";
        context.report.add(
            fields.span,
            "a step must have an 'agent' or an 'approval'",
            "it does nothing",
            help,
        );
    }
    let id = identifier(&fields, seen, context);
    context.reading(node.find("id").and_then(Node::text));
    let (kind, from) = if gate.is_some() {
        approval::read(&fields, context)
    } else {
        (agent_step(&fields, defaults, context), None)
    };
    needs(&fields, context);
    let needs = context.take_uses();
    let (id, id_span) = id?;
    Some(Draft { id, id_span, needs, from, kind })
}

fn identifier(
    fields: &Fields<'_>,
    seen: &mut BTreeMap<StepId, Span>,
    context: &mut Context<'_, '_>,
) -> Option<(StepId, Span)> {
    let entry = fields.required("id", "an id, like `id: research`", context.report)?;
    let (name, span) = text(entry, context.report)?;
    let id = StepId::parse(name).map_err(|bad| bad_id(name, span, &bad, context.report)).ok()?;
    if let Some(first) = seen.get(&id) {
        context.report.push(super::error::Mistake {
            span,
            message: format!("two steps have the id '{id}'"),
            cause: "used again here".to_owned(),
            help: "give each step an id of its own".to_owned(),
            related: vec![(*first, "first used here".to_owned())],
        });
        return None;
    }
    seen.insert(id.clone(), span);
    Some((id, span))
}

/// Adds what stands under `needs` to what the step waits for.
fn needs(fields: &Fields<'_>, context: &mut Context<'_, '_>) {
    let Some(entry) = fields.get("needs") else { return };
    let Some(items) = list(entry, "a list of step ids: `needs: [research]`", context.report) else { return };
    for item in items {
        let Some(name) = item.text() else {
            let help = "write the id of a step";
            context.report.add(
                item.span,
                "'needs' is a list of step ids",
                format!("this is {}", item.kind()),
                help,
            );
            continue;
        };
        if context.step() == Some(name) {
            let message = format!("the step '{name}' needs itself");
            context.report.add(item.span, message, "it could never start", "remove it");
        } else if !context.outline.steps.contains_key(name) {
            reference::unknown_step(name, item.span, context);
        } else if let Ok(id) = StepId::parse(name) {
            context.uses(id, item.span);
        }
    }
}

fn agent_step(fields: &Fields<'_>, defaults: &Settings, context: &mut Context<'_, '_>) -> Option<StepKind> {
    let agent = fields.get("agent").and_then(|entry| parsed(entry, context.report, AgentName::parse));
    let input = fields.get("input").map_or_else(
        || Template::Literal(serde_json::json!({})),
        |entry| {
            if entry.value.text().is_none() && entry.value.items().is_some() {
                let message = format!("'{}' of a step must be an object", entry.key);
                let help = "write keys: `input: {topic: \"${{ input.topic }}\"}`";
                context.report.add(entry.key_span, message, "this is a list", help);
            }
            expression::template(&entry.value, context)
        },
    );
    if let Template::Literal(literal) = &input
        && !literal.is_object()
        && !literal.is_array()
        && let Some(entry) = fields.get("input")
    {
        let message = format!("'input' of a step must be an object, not {}", quoted(&literal.to_string()));
        let help = "write keys: `input: {topic: \"${{ input.topic }}\"}`";
        context.report.add(entry.key_span, message, "an agent is given an object", help);
    }
    let output_schema = fields.get("output_schema").and_then(|entry| schema::checked(entry, context.report));
    let Settings { timeout, heartbeat, retry } = settings::over(fields, defaults, context.report);
    Some(StepKind::Agent(Box::new(AgentStep {
        agent: agent?,
        input,
        output_schema,
        timeout,
        heartbeat,
        retry,
    })))
}
