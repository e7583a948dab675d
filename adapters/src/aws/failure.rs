//! What can go wrong with a call to S3, SQS, EventBridge or KMS, told apart by what a person can do about it. One function
//! reads every error; it retries nothing. (DynamoDB and AgentCore have codes of their own that decide more.)

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::display::DisplayErrorContext;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use std::error::Error;

/// Longest message of a service that is passed on.
const MESSAGE_MAX_CHARS: usize = 500;

/// A call: what it does and on what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The service's name for people.
    pub service: &'static str,
    /// The action as IAM names it.
    pub action: &'static str,
    /// The resource with its kind: `bucket 'x'`.
    pub resource: String,
}

/// Why a call failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The service takes no more for now.
    #[error("{} throttles {} on {}: {message}", call.service, call.action, call.resource)]
    Throttled {
        /// The call.
        call: Call,
        /// What the service says.
        message: String,
    },
    /// The role may not do this.
    #[error("access denied: {} on {}: {message}", call.action, call.resource)]
    Denied {
        /// The call.
        call: Call,
        /// What IAM says.
        message: String,
    },
    /// Nobody knows who we are.
    #[error("the credentials for {} on {} are missing, expired or refused: {message}", call.action, call.resource)]
    Credentials {
        /// The call.
        call: Call,
        /// What is wrong.
        message: String,
    },
    /// The bucket, queue, bus or key does not exist.
    #[error("{}: there is no {}: {message}", call.action, call.resource)]
    Missing {
        /// The call.
        call: Call,
        /// What the service says.
        message: String,
    },
    /// The service refuses the request.
    #[error("{} refuses {} on {} ({code}): {message}", call.service, call.action, call.resource)]
    Refused {
        /// The call.
        call: Call,
        /// Its error code.
        code: String,
        /// What it says.
        message: String,
    },
    /// The service itself failed; whether it did what it was asked is open.
    #[error("{} failed at {} on {} ({status}): {message}", call.service, call.action, call.resource)]
    Server {
        /// The call.
        call: Call,
        /// The HTTP status.
        status: u16,
        /// What it says.
        message: String,
    },
    /// No answer came; whether the request arrived is open.
    #[error("no answer from {} to {} on {}: {message}", call.service, call.action, call.resource)]
    NoAnswer {
        /// The call.
        call: Call,
        /// What happened.
        message: String,
    },
}

impl Failure {
    /// What to do about it.
    #[must_use]
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Throttled { .. } => "it is tried again; if it stays, raise the account's limits",
            Self::Denied { .. } => "allow the action on the resource in the role's policy",
            Self::Credentials { .. } => {
                "check the role of the function, or AWS_PROFILE and the other AWS_ variables"
            }
            Self::Missing { .. } => {
                "apply the Terraform module that makes it, and check its name, the account and AWS_REGION"
            }
            Self::Refused { .. } => "check the name, and that it was made by this release's Terraform module",
            Self::Server { .. } => "it is tried again; if it stays, look at the AWS health dashboard",
            Self::NoAnswer { .. } => "check the network, AWS_REGION and AWS_ENDPOINT_URL",
        }
    }
}

/// Tells errors apart.
pub(super) fn classify<E>(call: Call, error: &SdkError<E, HttpResponse>) -> Failure
where
    E: ProvideErrorMetadata + Error + 'static,
{
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "a foreign enum that grows; what is not known here may have arrived"
    )]
    match error {
        SdkError::ServiceError(answer) => {
            let refused = answer.err();
            let status = answer.raw().status().as_u16();
            // An answer to HEAD has no body and so no code: the status says as much.
            let code = refused.code().unwrap_or(code_of(status));
            by_code(call, code, status, cut(refused.message().unwrap_or("no reason given")))
        }
        SdkError::ConstructionFailure(_) => Failure::Credentials { call, message: told(error) },
        // The SDK looks for credentials while it dispatches.
        SdkError::DispatchFailure(failure) if failure.is_user() => {
            Failure::Credentials { call, message: told(error) }
        }
        _open => Failure::NoAnswer { call, message: told(error) },
    }
}

const fn code_of(status: u16) -> &'static str {
    match status {
        401 => "ExpiredToken",
        403 => "AccessDenied",
        404 => "NotFound",
        429 | 503 => "SlowDown",
        _ => "unknown",
    }
}

fn by_code(call: Call, code: &str, status: u16, message: String) -> Failure {
    match code {
        "SlowDown"
        | "ThrottlingException"
        | "Throttling"
        | "TooManyRequestsException"
        | "RequestThrottled"
        | "RequestLimitExceeded"
        | "LimitExceededException" => Failure::Throttled { call, message },
        "AccessDenied" | "AccessDeniedException" | "AllAccessDisabled" => Failure::Denied { call, message },
        "ExpiredToken"
        | "ExpiredTokenException"
        | "InvalidAccessKeyId"
        | "InvalidClientTokenId"
        | "InvalidToken"
        | "SignatureDoesNotMatch"
        | "InvalidSignatureException"
        | "IncompleteSignatureException"
        | "MissingAuthenticationTokenException"
        | "UnrecognizedClientException"
        | "RequestTimeTooSkewed" => Failure::Credentials { call, message },
        "NoSuchBucket"
        | "NotFound"
        | "NotFoundException"
        | "ResourceNotFoundException"
        | "QueueDoesNotExist"
        | "AWS.SimpleQueueService.NonExistentQueue" => Failure::Missing { call, message },
        _ if status >= 500 => Failure::Server { call, status, message },
        code => Failure::Refused { call, code: code.to_owned(), message },
    }
}

/// What the SDK says, with its causes.
pub(super) fn told<E: Error + 'static>(error: &SdkError<E, HttpResponse>) -> String {
    cut(&DisplayErrorContext(error).to_string())
}

/// A message of another program, as long as it may be in an error.
pub(super) fn cut(message: &str) -> String {
    message.chars().take(MESSAGE_MAX_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(code: &str, status: u16) -> Failure {
        let call = Call { service: "S3", action: "s3:PutObject", resource: "bucket 'artifacts'".to_owned() };
        by_code(call, code, status, "no".to_owned())
    }

    #[test]
    fn a_missing_permission_names_action_and_resource() {
        let denied = of("AccessDenied", 403);
        let text = format!("{denied}; {}", denied.help());
        assert!(text.contains("s3:PutObject") && text.contains("bucket 'artifacts'"), "{text}");
        assert!(text.contains("role's policy"), "{text}");
    }

    #[test]
    fn what_does_not_exist_says_who_makes_it() {
        let missing = of("NoSuchBucket", 404);
        assert!(missing.to_string().contains("there is no bucket 'artifacts'"), "{missing}");
        assert!(missing.help().contains("Terraform"));
    }

    #[test]
    fn errors_are_told_apart_by_their_code_and_without_one_by_the_status() {
        assert!(matches!(of("SlowDown", 503), Failure::Throttled { .. }));
        assert!(matches!(of("ExpiredToken", 400), Failure::Credentials { .. }));
        assert!(matches!(of("InternalError", 500), Failure::Server { status: 500, .. }));
        assert!(matches!(of("MalformedXML", 400), Failure::Refused { .. }));
        assert!(matches!(of(code_of(403), 403), Failure::Denied { .. }));
        assert!(matches!(of(code_of(404), 404), Failure::Missing { .. }));
        assert!(matches!(of(code_of(502), 502), Failure::Server { .. }));
    }
}
