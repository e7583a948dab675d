//! Payloads and artifacts in one S3 bucket, below a prefix per run. It reads no state of a run.
