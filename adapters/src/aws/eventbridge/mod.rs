//! Public events on an EventBridge bus: source [`shared::wire::EVENT_SOURCE`], detail type = the event's name, detail = the
//! event as the API shows it, with its stable `id` and `seq`. It chooses no events and holds none back.

mod batch;
mod bus;
mod client;

pub use bus::EventBridgeBus;
pub use client::{client, configure};
