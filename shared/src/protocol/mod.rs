//! The commit protocol: load, decide, write once on condition, wake. It runs over the ports and knows no store, no queue
//! and no clock of its own; every home and the simulation run this same code.

mod engine;
mod error;
mod look;
mod playbooks;
mod transact;

pub use engine::{Engine, Ports};
pub use error::TransactError;
pub use look::Glance;
pub use playbooks::PlaybookCache;
pub use transact::{Options, Transacted};
