//! What an error of AgentCore means for an attempt, in one function for all of them. Only what surely has not reached the
//! agent is refused or delivered again: a session that was asked for may be at work by now.

use crate::http_agent::{Body, Reply, classify};
use aws_smithy_runtime_api::client::dns::ResolveDnsError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::display::DisplayErrorContext;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use shared::ports::DispatchError;
use shared::run::ReplyMode;
use std::error::Error;
use std::io;

/// Longest message of the service that is passed on.
const MESSAGE_MAX_CHARS: usize = 500;

/// What a call does, and to whom.
#[derive(Clone, Copy, Debug)]
pub(super) struct Call<'a> {
    /// The action as IAM names it.
    pub(super) action: &'static str,
    /// The runtime's ARN, with its endpoint.
    pub(super) runtime: &'a str,
}

/// Why a call failed; `Gone` where the runtime, its endpoint or the session does not exist.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// There is no such thing.
    Gone(String),
    /// Any other reason, as the port tells it.
    Dispatch(DispatchError),
}

impl From<Failure> for DispatchError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Gone(reason) => Self::Refused { reason, retryable: false },
            Failure::Dispatch(error) => error,
        }
    }
}

/// Reads an error of the SDK.
pub(super) fn read<E>(call: Call<'_>, error: &SdkError<E, HttpResponse>) -> Failure
where
    E: ProvideErrorMetadata + Error + 'static,
{
    let told = || cut(&DisplayErrorContext(error).to_string());
    let not_sent = || throttled(format!("{} could not be sent: {}", call.action, told()), None);
    let lost = || unknown(format!("the reply to {} was lost: {}", call.action, told()));
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "a foreign enum that grows; what is not known here may have arrived"
    )]
    match error {
        SdkError::ServiceError(answer) => {
            let (refused, raw) = (answer.err(), answer.raw());
            let retry_after_ms = raw
                .headers()
                .get("retry-after")
                .and_then(|seconds| seconds.trim().parse::<u64>().ok()?.checked_mul(1_000));
            let message = cut(refused.message().unwrap_or("no reason given"));
            by_code(
                call,
                refused.code().unwrap_or("unknown"),
                raw.status().as_u16(),
                &message,
                retry_after_ms,
            )
        }
        SdkError::ConstructionFailure(_) => not_sent(),
        // The SDK looks for credentials while it dispatches.
        SdkError::DispatchFailure(failure) if failure.is_user() || never_connected(error) => not_sent(),
        _open => lost(),
    }
}

/// Reads a refusal: by its code where that is known, else by its status.
fn by_code(call: Call<'_>, code: &str, status: u16, message: &str, retry_after_ms: Option<u64>) -> Failure {
    let Call { action, runtime } = call;
    match code {
        "AccessDeniedException" | "AccessDenied" | "UnauthorizedException" => refused(format!(
            "access denied: {action} on '{runtime}': {message}; allow the action on the runtime and its \
             runtime-endpoint/* in the role's policy"
        )),
        "ResourceNotFoundException" => Failure::Gone(format!(
            "{action}: '{runtime}' does not exist: {message}; check the runtime and its endpoint in the agent registry"
        )),
        "ValidationException" => refused(format!("AgentCore refuses {action} on '{runtime}': {message}")),
        "ServiceQuotaExceededException" => throttled(
            format!(
                "{action}: a quota of AgentCore is used up (new accounts can start at 0 sessions): {message}; ask for \
                 a higher one, or start fewer runs at once"
            ),
            retry_after_ms,
        ),
        "ThrottlingException" | "TooManyRequestsException" => {
            throttled(format!("AgentCore throttles {action}: {message}"), retry_after_ms)
        }
        // The session starts or stops just now, and this request did not get in.
        "RetryableConflictException" => {
            throttled(format!("the session is starting or stopping: {message}"), retry_after_ms)
        }
        "ConflictException" => unknown(format!("the session is in another state: {message}")),
        "RuntimeClientError" => container(message, retry_after_ms),
        "UnrecognizedClientException"
        | "InvalidSignatureException"
        | "IncompleteSignatureException"
        | "MissingAuthenticationTokenException"
        | "ExpiredTokenException" => throttled(
            format!(
                "the credentials for {action} on '{runtime}' are missing, expired or refused: {message}; check the role"
            ),
            retry_after_ms,
        ),
        code => by_status(call, code, status, message, retry_after_ms),
    }
}

fn by_status(call: Call<'_>, code: &str, status: u16, message: &str, retry_after_ms: Option<u64>) -> Failure {
    let reason = format!("AgentCore answered {} with {status} ({code}): {message}", call.action);
    match status {
        402 | 429 => throttled(reason, retry_after_ms),
        408 | 409 | 425 => unknown(reason),
        424 => container(message, retry_after_ms),
        400..=499 => refused(reason),
        _server_errors_and_what_http_does_not_know => unknown(reason),
    }
}

/// The container answered with a status that is no success: AgentCore passes it on in its message only, like
/// `Received error (404) from runtime`. Without a status nothing is known: the container may not have started.
fn container(message: &str, retry_after_ms: Option<u64>) -> Failure {
    let status = message
        .split(['(', ')', ' ', ':', ','])
        .find_map(|word| word.parse::<u16>().ok().filter(|number| (400..600).contains(number)));
    match status {
        Some(status) => {
            let reply = Reply::Replied { status, retry_after_ms, body: Body::Whole(Vec::new()) };
            match classify(reply, ReplyMode::Callback) {
                Err(error) => Failure::Dispatch(error),
                Ok(_) => unknown(format!("the agent's container failed: {message}")),
            }
        }
        None => unknown(format!("the agent's container failed: {message}; its log says why")),
    }
}

/// Whether no connection came about, so that nothing was sent.
fn never_connected(error: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        let refused = error
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::ConnectionRefused);
        if refused || error.is::<ResolveDnsError>() {
            return true;
        }
        cause = error.source();
    }
    false
}

const fn refused(reason: String) -> Failure {
    Failure::Dispatch(DispatchError::Refused { reason, retryable: false })
}

const fn throttled(reason: String, retry_after_ms: Option<u64>) -> Failure {
    Failure::Dispatch(DispatchError::Throttled { reason, retry_after_ms })
}

const fn unknown(reason: String) -> Failure {
    Failure::Dispatch(DispatchError::Unknown { reason })
}

fn cut(message: &str) -> String {
    message.chars().take(MESSAGE_MAX_CHARS).collect()
}

#[cfg(test)]
mod tests;
