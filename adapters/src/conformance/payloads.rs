//! What every payload store has to do.

use super::samples::key;
use shared::digest::Digest;
use shared::ports::{PayloadError, Payloads};
use std::future::Future;

/// The whole suite; `factory` gives an empty store each time.
pub async fn all<P: Payloads, Made: Future<Output = P>>(factory: impl Fn() -> Made) {
    payloads_come_back_by_digest(&factory().await).await;
    artifacts_come_back_by_name(&factory().await).await;
    names_that_leave_the_run_are_refused(&factory().await).await;
    factory().await.check().await.unwrap();
}

async fn payloads_come_back_by_digest(payloads: &impl Payloads) {
    let (run, other) = (key("t", "one"), key("t", "two"));
    let digest = Digest::of_bytes(b"text");
    assert!(matches!(payloads.get(&run, digest).await, Err(PayloadError::NotFound { .. })));
    for _twice in 0..2 {
        payloads.put(&run, digest, b"text".to_vec()).await.unwrap();
        assert_eq!(payloads.get(&run, digest).await.unwrap(), b"text");
    }
    assert!(
        matches!(payloads.get(&other, digest).await, Err(PayloadError::NotFound { .. })),
        "runs are apart"
    );
    assert!(payloads.artifacts(&run).await.unwrap().is_empty(), "a payload is no artifact");
    // Bytes under a digest that is not theirs are found out, when they are stored or when they are read.
    let wrong = Digest::of_bytes(b"other");
    let stored = payloads.put(&run, wrong, b"text".to_vec()).await;
    assert!(stored.is_err() || matches!(payloads.get(&run, wrong).await, Err(PayloadError::Changed { .. })));
}

async fn artifacts_come_back_by_name(payloads: &impl Payloads) {
    let (run, other) = (key("t", "one"), key("u", "one"));
    assert!(payloads.artifacts(&run).await.unwrap().is_empty());
    assert!(matches!(payloads.artifact(&run, "a.md").await, Err(PayloadError::NotFound { .. })));
    for (name, text) in
        [("report/b.md", "1"), ("report/a.md", "2"), ("z", "3"), ("report.md", "4"), ("z", "5")]
    {
        payloads.put_artifact(&run, name, text.as_bytes().to_vec()).await.unwrap();
        assert_eq!(payloads.artifact(&run, name).await.unwrap(), text.as_bytes());
    }
    assert_eq!(payloads.artifact(&run, "z").await.unwrap(), b"5", "the newest stands");
    let names = payloads.artifacts(&run).await.unwrap();
    assert_eq!(names, ["report.md", "report/a.md", "report/b.md", "z"], "ascending");
    assert!(payloads.artifacts(&other).await.unwrap().is_empty(), "tenants are apart");
    let inside = payloads.put_artifact(&run, "z/inside", Vec::new()).await;
    assert!(matches!(inside, Err(PayloadError::BadName { .. })), "{inside:?}");
}

async fn names_that_leave_the_run_are_refused(payloads: &impl Payloads) {
    let run = key("t", "one");
    for name in ["", "..", "../x", "a/../../x", "/etc/passwd", "a//b", "a\\b", ".hidden", "a\0"] {
        let put = payloads.put_artifact(&run, name, b"x".to_vec()).await;
        assert!(matches!(put, Err(PayloadError::BadName { .. })), "{name:?}");
        let read = payloads.artifact(&run, name).await;
        assert!(matches!(read, Err(PayloadError::BadName { .. })), "{name:?}");
    }
}
