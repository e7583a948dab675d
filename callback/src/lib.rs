//! Answers from outside: agents' results and people's decisions, for every home. It commits what it is told and wakes the
//! controller; it never calls an agent and never publishes an event.

pub mod caller;
pub mod decide;
pub mod door;
pub mod files;
pub mod identity;
#[cfg(feature = "lambda")]
pub mod lambda;
pub mod problem;
pub mod receive;
pub mod routes;
pub mod state;
pub mod view;

pub use caller::Caller;
pub use routes::router;
pub use state::CallbackState;
