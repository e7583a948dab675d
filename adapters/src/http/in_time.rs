//! How long a request's body may take: a client that stops halfway must not be waited for without end.

use super::ProblemResponse;
use shared::limits::BODY_TIMEOUT_MS;
use shared::wire::ProblemKind;
use std::future::Future;
use std::time::Duration;

/// What reading a body comes to, within the time that a body may take.
///
/// # Errors
/// 408 where it did not arrive in time.
pub async fn in_time<F: Future>(reading: F) -> Result<F::Output, ProblemResponse> {
    within(Duration::from_millis(BODY_TIMEOUT_MS), reading).await
}

async fn within<F: Future>(patience: Duration, reading: F) -> Result<F::Output, ProblemResponse> {
    tokio::time::timeout(patience, reading).await.map_err(|_elapsed| {
        let seconds = patience.as_secs();
        let detail = format!("the body did not arrive within {seconds} s; send the request again");
        ProblemResponse::new(ProblemKind::RequestTimeout, detail)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::{Body, to_bytes};

    #[tokio::test]
    async fn a_body_that_stops_halfway_is_not_waited_for_without_end() {
        let stalled = Body::from_stream(futures_util::stream::pending::<Result<String, std::io::Error>>());
        let problem = within(Duration::from_millis(5), to_bytes(stalled, 100)).await.unwrap_err();
        assert_eq!(problem.0.status, 408);
        assert!(within(Duration::from_secs(60), to_bytes(Body::from("{}"), 100)).await.is_ok());
    }
}
