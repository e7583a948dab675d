//! The suites that every adapter of a port has to pass, as plain functions: an adapter is done when they do. They say
//! what they expect by panicking and print the seeds of what they draw.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a suite runs in tests only and says what it expects by panicking"
)]

pub mod payloads;
pub mod samples;
pub mod store;
