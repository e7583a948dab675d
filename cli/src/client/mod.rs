//! The client of the API: every command goes through it, over the store's socket or to a server. It holds no run and
//! prints nothing.

mod api;
mod calls;
mod endpoint;
mod files;
mod follow;
mod resolve;
mod session;

pub(crate) use api::plain_client;
pub(crate) use calls::Decision;
pub(crate) use endpoint::{ENDPOINT_FILE, Endpoint, socket_path};
pub(crate) use follow::{Deadline, Follow, Tick};
pub(crate) use resolve::LAST;
pub(crate) use session::{Role, Session};
