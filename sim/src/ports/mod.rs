//! The ports of one simulated process. Each call is a point at which the process can die, stand still or be overtaken,
//! and may go wrong in the ways that the port's contract allows.

mod agents;
mod sinks;
mod store;

use crate::world::{Proc, World};
use async_trait::async_trait;
use shared::ids::KeyId;
use shared::ports::{Clock, Entropy, Keys};
use shared::time::{Millis, Timestamp};
use shared::token::Purpose;
use std::sync::Arc;

/// What one process sees of the world.
pub(crate) struct Outside {
    pub(crate) world: Arc<World>,
    pub(crate) process: Proc,
}

impl Outside {
    async fn step(&self) {
        self.world.step(self.process).await;
    }
}

#[async_trait]
impl Clock for Outside {
    fn now(&self) -> Timestamp {
        self.world.clock(self.process)
    }

    async fn sleep(&self, span: Millis) {
        self.world.sleep(span.0).await;
    }
}

impl Entropy for Outside {
    fn bits(&self) -> u128 {
        self.world.draw(|rng| (u128::from(rng.bits()) << 64) | u128::from(rng.bits()))
    }
}

impl Keys for Outside {
    fn signer(&self, purpose: Purpose) -> (KeyId, [u8; 32]) {
        self.world.keys.signer(purpose)
    }

    fn verifier(&self, purpose: Purpose, id: &KeyId) -> Option<[u8; 32]> {
        self.world.keys.verifier(purpose, id)
    }
}
