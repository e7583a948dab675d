//! The controller as a Lambda function: requests of the API, messages of the wake queue and the scheduled sweep.

pub mod config;
pub mod event;
pub mod handler;

pub use config::Config;
pub use event::{Event, UnknownEvent};
pub use handler::{Handler, HandlerError};
