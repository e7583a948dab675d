//! The DynamoDB store on stand-ins for AWS. Without an installed tool a test says SKIPPED and why.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests say what they expect by panicking"
)]

mod budget;
mod faults;
mod functions;
mod growth;
mod journal;
mod lost_reply;
mod rows;
mod schema;
mod suite;
mod support;
