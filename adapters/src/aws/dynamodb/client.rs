//! The client for DynamoDB: how long a call may take and what is tried again. It sends nothing itself.

use crate::aws::clients::timeouts;
use aws_config::SdkConfig;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::Builder;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_runtime_api::client::retries::classifiers::{ClassifyRetry, RetryAction};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use std::time::Duration;

/// Longest wait for the first byte: a put takes some 8 ms; what takes a hundred times that is better sent again.
const READ_MAX: Duration = Duration::from_millis(1_500);
/// Longest try.
const ATTEMPT_MAX: Duration = Duration::from_secs(2);
/// Longest call with all its tries.
const OPERATION_MAX: Duration = Duration::from_secs(8);
/// Tries of a call. Each may be repeated: a conditional put that went through is found by its commit id.
const TRIES: u32 = 4;
/// First pause before a repetition.
const BACKOFF_FIRST: Duration = Duration::from_millis(40);
/// Longest pause before a repetition.
const BACKOFF_MAX: Duration = Duration::from_secs(1);

/// A client with the settings of [`configure`].
#[must_use]
pub fn client(config: &SdkConfig) -> Client {
    Client::from_conf(configure(config).build())
}

/// The settings of a client, for whoever adds an interceptor.
#[must_use]
pub fn configure(config: &SdkConfig) -> Builder {
    let retries = RetryConfig::standard()
        .with_max_attempts(TRIES)
        .with_initial_backoff(BACKOFF_FIRST)
        .with_max_backoff(BACKOFF_MAX);
    Builder::from(config)
        .timeout_config(timeouts(READ_MAX, ATTEMPT_MAX, OPERATION_MAX))
        .retry_config(retries)
        .retry_classifier(TransactionConflicts)
}

/// A put that met a transaction (of some other tool: the store makes none) has not been applied and will be soon; the
/// SDK would give up at once.
#[derive(Debug)]
struct TransactionConflicts;

impl ClassifyRetry for TransactionConflicts {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let Some(Err(error)) = context.output_or_error() else { return RetryAction::NoActionIndicated };
        let code = error
            .as_operation_error()
            .and_then(|error| error.downcast_ref::<aws_sdk_dynamodb::operation::put_item::PutItemError>())
            .and_then(|error| error.code());
        match code {
            Some("TransactionConflictException" | "ReplicatedWriteConflictException") => {
                RetryAction::throttling_error()
            }
            Some(_) | None => RetryAction::NoActionIndicated,
        }
    }

    fn name(&self) -> &'static str {
        "transaction conflicts"
    }
}
