//! Templates: JSON with `${{ path }}` references. Only paths are evaluated here, a subset of CEL that needs no evaluator
//! and always gives the same value for the same state; it must never evaluate anything else.

use crate::ids::StepId;
use crate::payload::Needed;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

/// JSON with references.
#[derive(Clone, Debug, PartialEq)]
pub enum Template {
    /// A value without references.
    Literal(Value),
    /// A lone `${{ path }}`: keeps the type of what it points at.
    Reference(Path),
    /// Text with references in it: each becomes text.
    Text(Vec<TextPart>),
    /// A list of templates.
    List(Vec<Template>),
    /// An object of templates, ordered by key, as canonical JSON has it.
    Object(Vec<(String, Template)>),
}

/// A piece of a text template.
#[derive(Clone, Debug, PartialEq)]
pub enum TextPart {
    /// Fixed text.
    Fixed(String),
    /// A reference.
    Reference(Path),
}

/// A reference: a root and the way down from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Path {
    /// `input.a.b`: the run's input.
    Input(Vec<PathSegment>),
    /// `steps.ID.output.a[0]`: the result of a step.
    Output(StepId, Vec<PathSegment>),
    /// `run.feedback`: the comment of the last request for changes, or null.
    Feedback,
    /// `run.id`: the workflow id.
    RunId,
}

/// One step down a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathSegment {
    /// A key of an object.
    Key(String),
    /// A place in a list, from 0.
    Index(usize),
}

/// What references are resolved against.
pub trait Scope {
    /// The run's id.
    fn run_id(&self) -> &str;
    /// The run's input.
    fn input(&self) -> &Value;
    /// A step's output: `Ok(None)` where it has none.
    ///
    /// # Errors
    /// [`Needed`] where the document has to be loaded first.
    fn output(&self, step: &StepId) -> Result<Option<&Arc<Value>>, Needed>;
    /// The comment of the last request for changes.
    fn feedback(&self) -> Option<&str>;
}

/// Why a template has no value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ResolveError {
    /// A document has to be loaded first; not a fault of the playbook.
    #[error("a stored document has to be loaded first")]
    Needed(Needed),
    /// Nothing stands at the path.
    #[error("'{path}' has no value: there is nothing at '{missing}'; check what the step before it returned")]
    Missing {
        /// The whole reference.
        path: String,
        /// The first part of it that is not there.
        missing: String,
    },
}

impl Template {
    /// The value for a scope.
    ///
    /// # Errors
    /// [`ResolveError::Missing`] where a reference points at nothing, [`ResolveError::Needed`] where a document has to be
    /// loaded first.
    pub fn resolve(&self, scope: &dyn Scope) -> Result<Value, ResolveError> {
        match self {
            Self::Literal(value) => Ok(value.clone()),
            Self::Reference(path) => path.resolve(scope),
            Self::Text(parts) => {
                let mut text = String::new();
                for part in parts {
                    match part {
                        TextPart::Fixed(fixed) => text.push_str(fixed),
                        TextPart::Reference(path) => match path.resolve(scope)? {
                            Value::String(value) => text.push_str(&value),
                            Value::Null => {}
                            value @ (Value::Bool(_)
                            | Value::Number(_)
                            | Value::Array(_)
                            | Value::Object(_)) => {
                                text.push_str(&value.to_string());
                            }
                        },
                    }
                }
                Ok(Value::String(text))
            }
            Self::List(items) => items.iter().map(|item| item.resolve(scope)).collect(),
            Self::Object(entries) => entries
                .iter()
                .map(|(key, template)| Ok((key.clone(), template.resolve(scope)?)))
                .collect::<Result<serde_json::Map<_, _>, _>>()
                .map(Value::Object),
        }
    }

    /// All references in it.
    #[must_use]
    pub fn paths(&self) -> Vec<&Path> {
        match self {
            Self::Literal(_) => Vec::new(),
            Self::Reference(path) => vec![path],
            Self::Text(parts) => parts
                .iter()
                .filter_map(|part| match part {
                    TextPart::Fixed(_) => None,
                    TextPart::Reference(path) => Some(path),
                })
                .collect(),
            Self::List(items) => items.iter().flat_map(Self::paths).collect(),
            Self::Object(entries) => entries.iter().flat_map(|(_, template)| template.paths()).collect(),
        }
    }

    /// The steps that it refers to.
    #[must_use]
    pub fn steps(&self) -> BTreeSet<StepId> {
        self.paths()
            .into_iter()
            .filter_map(|path| match path {
                Path::Output(step, _) => Some(step.clone()),
                Path::Input(_) | Path::Feedback | Path::RunId => None,
            })
            .collect()
    }
}

impl Path {
    /// The value that it points at. An absent optional input is null; an absent part of a result is an error.
    fn resolve(&self, scope: &dyn Scope) -> Result<Value, ResolveError> {
        match self {
            Self::Feedback => Ok(scope.feedback().map_or(Value::Null, Value::from)),
            Self::RunId => Ok(Value::from(scope.run_id())),
            Self::Input(segments) => Ok(self.walk(scope.input(), segments).unwrap_or(Value::Null)),
            Self::Output(step, segments) => match scope.output(step).map_err(ResolveError::Needed)? {
                Some(output) => self.walk(output, segments),
                None => Err(self.missing(&format!("steps.{step}.output"))),
            },
        }
    }

    fn walk(&self, root: &Value, segments: &[PathSegment]) -> Result<Value, ResolveError> {
        let mut value = root;
        for segment in segments {
            let next = match segment {
                PathSegment::Key(key) => value.get(key.as_str()),
                PathSegment::Index(index) => value.get(*index),
            };
            value = next.ok_or_else(|| self.missing(&segment.to_string()))?;
        }
        Ok(value.clone())
    }

    fn missing(&self, missing: &str) -> ResolveError {
        ResolveError::Missing { path: self.to_string(), missing: missing.trim_start_matches('.').to_owned() }
    }
}

/// Whether a key may stand after a dot.
fn is_name(key: &str) -> bool {
    !key.starts_with(|c: char| c.is_ascii_digit())
        && !key.is_empty()
        && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

impl fmt::Display for PathSegment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(key) if is_name(key) => write!(formatter, ".{key}"),
            Self::Key(key) => write!(formatter, "[\"{key}\"]"),
            Self::Index(index) => write!(formatter, "[{index}]"),
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let segments = match self {
            Self::Feedback => return formatter.write_str("run.feedback"),
            Self::RunId => return formatter.write_str("run.id"),
            Self::Input(segments) => {
                formatter.write_str("input")?;
                segments
            }
            Self::Output(step, segments) => {
                write!(formatter, "steps.{step}.output")?;
                segments
            }
        };
        segments.iter().try_for_each(|segment| segment.fmt(formatter))
    }
}

#[cfg(test)]
mod tests;
