//! HTTP glue that the controller, the callback handler and the agents' host share: problems as replies, strict bodies, and
//! the guard of a server that only this machine may reach. It knows no route.

mod depth;
mod finish;
mod guard;
mod in_time;
mod json;
mod path;
mod problem;
mod query;
mod verified;
mod wording;

pub use finish::finish_what_began;
pub use guard::{LoopbackGuard, loopback_only};
pub use in_time::in_time;
pub use json::{AnyJson, OptionalJson, RawBody, StrictJson, parse_json};
pub use path::StrictPath;
pub use problem::{ProblemResponse, fallbacks};
pub use query::{NoQuery, StrictQuery};
pub use verified::{Anonymous, Verified};
