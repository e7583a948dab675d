//! A result as the state holds it: inline while small, by reference once large. It never loads a reference itself.

use crate::digest::{Digest, canonical_json};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A JSON document inside a run's state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Payload {
    /// The document itself, up to [`crate::limits::INLINE_MAX_BYTES`] of canonical JSON.
    Inline(Arc<Value>),
    /// The document lies in the payload store under the digest of its canonical JSON.
    Stored {
        /// SHA-256 of the canonical JSON.
        sha256: Digest,
        /// Size of the canonical JSON in bytes.
        bytes: u64,
    },
}

/// Documents that the shell has loaded for a decision, by digest.
pub type Loaded = BTreeMap<Digest, Arc<Value>>;

/// A document that a decision needs and that the shell has not loaded yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needed(pub Digest);

impl Payload {
    /// Keeps a small document inline; for a large one gives the reference and the canonical bytes that the caller must
    /// store under it before the state that names it is committed.
    #[must_use]
    pub fn of(value: impl Into<Arc<Value>>) -> (Self, Option<Vec<u8>>) {
        let (payload, bytes) = Self::canonical(value.into());
        let stored = matches!(payload, Self::Stored { .. }).then_some(bytes);
        (payload, stored)
    }

    /// As [`Self::of`], with the canonical bytes in any case: who needs the digest as well writes them only once.
    pub(crate) fn canonical(value: Arc<Value>) -> (Self, Vec<u8>) {
        let bytes = canonical_json(&value);
        if bytes.len() <= crate::limits::INLINE_MAX_BYTES {
            (Self::Inline(value), bytes)
        } else {
            let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            (Self::Stored { sha256: Digest::of_bytes(&bytes), bytes: size }, bytes)
        }
    }

    /// Digest of the canonical JSON, whether inline or not.
    #[must_use]
    pub fn digest(&self) -> Digest {
        match self {
            Self::Inline(value) => Digest::of_json(value),
            Self::Stored { sha256, .. } => *sha256,
        }
    }

    /// The document, from the state or from what was loaded.
    ///
    /// # Errors
    /// [`Needed`] names the digest that has to be loaded first.
    pub fn value<'a>(&'a self, loaded: &'a Loaded) -> Result<&'a Arc<Value>, Needed> {
        match self {
            Self::Inline(value) => Ok(value),
            Self::Stored { sha256, .. } => loaded.get(sha256).ok_or(Needed(*sha256)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_large_document_goes_by_reference_and_keeps_its_digest() {
        let small = json!({"a": 1});
        assert!(matches!(Payload::of(small), (Payload::Inline(_), None)));
        let large = json!({"text": "x".repeat(crate::limits::INLINE_MAX_BYTES)});
        let (payload, bytes) = Payload::of(large.clone());
        let bytes = bytes.unwrap();
        assert_eq!(payload.digest(), Digest::of_bytes(&bytes));
        assert_eq!(payload.value(&Loaded::new()), Err(Needed(payload.digest())));
        let loaded = Loaded::from([(payload.digest(), Arc::new(large.clone()))]);
        assert_eq!(**payload.value(&loaded).unwrap(), large);
    }
}
