//! The configuration that all SDK clients share: region, credentials, one HTTP client and the longest that a call may
//! take. Services with other needs than these build on it. It reads no environment.

use aws_config::{BehaviorVersion, ConfigLoader};
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_types::timeout::TimeoutConfig;
use std::time::Duration;

/// Longest wait for a connection: within a region it takes milliseconds, and another address answers sooner than this one.
const CONNECT_MAX: Duration = Duration::from_millis(1_500);
/// Longest wait for the first byte of an answer. The SDK's own default is for ever.
const READ_MAX: Duration = Duration::from_secs(5);
/// Longest try of a call.
const ATTEMPT_MAX: Duration = Duration::from_secs(6);
/// Longest call with all its tries.
const OPERATION_MAX: Duration = Duration::from_secs(15);

/// The SDK's own search for a configuration, for whoever names region, credentials or endpoint without the environment.
#[must_use]
pub fn loader() -> ConfigLoader {
    aws_config::defaults(behaviour()).http_client(http_client()).timeout_config(default_timeouts())
}

/// Time-outs of a service that needs no others.
#[must_use]
pub fn default_timeouts() -> TimeoutConfig {
    timeouts(READ_MAX, ATTEMPT_MAX, OPERATION_MAX)
}

/// The pinned behaviour: a newer SDK must not change retries or time-outs under us.
#[must_use]
pub fn behaviour() -> BehaviorVersion {
    BehaviorVersion::v2026_01_12()
}

/// An HTTP client over rustls with ring, with the system's root certificates.
#[must_use]
pub fn http_client() -> SharedHttpClient {
    Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https()
}

/// Time-outs of a service: for the first byte, for one try, and for the call with all its tries.
#[must_use]
pub fn timeouts(read: Duration, attempt: Duration, operation: Duration) -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(CONNECT_MAX)
        .read_timeout(read)
        .operation_attempt_timeout(attempt)
        .operation_timeout(operation)
        .build()
}
