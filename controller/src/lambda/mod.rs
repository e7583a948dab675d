//! The controller as a Lambda function: requests of the API, messages of the wake queue and the scheduled sweep.

pub mod config;
pub mod event;
pub mod handler;
mod open;

pub use config::Config;
pub use event::{Event, UnknownEvent};
pub use handler::{Handler, HandlerError};
pub use open::OpenError;
