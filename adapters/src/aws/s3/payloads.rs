//! The port's methods on S3.

use super::key;
use crate::aws::failure::{Call, Failure, classify};
use crate::folder::{check_digest, checked_name};
use async_trait::async_trait;
use aws_sdk_s3::Client;
use aws_sdk_s3::error::SdkError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use shared::digest::Digest;
use shared::ports::{PayloadError, Payloads, Upload};
use shared::run::RunKey;
use std::error::Error;

/// What to do where reading is denied.
const DENIED_READ_HELP: &str = "allow s3:GetObject on the bucket's objects and s3:ListBucket on the bucket in the role's \
                                policy: without the latter, an object that is missing looks like one that is denied";

/// Payloads and artifacts in a bucket.
#[derive(Clone, Debug)]
pub struct S3Payloads {
    pub(super) client: Client,
    pub(super) bucket: String,
}

impl S3Payloads {
    /// In a bucket that exists.
    #[must_use]
    pub fn new(client: Client, bucket: impl Into<String>) -> Self {
        Self { client, bucket: bucket.into() }
    }

    pub(super) fn unavailable<E>(
        &self,
        action: &'static str,
        error: &SdkError<E, HttpResponse>,
    ) -> PayloadError
    where
        E: ProvideErrorMetadata + Error + 'static,
    {
        let call = Call { service: "S3", action, resource: format!("bucket '{}'", self.bucket) };
        let failure = classify(call, error);
        let denied_read = action == "s3:GetObject" && matches!(failure, Failure::Denied { .. });
        let help = if denied_read { DENIED_READ_HELP } else { failure.help() };
        PayloadError::Unavailable { reason: failure.to_string(), help: help.to_owned() }
    }
}

#[async_trait]
impl Payloads for S3Payloads {
    async fn put(&self, run: &RunKey, sha256: Digest, bytes: Vec<u8>) -> Result<(), PayloadError> {
        self.put_payload(run, sha256, bytes).await
    }

    async fn get(&self, run: &RunKey, sha256: Digest) -> Result<Vec<u8>, PayloadError> {
        let name = sha256.to_string();
        let bytes = self.read(key::payload(run, sha256), &name).await?;
        check_digest(&name, sha256, &bytes)?;
        Ok(bytes)
    }

    async fn put_artifact(&self, run: &RunKey, name: &str, bytes: Vec<u8>) -> Result<(), PayloadError> {
        checked_name(name)?;
        self.put_named(run, name, bytes).await
    }

    async fn artifact(&self, run: &RunKey, name: &str) -> Result<Vec<u8>, PayloadError> {
        checked_name(name)?;
        self.read(format!("{}{name}", key::artifacts(run)), name).await
    }

    async fn artifacts(&self, run: &RunKey) -> Result<Vec<String>, PayloadError> {
        self.names(run, "").await
    }

    async fn check(&self) -> Result<(), PayloadError> {
        let answer = self.client.head_bucket().bucket(&self.bucket).send().await;
        answer.map(drop).map_err(|error| self.unavailable("s3:ListBucket", &error))
    }

    async fn download_url(
        &self,
        run: &RunKey,
        name: &str,
        file: &str,
    ) -> Result<Option<String>, PayloadError> {
        checked_name(name)?;
        checked_name(file)?;
        self.link(run, name, file).await.map(Some)
    }

    async fn upload_url(
        &self,
        run: &RunKey,
        name: &str,
        sha256: Digest,
        bytes: u64,
    ) -> Result<Option<Upload>, PayloadError> {
        checked_name(name)?;
        self.upload(run, name, sha256, bytes).await.map(Some)
    }
}
