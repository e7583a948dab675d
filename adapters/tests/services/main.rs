//! The adapters for S3, SQS, EventBridge and KMS on a stand-in for AWS, and on loopback servers that answer as AWS does when
//! something is wrong. Without an installed tool a test says SKIPPED and why.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests say what they expect by panicking")]

mod eventbridge;
mod eventbridge_faults;
mod home;
mod kms;
mod s3;
mod s3_faults;
mod sqs;
mod support;
