//! The client for S3: how long a call may take and what is tried again. It sends nothing itself.

use crate::aws::clients::timeouts;
use aws_config::SdkConfig;
use aws_sdk_s3::Client;
use aws_sdk_s3::config::Builder;
use aws_sdk_s3::config::retry::RetryConfig;
use std::time::Duration;

/// Longest wait for the first byte: S3 takes some 20 ms for small objects.
const READ_MAX: Duration = Duration::from_secs(3);
/// Longest try: the largest object has to pass within it.
const ATTEMPT_MAX: Duration = Duration::from_secs(10);
/// Longest call with all its tries: within a claim, so that whoever holds one still hears of a failure.
const OPERATION_MAX: Duration = Duration::from_secs(20);
/// Tries of a call. Each may be repeated: a payload is put under its digest, an artifact over an older one.
const TRIES: u32 = 3;

/// A client with the settings of [`configure`].
#[must_use]
pub fn client(config: &SdkConfig) -> Client {
    Client::from_conf(configure(config).build())
}

/// The settings of a client, for whoever adds an interceptor.
#[must_use]
pub fn configure(config: &SdkConfig) -> Builder {
    Builder::from(config)
        .timeout_config(timeouts(READ_MAX, ATTEMPT_MAX, OPERATION_MAX))
        .retry_config(RetryConfig::standard().with_max_attempts(TRIES))
}
