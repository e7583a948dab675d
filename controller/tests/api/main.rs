//! The API in one process, over the in-memory adapters: every route, every refusal, and a run from start to end.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    unreachable_pub,
    reason = "tests say what they expect, and are nobody's library"
)]

mod apart;
mod approvals;
mod callbacks;
mod credentials;
mod damage;
mod dispatch;
mod events;
mod faulty;
mod files;
mod lifecycle;
mod numbers;
mod openapi;
mod page;
mod refusals;
mod start;
mod support;
