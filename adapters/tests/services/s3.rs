//! Payloads on an emulated S3: the suite, and links that hold for what they were made for and nothing else.

use super::support::fresh_name;
use adapters::aws::emulator::{Emulator, Tool};
use adapters::aws::s3::{S3Payloads, client};
use adapters::conformance::samples::key;
use futures_util::StreamExt as _;
use shared::digest::Digest;
use shared::ports::{PayloadError, Payloads, Upload};

async fn fresh_payloads(emulator: &Emulator) -> S3Payloads {
    let client = client(&emulator.config().await);
    let bucket = fresh_name("artifacts");
    client.create_bucket().bucket(&bucket).send().await.unwrap();
    S3Payloads::new(client, bucket)
}

#[tokio::test(flavor = "multi_thread")]
async fn passes_the_conformance_suite() {
    let Some(emulator) = Emulator::start(Tool::Ministack) else { return };
    adapters::conformance::payloads::all(|| fresh_payloads(&emulator)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_of_many_artifacts_is_listed_to_the_end() {
    let Some(emulator) = Emulator::start(Tool::Ministack) else { return };
    let client = client(&emulator.config().await);
    let bucket = fresh_name("artifacts");
    client.create_bucket().bucket(&bucket).send().await.unwrap();
    // Past the port, which looks for clashes each time; a page holds a thousand names.
    let names = 0..1_003;
    let puts = names.map(|number| {
        let object = format!("artifacts/t/r/many/{number:04}.md");
        client.put_object().bucket(&bucket).key(object).send()
    });
    futures_util::stream::iter(puts).buffer_unordered(16).for_each(|put| async { drop(put.unwrap()) }).await;
    let names = S3Payloads::new(client.clone(), &bucket).artifacts(&key("t", "r")).await.unwrap();
    assert_eq!((names.len(), names[1_002].as_str()), (1_003, "many/1002.md"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_link_serves_an_attachment_for_an_hour() {
    let Some(emulator) = Emulator::start(Tool::Ministack) else { return };
    let payloads = fresh_payloads(&emulator).await;
    let run = key("t", "r");
    payloads.put_artifact(&run, "attempts/write/1/0a.3", b"<p>".to_vec()).await.unwrap();
    let url =
        payloads.download_url(&run, "attempts/write/1/0a.3", "report/report.html").await.unwrap().unwrap();
    assert!(url.contains("X-Amz-Expires=3600"), "at most an hour");
    let reply = http().get(&url).send().await.unwrap();
    assert_eq!(reply.status(), 200);
    assert_eq!(reply.headers()["content-disposition"], "attachment; filename=\"report.html\"");
    assert_eq!(reply.headers()["content-type"], "application/octet-stream");
    assert_eq!(reply.text().await.unwrap(), "<p>");
    let other = url.replace("0a.3?", "0b.3?");
    assert_eq!(
        http().get(&other).send().await.unwrap().status(),
        403,
        "another name needs a link of its own"
    );
    let outside = payloads.download_url(&run, "../x", "x").await;
    assert!(matches!(outside, Err(PayloadError::BadName { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_link_takes_exactly_the_named_bytes_once() {
    let Some(emulator) = Emulator::start(Tool::Ministack) else { return };
    let payloads = fresh_payloads(&emulator).await;
    let run = key("t", "r");
    let bytes = vec![b'x'; 700_000];
    let digest = Digest::of_bytes(&bytes);
    let upload =
        payloads.upload_url(&run, "attempts/write/1/0a.700000", digest, 700_000).await.unwrap().unwrap();
    assert_eq!(upload.headers["content-length"], "700000");
    assert_eq!(upload.headers["if-none-match"], "*");
    let signed = "content-length%3Bhost%3Bif-none-match%3Bx-amz-checksum-sha256";
    assert!(upload.url.contains(signed), "none of them may be left out or changed");
    let mut forged = bytes.clone();
    forged[0] = b'y';
    assert_eq!(put(&upload, forged).await, 400, "S3 checks the digest");
    assert_eq!(put(&upload, bytes.clone()).await, 200);
    assert_eq!(payloads.artifact(&run, "attempts/write/1/0a.700000").await.unwrap(), bytes);
    assert_eq!(put(&upload, bytes).await, 412, "what is there stays");
    let large = payloads.upload_url(&run, "large", digest, 40_000_000).await;
    assert!(matches!(large, Err(PayloadError::TooLarge { limit: 33_554_432, .. })), "{large:?}");
}

async fn put(upload: &Upload, bytes: Vec<u8>) -> u16 {
    let mut request = http().put(&upload.url).body(bytes);
    for (name, value) in &upload.headers {
        request = request.header(name, value);
    }
    request.send().await.unwrap().status().as_u16()
}

fn http() -> reqwest::Client {
    drop(rustls::crypto::ring::default_provider().install_default());
    reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bucket_that_does_not_exist_says_who_makes_it() {
    let Some(emulator) = Emulator::start(Tool::Ministack) else { return };
    let payloads = S3Payloads::new(client(&emulator.config().await), "nobody-made-this");
    let run = key("t", "r");
    let digest = Digest::of_bytes(b"x");
    let errors = [
        payloads.put(&run, digest, b"x".to_vec()).await.unwrap_err(),
        payloads.get(&run, digest).await.unwrap_err(),
        payloads.check().await.unwrap_err(),
    ];
    for error in errors {
        let text = error.to_string();
        assert!(
            text.contains("there is no bucket 'nobody-made-this'") && text.contains("Terraform"),
            "{text}"
        );
    }
}
