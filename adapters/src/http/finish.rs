//! What a request has begun is finished, though its client may have gone: an answer that was committed must also wake
//! whoever goes on with the run, and a client that closes its connection drops the future that would do so.

use super::ProblemResponse;
use axum::Router;
use axum::extract::Request;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use shared::wire::ProblemKind;

/// Runs every request that may change something in a task of its own. Needs a tokio runtime.
pub fn finish_what_began(router: Router) -> Router {
    router.layer(middleware::from_fn(apart))
}

async fn apart(request: Request, next: Next) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    match tokio::spawn(next.run(request)).await {
        Ok(response) => response,
        Err(_panicked) => {
            let detail =
                "the request could not be finished; send it again, and tell us if that happens twice";
            ProblemResponse::new(ProblemKind::Internal, detail).into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::routing::{get, post};
    use std::sync::Arc;
    use tokio::sync::Notify;
    use tower::ServiceExt as _;

    #[tokio::test]
    async fn a_request_whose_client_has_gone_is_finished() {
        let (begun, go_on, done) =
            (Arc::new(Notify::new()), Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (began, wait, finished) = (Arc::clone(&begun), Arc::clone(&go_on), Arc::clone(&done));
        let handler = || async move {
            began.notify_one();
            wait.notified().await;
            finished.notify_one();
        };
        let router = finish_what_began(Router::new().route("/", post(handler)));
        let mut reply = Box::pin(router.oneshot(Request::post("/").body(Body::empty()).unwrap()));
        tokio::select! {
            _ = &mut reply => panic!("it was answered before it was done"),
            () = begun.notified() => {}
        }
        drop(reply);
        go_on.notify_one();
        done.notified().await;
    }

    #[tokio::test]
    async fn a_request_that_changes_nothing_ends_with_its_client() {
        let (begun, alive) = (Arc::new(Notify::new()), Arc::new(()));
        let (began, held) = (Arc::clone(&begun), Arc::clone(&alive));
        let handler = || async move {
            let _held = held;
            began.notify_one();
            std::future::pending::<()>().await;
        };
        let router = finish_what_began(Router::new().route("/", get(handler)));
        let mut reply = Box::pin(router.oneshot(Request::get("/").body(Body::empty()).unwrap()));
        tokio::select! {
            _ = &mut reply => panic!("it never ends by itself"),
            () = begun.notified() => {}
        }
        drop(reply);
        assert_eq!(Arc::strong_count(&alive), 1, "a reader that has gone costs nothing");
    }
}
