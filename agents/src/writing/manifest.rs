//! Hashes of a bundle's files; the manifest's own hash is a file beside it, so that no byte is left out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::names;
use crate::hash::sha256_hex;

/// Schema name of `manifest.json`.
pub const MANIFEST_SCHEMA: &str = "aegis.manifest/v1";

/// One file of a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileEntry {
    /// SHA-256, hex.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
}

/// `manifest.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// [`MANIFEST_SCHEMA`].
    pub schema: String,
    /// SHA-256 of the artifact that a person approved, hex; `null` without an approval.
    pub approved_artifact_sha256: Option<String>,
    /// SHA-256 of `analysis.json`, the artifact that was written, hex.
    pub written_artifact_sha256: String,
    /// Every file of the bundle except this one and `manifest.sha256`.
    pub files: BTreeMap<String, FileEntry>,
}

impl Manifest {
    pub(super) fn new(files: &BTreeMap<String, Vec<u8>>, approved: Option<String>, written: String) -> Self {
        let entry = |bytes: &Vec<u8>| FileEntry { sha256: sha256_hex(bytes), bytes: bytes.len() as u64 };
        Self {
            schema: MANIFEST_SCHEMA.to_owned(),
            approved_artifact_sha256: approved,
            written_artifact_sha256: written,
            files: files.iter().map(|(name, bytes)| (name.clone(), entry(bytes))).collect(),
        }
    }
}

/// The content of `manifest.sha256`, in the format of `sha256sum`.
pub(crate) fn manifest_hash_line(manifest: &[u8]) -> String {
    format!("{}  {}\n", sha256_hex(manifest), names::MANIFEST)
}
