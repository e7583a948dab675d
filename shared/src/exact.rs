//! Whole numbers that JSON readers round. Everything that is hashed goes through the canonical form (RFC 8785), whose
//! numbers are doubles: beyond 2^53 two different numbers would become one. They are refused by name instead. It reads
//! nothing else out of a document.

use serde_json::Value;
use std::fmt::Write as _;

/// Largest whole number, either sign, that is kept exactly: 2^53.
pub const INTEGER_MAX: u64 = 1 << 53;
/// Most characters of a number in a message.
const LITERAL_MAX_CHARS: usize = 40;
/// A run of this many digits is the shortest that can be beyond 2^53.
const DIGITS_MIN: usize = 16;

/// A whole number that would be rounded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{} is {literal}: JSON readers round whole numbers beyond 2^53; send it as a string",
    if pointer.is_empty() { "the document" } else { pointer }
)]
pub struct InexactNumber {
    /// JSON pointer (RFC 6901) to it; empty where it is the whole document.
    pub pointer: String,
    /// The number, cut to a length that fits a line.
    pub literal: String,
}

/// Checks a document that has been read.
///
/// # Errors
/// The first [`InexactNumber`] in it. Beyond 64 bits a reader has rounded already: see [`check_text`].
pub fn check_value(document: &Value) -> Result<(), InexactNumber> {
    match find(document, &mut Vec::new()) {
        None => Ok(()),
        Some(found) => Err(found),
    }
}

fn find<'v>(value: &'v Value, path: &mut Vec<Place<'v>>) -> Option<InexactNumber> {
    match value {
        Value::Null | Value::Bool(_) | Value::String(_) => None,
        Value::Number(number) => {
            let whole = number.as_i64().map(i64::unsigned_abs).or_else(|| number.as_u64());
            whole.filter(|whole| *whole > INTEGER_MAX).map(|_| inexact(path, &number.to_string()))
        }
        Value::Array(items) => {
            items.iter().enumerate().find_map(|(at, item)| within(path, Place::Item(at), item))
        }
        Value::Object(entries) => {
            entries.iter().find_map(|(key, item)| within(path, Place::Key(key.as_str().into()), item))
        }
    }
}

fn within<'v>(path: &mut Vec<Place<'v>>, place: Place<'v>, value: &'v Value) -> Option<InexactNumber> {
    path.push(place);
    let found = find(value, path);
    path.pop();
    found
}

/// Checks the text of a document before anything in it has been rounded. Text that is no JSON may get any answer.
///
/// # Errors
/// The first [`InexactNumber`] in it.
pub fn check_text(text: &str) -> Result<(), InexactNumber> {
    if text.as_bytes().windows(DIGITS_MIN).any(|run| run.iter().all(u8::is_ascii_digit)) {
        Scanner { rest: text, path: Vec::new(), key_next: false }.scan()
    } else {
        Ok(())
    }
}

/// A step of the way to a value.
enum Place<'t> {
    Key(std::borrow::Cow<'t, str>),
    Item(usize),
}

fn inexact(path: &[Place<'_>], literal: &str) -> InexactNumber {
    let mut pointer = String::new();
    for place in path {
        // Writing into a string can't fail.
        let _never = match place {
            Place::Key(key) => write!(pointer, "/{}", key.replace('~', "~0").replace('/', "~1")),
            Place::Item(at) => write!(pointer, "/{at}"),
        };
    }
    InexactNumber { pointer, literal: literal.chars().take(LITERAL_MAX_CHARS).collect() }
}

struct Scanner<'t> {
    rest: &'t str,
    path: Vec<Place<'t>>,
    /// Whether the next text is a key of the innermost object.
    key_next: bool,
}

impl<'t> Scanner<'t> {
    fn scan(mut self) -> Result<(), InexactNumber> {
        while let Some(next) = self.rest.chars().next() {
            match next {
                '"' => self.text(),
                '-' | '0'..='9' => self.number()?,
                other => {
                    self.take(other.len_utf8());
                    self.mark(other);
                }
            }
        }
        Ok(())
    }

    fn take(&mut self, bytes: usize) -> &'t str {
        let (taken, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    fn mark(&mut self, mark: char) {
        match mark {
            '{' => {
                self.path.push(Place::Key("".into()));
                self.key_next = true;
            }
            '[' => self.path.push(Place::Item(0)),
            '}' | ']' => drop(self.path.pop()),
            ':' => self.key_next = false,
            ',' => match self.path.last_mut() {
                Some(Place::Item(at)) => *at += 1,
                Some(Place::Key(_)) => self.key_next = true,
                None => {}
            },
            _space_or_word => {}
        }
    }

    fn text(&mut self) {
        let mut escaped = false;
        let end = self.rest.char_indices().skip(1).find_map(|(at, character)| {
            let ends = character == '"' && !escaped;
            escaped = character == '\\' && !escaped;
            ends.then_some(at + 1)
        });
        let literal = self.take(end.unwrap_or(self.rest.len()));
        if self.key_next
            && let Some(Place::Key(key)) = self.path.last_mut()
        {
            *key = serde_json::from_str::<String>(literal).unwrap_or_default().into();
        }
    }

    fn number(&mut self) -> Result<(), InexactNumber> {
        let part =
            |character: char| character.is_ascii_digit() || matches!(character, '-' | '+' | '.' | 'e' | 'E');
        let literal = self.take(self.rest.find(|c| !part(c)).unwrap_or(self.rest.len()));
        let whole = literal.strip_prefix('-').unwrap_or(literal);
        if whole.bytes().all(|byte| byte.is_ascii_digit())
            && whole.parse::<u64>().map_or(true, |whole| whole > INTEGER_MAX)
            && !whole.is_empty()
        {
            return Err(inexact(&self.path, literal));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Digest;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn a_number_beyond_2_53_is_named_with_its_place_and_what_to_do() {
        let text = r#"{"a": [0, {"b/c~": -9007199254740993}], "d": "}{,:\\\" 12345678901234567890"}"#;
        let found = check_text(text).unwrap_err();
        assert_eq!(
            found.to_string(),
            "/a/1/b~1c~0 is -9007199254740993: JSON readers round whole numbers beyond 2^53; send it as a string"
        );
        assert_eq!(check_value(&serde_json::from_str(text).unwrap()), Err(found));
    }

    #[test]
    fn what_a_reader_has_rounded_already_is_found_in_the_text() {
        let text = "[1, 123456789012345678901234567890]";
        let pointer = check_text(text).unwrap_err().pointer;
        assert_eq!(pointer, "/1");
        assert_eq!(check_value(&serde_json::from_str(text).unwrap()), Ok(()));
        assert_eq!(check_text("9007199254740993").unwrap_err().pointer, "");
    }

    #[test]
    fn texts_exponents_fractions_and_2_53_itself_are_fine() {
        for text in [
            r#""12345678901234567890""#,
            r#"{"12345678901234567890": 1}"#,
            r#"{"a\"": "9007199254740993", "b": 1}"#,
            "6.02214076e23",
            "12345678901234567890.5",
            "12345678901234567890e0",
            "[9007199254740992, -9007199254740992]",
        ] {
            assert_eq!(check_text(text), Ok(()), "{text}");
        }
    }

    fn documents() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            (-9_i64..9).prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::vec((any::<String>(), inner), 0..6)
                    .prop_map(|entries| entries.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn text_and_value_agree_and_the_pointer_leads_to_the_number(document in documents()) {
            let found = check_value(&document);
            prop_assert_eq!(&check_text(&document.to_string()), &found);
            prop_assert_eq!(&check_text(&serde_json::to_string_pretty(&document).unwrap()), &found);
            if let Err(found) = found {
                prop_assert_eq!(document.pointer(&found.pointer).unwrap().to_string(), found.literal);
            }
        }

        #[test]
        fn what_passes_is_not_rounded_by_the_canonical_form(one in any::<i64>(), off in 1_i64..4) {
            let other = one.saturating_add(off);
            let exact = check_value(&json!(one)).is_ok() && check_value(&json!(other)).is_ok();
            prop_assert!(!exact || one == other || Digest::of_json(&json!(one)) != Digest::of_json(&json!(other)));
        }
    }
}
