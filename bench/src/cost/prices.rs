//! Prices of AWS in us-east-1 on 2026-11-01, on demand, without free tiers, in dollars. Each is what the price list calls it.

/// A million write request units (1 KB each).
pub(super) const DYNAMODB_WRITES: f64 = 0.625;
/// A million read request units (4 KB each, strongly consistent).
pub(super) const DYNAMODB_READS: f64 = 0.125;
/// A million requests of Lambda.
pub(super) const LAMBDA_REQUESTS: f64 = 0.20;
/// A million GB-seconds of Lambda on arm64.
pub(super) const LAMBDA_GB_S: f64 = 13.333_4;
/// A million requests of an HTTP API.
pub(super) const HTTP_API: f64 = 1.00;
/// A million events on a bus of one's own.
pub(super) const EVENTBRIDGE: f64 = 1.00;
/// A million SQS requests (standard queue).
pub(super) const SQS: f64 = 0.40;
/// A million PUT requests of S3.
pub(super) const S3_PUT: f64 = 5.00;
/// A million GET requests of S3.
pub(super) const S3_GET: f64 = 0.40;
/// A gigabyte of logs taken in.
pub(super) const LOGS_GB: f64 = 0.50;
/// A million traces of X-Ray.
pub(super) const XRAY: f64 = 5.00;
/// A million state transitions of Step Functions Standard.
pub(super) const STEP_FUNCTIONS: f64 = 25.00;
/// A million operations of Lambda durable functions.
pub(super) const DURABLE_OPERATIONS: f64 = 8.00;
/// A gigabyte that durable functions write.
pub(super) const DURABLE_GB: f64 = 0.25;
