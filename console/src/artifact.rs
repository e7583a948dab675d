//! A JSON value as a bounded tree of things a person can read. It must not grow with the value: what is left out is
//! counted and said, and the raw JSON is one click away.

use std::io;

use askama::Template;
use askama::filters::HtmlSafe;
use serde_json::{Map, Value};

use crate::limits::{
    ARTIFACT_MAX_DEPTH, ARTIFACT_MAX_NODES, FOLD_NODES, LABEL_MAX_CHARS, RAW_MAX_BYTES, TEXT_CHARS_PER_NODE,
    TEXT_FOLD_CHARS, TEXT_MAX_CHARS, TEXT_PREVIEW_CHARS,
};
use crate::markdown::{self, SafeHtml};
use crate::view::Evidence;
use crate::{record_table, research, share, text};

/// One readable value. The template turns each variant into one kind of element.
#[derive(Template)]
#[template(path = "node.html", whitespace = "minimize")]
pub(crate) enum Node {
    /// Nothing there: `null`, an empty text, list or object.
    Nothing(&'static str),
    Scalar(String),
    Text(String),
    Link(String),
    /// A remark below a value.
    Note(String),
    /// Values one below the other in one place.
    Parts(Vec<Node>),
    /// Ids of quotations, each with where it stands on the page.
    Quotes {
        ids: Vec<(String, Option<String>)>,
        more: usize,
    },
    Prose(SafeHtml),
    /// Members of the artifact itself, each under its own heading.
    Sections {
        fields: Vec<Field>,
        more: usize,
    },
    Fields {
        fields: Vec<Field>,
        more: usize,
    },
    /// A list of plain values.
    Items {
        items: Vec<Node>,
        more: usize,
    },
    /// A list of objects or lists.
    Cards {
        items: Vec<Node>,
        more: usize,
    },
    Table {
        columns: Vec<String>,
        rows: Vec<Vec<Field>>,
        more: usize,
    },
    TooDeep {
        entries: usize,
    },
    Cut {
        body: Box<Node>,
        left_out: String,
    },
    Folded {
        preview: String,
        size: String,
        body: Box<Node>,
    },
}

// The template escapes every text it writes.
impl HtmlSafe for Node {}

/// A named value.
pub(crate) struct Field {
    pub(crate) label: String,
    pub(crate) node: Node,
}

/// The readable form of an artifact.
pub(crate) fn readable(artifact: &Value, quotes: &[Evidence]) -> Node {
    match artifact {
        Value::Object(members) if !members.is_empty() => sections(members, quotes),
        Value::Object(_)
        | Value::Array(_)
        | Value::String(_)
        | Value::Number(_)
        | Value::Bool(_)
        | Value::Null => build(artifact, 0, ARTIFACT_MAX_NODES),
    }
}

/// What a person reads first comes first; an analysis' lists are tables where there is room for the whole of them.
fn sections(members: &Map<String, Value>, quotes: &[Evidence]) -> Node {
    let mut ordered: Vec<(&String, &Value)> = members.iter().collect();
    ordered.sort_by_key(|(key, value)| research::rank(key, value));
    let shares = share::of(ordered.iter().map(|(_, value)| *value), 0, ARTIFACT_MAX_NODES);
    let more = ordered.len() - shares.len();
    let field = |((key, value), share): ((&String, &Value), usize)| {
        let table = || research::table(key, value, quotes).filter(|_| share::nodes(value, 1) <= share);
        Field {
            label: research::heading(text::cut(key, LABEL_MAX_CHARS).0),
            node: table().unwrap_or_else(|| build(value, 1, share)),
        }
    };
    Node::Sections { fields: ordered.into_iter().zip(shares).map(field).collect(), more }
}

/// Shows a value within `budget` nodes. Only what is nested folds: the members of the artifact itself are what is
/// decided about.
fn build(value: &Value, depth: usize, budget: usize) -> Node {
    let entries = match value {
        Value::Null => return Node::Nothing("none"),
        Value::Bool(true) => return Node::Scalar("yes".to_owned()),
        Value::Bool(false) => return Node::Scalar("no".to_owned()),
        Value::Number(number) => return Node::Scalar(number.to_string()),
        Value::String(string) => return text_node(string, budget.max(1).saturating_mul(TEXT_CHARS_PER_NODE)),
        Value::Array(items) => items.len(),
        Value::Object(members) => members.len(),
    };
    if entries == 0 {
        return Node::Nothing(if value.is_array() { "empty list" } else { "nothing in it" });
    }
    if depth >= ARTIFACT_MAX_DEPTH {
        return Node::TooDeep { entries };
    }
    let body = match value {
        Value::Object(members) => {
            let (fields, more) = fields(members, depth, budget);
            Node::Fields { fields, more }
        }
        Value::Array(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            list(value.as_array().map_or(&[], Vec::as_slice), depth, budget)
        }
    };
    if depth < 2 || share::nodes(value, depth) <= FOLD_NODES {
        return body;
    }
    let size = format!("{} entries", text::thousands(entries));
    Node::Folded { preview: String::new(), size, body: Box::new(body) }
}

fn list(items: &[Value], depth: usize, budget: usize) -> Node {
    let shares = share::of(items.iter(), depth, budget);
    let more = items.len() - shares.len();
    if let Some(columns) = record_table::columns(items) {
        let rows = items.iter().zip(shares).map(|(item, _)| record_table::row(item, &columns)).collect();
        return Node::Table { columns: columns.iter().map(|key| text::label(key)).collect(), rows, more };
    }
    let nested = items.iter().any(|item| item.is_object() || item.is_array());
    let items = items.iter().zip(shares).map(|(item, share)| build(item, depth + 1, share)).collect();
    if nested { Node::Cards { items, more } } else { Node::Items { items, more } }
}

fn fields(members: &Map<String, Value>, depth: usize, budget: usize) -> (Vec<Field>, usize) {
    let shares = share::of(members.values(), depth, budget);
    let more = members.len() - shares.len();
    let field = |((key, value), share): ((&String, &Value), usize)| Field {
        label: text::label(text::cut(key, LABEL_MAX_CHARS).0),
        node: build(value, depth + 1, share),
    };
    (members.iter().zip(shares).map(field).collect(), more)
}

/// A string within `limit` characters.
pub(crate) fn text_node(string: &str, limit: usize) -> Node {
    if string.trim().is_empty() {
        return Node::Nothing("empty text");
    }
    let (shown, left_out) = text::cut(string, limit.min(TEXT_MAX_CHARS));
    if let Some(address) = text::web_address(string).filter(|_| left_out == 0) {
        return Node::Link(text::visible(address));
    }
    let safe = text::visible(shown);
    let is_markdown = markdown::looks_like_markdown(&safe);
    let mut node = if is_markdown { Node::Prose(markdown::to_html(&safe)) } else { Node::Text(safe.clone()) };
    if left_out > 0 {
        node = Node::Cut { body: Box::new(node), left_out: text::thousands(left_out) };
    }
    if text::cut(shown, TEXT_FOLD_CHARS).1 == 0 {
        return node;
    }
    let words = if is_markdown { markdown::plain(&safe, TEXT_PREVIEW_CHARS) } else { safe };
    let (preview, _) = text::cut(&words, TEXT_PREVIEW_CHARS);
    let preview = preview.rsplit_once(char::is_whitespace).map_or(preview, |(whole_words, _)| whole_words);
    let size = format!("{} characters", text::thousands(string.chars().count()));
    Node::Folded { preview: preview.to_owned(), size, body: Box::new(node) }
}

/// The artifact as indented JSON, and whether it was cut at [`RAW_MAX_BYTES`].
pub(crate) fn raw(artifact: &Value) -> (String, bool) {
    let mut sink = Bounded { bytes: Vec::new() };
    let whole = serde_json::to_writer_pretty(&mut sink, artifact).is_ok();
    let text = String::from_utf8_lossy(&sink.bytes);
    // A cut in the middle of a letter leaves a replacement character behind.
    let text = if whole { &text } else { text.trim_end_matches(char::REPLACEMENT_CHARACTER) };
    (text::visible(text), !whole)
}

/// Refuses to grow beyond the limit, which also ends the serializer's work early.
struct Bounded {
    bytes: Vec<u8>,
}

impl io::Write for Bounded {
    fn write(&mut self, more: &[u8]) -> io::Result<usize> {
        let room = RAW_MAX_BYTES - self.bytes.len();
        if room == 0 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let taken = more.get(..room).unwrap_or(more);
        self.bytes.extend_from_slice(taken);
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
