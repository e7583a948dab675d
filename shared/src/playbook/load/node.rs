//! A YAML document as a tree in which every part knows where it stands in the source. It holds no rule of the format.

use serde_json::{Number, Value};

/// A piece of the source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    /// Bytes before it.
    pub(super) offset: usize,
    /// Its bytes.
    pub(super) length: usize,
}

/// A value and its place.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) span: Span,
    pub(super) content: Content,
}

/// What a node holds.
#[derive(Clone, Debug)]
pub(super) enum Content {
    Null,
    Bool(bool),
    Number(Number),
    Text(String),
    List(Vec<Node>),
    Object(Vec<Entry>),
}

/// A key with its value.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_span: Span,
    pub(super) value: Node,
}

impl Node {
    /// The plain value, without places.
    pub(super) fn to_json(&self) -> Value {
        match &self.content {
            Content::Null => Value::Null,
            Content::Bool(value) => Value::Bool(*value),
            Content::Number(value) => Value::Number(value.clone()),
            Content::Text(value) => Value::String(value.clone()),
            Content::List(items) => items.iter().map(Self::to_json).collect(),
            Content::Object(entries) => Value::Object(
                entries.iter().map(|entry| (entry.key.clone(), entry.value.to_json())).collect(),
            ),
        }
    }

    /// The value under a key, where this is an object that has it.
    pub(super) fn find(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// Its entries, where it is an object.
    pub(super) fn entries(&self) -> &[Entry] {
        match &self.content {
            Content::Object(entries) => entries,
            Content::Null | Content::Bool(_) | Content::Number(_) | Content::Text(_) | Content::List(_) => {
                &[]
            }
        }
    }

    /// Its items, where it is a list.
    pub(super) fn items(&self) -> Option<&[Self]> {
        match &self.content {
            Content::List(items) => Some(items),
            Content::Null | Content::Bool(_) | Content::Number(_) | Content::Text(_) | Content::Object(_) => {
                None
            }
        }
    }

    /// Its text, where it is one.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            Content::Null | Content::Bool(_) | Content::Number(_) | Content::List(_) | Content::Object(_) => {
                None
            }
        }
    }

    /// The place of what a JSON pointer names, or of the deepest part of it that exists.
    pub(super) fn span_at(&self, pointer: &str) -> Span {
        let mut node = self;
        let mut span = self.span;
        for token in pointer.split('/').skip(1) {
            let token = token.replace("~1", "/").replace("~0", "~");
            let next = match &node.content {
                Content::List(items) => token.parse().ok().and_then(|index: usize| items.get(index)),
                Content::Null | Content::Bool(_) | Content::Number(_) | Content::Text(_) => None,
                Content::Object(entries) => {
                    let entry = entries.iter().find(|entry| entry.key == token);
                    // A block starts at a place without a width: its key is what a caret can stand under.
                    span = entry.map_or(span, |entry| entry.key_span);
                    entry.map(|entry| &entry.value)
                }
            };
            let Some(next) = next else { break };
            node = next;
        }
        match node.content {
            Content::List(_) | Content::Object(_) => span,
            Content::Null | Content::Bool(_) | Content::Number(_) | Content::Text(_) => node.span,
        }
    }

    /// What it is, in a person's words.
    pub(super) fn kind(&self) -> &'static str {
        match self.content {
            Content::Null => "empty",
            Content::Bool(_) => "true or false",
            Content::Number(_) => "a number",
            Content::Text(_) => "text",
            Content::List(_) => "a list",
            Content::Object(_) => "an object",
        }
    }
}
