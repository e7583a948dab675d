//! From a run's state to what clients see.

mod run;
mod step;

pub use run::{accepted, links, run_view, summary};
