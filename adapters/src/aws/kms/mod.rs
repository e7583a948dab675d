//! The deployment's signing keys, derived from HMAC keys that never leave KMS. No key is ever logged or written anywhere.

mod client;
mod keys;

pub use client::{client, configure};
pub use keys::KmsKeys;
