//! The SDK's configuration in a function: from the environment that Lambda makes, and from nothing else. The SDK's own search
//! (profiles, containers, instances, sign-in services) would find nothing there, and is a part of each program all the same.

use super::clients;
use aws_config::environment::EnvironmentVariableCredentialsProvider;
use aws_config::{Region, SdkConfig};
use aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
use aws_smithy_async::time::SharedTimeSource;
use aws_smithy_types::retry::RetryConfig;
use aws_types::sdk_config::SharedCredentialsProvider;
use aws_types::service_config::{LoadServiceConfig, ServiceConfigKey};
use std::env;

/// Where all services are; for emulators.
const ENDPOINT: &str = "AWS_ENDPOINT_URL";

/// The configuration: `AWS_REGION`, `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, and `AWS_ENDPOINT_URL` or
/// `AWS_ENDPOINT_URL_<SERVICE>` for an emulator. Retries are the SDK's standard ones.
#[must_use]
pub fn config() -> SdkConfig {
    let mut builder = SdkConfig::builder()
        .behavior_version(clients::behaviour())
        .credentials_provider(SharedCredentialsProvider::new(EnvironmentVariableCredentialsProvider::new()))
        .http_client(clients::http_client())
        .timeout_config(clients::default_timeouts())
        .retry_config(RetryConfig::standard())
        .sleep_impl(SharedAsyncSleep::new(TokioSleep::new()))
        .time_source(SharedTimeSource::default())
        .service_config(ServiceVariables);
    builder.set_region(given("AWS_REGION").map(Region::new));
    builder.set_endpoint_url(given(ENDPOINT));
    builder.build()
}

/// Settings of one service, by variables that end with its name.
#[derive(Debug)]
struct ServiceVariables;

impl LoadServiceConfig for ServiceVariables {
    fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
        given(&variable(key.env(), key.service_id())).or_else(|| given(key.env()))
    }
}

/// `AWS_ENDPOINT_URL` of "Bedrock AgentCore" is `AWS_ENDPOINT_URL_BEDROCK_AGENTCORE`.
fn variable(setting: &str, service: &str) -> String {
    format!("{setting}_{}", service.replace(' ', "_").to_uppercase())
}

fn given(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_services_variable_ends_with_its_name() {
        assert_eq!(variable(ENDPOINT, "Bedrock AgentCore"), "AWS_ENDPOINT_URL_BEDROCK_AGENTCORE");
        assert_eq!(variable(ENDPOINT, "DynamoDB"), "AWS_ENDPOINT_URL_DYNAMODB");
    }
}
