//! The real clock and the real source of randomness: the one place where they enter. Everything else takes them as
//! values or through the ports.

mod clock;
mod entropy;
mod workflow_id;

pub use clock::SystemClock;
pub use entropy::{NoEntropy, SystemEntropy};
pub use workflow_id::new_workflow_id;
