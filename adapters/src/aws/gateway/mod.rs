//! HTTP requests as API Gateway's HTTP API hands them to a function (payload format 2.0), and the replies to them. It
//! knows no route and authenticates nobody: who called is what the gateway's authorizer has found out.

mod door;
mod identity;
mod reply;
mod request;
#[cfg(test)]
mod tests;

pub use door::{Door, Refused};
pub use reply::reply;
pub use request::{BadRequestEvent, request};
