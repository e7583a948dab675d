//! Agents behind HTTP, and beside them those inside this program. It hands attempts over and says what became of that;
//! whether an attempt is tried again is not decided here. Bodies and tokens are never logged.

mod classify;
mod client;
mod composite;
mod dispatch;
mod target;

#[cfg(feature = "aws")]
pub(crate) use classify::{Body, Reply, classify};
pub use client::NoClient;
pub(crate) use client::{Clients, root_cause};
pub use composite::{CompositeAgents, InProcess};
pub use dispatch::HttpAgents;
pub use target::{BadTarget, http_target};
