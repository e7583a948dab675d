//! Waking the controller through a queue. A message is a hint: it may be lost, late or doubled, and the sweep and the claims
//! make up for all three. It decides nothing.

mod client;
mod message;
mod timers;
mod wake;

pub use client::{client, configure};
pub use message::{BadWakeMessage, WakeMessage};
pub use timers::short_timer;
pub use wake::SqsWake;
