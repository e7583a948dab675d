//! Keys that are the same in every process: for simulation and tests, never for a deployment.

use crate::keys::{derived, key_id};
use shared::ids::KeyId;
use shared::ports::Keys;
use shared::token::Purpose;

/// Keys from a fixed master.
pub struct FixedKeys {
    master: [u8; 32],
}

impl FixedKeys {
    /// From a seed: the same seed gives the same keys.
    #[must_use]
    pub const fn new(seed: u8) -> Self {
        Self { master: [seed; 32] }
    }
}

impl Keys for FixedKeys {
    fn signer(&self, purpose: Purpose) -> (KeyId, [u8; 32]) {
        (key_id(&self.master), derived(&self.master, purpose))
    }

    fn verifier(&self, purpose: Purpose, id: &KeyId) -> Option<[u8; 32]> {
        (*id == key_id(&self.master)).then(|| derived(&self.master, purpose))
    }
}
