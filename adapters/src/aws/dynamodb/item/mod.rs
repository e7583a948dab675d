//! Items as DynamoDB holds them: attributes read with a name for the error, the schema number first. It sends nothing.

pub(super) mod chunk;
pub(super) mod row;
pub(super) mod run;
pub(super) mod tail;

use super::key::ItemKey;
use super::table::{PK, SK};
use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use shared::ports::StoreError;
use shared::run::SCHEMA;
use std::collections::HashMap;
use std::str::FromStr;

/// An item.
pub(super) type Item = HashMap<String, AttributeValue>;

/// Largest item in bytes, names included: DynamoDB's limit.
pub(super) const ITEM_MAX_BYTES: usize = 400 * 1024;

/// Attribute of every item: the schema number of what it holds.
pub(super) const SCHEMA_NAME: &str = "schema";
/// Attribute of every item but the run's: its compressed content.
const BODY: &str = "body";

/// An item that has its key and schema number.
fn begin(key: ItemKey) -> Item {
    HashMap::from([
        (PK.to_owned(), text(key.pk)),
        (SK.to_owned(), text(key.sk)),
        (SCHEMA_NAME.to_owned(), number(SCHEMA)),
    ])
}

/// A string.
pub(super) fn text(text: impl Into<String>) -> AttributeValue {
    AttributeValue::S(text.into())
}

/// A number.
pub(super) fn number(number: impl ToString) -> AttributeValue {
    AttributeValue::N(number.to_string())
}

fn blob(bytes: Vec<u8>) -> AttributeValue {
    AttributeValue::B(Blob::new(bytes))
}

/// Refuses an item that DynamoDB would refuse, and says which one it is.
fn check_item_size(what: &str, item: &Item) -> Result<(), StoreError> {
    let bytes = size_of(item);
    if bytes > ITEM_MAX_BYTES {
        return Err(StoreError::TooLarge { what: what.to_owned(), bytes, limit: ITEM_MAX_BYTES });
    }
    Ok(())
}

/// The size of an item as DynamoDB counts it; numbers are rounded up.
fn size_of(item: &Item) -> usize {
    item.iter().map(|(name, value)| name.len() + size_of_value(value)).sum()
}

fn size_of_value(value: &AttributeValue) -> usize {
    let texts = value.as_s().map(String::len).or_else(|_| value.as_n().map(String::len));
    texts.or_else(|_| value.as_b().map(|blob| blob.as_ref().len())).unwrap_or(0)
}

/// A stored item whose schema is known here.
#[derive(Clone, Copy)]
pub(super) struct Stored<'a> {
    item: &'a Item,
    what: &'a str,
}

impl<'a> Stored<'a> {
    /// Looks at the schema number before anything else; `what` names the item in errors.
    pub(super) fn new(item: &'a Item, what: &'a str) -> Result<Self, StoreError> {
        let stored = Self { item, what };
        let found = stored.number(SCHEMA_NAME)?;
        if found > SCHEMA {
            return Err(StoreError::NewerSchema { what: what.to_owned(), found, known: SCHEMA });
        }
        Ok(stored)
    }

    fn get(self, name: &str) -> Result<&'a AttributeValue, StoreError> {
        self.item.get(name).ok_or_else(|| self.damaged(name, "is missing"))
    }

    /// A string.
    pub(super) fn text(self, name: &str) -> Result<&'a str, StoreError> {
        self.get(name)?.as_s().map(String::as_str).map_err(|_| self.damaged(name, "is no string"))
    }

    /// A number.
    pub(super) fn number<T: FromStr>(self, name: &str) -> Result<T, StoreError> {
        let text = self.get(name)?.as_n().map_err(|_| self.damaged(name, "is no number"))?;
        text.parse().map_err(|_| self.damaged(name, "is no number that fits"))
    }

    fn blob(self, name: &str) -> Result<&'a [u8], StoreError> {
        let blob = self.get(name)?.as_b().map_err(|_| self.damaged(name, "is no binary"))?;
        Ok(blob.as_ref())
    }

    fn has(self, name: &str) -> bool {
        self.item.contains_key(name)
    }

    fn damaged(self, name: &str, why: &str) -> StoreError {
        corrupt(self.what, format!("its attribute '{name}' {why}"))
    }
}

/// An item that can't be read.
pub(super) fn corrupt(what: &str, reason: impl ToString) -> StoreError {
    StoreError::Corrupt { what: what.to_owned(), reason: reason.to_string() }
}
