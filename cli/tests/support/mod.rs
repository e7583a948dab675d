//! What the kill test is made of: the server's process, the agent and approver on the other side, the course of kills, and
//! what must hold afterwards.

mod book;
mod check;
mod other_side;
mod playbook;
mod server;
pub(crate) mod storm;
