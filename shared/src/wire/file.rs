//! Files and large results of one attempt, on their way between an agent and the run's store: where to put them, under
//! which names they count, where to read them again. Nothing here decides anything.

use crate::digest::Digest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One document by its content.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContentRef {
    /// Its SHA-256.
    pub sha256: Digest,
    /// Its size in bytes.
    pub bytes: u64,
}

/// `POST /callbacks/{id}/uploads`: asks where to put documents.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UploadRequest {
    /// The attempt's secret; may come in the header `X-Callback-Token` instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// The documents.
    pub uploads: Vec<ContentRef>,
}

/// Where to put each document, in the order that was asked in.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadReply {
    /// One per document.
    pub uploads: Vec<FileLink>,
}

/// `POST /callbacks/{id}/files`: gives names to documents that were put before.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FilesRequest {
    /// The attempt's secret; may come in the header `X-Callback-Token` instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// Names and documents. A name that the attempt has given before means the new document from now on.
    pub files: BTreeMap<String, ContentRef>,
}

/// How many files the attempt has now.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilesReply {
    /// All that it has given names to.
    pub files: usize,
}

/// `POST /callbacks/{id}/downloads`: asks for files by name.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DownloadRequest {
    /// The attempt's secret; may come in the header `X-Callback-Token` instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// The names.
    pub names: Vec<String>,
}

/// Where the files are that there are; a name that nobody has given is left out.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DownloadReply {
    /// By name.
    pub files: BTreeMap<String, FileLink>,
}

/// One request that moves one document. It is a secret, and dies soon.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileLink {
    /// The document.
    #[serde(flatten)]
    pub content: ContentRef,
    /// `PUT` or `GET`.
    pub method: String,
    /// Where to; relative to the address that was asked.
    pub url: String,
    /// Headers that have to be sent as they are, by name in lower case.
    pub headers: BTreeMap<String, String>,
}

// Tokens and links are secrets: they must not reach a log through a derived Debug.
impl std::fmt::Debug for FileLink {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("FileLink").field("content", &self.content).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for UploadRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("UploadRequest").field("uploads", &self.uploads.len()).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for FilesRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("FilesRequest").field("files", &self.files.len()).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for DownloadRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("DownloadRequest").field("names", &self.names.len()).finish_non_exhaustive()
    }
}
