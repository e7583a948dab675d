//! The callback handler as a Lambda function: agents' answers, the approval page and its form. It decides and wakes; it has
//! no rights to call an agent or to publish an event.

pub mod config;
pub mod handler;

pub use config::Config;
pub use handler::{Handler, HandlerError, OpenError};
