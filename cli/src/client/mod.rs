//! The client of the API: every command goes through it, over the store's socket or to a server. It holds no run and
//! prints nothing.

mod api;
mod call;
mod calls;
mod endpoint;
mod files;
mod follow;
mod http;
mod redirect;
mod refusal;
mod resolve;
mod session;
mod sse;
mod stream;

pub(crate) use call::JSON;
pub(crate) use calls::Decision;
pub(crate) use endpoint::{ENDPOINT_FILE, Endpoint, socket_path};
pub(crate) use follow::{Deadline, Follow, Tick};
pub(crate) use http::plain_client;
pub(crate) use resolve::LAST;
pub(crate) use session::{Role, Session};
