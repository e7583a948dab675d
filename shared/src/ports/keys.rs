//! The key ring: the deployment's signing keys, per purpose.

use crate::ids::KeyId;
use crate::token::Purpose;

/// Why a key can't be had.
#[derive(Debug, thiserror::Error)]
#[error("the signing keys are not available: {reason}; {help}")]
pub struct KeysError {
    /// What happened.
    pub reason: String,
    /// What to do.
    pub help: String,
}

/// The key ring. Keys are 32 bytes; they never leave the process and are never logged.
pub trait Keys: Send + Sync {
    /// The key that signs new tokens of a purpose.
    fn signer(&self, purpose: Purpose) -> (KeyId, [u8; 32]);
    /// A key that may have signed older tokens of a purpose.
    fn verifier(&self, purpose: Purpose, id: &KeyId) -> Option<[u8; 32]>;
}
