//! What is known of a playbook before its references are read: its step ids and what their results look like. It reports
//! nothing; the readers of the steps do.

use super::error::Report;
use super::fields::Fields;
use super::node::{Node, Span};
use super::syntax;
use crate::ids::StepId;
use serde_json::Value;
use std::collections::BTreeMap;

/// What the result of a step looks like.
#[derive(Debug)]
pub(super) enum Shape {
    /// An agent's result, with its schema where the author wrote one.
    Agent(Option<Value>),
    /// A decision; with the schema of the artifact where it is known.
    Approval(Option<Value>),
}

/// The steps and the input, as far as they can be read without judging them.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) steps: BTreeMap<String, Shape>,
    /// Schema of the input, where there is one.
    pub(super) input: Option<Value>,
}

impl Outline {
    /// Looks through the steps of a playbook.
    pub(super) fn of(playbook: &Fields<'_>) -> Self {
        let nodes = playbook.get("steps").and_then(|entry| entry.value.items()).unwrap_or_default();
        let named = || nodes.iter().filter_map(|node| Some((node.find("id")?.text()?, node)));
        let mut steps: BTreeMap<String, Shape> = BTreeMap::new();
        for (id, node) in named().filter(|(_, node)| node.find("approval").is_none()) {
            let schema = node.find("output_schema").map(Node::to_json);
            steps.entry(id.to_owned()).or_insert(Shape::Agent(schema));
        }
        for (id, gate) in named().filter_map(|(id, node)| Some((id, node.find("approval")?))) {
            let schema = gate.find("show").and_then(|show| shown(show, &steps));
            steps.entry(id.to_owned()).or_insert(Shape::Approval(schema));
        }
        Self { steps, input: playbook.get("input").map(|entry| entry.value.to_json()) }
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = &str> + Clone {
        self.steps.keys().map(String::as_str)
    }
}

/// The schema of what a gate shows, where that is the whole output of one agent step.
fn shown(show: &Node, steps: &BTreeMap<String, Shape>) -> Option<Value> {
    let id = syntax::whole_output(show.text()?)?;
    match steps.get(&id)? {
        Shape::Agent(schema) => schema.clone(),
        Shape::Approval(_) => None,
    }
}

/// What the readers of a playbook share.
pub(super) struct Context<'r, 's> {
    pub(super) report: &'r mut Report<'s>,
    pub(super) outline: &'r Outline,
    /// The step that is being read; none outside of the steps.
    step: Option<String>,
    /// The steps that it refers to, with the place of the first reference to each.
    uses: Vec<(StepId, Span)>,
}

impl<'r, 's> Context<'r, 's> {
    pub(super) const fn new(report: &'r mut Report<'s>, outline: &'r Outline) -> Self {
        Self { report, outline, step: None, uses: Vec::new() }
    }

    /// From here on, references belong to this step.
    pub(super) fn reading(&mut self, step: Option<&str>) {
        self.step = step.map(str::to_owned);
        self.uses.clear();
    }

    pub(super) fn step(&self) -> Option<&str> {
        self.step.as_deref()
    }

    pub(super) fn uses(&mut self, step: StepId, span: Span) {
        if !self.uses.iter().any(|(used, _)| *used == step) {
            self.uses.push((step, span));
        }
    }

    /// The references that were read since [`Self::reading`].
    pub(super) fn take_uses(&mut self) -> Vec<(StepId, Span)> {
        std::mem::take(&mut self.uses)
    }
}
