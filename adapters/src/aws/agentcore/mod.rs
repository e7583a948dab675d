//! Agents in containers on Bedrock AgentCore Runtime. It hands attempts over and says what became of that; whether one is
//! tried again is not decided here, and the SDK tries nothing again by itself. Bodies and tokens are never logged.

mod agents;
mod arn;
mod client;
mod failure;
mod session;
mod trace;

pub use agents::{AgentCoreAgents, Patience};
pub use arn::{BadRuntime, Place, RuntimeArn};
pub use client::{client, configure};
pub use session::session_id;
