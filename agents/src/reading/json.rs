//! JSON into rows of `member: value` and paragraphs of longer texts, streamed: no tree of the document is built.

mod numbers;

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

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
    let read = Value { walk: &mut walk, key: "", top: true }.deserialize(&mut deserializer);
    read.and_then(|()| deserializer.end()).map_err(malformed)?;
    walk.flush();
    Ok(walk.finish())
}

/// JSON values one after the other; each is a record.
///
/// # Errors
/// As [`document`].
pub(super) fn lines(text: &str) -> Result<Extracted, SkipReason> {
    let mut walk = Walk::default();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        walk.next_record();
        let mut stream = serde_json::Deserializer::from_str(rest).into_iter::<Skim>();
        // Finds the end of the value; the walk reads it.
        stream.next().transpose().map_err(|error| walk.damaged(&error))?;
        let (record, after) = rest.split_at_checked(stream.byte_offset()).unwrap_or((rest, ""));
        walk.numbers = Numbers::of(record);
        let mut deserializer = serde_json::Deserializer::from_str(record);
        let read = Value { walk: &mut walk, key: "", top: false }.deserialize(&mut deserializer);
        read.map_err(|error| walk.damaged(&error))?;
        walk.flush();
        rest = after.trim_start();
    }
    Ok(walk.finish())
}

type Skim = serde::de::IgnoredAny;

fn malformed(error: serde_json::Error) -> SkipReason {
    SkipReason::Malformed { detail: error.to_string() }
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
}

impl Walk<'_> {
    fn next_record(&mut self) {
        self.flush();
        self.record = Some(self.record.unwrap_or(0).saturating_add(1));
    }

    /// Lines are counted from the record on: its number says where that is.
    fn damaged(&self, error: &serde_json::Error) -> SkipReason {
        SkipReason::Malformed { detail: format!("record {}: {error}", self.record.unwrap_or(0)) }
    }

    fn place(&self) -> Option<Place> {
        self.record.map(Place::Record)
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
    /// Whether it is the whole document: the values of its list are records.
    top: bool,
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

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        loop {
            if self.top {
                self.walk.next_record();
            }
            let item = Value { walk: self.walk, key: self.key, top: false };
            if list.next_element_seed(item)?.is_none() {
                break;
            }
        }
        if self.top {
            self.walk.flush();
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        self.walk.flush();
        while let Some(key) = object.next_key::<String>()? {
            let key = collapse(&key);
            object.next_value_seed(Value { walk: self.walk, key: &key, top: false })?;
        }
        self.walk.flush();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(out: &Extracted) -> Vec<(BlockKind, &str, Option<Place>)> {
        out.blocks.iter().map(|b| (b.kind, &out.text[b.start..b.end], b.place)).collect()
    }

    #[test]
    fn records_are_rows_with_their_number() {
        let out =
            document(r#"[{"year": 2021, "price": 3.5, "tags": ["a", "b"]}, {"year": 2022, "none": null}]"#);
        assert_eq!(
            read(&out.unwrap()),
            [
                (BlockKind::TableRow, "year: 2021 | price: 3.5 | tags: a | tags: b", Some(Place::Record(1))),
                (BlockKind::TableRow, "year: 2022", Some(Place::Record(2))),
            ]
        );
    }

    #[test]
    fn long_texts_are_paragraphs_and_objects_in_objects_rows_of_their_own() {
        let prose =
            "Heat pumps move heat from outside. They need electricity to do so, but less than they give.";
        let text = format!(r#"{{"title": "Pumps", "body": "{prose}", "data": {{"cop": 3.2, "ok": true}}}}"#);
        let out = document(&text).unwrap();
        assert_eq!(
            read(&out),
            [
                (BlockKind::Heading, "Pumps", None),
                (BlockKind::TableRow, "title: Pumps", None),
                (BlockKind::Paragraph, prose, None),
                (BlockKind::TableRow, "cop: 3.2 | ok: true", None),
            ]
        );
        assert_eq!(out.title.as_deref(), Some("Pumps"));
    }

    #[test]
    fn lines_are_records() {
        let out = lines("{\"a\": 1}\n\n{\"a\": 2}\n\"text\"\n").unwrap();
        let places: Vec<_> = read(&out).into_iter().map(|(_, text, place)| (text, place)).collect();
        let record = |n| Some(Place::Record(n));
        assert_eq!(places, [("a: 1", record(1)), ("a: 2", record(2)), ("text", record(3))]);
    }

    #[test]
    fn a_long_name_of_a_long_list_does_not_unfold() {
        let text = format!("{{\"{}\": [{}1]}}", "k".repeat(1 << 20), "1,".repeat(1 << 10));
        let out = document(&text).unwrap();
        assert!(out.overflown, "{} bytes", out.text.len());
        assert!(lines(&text).unwrap().overflown);
        let mut walk = Walk::default();
        let name = "k".repeat(1 << 20);
        for _ in 0..64 {
            walk.value(&name, "1");
            assert!(walk.row.len() <= limits::DOCUMENT_TEXT_BYTES);
        }
    }

    #[test]
    fn damage_and_depth_are_refused_with_the_place() {
        for text in ["{\"a\": 1", "[1, 2,]", "{\"a\": 1} x", &"[".repeat(1_000_000)] {
            let error = document(text).unwrap_err().to_string();
            assert!(error.contains("line 1"), "{error}");
        }
        let error = lines("{\"a\": 1}\n{\"a\"").unwrap_err().to_string();
        assert!(error.contains("record 2: EOF"), "{error}");
    }
}
