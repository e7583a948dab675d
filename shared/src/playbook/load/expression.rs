//! From values with `${{ }}` in them to templates. How a path is written stands in `syntax`, what it may point at in
//! `reference`.

use super::context::Context;
use super::node::{Content, Node, Span};
use super::reference;
use super::syntax::{CLOSE, OPEN, pieces};
use super::words::quoted;
use crate::playbook::{Path, Template, TextPart};
use serde_json::Value;
use std::ops::Range;

/// Reads a template; a mistake in it is reported and leaves a literal behind.
pub(super) fn template(node: &Node, context: &mut Context<'_, '_>) -> Template {
    match &node.content {
        Content::Null | Content::Bool(_) | Content::Number(_) => Template::Literal(node.to_json()),
        Content::Text(text) => text_template(text, node.span, context),
        Content::List(items) => {
            let items: Vec<Template> = items.iter().map(|item| template(item, context)).collect();
            if items.iter().all(is_literal) {
                Template::Literal(node.to_json())
            } else {
                Template::List(items)
            }
        }
        Content::Object(entries) => {
            for entry in entries.iter().filter(|entry| entry.key.contains(OPEN)) {
                context.report.add(
                    entry.key_span,
                    "a key can't hold a reference",
                    "keys are fixed text",
                    "put the reference into the value",
                );
            }
            let mut templates: Vec<(String, Template)> =
                entries.iter().map(|entry| (entry.key.clone(), template(&entry.value, context))).collect();
            // Canonical JSON orders keys: the same playbook must give the same template.
            templates.sort_by(|(one, _), (other, _)| one.cmp(other));
            if templates.iter().all(|(_, template)| is_literal(template)) {
                Template::Literal(node.to_json())
            } else {
                Template::Object(templates)
            }
        }
    }
}

const fn is_literal(template: &Template) -> bool {
    match template {
        Template::Literal(_) => true,
        Template::Reference(_) | Template::Text(_) | Template::List(_) | Template::Object(_) => false,
    }
}

fn text_template(text: &str, span: Span, context: &mut Context<'_, '_>) -> Template {
    let literal = || Template::Literal(Value::String(text.to_owned()));
    let mut parts = Vec::new();
    let mut rest = text;
    let mut references = 0_usize;
    let mut openings = openings(context.report.source, span).into_iter();
    while let Some((fixed, opened)) = rest.split_once(OPEN) {
        let opening = openings.next();
        let Some((expression, after)) = opened.split_once(CLOSE) else {
            let at = locate(context.report.source, opening, "");
            context.report.add(
                at.map_or(span, |at| Span {
                    offset: at.offset.saturating_sub(OPEN.len()),
                    length: OPEN.len(),
                }),
                "a reference is not closed",
                "no `}}` follows",
                "close it: `${{ input.topic }}`",
            );
            return literal();
        };
        if !fixed.is_empty() {
            parts.push(TextPart::Fixed(fixed.to_owned()));
        }
        let place = Located { at: locate(context.report.source, opening, expression), whole: span };
        if let Some(path) = path(expression, &place, context) {
            parts.push(TextPart::Reference(path));
        }
        rest = after;
        references = references.saturating_add(1);
    }
    if references == 0 {
        return literal();
    }
    if !rest.is_empty() {
        parts.push(TextPart::Fixed(rest.to_owned()));
    }
    let lone = text.trim();
    match parts.iter().find(|part| matches!(part, TextPart::Reference(_))) {
        Some(TextPart::Reference(path))
            if references == 1 && lone.starts_with(OPEN) && lone.ends_with(CLOSE) =>
        {
            Template::Reference(path.clone())
        }
        Some(_) | None => Template::Text(parts),
    }
}

/// Where an expression stands in the source: exactly, or somewhere in a scalar whose escapes hide it.
pub(super) struct Located {
    at: Option<Span>,
    whole: Span,
}

impl Located {
    /// The place of a part of the expression.
    pub(super) fn part(&self, range: &Range<usize>) -> Span {
        self.at.map_or(self.whole, |at| Span {
            offset: at.offset.saturating_add(range.start),
            length: range.len().max(1),
        })
    }
}

/// The places in the source after each `${{` of a scalar.
fn openings(source: &str, span: Span) -> Vec<usize> {
    let raw = source.get(span.offset..span.offset.saturating_add(span.length)).unwrap_or_default();
    raw.match_indices(OPEN).map(|(at, _)| span.offset.saturating_add(at).saturating_add(OPEN.len())).collect()
}

/// The place of an expression, unless escapes or line breaks make it look different in the source.
fn locate(source: &str, opening: Option<usize>, expression: &str) -> Option<Span> {
    let offset = opening?;
    source.get(offset..)?.starts_with(expression).then_some(Span { offset, length: expression.len() })
}

fn path(expression: &str, place: &Located, context: &mut Context<'_, '_>) -> Option<Path> {
    match pieces(expression) {
        Ok(pieces) => reference::resolve(&pieces, place, context),
        Err(wrong) => {
            let given = expression.trim();
            let message = if given.is_empty() {
                "a reference is empty".to_owned()
            } else {
                format!("{} is not a path", quoted(given))
            };
            context.report.add(place.part(&wrong.at), message, wrong.cause, wrong.help);
            None
        }
    }
}
