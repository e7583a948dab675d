//! The container contract: takes invocations, runs agents, answers on the callback URL; knows no agent by name.

mod deliver;
mod host;
mod http_sink;
mod job;
mod router;
mod sink;

pub use deliver::{Undelivered, deliver};
pub use host::{Host, HostSettings, Ping, PingStatus, Refusal};
pub use http_sink::HttpCallbackSink;
pub use router::router;
pub use sink::{CallbackSink, Delivery};
