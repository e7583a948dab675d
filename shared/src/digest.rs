//! SHA-256 digests and the canonical form of JSON that they are taken over. It must not decide what is hashed.

use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// A SHA-256 digest, written as 64 lower-case hexadecimal digits.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest([u8; 32]);

/// A text that is not 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{given}' is no SHA-256 digest: 64 hexadecimal digits are expected")]
pub struct BadDigest {
    /// What was given, cut to a length that fits a log line.
    pub given: String,
}

impl Digest {
    /// Digest of bytes.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Digest of a JSON value's canonical form (RFC 8785), so that key order and white space do not matter.
    #[must_use]
    pub fn of_json(value: &Value) -> Self {
        Self::of_bytes(&canonical_json(value))
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads 64 hexadecimal digits, in either case.
    ///
    /// # Errors
    /// [`BadDigest`] for anything else.
    pub fn parse(text: &str) -> Result<Self, BadDigest> {
        let bad = || BadDigest { given: text.chars().take(80).collect() };
        if text.len() != 64 || !text.is_ascii() {
            return Err(bad());
        }
        let mut bytes = [0_u8; 32];
        for (slot, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| bad())?;
            *slot = u8::from_str_radix(pair, 16).map_err(|_| bad())?;
        }
        Ok(Self(bytes))
    }

    /// The first twelve digits: enough for a person to compare two of them.
    #[must_use]
    pub fn short(&self) -> String {
        self.to_string().chars().take(12).collect()
    }
}

/// The canonical bytes of a JSON value (RFC 8785).
///
/// Written here and not by the library, which takes four times as long on results of a few kilobytes; the library still
/// writes the numbers, and the tests compare with it.
#[must_use]
pub fn canonical_json(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(256);
    write_canonical(value, &mut bytes);
    bytes
}

fn write_canonical(value: &Value, bytes: &mut Vec<u8>) {
    match value {
        Value::Null => bytes.extend_from_slice(b"null"),
        Value::Bool(true) => bytes.extend_from_slice(b"true"),
        Value::Bool(false) => bytes.extend_from_slice(b"false"),
        Value::Number(number) => write_number(number, bytes),
        Value::String(text) => write_text(text, bytes),
        Value::Array(items) => {
            bytes.push(b'[');
            for (position, item) in items.iter().enumerate() {
                if position > 0 {
                    bytes.push(b',');
                }
                write_canonical(item, bytes);
            }
            bytes.push(b']');
        }
        Value::Object(entries) => {
            let mut sorted: Vec<_> = entries.iter().collect();
            // RFC 8785 orders keys by UTF-16 code units, which is not the order of their bytes beyond U+D7FF.
            sorted.sort_unstable_by(|(one, _), (other, _)| one.encode_utf16().cmp(other.encode_utf16()));
            bytes.push(b'{');
            for (position, (key, item)) in sorted.into_iter().enumerate() {
                if position > 0 {
                    bytes.push(b',');
                }
                write_text(key, bytes);
                bytes.push(b':');
                write_canonical(item, bytes);
            }
            bytes.push(b'}');
        }
    }
}

/// serde_json escapes exactly what RFC 8785 does, in the same way.
fn write_text(text: &str, bytes: &mut Vec<u8>) {
    let start = bytes.len();
    if serde_json::to_writer(&mut *bytes, text).is_err() {
        // Writing to memory does not fail.
        bytes.truncate(start);
    }
}

fn write_number(number: &Number, bytes: &mut Vec<u8>) {
    if number.as_i64().is_some_and(|whole| whole.unsigned_abs() <= crate::exact::INTEGER_MAX) {
        bytes.extend_from_slice(number.to_string().as_bytes());
    } else {
        // Only a number outside of IEEE 754 could fail, and serde_json values hold none without `arbitrary_precision`;
        // the plain form is still a faithful text of the value.
        let written = serde_json_canonicalizer::to_vec(number);
        bytes.extend(written.unwrap_or_else(|_| number.to_string().into_bytes()));
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Digest({})", self.short())
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}

impl TryFrom<String> for Digest {
    type Error = BadDigest;
    fn try_from(text: String) -> Result<Self, BadDigest> {
        Self::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn documents() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            (-9_i64..9).prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            (-1e9..1e9).prop_map(Value::from),
            any::<String>().prop_map(Value::from),
            "[\u{0}-\u{80}]{0,8}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            let key = prop_oneof!["[a-c]{0,2}", "[\u{d000}-\u{10ffff}]{1,2}", any::<String>()];
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::vec((key, inner), 0..6).prop_map(|entries| entries.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn the_canonical_form_is_the_librarys(document in documents()) {
            let ours = String::from_utf8(canonical_json(&document)).unwrap();
            let theirs = String::from_utf8(serde_json_canonicalizer::to_vec(&document).unwrap()).unwrap();
            prop_assert_eq!(ours, theirs);
        }
    }

    #[test]
    fn keys_are_ordered_by_utf_16_and_numbers_written_as_ecmascript_does() {
        let document = json!({"\u{e000}": 1.0, "\u{1f600}": 1e21, "a": -0.0, "\n": 0.000_000_1});
        let text = String::from_utf8(canonical_json(&document)).unwrap();
        assert_eq!(text, "{\"\\n\":1e-7,\"a\":0,\"\u{1f600}\":1e+21,\"\u{e000}\":1}");
    }

    #[test]
    fn key_order_does_not_change_a_digest() {
        let one: Value = serde_json::from_str(r#"{"b":1,"a":[1.0,2]}"#).unwrap();
        assert_eq!(Digest::of_json(&one), Digest::of_json(&json!({"a": [1, 2], "b": 1})));
        assert_ne!(Digest::of_json(&one), Digest::of_json(&json!({"a": [2, 1], "b": 1})));
    }

    #[test]
    fn hexadecimal_round_trips() {
        let digest = Digest::of_bytes(b"aegis");
        assert_eq!(Digest::parse(&digest.to_string()).unwrap(), digest);
        assert!(Digest::parse("12").is_err());
        assert!(Digest::parse(&"g".repeat(64)).is_err());
        assert!(Digest::parse(&"é".repeat(32)).is_err());
    }
}
