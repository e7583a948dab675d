//! A stand-in for Bedrock AgentCore Runtime: it speaks `InvokeAgentRuntime` and `StopRuntimeSession` as the SDK sends them,
//! keeps a session per id with the built-in agents in it, and does on command what the real one does on bad days. It is for
//! tests, listens on loopback only and checks no signature, only that there is one.

mod control;
mod fault;
mod invoke;
mod log;
mod refusal;
mod request;
mod server;
mod session;
mod sessions;
mod settings;
mod state;
mod stop;

pub use fault::{Fault, Planned};
pub use log::{Operation, Record};
pub use server::{Server, Unstartable};
pub use sessions::SessionView;
pub use settings::Settings;
