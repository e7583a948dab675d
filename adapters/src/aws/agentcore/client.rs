//! The client for AgentCore: nothing is tried again, since a repetition may start a second worker, and how long a call may
//! take is the caller's business. It sends nothing itself.

use aws_config::SdkConfig;
use aws_sdk_bedrockagentcore::Client;
use aws_sdk_bedrockagentcore::config::Builder;
use aws_sdk_bedrockagentcore::config::retry::RetryConfig;
use aws_sdk_bedrockagentcore::config::{StalledStreamProtectionConfig, timeout::TimeoutConfig};
use std::time::Duration;

/// Longest wait for a connection.
const CONNECT_MAX: Duration = Duration::from_millis(1_500);

/// A client with the settings of [`configure`].
#[must_use]
pub fn client(config: &SdkConfig) -> Client {
    Client::from_conf(configure(config).build())
}

/// The settings of a client, for whoever adds an interceptor.
#[must_use]
pub fn configure(config: &SdkConfig) -> Builder {
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(CONNECT_MAX)
        .disable_read_timeout()
        .disable_operation_attempt_timeout()
        .disable_operation_timeout()
        .build();
    Builder::from(config)
        .timeout_config(timeouts)
        .retry_config(RetryConfig::disabled())
        // An agent that works before it replies sends nothing for a while.
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
}
