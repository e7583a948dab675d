//! The ports made real: stores, payloads, agents, notifiers, keys and clocks. An adapter never decides anything about a
//! run; what it may do is written at its port in `shared`.

#[cfg(feature = "aws")]
pub mod aws;
#[cfg(any(test, feature = "conformance"))]
pub mod conformance;
pub mod events;
pub mod folder;
pub mod http;
pub mod http_agent;
#[cfg(test)]
mod key_samples;
pub mod keys;
pub mod memory;
pub mod notify;
pub mod redb_store;
pub mod system;
