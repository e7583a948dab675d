//! The DynamoDB store on stand-ins for AWS. Without an installed tool a test says SKIPPED and why.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests say what they expect by panicking")]

mod faults;
mod journal;
mod lost_reply;
mod schema;
mod suite;
mod support;
