//! JSON Schemas inside a playbook: whether they are usable, and what they say about a path. It validates no instance.

use super::error::Report;
use super::node::{Content, Entry, Node};
use super::words::{quoted, suggest};
use crate::playbook::PathSegment;
use crate::playbook::input::{BadSchema, CompiledSchema};
use serde_json::Value;

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";
const TYPES: [&str; 7] = ["object", "array", "string", "number", "integer", "boolean", "null"];
/// Most `$ref`s that are followed in a row: a circle of them describes nothing.
const REFS_MAX: usize = 16;

/// A schema that compiles and refers to nothing outside of itself.
pub(super) fn checked(entry: &Entry, report: &mut Report<'_>) -> Option<CompiledSchema> {
    let key = &entry.key;
    if !matches!(entry.value.content, Content::Object(_)) {
        report.add(
            if entry.value.span.length == 0 { entry.key_span } else { entry.value.span },
            format!("'{key}' must be a JSON Schema"),
            format!("this is {}", entry.value.kind()),
            "write an object, like {type: object, properties: {topic: {type: string}}}",
        );
        return None;
    }
    let schema = entry.value.to_json();
    if !local(&entry.value, &schema, report) {
        return None;
    }
    match CompiledSchema::compile(&schema) {
        Ok(compiled) => {
            defaults(&entry.value, report);
            Some(compiled)
        }
        Err(bad) => {
            refused(entry, &schema, &bad, report);
            None
        }
    }
}

fn refused(entry: &Entry, schema: &Value, bad: &BadSchema, report: &mut Report<'_>) {
    let span = entry.value.span_at(&bad.pointer);
    let span = if span.length == 0 { entry.key_span } else { span };
    let kind =
        schema.pointer(&bad.pointer).and_then(Value::as_str).filter(|_| bad.pointer.ends_with("/type"));
    if let Some(kind) = kind {
        let help = suggest(kind, TYPES, "the types are");
        report.add(span, format!("{} is no type of JSON Schema", quoted(kind)), "unknown type", help);
    } else {
        let message = format!("'{}' is no valid JSON Schema: {}", entry.key, bad.reason);
        let help =
            "see the keywords of JSON Schema 2020-12, such as type, properties, required, enum, minLength";
        report.add(span, message, "the schema is wrong here", help);
    }
}

/// Whether all references stay inside of the schema and point at something.
fn local(node: &Node, root: &Value, report: &mut Report<'_>) -> bool {
    let mut fine = true;
    for entry in node.entries() {
        match (entry.key.as_str(), entry.value.text()) {
            ("$ref" | "$dynamicRef", Some(target)) => {
                let found = target.strip_prefix('#').is_some_and(|pointer| {
                    (pointer.is_empty() || pointer.starts_with('/'))
                        && root.pointer(&decoded(pointer)).is_some()
                });
                if !found {
                    let (cause, help) = if target.starts_with("#/") {
                        ("it points at nothing", "define it in this schema, like `$defs: {name: ...}`")
                    } else {
                        (
                            "only references inside this schema are allowed",
                            "copy it under `$defs` and write '#/$defs/name'",
                        )
                    };
                    let message = format!("the schema refers to {}", quoted(target));
                    report.add(entry.value.span, message, cause, help);
                    fine = false;
                }
            }
            ("$schema", Some(dialect)) if dialect.trim_end_matches('#') != DIALECT => {
                let message = format!("{} is another version of JSON Schema", quoted(dialect));
                report.add(
                    entry.value.span,
                    message,
                    "only 2020-12 is supported",
                    format!("write {DIALECT}, or remove it"),
                );
                fine = false;
            }
            // Plain data, in which "$ref" means nothing.
            ("const" | "default" | "enum" | "examples", _) => {}
            (_, _) => fine &= local(&entry.value, root, report),
        }
    }
    for item in node.items().unwrap_or_default() {
        fine &= local(item, root, report);
    }
    fine
}

/// A fragment's percent escapes, as far as JSON pointers need them.
fn decoded(pointer: &str) -> String {
    pointer.replace("%24", "$").replace("%20", " ").replace("%25", "%")
}

/// Reports defaults that their own schema refuses: each run that relies on one would be refused.
fn defaults(node: &Node, report: &mut Report<'_>) {
    for entry in node.find("properties").map(Node::entries).unwrap_or_default() {
        if let Some(default) = entry.value.find("default") {
            // A reference would need its surroundings; without one, the part stands for itself.
            let part = entry.value.to_json();
            let mut value = default.to_json();
            let refused = CompiledSchema::compile(&part)
                .ok()
                .and_then(|schema| schema.validate(&mut value, false).err());
            if let Some(refused) = refused.filter(|_| !part.to_string().contains("$ref")) {
                let span = if default.span.length == 0 { entry.key_span } else { default.span };
                let message = format!("the default of {} breaks its own schema", quoted(&entry.key));
                report.add(span, message, refused.first(), "change the default or the schema");
            }
        }
        defaults(&entry.value, report);
    }
}

/// Why a path leads nowhere.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum DeadEnd {
    /// The object has these keys, not that one.
    Unknown(Vec<String>),
    /// A value without parts, of this kind.
    Leaf(&'static str),
}

/// Follows a path through a schema as far as the schema is sure about it.
///
/// A key is refused where `properties` are declared without it, unless `additionalProperties` says otherwise explicitly:
/// JSON Schema lets unknown keys pass by default, and in a playbook they are nearly always slips.
pub(super) fn walk(root: &Value, path: &[PathSegment]) -> Result<(), (usize, DeadEnd)> {
    let mut schema = root;
    for (index, segment) in path.iter().enumerate() {
        let Some(target) = dereferenced(root, schema) else { return Ok(()) };
        schema = target;
        if ["allOf", "anyOf", "oneOf", "if", "$dynamicRef"]
            .iter()
            .any(|keyword| schema.get(keyword).is_some())
        {
            return Ok(());
        }
        let kind = schema.get("type").and_then(Value::as_str);
        let next = match segment {
            PathSegment::Key(key) => match kind {
                None | Some("object") => member(schema, key).map_err(|dead_end| (index, dead_end))?,
                Some(kind) => return Err((index, DeadEnd::Leaf(named(kind)))),
            },
            PathSegment::Index(at) => match kind {
                None | Some("array") => item(schema, *at),
                Some(kind) => return Err((index, DeadEnd::Leaf(named(kind)))),
            },
        };
        let Some(next) = next else { return Ok(()) };
        schema = next;
    }
    Ok(())
}

fn dereferenced<'v>(root: &'v Value, schema: &'v Value) -> Option<&'v Value> {
    let mut schema = schema;
    for _hop in 0..REFS_MAX {
        match schema.get("$ref").and_then(Value::as_str) {
            Some(target) => schema = root.pointer(&decoded(target.strip_prefix('#')?))?,
            None => return Some(schema),
        }
    }
    None
}

fn member<'v>(schema: &'v Value, key: &str) -> Result<Option<&'v Value>, DeadEnd> {
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return Ok(None) };
    if let Some(found) = properties.get(key) {
        return Ok(Some(found));
    }
    let open = match schema.get("additionalProperties") {
        None | Some(Value::Bool(false)) => schema.get("patternProperties").is_some(),
        Some(
            Value::Bool(true)
            | Value::Null
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_)
            | Value::Object(_),
        ) => true,
    };
    if open { Ok(None) } else { Err(DeadEnd::Unknown(properties.keys().cloned().collect())) }
}

fn item(schema: &Value, at: usize) -> Option<&Value> {
    let prefix = schema.get("prefixItems").and_then(Value::as_array);
    prefix.and_then(|items| items.get(at)).or_else(|| schema.get("items"))
}

/// A JSON type in a person's words.
fn named(kind: &str) -> &'static str {
    match kind {
        "object" => "an object",
        "array" => "a list",
        "string" => "text",
        "boolean" => "true or false",
        "null" => "nothing",
        "integer" => "a whole number",
        _other => "a number",
    }
}
