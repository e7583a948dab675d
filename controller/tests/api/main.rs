//! The API in one process, over the in-memory adapters: every route, every refusal, and a run from start to end.

mod approvals;
mod callbacks;
mod events;
mod lifecycle;
mod openapi;
mod page;
mod refusals;
mod start;
mod support;
