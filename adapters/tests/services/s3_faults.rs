//! What S3 says when something is in the way, from a loopback server in its place.

use super::support::stand_in;
use adapters::aws::s3::{S3Payloads, client};
use adapters::conformance::samples::key;
use shared::digest::Digest;
use shared::ports::Payloads;
use wiremock::matchers::{header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

fn refusal(status: u16, code: &str) -> ResponseTemplate {
    let body = format!("<Error><Code>{code}</Code><Message>because</Message></Error>");
    ResponseTemplate::new(status).set_body_raw(body, "application/xml")
}

async fn answering(first: ResponseTemplate, then: ResponseTemplate) -> (MockServer, S3Payloads) {
    let (server, config) = stand_in().await;
    Mock::given(method("PUT")).respond_with(first).up_to_n_times(1).mount(&server).await;
    Mock::given(method("PUT")).respond_with(then).mount(&server).await;
    (server, S3Payloads::new(client(&config), "bucket"))
}

async fn put(payloads: &S3Payloads) -> Result<(), String> {
    let put = payloads.put(&key("t", "r"), Digest::of_bytes(b"text"), b"text".to_vec()).await;
    put.map_err(|error| error.to_string())
}

#[tokio::test]
async fn a_put_is_conditional_and_carries_the_digest() {
    let (server, config) = stand_in().await;
    let digest = Digest::of_bytes(b"text");
    Mock::given(method("PUT"))
        .and(path(format!("/bucket/payloads/t/r/{digest}")))
        .and(header("if-none-match", "*"))
        .and(header("x-amz-checksum-sha256", "mC2ePrmW9VnmM/TRlN7zdh2Qn1o7ZH0ahR/q1nwyydE="))
        .respond_with(ResponseTemplate::new(200))
        .expect(1)
        .mount(&server)
        .await;
    let payloads = S3Payloads::new(client(&config), "bucket");
    put(&payloads).await.unwrap();
}

#[tokio::test]
async fn what_is_there_already_is_stored() {
    let refused = refusal(412, "PreconditionFailed");
    let (server, payloads) = answering(refused.clone(), refused).await;
    put(&payloads).await.unwrap();
    assert_eq!(server.received_requests().await.unwrap().len(), 1);
}

#[tokio::test]
async fn two_puts_of_one_key_at_once_end_with_it_stored() {
    let conflict = refusal(409, "ConditionalRequestConflict");
    let (server, payloads) = answering(conflict.clone(), ResponseTemplate::new(200)).await;
    put(&payloads).await.unwrap();
    assert_eq!(server.received_requests().await.unwrap().len(), 2);
    let (server, payloads) = answering(conflict.clone(), conflict).await;
    assert!(put(&payloads).await.unwrap_err().contains("ConditionalRequestConflict"));
    assert_eq!(server.received_requests().await.unwrap().len(), 4, "it gives up some time");
}

#[tokio::test]
async fn a_lost_reply_is_found_by_the_repetition() {
    // The first try was carried out, its reply lost: the SDK's repetition finds its own object.
    let first = refusal(503, "ServiceUnavailable");
    let (server, payloads) = answering(first, refusal(412, "PreconditionFailed")).await;
    put(&payloads).await.unwrap();
    assert_eq!(server.received_requests().await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_missing_permission_names_action_and_bucket() {
    let denied = refusal(403, "AccessDenied");
    let (server, payloads) = answering(denied.clone(), denied.clone()).await;
    let error = put(&payloads).await.unwrap_err();
    assert!(error.contains("s3:PutObject") && error.contains("bucket 'bucket'"), "{error}");
    Mock::given(method("GET")).respond_with(denied).mount(&server).await;
    let error = payloads.get(&key("t", "r"), Digest::of_bytes(b"x")).await.unwrap_err().to_string();
    assert!(error.contains("s3:GetObject") && error.contains("s3:ListBucket"), "{error}");
}
