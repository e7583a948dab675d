//! The adapter for AgentCore, with the real SDK in it, against the stand-in.
#![expect(clippy::unwrap_used, reason = "tests say what they expect by panicking")]

mod dispatch;
mod faults;
mod receiver;
mod sessions;
mod support;
mod wire;
