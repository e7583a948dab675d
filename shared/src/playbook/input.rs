//! Checks JSON against a schema: inputs of runs, results of agents, edited artifacts. It never panics on either, fetches
//! nothing, and its patterns run in linear time.

use crate::exact::{self, InexactNumber};
use crate::limits::JSON_MAX_DEPTH;
use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, PatternOptions, ValidationError, Validator};
use serde_json::Value;
use std::fmt;
use std::sync::Arc;

/// Most violations that are listed.
const VIOLATIONS_MAX: usize = 20;
/// Most characters of a value in a message.
const GIVEN_MAX_CHARS: usize = 80;
/// Most `$ref`s that are followed in a row.
const REFS_MAX: usize = 16;

/// A schema that is no valid JSON Schema (2020-12), or refers outside of itself.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the JSON Schema is invalid at '{pointer}': {reason}")]
pub struct BadSchema {
    /// JSON pointer into the schema.
    pub pointer: String,
    /// What is wrong there.
    pub reason: String,
}

/// A value that breaks a rule of its schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// JSON pointer (RFC 6901) to the value, or to where it is missing; empty for the whole document.
    pub pointer: String,
    /// What the schema asks for, in words.
    pub expected: String,
    /// What was given instead, cut to a length that fits a line.
    pub given: String,
}

/// Why a document was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InputError {
    /// The document is nested deeper than [`JSON_MAX_DEPTH`]: flatten it.
    #[error("the document is nested deeper than {JSON_MAX_DEPTH} levels; flatten it")]
    TooDeep,
    /// The document holds a number that would be rounded: send it as a string.
    #[error(transparent)]
    Inexact(#[from] InexactNumber),
    /// The document breaks the schema: correct what is listed.
    #[error("{}", lines(.0))]
    Violations(Vec<Violation>),
}

impl InputError {
    /// The first reason, on one line.
    #[must_use]
    pub fn first(&self) -> String {
        match self {
            Self::Violations(violations) => violations.first().map(ToString::to_string).unwrap_or_default(),
            Self::TooDeep | Self::Inexact(_) => self.to_string(),
        }
    }
}

fn lines(violations: &[Violation]) -> String {
    violations.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.pointer.is_empty() {
            write!(formatter, "{}: ", self.pointer)?;
        }
        write!(formatter, "expected {}, given {}", self.expected, self.given)
    }
}

/// A schema that is ready to check many documents; compiling costs far more than checking. A clone shares the compiled
/// form.
#[derive(Clone)]
pub struct CompiledSchema(Arc<Compiled>);

struct Compiled {
    schema: Value,
    validator: Validator,
}

impl PartialEq for CompiledSchema {
    fn eq(&self, other: &Self) -> bool {
        self.0.schema == other.0.schema
    }
}

impl fmt::Debug for CompiledSchema {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.schema.fmt(formatter)
    }
}

impl CompiledSchema {
    /// Compiles a JSON Schema (2020-12). `format` is an annotation, as the dialect has it.
    ///
    /// # Errors
    /// [`BadSchema`] where it is invalid or refers to another document, which is never fetched.
    pub fn compile(schema: &Value) -> Result<Self, BadSchema> {
        let validator = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_pattern_options(PatternOptions::regex())
            .offline()
            .build(schema)
            .map_err(|error| BadSchema {
                pointer: error.instance_path().to_string(),
                reason: cut(&error.masked().to_string(), 200),
            })?;
        Ok(Self(Arc::new(Compiled { schema: schema.clone(), validator })))
    }

    /// The schema as JSON.
    #[must_use]
    pub fn as_json(&self) -> &Value {
        &self.0.schema
    }

    /// Fills in the schema's defaults, where asked, and checks the result. A default never overwrites what is there, and
    /// nothing is filled in inside of a default.
    ///
    /// # Errors
    /// [`InputError::Violations`] with at most 20 of them, or what [`check_document`] finds.
    pub fn validate(&self, instance: &mut Value, fill_defaults: bool) -> Result<(), InputError> {
        check_document(instance)?;
        if fill_defaults {
            fill(&self.0.schema, &self.0.schema, instance);
        }
        let violations: Vec<Violation> = self
            .0
            .validator
            .iter_errors(instance)
            .take(VIOLATIONS_MAX)
            .map(|error| self.violation(&error))
            .collect();
        if violations.is_empty() { Ok(()) } else { Err(InputError::Violations(violations)) }
    }

    fn violation(&self, error: &ValidationError<'_>) -> Violation {
        let pointer = error.instance_path().to_string();
        if let ValidationErrorKind::Required { property } = error.kind() {
            let key = property.as_str().unwrap_or_default();
            let pointer = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
            return Violation {
                pointer,
                expected: "a value, as it is required".to_owned(),
                given: "nothing".to_owned(),
            };
        }
        let rule = self.0.schema.pointer(error.schema_path().as_str());
        let expected = rule
            .and_then(|rule| expected(error.kind().keyword(), rule))
            .unwrap_or_else(|| cut(&format!("another value: {}", error.masked()), 200));
        Violation { pointer, expected, given: cut(&error.instance().to_string(), GIVEN_MAX_CHARS) }
    }
}

/// Checks what must hold of any document: it can be read back from a store, and means the same then.
///
/// # Errors
/// [`InputError::TooDeep`], [`InputError::Inexact`].
pub fn check_document(document: &Value) -> Result<(), InputError> {
    if deeper_than(document, JSON_MAX_DEPTH) {
        return Err(InputError::TooDeep);
    }
    Ok(exact::check_value(document)?)
}

/// A rule in words; none for rules that only the library can explain.
fn expected(keyword: &str, rule: &Value) -> Option<String> {
    let value = || cut(&rule.to_string(), 120);
    Some(match keyword {
        "type" => match rule {
            Value::Array(kinds) => {
                kinds.iter().filter_map(Value::as_str).map(kind).collect::<Vec<_>>().join(" or ")
            }
            Value::String(name) => kind(name).to_owned(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => return None,
        },
        "enum" => format!("one of {}", value()),
        "const" => value(),
        "minLength" => format!("text of at least {} characters", value()),
        "maxLength" => format!("text of at most {} characters", value()),
        "minimum" => format!("at least {}", value()),
        "maximum" => format!("at most {}", value()),
        "exclusiveMinimum" => format!("more than {}", value()),
        "exclusiveMaximum" => format!("less than {}", value()),
        "multipleOf" => format!("a multiple of {}", value()),
        "minItems" => format!("at least {} items", value()),
        "maxItems" => format!("at most {} items", value()),
        "uniqueItems" => "items that all differ".to_owned(),
        "pattern" => format!("text that matches {}", value()),
        _other => return None,
    })
}

fn kind(name: &str) -> &str {
    match name {
        "object" => "an object",
        "array" => "a list",
        "string" => "text",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "true or false",
        other => other,
    }
}

fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}...", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}

fn deeper_than(value: &Value, levels: usize) -> bool {
    let Some(below) = levels.checked_sub(1) else { return value.is_array() || value.is_object() };
    match value {
        Value::Array(items) => items.iter().any(|item| deeper_than(item, below)),
        Value::Object(entries) => entries.values().any(|item| deeper_than(item, below)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// Fills in what is missing. It goes only where the document already goes, so a recursive schema comes to an end.
fn fill(root: &Value, schema: &Value, instance: &mut Value) {
    let mut schema = schema;
    for _hop in 0..REFS_MAX {
        let target = schema.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix('#'));
        match target.and_then(|pointer| root.pointer(pointer)) {
            Some(target) => schema = target,
            None => break,
        }
    }
    match instance {
        Value::Object(entries) => {
            for (key, part) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
                if let Some(value) = entries.get_mut(key) {
                    fill(root, part, value);
                } else if let Some(default) = part.get("default") {
                    entries.insert(key.clone(), default.clone());
                }
            }
        }
        Value::Array(items) => {
            if let Some(part) = schema.get("items") {
                items.iter_mut().for_each(|item| fill(root, part, item));
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests;
