//! Researcher, analyst and writer without a language model, and the runtime that hosts agents; knows nothing of how
//! runs are stored or advanced.
//!
//! Everything the agents say is a quote with its place, a computed number or a fixed connecting sentence.

pub mod agent;
pub mod analysis;
pub mod builtin;
mod counts;
pub mod hash;
pub mod language;
pub mod limits;
mod lists;
mod naming;
pub mod passages;
pub mod quantities;
pub mod rank;
pub mod reading;
pub mod research;
pub mod runtime;
pub mod verify;
pub mod workspace;
pub mod writing;
