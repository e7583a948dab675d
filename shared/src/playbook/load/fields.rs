//! Reads keys and the simple values under them. Which keys there are stands in `level`, what they mean in the readers of
//! the steps.

use super::error::Report;
use super::level::{Level, stranger};
use super::node::{Content, Entry, Node, Span};
use super::words::{closest, listed, quoted};
use crate::ids::BadId;
use crate::time::Millis;

/// The entries of an object whose keys have been checked.
pub(super) struct Fields<'n> {
    /// Where to point when something is missing.
    pub(super) span: Span,
    level: Level,
    entries: &'n [Entry],
}

impl<'n> Fields<'n> {
    /// Checks that a node is an object and reports each key that it may not have.
    pub(super) fn open(node: &'n Node, level: Level, report: &mut Report<'_>) -> Option<Self> {
        let Content::Object(entries) = &node.content else {
            let message = format!("{} must be an object", level.name());
            let help = format!("write keys: {}", level.known().join(", "));
            report.add(node.span, message, format!("this is {}", node.kind()), help);
            return None;
        };
        for entry in entries.iter().filter(|entry| !level.known().contains(&entry.key.as_str())) {
            report.push(stranger(entry, level));
        }
        // A block has no width of its own: its first key is what a caret can stand under.
        let span = entries.first().map_or(node.span, |entry| entry.key_span);
        Some(Self { span, level, entries })
    }

    /// As [`Self::open`], for a value under a key: an empty one points at the key.
    pub(super) fn under(entry: &'n Entry, level: Level, report: &mut Report<'_>) -> Option<Self> {
        let mut fields = Self::open(&entry.value, level, report)?;
        fields.span = entry.key_span;
        Some(fields)
    }

    pub(super) fn get(&self, key: &str) -> Option<&'n Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// An entry that must be there; `what` says what it is and shows how to write it.
    pub(super) fn required(&self, key: &str, what: &str, report: &mut Report<'_>) -> Option<&'n Entry> {
        let entry = self.get(key);
        if entry.is_none() {
            let message = format!("{} needs the key '{key}'", self.level.name());
            report.add(self.span, message, format!("'{key}' is missing here"), format!("add {what}"));
        }
        entry
    }
}

fn wrong_kind(key: &str, node: &Node, wanted: &str, help: &str, fallback: Span, report: &mut Report<'_>) {
    let span = if node.span.length == 0 { fallback } else { node.span };
    report.add(span, format!("'{key}' must be {wanted}"), format!("this is {}", node.kind()), help);
}

/// The text of an entry.
pub(super) fn text<'n>(entry: &'n Entry, report: &mut Report<'_>) -> Option<(&'n str, Span)> {
    match entry.value.text() {
        Some(text) => Some((text, entry.value.span)),
        None => {
            let help =
                format!("write `{}: some text`, in quotes where it looks like something else", entry.key);
            wrong_kind(&entry.key, &entry.value, "text", &help, entry.key_span, report);
            None
        }
    }
}

/// The items of an entry, which must be a list.
pub(super) fn list<'n>(entry: &'n Entry, example: &str, report: &mut Report<'_>) -> Option<&'n [Node]> {
    let items = entry.value.items();
    if items.is_none() {
        wrong_kind(&entry.key, &entry.value, "a list", &format!("write {example}"), entry.key_span, report);
    }
    items
}

/// A text that is parsed into an identifier.
pub(super) fn parsed<'n, T>(
    entry: &'n Entry,
    report: &mut Report<'_>,
    parse: impl Fn(&'n str) -> Result<T, BadId>,
) -> Option<T> {
    let (text, span) = text(entry, report)?;
    parse(text).map_err(|bad| bad_id(text, span, &bad, report)).ok()
}

/// Reports a text that is no identifier.
pub(super) fn bad_id(text: &str, span: Span, bad: &BadId, report: &mut Report<'_>) {
    let message = format!("{} is no valid {}", quoted(text), bad.what);
    report.add(span, message, "not allowed here", format!("use {}", bad.rule));
}

/// A duration with its place.
pub(super) fn duration(entry: &Entry, report: &mut Report<'_>) -> Option<(Millis, Span)> {
    duration_of(&entry.key, &entry.value, entry.key_span, report)
}

/// As [`duration`], for a value without a key of its own.
pub(super) fn duration_of(
    key: &str,
    node: &Node,
    fallback: Span,
    report: &mut Report<'_>,
) -> Option<(Millis, Span)> {
    const HELP: &str = "write a whole number and a unit, like 500ms, 30s, 5m, 4h or 7d";
    let Some(text) = node.text() else {
        match &node.content {
            Content::Number(number) => {
                report.add(
                    node.span,
                    format!("'{key}' is a duration and needs a unit"),
                    "a number alone",
                    format!("write {number}s, {number}m, {number}h or {number}d, whichever you mean"),
                );
            }
            Content::Null | Content::Bool(_) | Content::Text(_) | Content::List(_) | Content::Object(_) => {
                wrong_kind(key, node, "a duration", HELP, fallback, report);
            }
        }
        return None;
    };
    match Millis::parse(text) {
        Ok(duration) => Some((duration, node.span)),
        Err(_) => {
            let message = format!("{} is no duration between 1 ms and 365 d", quoted(text));
            report.add(node.span, message, "not a duration", HELP);
            None
        }
    }
}

/// A whole number between two bounds.
pub(super) fn whole(entry: &Entry, least: u32, most: u32, report: &mut Report<'_>) -> Option<u32> {
    let number = match &entry.value.content {
        Content::Number(number) => number.as_u64().and_then(|number| u32::try_from(number).ok()),
        Content::Null | Content::Bool(_) | Content::Text(_) | Content::List(_) | Content::Object(_) => None,
    };
    let number = number.filter(|number| (least..=most).contains(number));
    if number.is_none() {
        let wanted = format!("a whole number from {least} to {most}");
        let span = if entry.value.span.length == 0 { entry.key_span } else { entry.value.span };
        let message = format!("'{}' must be {wanted}", entry.key);
        report.add(
            span,
            message,
            "out of bounds",
            format!("write `{}: {}`", entry.key, least.max(3).min(most)),
        );
    }
    number
}

/// One of a few words.
pub(super) fn word<T: Copy>(entry: &Entry, words: &[(&str, T)], report: &mut Report<'_>) -> Option<T> {
    let (text, span) = text(entry, report)?;
    let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
    if found.is_none() {
        let names = words.iter().map(|(word, _)| *word);
        let help = match closest(text, names.clone()) {
            Some(name) => format!("did you mean '{name}'?"),
            None => format!("write {}", listed(names.clone())),
        };
        let message = format!("'{}' must be {}", entry.key, listed(names));
        report.add(span, message, format!("{} is none of them", quoted(text)), help);
    }
    found
}
