//! The client for KMS: how long a call may take and what is tried again. It sends nothing itself.

use crate::aws::clients::timeouts;
use aws_config::SdkConfig;
use aws_sdk_kms::Client;
use aws_sdk_kms::config::Builder;
use aws_sdk_kms::config::retry::RetryConfig;
use std::time::Duration;

/// Longest wait for the first byte.
const READ_MAX: Duration = Duration::from_secs(2);
/// Longest try.
const ATTEMPT_MAX: Duration = Duration::from_secs(3);
/// Longest call with all its tries.
const OPERATION_MAX: Duration = Duration::from_secs(8);
/// Tries of a call: deriving a key twice gives the same key.
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
