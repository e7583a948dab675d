//! What can go wrong with a call, told apart by what a person can do about it: one function reads every error of
//! DynamoDB. It retries nothing.

use super::item::ITEM_MAX_BYTES;
use crate::aws::failure::{cut, told};
use aws_sdk_dynamodb::error::SdkError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use shared::ports::StoreError;
use std::error::Error;

/// A call: what it does and on what.
#[derive(Clone, Copy, Debug)]
pub(super) struct Call<'a> {
    /// The action as IAM names it.
    pub(super) action: &'static str,
    /// The table.
    pub(super) table: &'a str,
}

/// Why a call failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The table, an index or the account takes no more for now.
    #[error("DynamoDB throttles {action} on table '{table}': {message}")]
    Throttled {
        /// The action.
        action: &'static str,
        /// The table.
        table: String,
        /// What DynamoDB says.
        message: String,
    },
    /// A transaction or another region's write holds the item.
    #[error("another transaction holds the item that {action} on table '{table}' needs")]
    Busy {
        /// The action.
        action: &'static str,
        /// The table.
        table: String,
    },
    /// The item is larger than DynamoDB's limit.
    #[error("an item is larger than DynamoDB's limit of {ITEM_MAX_BYTES} bytes")]
    TooLarge,
    /// The role may not do this.
    #[error("access denied: {action} on table '{table}': {message}")]
    Denied {
        /// The action.
        action: &'static str,
        /// The table.
        table: String,
        /// What IAM says.
        message: String,
    },
    /// Nobody knows who we are.
    #[error("the credentials for {action} on table '{table}' are missing, expired or refused: {message}")]
    Credentials {
        /// The action.
        action: &'static str,
        /// The table.
        table: String,
        /// What is wrong.
        message: String,
    },
    /// The table or an index does not exist.
    #[error(
        "{action}: there is no table '{table}' with the indexes that the store needs, or it is not active yet"
    )]
    NoTable {
        /// The action.
        action: &'static str,
        /// The table.
        table: String,
    },
    /// DynamoDB refuses the request.
    #[error("DynamoDB refuses {action} on table '{table}' ({code}): {message}")]
    Refused {
        /// The action.
        action: &'static str,
        /// The table.
        table: String,
        /// Its error code.
        code: String,
        /// What it says.
        message: String,
    },
    /// DynamoDB itself failed; whether it did what it was asked is open.
    #[error("DynamoDB failed at {action} on table '{table}' ({status}): {message}")]
    Server {
        /// The action.
        action: &'static str,
        /// The table.
        table: String,
        /// The HTTP status.
        status: u16,
        /// What it says.
        message: String,
    },
    /// No answer came; whether the request arrived is open.
    #[error("no answer from DynamoDB to {action} on table '{table}': {message}")]
    NoAnswer {
        /// The action.
        action: &'static str,
        /// The table.
        table: String,
        /// What happened.
        message: String,
    },
}

impl Failure {
    /// What to do about it.
    #[must_use]
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Throttled { .. } => {
                "it is tried again; if it stays, raise the table's or the account's limits, or start fewer runs at once"
            }
            Self::Busy { .. } => "it is tried again; nothing but Aegis should write to its table",
            Self::TooLarge => "keep large documents in the payload store",
            Self::Denied { .. } => "allow the action on the table and its indexes in the role's policy",
            Self::Credentials { .. } => {
                "check the role of the function, or AWS_PROFILE and the other AWS_ variables"
            }
            Self::NoTable { .. } => {
                "apply the Terraform module that makes it, and check the table's name, the account and AWS_REGION"
            }
            Self::Refused { .. } => "check that the table has the keys and indexes of this release",
            Self::Server { .. } => "it is tried again; if it stays, look at the AWS health dashboard",
            Self::NoAnswer { .. } => "check the network, AWS_REGION and AWS_ENDPOINT_URL",
        }
    }

    /// Whether the request may have been carried out all the same.
    pub(super) const fn is_ambiguous(&self) -> bool {
        match self {
            Self::Server { .. } | Self::NoAnswer { .. } => true,
            Self::Throttled { .. }
            | Self::Busy { .. }
            | Self::TooLarge
            | Self::Denied { .. }
            | Self::Credentials { .. }
            | Self::NoTable { .. }
            | Self::Refused { .. } => false,
        }
    }
}

impl From<Failure> for StoreError {
    fn from(failure: Failure) -> Self {
        Self::Unavailable { reason: failure.to_string(), help: failure.help().to_owned() }
    }
}

/// Tells errors apart.
pub(super) fn classify<E>(call: Call<'_>, error: &SdkError<E, HttpResponse>) -> Failure
where
    E: ProvideErrorMetadata + Error + 'static,
{
    let (action, table) = (call.action, call.table.to_owned());
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "a foreign enum that grows; what is not known here may have arrived"
    )]
    match error {
        SdkError::ServiceError(answer) => {
            let refused = answer.err();
            let message = cut(refused.message().unwrap_or("no reason given"));
            by_code(call, refused.code().unwrap_or("unknown"), answer.raw().status().as_u16(), message)
        }
        SdkError::ConstructionFailure(_) => Failure::Credentials { action, table, message: told(error) },
        // The SDK looks for credentials while it dispatches.
        SdkError::DispatchFailure(failure) if failure.is_user() => {
            Failure::Credentials { action, table, message: told(error) }
        }
        _open => Failure::NoAnswer { action, table, message: told(error) },
    }
}

fn by_code(call: Call<'_>, code: &str, status: u16, message: String) -> Failure {
    let (action, table) = (call.action, call.table.to_owned());
    match code {
        "ProvisionedThroughputExceededException"
        | "ThrottlingException"
        | "Throttling"
        | "RequestLimitExceeded"
        | "LimitExceededException" => Failure::Throttled { action, table, message },
        "TransactionConflictException"
        | "TransactionInProgressException"
        | "ReplicatedWriteConflictException" => Failure::Busy { action, table },
        "ItemCollectionSizeLimitExceededException" => Failure::TooLarge,
        "ValidationException" if message.contains("size has exceeded") => Failure::TooLarge,
        "ResourceNotFoundException" => Failure::NoTable { action, table },
        "AccessDeniedException" | "AccessDenied" => Failure::Denied { action, table, message },
        "UnrecognizedClientException"
        | "InvalidSignatureException"
        | "IncompleteSignatureException"
        | "MissingAuthenticationTokenException"
        | "ExpiredTokenException" => Failure::Credentials { action, table, message },
        _ if status >= 500 => Failure::Server { action, table, status, message },
        code => Failure::Refused { action, table, code: code.to_owned(), message },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALL: Call<'static> = Call { action: "dynamodb:PutItem", table: "runs" };

    fn of(code: &str, status: u16) -> Failure {
        by_code(CALL, code, status, "Item size has exceeded the maximum allowed size".to_owned())
    }

    #[test]
    fn errors_are_told_apart_by_their_code() {
        for code in ["ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded"]
        {
            assert!(matches!(of(code, 400), Failure::Throttled { .. }), "{code}");
        }
        assert!(matches!(of("TransactionConflictException", 400), Failure::Busy { .. }));
        assert_eq!(of("ValidationException", 400), Failure::TooLarge);
        assert!(matches!(of("ExpiredTokenException", 400), Failure::Credentials { .. }));
        assert!(matches!(of("SerializationException", 400), Failure::Refused { .. }));
    }

    #[test]
    fn only_what_may_have_happened_is_ambiguous() {
        assert!(of("InternalServerError", 500).is_ambiguous());
        assert!(of("unknown", 503).is_ambiguous());
        assert!(!of("ThrottlingException", 400).is_ambiguous());
        assert!(!of("AccessDeniedException", 400).is_ambiguous());
    }

    #[test]
    fn a_missing_permission_names_action_and_resource() {
        let error = StoreError::from(of("AccessDeniedException", 400)).to_string();
        assert!(error.contains("dynamodb:PutItem") && error.contains("'runs'"), "{error}");
        let error = StoreError::from(of("ResourceNotFoundException", 400)).to_string();
        assert!(error.contains("no table 'runs'") && error.contains("Terraform"), "{error}");
    }
}
