//! Items that hold one JSON document: answers, pulses, playbooks.

use super::{BODY, Item, Stored, begin, blob, check_item_size, corrupt, number};
use crate::aws::dynamodb::deflate::{deflate, inflate};
use crate::aws::dynamodb::key::ItemKey;
use crate::aws::dynamodb::table::TTL;
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::limits::STATE_MAX_BYTES;
use shared::ports::StoreError;

/// Writes a document; `expires` in seconds since 1970, `None` where it stays.
pub(in super::super) fn encode(
    key: ItemKey,
    what: &str,
    document: &impl Serialize,
    expires: Option<i64>,
) -> Result<Item, StoreError> {
    let json = to_json(what, document)?;
    let mut item = begin(key);
    item.insert(BODY.to_owned(), blob(deflate(&[&json]).map_err(|error| corrupt(what, error))?));
    if let Some(expires) = expires {
        item.insert(TTL.to_owned(), number(expires));
    }
    check_item_size(what, &item)?;
    Ok(item)
}

/// Reads a document.
pub(in super::super) fn decode<T: DeserializeOwned>(item: &Item, what: &str) -> Result<T, StoreError> {
    let body = Stored::new(item, what)?.blob(BODY)?;
    let json = inflate(body).map_err(|error| corrupt(what, error))?;
    serde_json::from_slice(&json).map_err(|error| corrupt(what, error))
}

/// JSON of a document that every store could hold.
pub(super) fn to_json(what: &str, document: &impl Serialize) -> Result<Vec<u8>, StoreError> {
    let json = serde_json::to_vec(document).map_err(|error| corrupt(what, error))?;
    if json.len() > STATE_MAX_BYTES {
        return Err(StoreError::TooLarge {
            what: what.to_owned(),
            bytes: json.len(),
            limit: STATE_MAX_BYTES,
        });
    }
    Ok(json)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::dynamodb::item::{SCHEMA_NAME, number};
    use crate::aws::dynamodb::key;
    use crate::conformance::samples::{alive, answer, key as run_key};
    use aws_sdk_dynamodb::types::AttributeValue;
    use shared::ports::{AnswerRow, Pulse};

    fn item() -> Item {
        let run = run_key("t", "a");
        let row = answer("research", "found");
        encode(key::answer::key(&run, &row.key), "an answer", &row, Some(7)).unwrap()
    }

    #[test]
    fn documents_round_trip() {
        assert_eq!(decode::<AnswerRow>(&item(), "an answer").unwrap(), answer("research", "found"));
        let pulse = alive("research", 5);
        let stored = encode(key::pulse::key(&run_key("t", "a"), &pulse), "a pulse", &pulse, None).unwrap();
        assert_eq!(decode::<Pulse>(&stored, "a pulse").unwrap(), pulse);
        assert!(!stored.contains_key(TTL));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let damage: [(&str, Option<AttributeValue>); 4] = [
            (BODY, None),
            (BODY, Some(blob(vec![255; 9]))),
            (SCHEMA_NAME, None),
            (SCHEMA_NAME, Some(number("x"))),
        ];
        for (name, value) in damage {
            let mut damaged = item();
            damaged.remove(name);
            damaged.extend(value.map(|value| (name.to_owned(), value)));
            match decode::<AnswerRow>(&damaged, "an answer") {
                Err(StoreError::Corrupt { what, .. }) => assert_eq!(what, "an answer"),
                other => panic!("{name}: {other:?}"),
            }
        }
    }

    #[test]
    fn a_newer_release_is_told_apart_from_damage() {
        let mut newer = item();
        newer.insert(SCHEMA_NAME.to_owned(), number(99));
        newer.remove(BODY);
        let refused = decode::<AnswerRow>(&newer, "an answer");
        assert!(matches!(refused, Err(StoreError::NewerSchema { found: 99, .. })), "{refused:?}");
    }
}
