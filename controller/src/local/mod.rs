//! The engine of a home that is one process: effects are performed by tasks, alarms by a loop. What the laptop needs and
//! the Lambdas don't.

mod home;
mod wake;
mod watchers;

pub use home::{LocalHome, LocalOptions, WrapWake};
pub use wake::ChannelWake;
pub use watchers::{Watch, Watchers};
