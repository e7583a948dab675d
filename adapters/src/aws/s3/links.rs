//! Links that are minted per request and die soon: one reads an artifact, one stores an artifact. They are secrets, and die
//! with the credentials that signed them.

use super::key;
use super::payloads::S3Payloads;
use aws_sdk_s3::presigning::PresigningConfig;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use shared::digest::Digest;
use shared::limits::{DOWNLOAD_LINK_MAX_MS, UPLOAD_LINK_MAX_MS, UPLOAD_MAX_BYTES};
use shared::ports::{PayloadError, Upload};
use shared::run::RunKey;
use std::time::Duration;

/// What every artifact is served as through a link: whatever an agent wrote, a browser saves it and runs nothing.
const DOWNLOAD_TYPE: &str = "application/octet-stream";

impl S3Payloads {
    /// A link to an artifact that is saved under the last part of `file`; both names were checked.
    pub(super) async fn link(&self, run: &RunKey, name: &str, file: &str) -> Result<String, PayloadError> {
        let object = format!("{}{name}", key::artifacts(run));
        let file = file.rsplit('/').next().unwrap_or(file);
        let presigned = self
            .client
            .get_object()
            .bucket(&self.bucket)
            .key(object)
            .response_content_disposition(format!("attachment; filename=\"{file}\""))
            .response_content_type(DOWNLOAD_TYPE)
            .presigned(lifetime(DOWNLOAD_LINK_MAX_MS)?)
            .await
            .map_err(|error| self.unavailable("s3:GetObject", &error))?;
        Ok(presigned.uri().to_owned())
    }

    /// A permission to store one artifact whose name was checked: S3 takes exactly these bytes, and only while nothing is there.
    pub(super) async fn upload(
        &self,
        run: &RunKey,
        name: &str,
        sha256: Digest,
        bytes: u64,
    ) -> Result<Upload, PayloadError> {
        let length = i64::try_from(bytes).ok().filter(|_| bytes <= UPLOAD_MAX_BYTES);
        let length = length.ok_or(PayloadError::TooLarge { bytes, limit: UPLOAD_MAX_BYTES })?;
        let presigned = self
            .client
            .put_object()
            .bucket(&self.bucket)
            .key(format!("{}{name}", key::artifacts(run)))
            .content_length(length)
            .checksum_sha256(STANDARD.encode(sha256.as_bytes()))
            .if_none_match("*")
            .presigned(lifetime(UPLOAD_LINK_MAX_MS)?)
            .await
            .map_err(|error| self.unavailable("s3:PutObject", &error))?;
        let headers = presigned.headers().map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()));
        Ok(Upload { url: presigned.uri().to_owned(), headers: headers.collect() })
    }
}

fn lifetime(milliseconds: u64) -> Result<PresigningConfig, PayloadError> {
    PresigningConfig::expires_in(Duration::from_millis(milliseconds)).map_err(|error| {
        PayloadError::Unavailable {
            reason: format!("a link could not be made: {error}"),
            help: "this is a mistake in Aegis; please report it".to_owned(),
        }
    })
}
