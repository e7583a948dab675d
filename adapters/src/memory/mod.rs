//! The ports in memory: the model that the real adapters are compared with, and what simulation and tests run on. They
//! are deterministic: no unordered maps, no randomness, no clock of their own.

mod bus;
mod clock;
mod fixed_keys;
mod notifier;
mod payloads;
mod rows;
mod store;

pub use bus::RecordingBus;
pub use clock::{CountingEntropy, ManualClock};
pub use fixed_keys::FixedKeys;
pub use notifier::RecordingNotifier;
pub use payloads::MemoryPayloads;
pub use store::MemoryStore;

use std::sync::{Mutex, MutexGuard, PoisonError};

/// A lock that outlives a panic of its holder: the data of a model is whole between any two statements.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
