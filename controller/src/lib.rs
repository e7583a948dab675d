//! The controller, for every home: the API, advancing runs, performing effects, and the sweep that repairs what got lost.
//! What a run may do is decided in `shared`; this crate only carries it out.

#[cfg(feature = "lambda")]
pub mod lambda;
pub mod local;
pub mod perform;
pub mod playbooks;
pub mod routes;
pub mod state;
pub mod sweep;
pub mod view;

pub use routes::router;
pub use state::{Api, Streams};
