//! Decides whether a list of objects reads well as a table, and fills its rows. It must not bound the row count.

use serde_json::Value;

use crate::artifact::{Field, Node, text_node};
use crate::limits::{TABLE_CELL_MAX_CHARS, TABLE_MAX_COLUMNS};
use crate::text;

/// The columns, in order of first appearance, if there are at least two objects of few, short, flat members.
pub(crate) fn columns(items: &[Value]) -> Option<Vec<&str>> {
    if items.len() < 2 {
        return None;
    }
    let mut columns: Vec<&str> = Vec::new();
    for item in items {
        for (key, value) in item.as_object()? {
            if !fits(value) || text::cut(key, TABLE_CELL_MAX_CHARS).1 > 0 {
                return None;
            }
            if !columns.contains(&key.as_str()) {
                columns.push(key);
            }
            if columns.len() > TABLE_MAX_COLUMNS {
                return None;
            }
        }
    }
    (!columns.is_empty()).then_some(columns)
}

/// One record's cells, in the order of the columns.
pub(crate) fn row(record: &Value, columns: &[&str]) -> Vec<Field> {
    let cell = |key: &&str| Field { label: text::label(key), node: cell(record.get(*key)) };
    columns.iter().map(cell).collect()
}

fn cell(value: Option<&Value>) -> Node {
    match value {
        None | Some(Value::Null) => Node::Nothing("none"),
        Some(Value::Bool(truth)) => Node::Scalar(if *truth { "yes" } else { "no" }.to_owned()),
        Some(Value::Number(number)) => Node::Scalar(number.to_string()),
        Some(Value::String(string)) => text_node(string, TABLE_CELL_MAX_CHARS),
        Some(other @ (Value::Array(_) | Value::Object(_))) => Node::Text(joined(other)),
    }
}

fn fits(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => true,
        Value::String(string) => text::cut(string, TABLE_CELL_MAX_CHARS).1 == 0,
        Value::Array(items) => {
            items.iter().all(Value::is_string) && text::cut(&joined(value), TABLE_CELL_MAX_CHARS).1 == 0
        }
        Value::Object(_) => false,
    }
}

fn joined(value: &Value) -> String {
    let words: Vec<&str> = value.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    text::visible(&words.join(", "))
}
