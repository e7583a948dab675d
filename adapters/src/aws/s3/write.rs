//! Writing: payloads once, artifacts over older ones. It reads nothing back: S3 checks what arrives.

use super::key;
use super::payloads::S3Payloads;
use crate::folder::{check_digest, clash};
use aws_sdk_s3::error::SdkError;
use aws_sdk_s3::operation::put_object::PutObjectError;
use aws_sdk_s3::operation::put_object::builders::PutObjectFluentBuilder;
use aws_sdk_s3::primitives::ByteStream;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::error::metadata::ProvideErrorMetadata as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use shared::digest::Digest;
use shared::ports::PayloadError;
use shared::run::RunKey;
use std::time::Duration;

/// Tries of a put that meets another one of the same key.
const CONFLICT_TRIES: u32 = 4;
/// First pause after such a conflict; doubled each time. The other put takes some 20 ms.
const CONFLICT_PAUSE: Duration = Duration::from_millis(25);

impl S3Payloads {
    /// Stores a payload, once.
    pub(super) async fn put_payload(
        &self,
        run: &RunKey,
        sha256: Digest,
        bytes: Vec<u8>,
    ) -> Result<(), PayloadError> {
        check_digest(&sha256.to_string(), sha256, &bytes)?;
        // Shared, so that a repetition copies no bytes.
        let bytes = aws_smithy_types::body::SdkBody::from(bytes);
        let mut pause = CONFLICT_PAUSE;
        for _try in 1..CONFLICT_TRIES {
            match self.put_once(run, sha256, &bytes).await {
                Err(error) if is_conflict(&error) => tokio::time::sleep(pause).await,
                other => return self.stored(other),
            }
            pause *= 2;
        }
        self.stored(self.put_once(run, sha256, &bytes).await)
    }

    async fn put_once(
        &self,
        run: &RunKey,
        sha256: Digest,
        bytes: &aws_smithy_types::body::SdkBody,
    ) -> Result<(), SdkError<PutObjectError, HttpResponse>> {
        let body = bytes.try_clone().unwrap_or_else(aws_smithy_types::body::SdkBody::taken);
        self.put(key::payload(run, sha256), ByteStream::new(body))
            .checksum_sha256(STANDARD.encode(sha256.as_bytes()))
            .if_none_match("*")
            .send()
            .await
            .map(drop)
    }

    fn stored(&self, put: Result<(), SdkError<PutObjectError, HttpResponse>>) -> Result<(), PayloadError> {
        match put {
            // It is there already, perhaps by a try of ours whose reply was lost: the name is the content's digest.
            Err(error) if status_of(&error) == Some(412) => Ok(()),
            other => other.map_err(|error| self.unavailable("s3:PutObject", &error)),
        }
    }

    /// Stores an artifact whose name was checked.
    pub(super) async fn put_named(
        &self,
        run: &RunKey,
        name: &str,
        bytes: Vec<u8>,
    ) -> Result<(), PayloadError> {
        // As in a folder: a name can't be a file and the folder of another one. All that could clash begin alike.
        let first = name.split('/').next().unwrap_or(name);
        let others = self.names(run, first).await?;
        if others.iter().any(|other| clash(name, other)) {
            return Err(PayloadError::BadName { name: name.to_owned() });
        }
        let put = self.put(format!("{}{name}", key::artifacts(run)), ByteStream::from(bytes));
        put.send().await.map(drop).map_err(|error| self.unavailable("s3:PutObject", &error))
    }

    fn put(&self, object: String, body: ByteStream) -> PutObjectFluentBuilder {
        self.client.put_object().bucket(&self.bucket).key(object).body(body)
    }
}

fn is_conflict(error: &SdkError<PutObjectError, HttpResponse>) -> bool {
    status_of(error) == Some(409)
        || error.as_service_error().and_then(|refused| refused.code()) == Some("ConditionalRequestConflict")
}

fn status_of<E>(error: &SdkError<E, HttpResponse>) -> Option<u16> {
    error.raw_response().map(|response| response.status().as_u16())
}
