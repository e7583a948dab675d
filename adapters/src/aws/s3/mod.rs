//! Payloads and artifacts in one S3 bucket. It interprets no content and reads no state of a run.
//!
//! | object   | key                            | written                                                              |
//! |----------|--------------------------------|----------------------------------------------------------------------|
//! | payload  | `payloads/TENANT/RUN/SHA256`   | once: `If-None-Match: *`, with the digest for S3 to check            |
//! | artifact | `artifacts/TENANT/RUN/NAME...` | over an older one                                                    |
//!
//! The two prefixes let a bucket keep artifacts longer than payloads; below them every run is apart.

mod client;
mod key;
mod links;
mod payloads;
mod read;
mod write;

pub use client::{client, configure};
pub use payloads::S3Payloads;
