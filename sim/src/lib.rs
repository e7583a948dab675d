//! A seeded simulation of the real engine under faults: `shared`'s protocol, `callback`'s and `controller`'s code, over a
//! faulty store and a virtual clock. One seed is one world, and the same seed gives the same bytes of trace. It contains
//! no workflow logic of its own: what it knows about right and wrong stands in `check`.

mod actors;
mod batch;
mod check;
mod fault;
mod playbooks;
mod ports;
mod rng;
mod sabotage;
mod setup;
mod simulate;
mod trace;
mod world;

pub use batch::{Batch, run_seeds};
pub use check::{ALL as INVARIANTS, Invariant, Violation};
pub use fault::{ALL as FAULTS, Fault};
pub use playbooks::all as playbooks;
pub use sabotage::{ALL as BUGS, Bug, Caught, StoreBug, hunt, table};
pub use setup::{Setup, Variant};
pub use simulate::{Options, Outcome, simulate};

/// Why nothing could be simulated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SimError {
    /// A playbook of the simulation is not valid.
    #[error("a playbook of the simulation is not valid: {0}")]
    Playbook(String),
    /// No deliberate bug has that name.
    #[error("there is no deliberate bug '{0}'; run `sim --sabotage all` for all of them")]
    NoSuchBug(String),
}
