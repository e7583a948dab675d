//! JSON into rows of `member: value` and paragraphs of longer texts, streamed: no tree of the document is built.

mod numbers;

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;

use super::block::{BlockKind, Extracted, Place, collapse};
use super::skip::SkipReason;
use crate::limits;
use numbers::Numbers;

/// A text from here on is a paragraph of its own, in bytes: shorter ones are values in a row.
const PARAGRAPH_BYTES: usize = 80;
/// Members that name the object they are in.
const NAMING: [&str; 4] = ["title", "name", "headline", "subject"];

/// One JSON value.
///
/// # Errors
/// `Malformed` with the place, also for values that nest deeper than the parser allows.
pub(super) fn document(text: &str) -> Result<Extracted, SkipReason> {
    let mut walk = Walk { numbers: Numbers::of(text), ..Walk::default() };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = Value { walk: &mut walk, key: "", depth: 0, top: true }.deserialize(&mut deserializer);
    read.and_then(|()| deserializer.end()).map_err(|error| walk.damaged(&error))?;
    walk.flush();
    Ok(walk.finish())
}

/// JSON values one after the other; each is a record.
///
/// # Errors
/// As [`document`].
pub(super) fn lines(text: &str) -> Result<Extracted, SkipReason> {
    let mut walk = Walk::default();
    let (mut rest, mut line) = (text.trim_start(), 1 + line_breaks(text, text.trim_start()));
    while !rest.is_empty() {
        walk.next_record();
        walk.line = Some(line);
        let mut stream = serde_json::Deserializer::from_str(rest).into_iter::<Skim>();
        // Finds the end of the value; the walk reads it.
        stream.next().transpose().map_err(|error| walk.damaged(&error))?;
        let (record, after) = rest.split_at_checked(stream.byte_offset()).unwrap_or((rest, ""));
        walk.numbers = Numbers::of(record);
        let mut deserializer = serde_json::Deserializer::from_str(record);
        let read = Value { walk: &mut walk, key: "", depth: 0, top: false }.deserialize(&mut deserializer);
        read.map_err(|error| walk.damaged(&error))?;
        walk.flush();
        let next = after.trim_start();
        line = line.saturating_add(line_breaks(rest, next));
        rest = next;
    }
    Ok(walk.finish())
}

type Skim = serde::de::IgnoredAny;

/// Line breaks between the starts of two texts that end together.
fn line_breaks(from: &str, to: &str) -> u32 {
    let between = from.get(..from.len() - to.len()).unwrap_or_default();
    u32::try_from(between.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX)
}

/// What the walk has gathered.
#[derive(Default)]
struct Walk<'t> {
    out: Extracted,
    /// Those that the parser has not come to yet.
    numbers: Numbers<'t>,
    /// Values of the object that is open, not yet a block.
    row: String,
    record: Option<u32>,
    /// The line on which the record starts, where each record has its own.
    line: Option<u32>,
    /// Whether the walk ended because values nest too deeply.
    too_deep: bool,
}

impl Walk<'_> {
    fn next_record(&mut self) {
        self.flush();
        self.record = Some(self.record.unwrap_or(0).saturating_add(1));
    }

    /// The parser counts lines from the record on.
    fn damaged(&self, error: &serde_json::Error) -> SkipReason {
        let before =
            self.line.map_or(0, |line| usize::try_from(line.saturating_sub(1)).unwrap_or(usize::MAX));
        let place = format!("line {}, column {}", error.line().saturating_add(before), error.column());
        let record = self.record.filter(|_| self.line.is_some());
        let place = record.map_or(place.clone(), |record| format!("record {record}, {place}"));
        let what = match error.classify() {
            _ if self.too_deep => format!("values nest more than {} deep; flatten them", limits::JSON_DEPTH),
            Category::Eof => "it ends in the middle of a value; is the copy complete?".to_owned(),
            Category::Syntax | Category::Data | Category::Io => {
                "no JSON from here on; correct it there".to_owned()
            }
        };
        SkipReason::Malformed { detail: format!("{place}: {what}") }
    }

    fn place(&self) -> Option<Place> {
        let record = self.record?;
        Some(self.line.map_or(Place::Record(record), |line| Place::Line { record, line }))
    }

    fn flush(&mut self) {
        let (row, place) = (std::mem::take(&mut self.row), self.place());
        self.out.push(BlockKind::TableRow, &row, place);
    }

    fn value(&mut self, key: &str, value: &str) {
        let value = collapse(value);
        if value.is_empty() {
            return;
        }
        // A member's name is repeated for each value of its list: a short file may unfold to any length.
        let bytes = self.row.len().saturating_add(key.len()).saturating_add(value.len());
        if self.out.overflown || bytes > limits::DOCUMENT_TEXT_BYTES {
            self.out.overflown = true;
            self.row.clear();
            return;
        }
        if value.len() >= PARAGRAPH_BYTES && value.contains(' ') {
            self.flush();
            let place = self.place();
            self.out.push(BlockKind::Paragraph, &value, place);
            return;
        }
        if NAMING.contains(&key.to_lowercase().as_str()) && self.row.is_empty() {
            let place = self.place();
            self.out.push(BlockKind::Heading, &value, place);
        }
        if !self.row.is_empty() {
            self.row.push_str(" | ");
        }
        if !key.is_empty() {
            self.row.push_str(key);
            self.row.push_str(": ");
        }
        self.row.push_str(&value);
    }

    /// A number, which the parser meets in the order of the text.
    fn number(&mut self, key: &str) {
        if let Some(digits) = self.numbers.next() {
            self.value(key, digits);
        }
    }

    fn finish(mut self) -> Extracted {
        self.out.title = self.out.first_heading();
        self.out
    }
}

/// Visits one value; `key` names it.
struct Value<'a, 'k, 't> {
    walk: &'a mut Walk<'t>,
    key: &'k str,
    /// Lists and objects around it.
    depth: usize,
    /// Whether it is the whole document: the values of its list are records.
    top: bool,
}

impl Value<'_, '_, '_> {
    /// The depth of what is in it.
    fn within<E: serde::de::Error>(&mut self) -> Result<usize, E> {
        self.walk.too_deep |= self.depth >= limits::JSON_DEPTH;
        // The walk says it in its own words.
        if self.walk.too_deep { Err(E::custom("")) } else { Ok(self.depth + 1) }
    }
}

impl<'de> DeserializeSeed<'de> for Value<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<(), E> {
        self.walk.value(self.key, value);
        Ok(())
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<(), E> {
        self.visit_str(if value { "true" } else { "false" })
    }

    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<(), E> {
        self.walk.number(self.key);
        Ok(())
    }

    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<(), E> {
        self.walk.number(self.key);
        Ok(())
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<(), E> {
        self.walk.number(self.key);
        Ok(())
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        let depth = self.within()?;
        loop {
            if self.top {
                self.walk.next_record();
            }
            let item = Value { walk: self.walk, key: self.key, depth, top: false };
            if list.next_element_seed(item)?.is_none() {
                break;
            }
        }
        if self.top {
            self.walk.flush();
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut object: A) -> Result<(), A::Error> {
        let depth = self.within()?;
        self.walk.flush();
        while let Some(key) = object.next_key::<String>()? {
            let key = collapse(&key);
            object.next_value_seed(Value { walk: self.walk, key: &key, depth, top: false })?;
        }
        self.walk.flush();
        Ok(())
    }
}

#[cfg(test)]
mod tests;
