use super::*;

const CALL: Call<'static> = Call { action: "bedrock-agentcore:InvokeAgentRuntime", runtime: "arn:x" };

fn of(code: &str, status: u16, message: &str) -> DispatchError {
    by_code(CALL, code, status, message, Some(3_000)).into()
}

fn word(error: &DispatchError) -> &'static str {
    match error {
        DispatchError::Refused { retryable: false, .. } => "refused",
        DispatchError::Refused { retryable: true, .. } => "refused, retryable",
        DispatchError::Throttled { retry_after_ms: Some(3_000), .. } => "throttled",
        DispatchError::Throttled { .. } => "throttled, but not until when it said",
        DispatchError::Unknown { .. } => "unknown",
    }
}

#[test]
fn every_error_has_its_meaning() {
    let table = [
        ("AccessDeniedException", 403, "refused"),
        ("ResourceNotFoundException", 404, "refused"),
        ("ValidationException", 400, "refused"),
        ("ServiceQuotaExceededException", 402, "throttled"),
        ("RetryableConflictException", 409, "throttled"),
        ("ConflictException", 409, "unknown"),
        ("RuntimeClientError", 424, "unknown"),
        ("ThrottlingException", 429, "throttled"),
        ("InternalServerException", 500, "unknown"),
        ("ExpiredTokenException", 403, "throttled"),
        ("unknown", 402, "throttled"),
        ("unknown", 408, "unknown"),
        ("unknown", 409, "unknown"),
        ("unknown", 413, "refused"),
        ("unknown", 424, "unknown"),
        ("unknown", 429, "throttled"),
        ("unknown", 502, "unknown"),
        ("unknown", 503, "unknown"),
        ("unknown", 504, "unknown"),
    ];
    for (code, status, meaning) in table {
        assert_eq!(word(&of(code, status, "because")), meaning, "{code} {status}");
    }
}

#[test]
fn a_container_that_answered_counts_as_an_agent_that_answered() {
    let answered = |status: u16| {
        of(
            "RuntimeClientError",
            424,
            &format!("Received error ({status}) from runtime. Please check your logs"),
        )
    };
    for (status, meaning) in [
        (400, "refused"),
        (404, "refused"),
        (409, "unknown"),
        (429, "throttled"),
        (500, "unknown"),
        (503, "throttled"),
    ] {
        assert_eq!(word(&answered(status)), meaning, "{status}");
    }
    assert_eq!(word(&of("RuntimeClientError", 424, "the runtime did not start within 120 s")), "unknown");
}

#[test]
fn a_missing_permission_names_action_and_runtime() {
    let error = of("AccessDeniedException", 403, "no").to_string();
    assert!(error.contains("bedrock-agentcore:InvokeAgentRuntime on 'arn:x'"), "{error}");
    assert!(error.contains("role's policy"), "{error}");
}
