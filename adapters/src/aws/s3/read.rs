//! Reading objects and listing names, each within bounds of size and time.

use super::key;
use super::payloads::S3Payloads;
use crate::folder::checked_name;
use aws_sdk_s3::operation::get_object::GetObjectError;
use aws_sdk_s3::primitives::ByteStream;
use aws_smithy_types::error::metadata::ProvideErrorMetadata as _;
use shared::limits::UPLOAD_MAX_BYTES;
use shared::ports::PayloadError;
use shared::run::RunKey;
use std::time::Duration;

/// Longest wait for a whole object once its first byte has come.
const BODY_MAX: Duration = Duration::from_secs(15);

impl S3Payloads {
    /// Reads an object; `name` is what the error says where there is none.
    pub(super) async fn read(&self, object: String, name: &str) -> Result<Vec<u8>, PayloadError> {
        let answer = self.client.get_object().bucket(&self.bucket).key(object).send().await;
        let answer = answer.map_err(|error| {
            // A bucket that does not exist is another matter.
            if error.as_service_error().is_some_and(is_no_such_key) {
                PayloadError::NotFound { name: name.to_owned() }
            } else {
                self.unavailable("s3:GetObject", &error)
            }
        })?;
        match tokio::time::timeout(BODY_MAX, collect(answer.body)).await {
            Ok(Ok(bytes)) => Ok(bytes),
            Ok(Err(broken)) => Err(self.broken(name, &broken)),
            Err(_elapsed) => Err(self.broken(name, "it took too long")),
        }
    }

    /// Names of a run's artifacts that begin with `start`, ascending.
    pub(super) async fn names(&self, run: &RunKey, start: &str) -> Result<Vec<String>, PayloadError> {
        let prefix = key::artifacts(run);
        let request = self.client.list_objects_v2().bucket(&self.bucket).prefix(format!("{prefix}{start}"));
        let mut pages = request.into_paginator().send();
        let mut names = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| self.unavailable("s3:ListBucket", &error))?;
            let keys = page.contents().iter().filter_map(|object| object.key()?.strip_prefix(&prefix));
            // Whatever somebody else has put there is no artifact.
            names.extend(keys.filter(|name| checked_name(name).is_ok()).map(str::to_owned));
        }
        names.sort_unstable();
        Ok(names)
    }

    fn broken(&self, name: &str, why: &str) -> PayloadError {
        PayloadError::Unavailable {
            reason: format!("'{name}' could not be read whole from bucket '{}': {why}", self.bucket),
            help: "try again".to_owned(),
        }
    }
}

fn is_no_such_key(error: &GetObjectError) -> bool {
    error.is_no_such_key() || error.code() == Some("NoSuchKey")
}

async fn collect(mut body: ByteStream) -> Result<Vec<u8>, String> {
    let limit = usize::try_from(UPLOAD_MAX_BYTES).unwrap_or(usize::MAX);
    let mut bytes = Vec::new();
    while let Some(chunk) = body.try_next().await.map_err(|error| error.to_string())? {
        if bytes.len() + chunk.len() > limit {
            return Err(format!("it is larger than {limit} bytes"));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}
