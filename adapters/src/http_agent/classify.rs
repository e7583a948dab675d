//! What an agent's reply means, in one place. Only a definite refusal fails an attempt: whatever may have reached the
//! agent is unknown, and what surely did not is delivered again.

use serde_json::Value;
use shared::exact::check_text;
use shared::ports::{Delivery, DispatchError};
use shared::run::ReplyMode;
use shared::wire::InvocationReply;

/// What came of a request.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Reply {
    /// The agent replied.
    Replied {
        /// HTTP status.
        status: u16,
        /// `Retry-After` in milliseconds.
        retry_after_ms: Option<u64>,
        /// The body.
        body: Body,
    },
    /// It surely never reached the agent.
    NotDelivered(String),
    /// It may have reached the agent.
    Lost(String),
    /// It can't be sent at all.
    NotSendable(String),
}

/// A reply's body.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Body {
    /// All of it.
    Whole(Vec<u8>),
    /// It is larger than this many bytes.
    TooLarge(usize),
    /// The connection broke.
    Broken(String),
}

/// What a reply means.
pub(crate) fn classify(reply: Reply, mode: ReplyMode) -> Result<Delivery, DispatchError> {
    let (status, retry_after_ms, body) = match reply {
        Reply::Replied { status, retry_after_ms, body } => (status, retry_after_ms, body),
        Reply::NotDelivered(reason) => {
            return Err(DispatchError::Throttled {
                reason: format!("the agent can't be reached: {reason}"),
                retry_after_ms: None,
            });
        }
        Reply::Lost(reason) => {
            return Err(DispatchError::Unknown { reason: format!("the agent's reply was lost: {reason}") });
        }
        Reply::NotSendable(reason) => return Err(refused(reason, false)),
    };
    match status {
        200..=299 => success(status, body, mode),
        300..=399 => Err(refused(
            format!("the agent answered {status}, a redirect; register the URL that it points at"),
            false,
        )),
        429 => Err(throttled(status, retry_after_ms)),
        503 if retry_after_ms.is_some() => Err(throttled(status, retry_after_ms)),
        // Its request timed out, it is already at it, or it is too early: all three may be over in a while.
        408 | 409 | 425 => Err(unknown(status)),
        400..=499 => Err(refused(format!("the agent refused the invocation with {status}"), false)),
        _server_errors_and_what_http_does_not_know => Err(unknown(status)),
    }
}

fn success(status: u16, body: Body, mode: ReplyMode) -> Result<Delivery, DispatchError> {
    let body = match body {
        Body::Whole(body) => body,
        Body::TooLarge(limit) => {
            return Err(refused(format!("the agent's reply is larger than {limit} bytes"), false));
        }
        Body::Broken(reason) => {
            return Err(DispatchError::Unknown { reason: format!("the agent's reply broke off: {reason}") });
        }
    };
    let accepted =
        serde_json::from_slice::<InvocationReply>(&body).is_ok_and(|reply| reply.status == "accepted");
    match mode {
        ReplyMode::Callback if accepted => Ok(Delivery::Acknowledged),
        ReplyMode::Callback => Err(refused(
            format!(
                "the agent answered {status} without {{\"status\": \"accepted\"}}; declare it with `reply: response` \
                 if its reply is its result"
            ),
            false,
        )),
        // It has taken the work on and says so in the way of the other mode.
        ReplyMode::Response if accepted && status == 202 => Ok(Delivery::Acknowledged),
        ReplyMode::Response => {
            // The text of the error holds no part of the body, only the place.
            let value = serde_json::from_slice::<Value>(&body)
                .map_err(|error| refused(format!("the agent's reply is no JSON: {error}"), true))?;
            // In the text: what does not fit 64 bits has been rounded in the value already.
            check_text(&String::from_utf8_lossy(&body))
                .map_err(|inexact| refused(format!("the agent's reply can't be kept: {inexact}"), true))?;
            Ok(Delivery::Answered(value))
        }
    }
}

const fn refused(reason: String, retryable: bool) -> DispatchError {
    DispatchError::Refused { reason, retryable }
}

fn throttled(status: u16, retry_after_ms: Option<u64>) -> DispatchError {
    DispatchError::Throttled { reason: format!("the agent answered {status}: it is busy"), retry_after_ms }
}

fn unknown(status: u16) -> DispatchError {
    DispatchError::Unknown { reason: format!("the agent answered {status}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replied(status: u16, body: &str, retry_after_ms: Option<u64>) -> Reply {
        Reply::Replied { status, retry_after_ms, body: Body::Whole(body.as_bytes().to_vec()) }
    }

    fn word(result: &Result<Delivery, DispatchError>) -> &'static str {
        match result {
            Ok(Delivery::Acknowledged) => "acknowledged",
            Ok(Delivery::Answered(_)) => "answered",
            Err(DispatchError::Refused { retryable: false, .. }) => "refused",
            Err(DispatchError::Refused { retryable: true, .. }) => "refused, retryable",
            Err(DispatchError::Throttled { .. }) => "throttled",
            Err(DispatchError::Unknown { .. }) => "unknown",
        }
    }

    #[test]
    fn every_status_has_its_meaning() {
        let accepted = r#"{"status": "accepted"}"#;
        let table = [
            (vec![200, 202], accepted, None, "acknowledged"),
            (vec![200, 202, 204], "", None, "refused"),
            (vec![200], r#"{"status": "done"}"#, None, "refused"),
            (vec![301, 302, 307, 308], "", None, "refused"),
            (vec![400, 401, 403, 404, 405, 410, 413, 415, 422, 451], accepted, None, "refused"),
            (vec![408, 409, 425], "", None, "unknown"),
            (vec![429], "", None, "throttled"),
            (vec![429, 503], "", Some(7_000), "throttled"),
            (vec![500, 502, 503, 504, 599, 100, 999], accepted, None, "unknown"),
        ];
        for (statuses, body, retry_after, meaning) in table {
            for status in statuses {
                let result = classify(replied(status, body, retry_after), ReplyMode::Callback);
                assert_eq!(word(&result), meaning, "{status}");
            }
        }
    }

    #[test]
    fn the_reply_of_a_response_agent_is_its_result() {
        let mode = ReplyMode::Response;
        let answer = classify(replied(200, r#"{"a": 1}"#, None), mode);
        assert_eq!(answer, Ok(Delivery::Answered(serde_json::json!({"a": 1}))));
        let rounded = classify(replied(200, r#"{"a": [9007199254740993]}"#, None), mode);
        let Err(DispatchError::Refused { reason, .. }) = rounded else { panic!("{rounded:?}") };
        assert!(reason.contains("/a/0 is 9007199254740993") && reason.ends_with("as a string"), "{reason}");
        assert_eq!(word(&classify(replied(202, r#"{"status":"accepted"}"#, None), mode)), "acknowledged");
        assert_eq!(word(&classify(replied(200, r#"{"status":"accepted"}"#, None), mode)), "answered");
        assert_eq!(word(&classify(replied(200, "<html>", None), mode)), "refused, retryable");
    }

    #[test]
    fn what_may_have_arrived_never_fails_the_attempt() {
        for mode in [ReplyMode::Callback, ReplyMode::Response] {
            assert_eq!(word(&classify(Reply::Lost("reset".to_owned()), mode)), "unknown");
            let broken =
                Reply::Replied { status: 200, retry_after_ms: None, body: Body::Broken("x".to_owned()) };
            assert_eq!(word(&classify(broken, mode)), "unknown");
            assert_eq!(word(&classify(Reply::NotDelivered("refused".to_owned()), mode)), "throttled");
        }
    }

    #[test]
    fn a_server_that_names_a_time_is_asked_again_then() {
        let result = classify(replied(503, "", Some(2_000)), ReplyMode::Callback);
        assert!(matches!(result, Err(DispatchError::Throttled { retry_after_ms: Some(2_000), .. })));
    }
}
