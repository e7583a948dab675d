//! Payloads and artifacts in memory.

use super::lock;
use crate::folder::{checked_name, clash};
use async_trait::async_trait;
use shared::digest::Digest;
use shared::ports::{PayloadError, Payloads};
use shared::run::RunKey;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// Payloads and artifacts in memory.
#[derive(Default)]
pub struct MemoryPayloads {
    payloads: Mutex<BTreeMap<(RunKey, Digest), Vec<u8>>>,
    artifacts: Mutex<BTreeMap<(RunKey, String), Vec<u8>>>,
}

impl MemoryPayloads {
    /// Nothing stored yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

#[async_trait]
impl Payloads for MemoryPayloads {
    async fn put(&self, run: &RunKey, sha256: Digest, bytes: Vec<u8>) -> Result<(), PayloadError> {
        lock(&self.payloads).entry((run.clone(), sha256)).or_insert(bytes);
        Ok(())
    }

    async fn get(&self, run: &RunKey, sha256: Digest) -> Result<Vec<u8>, PayloadError> {
        let bytes = lock(&self.payloads).get(&(run.clone(), sha256)).cloned();
        let name = sha256.to_string();
        let bytes = bytes.ok_or_else(|| PayloadError::NotFound { name: name.clone() })?;
        crate::folder::check_digest(&name, sha256, &bytes)?;
        Ok(bytes)
    }

    async fn put_artifact(&self, run: &RunKey, name: &str, bytes: Vec<u8>) -> Result<(), PayloadError> {
        checked_name(name)?;
        let mut artifacts = lock(&self.artifacts);
        // As in a folder: a name can't be a file and the folder of another one.
        let clash = artifacts.keys().any(|(key, other)| key == run && clash(name, other));
        if clash {
            return Err(PayloadError::BadName { name: name.to_owned() });
        }
        artifacts.insert((run.clone(), name.to_owned()), bytes);
        Ok(())
    }

    async fn artifact(&self, run: &RunKey, name: &str) -> Result<Vec<u8>, PayloadError> {
        checked_name(name)?;
        let bytes = lock(&self.artifacts).get(&(run.clone(), name.to_owned())).cloned();
        bytes.ok_or_else(|| PayloadError::NotFound { name: name.to_owned() })
    }

    async fn artifacts(&self, run: &RunKey) -> Result<Vec<String>, PayloadError> {
        let artifacts = lock(&self.artifacts);
        Ok(artifacts.keys().filter(|(key, _)| key == run).map(|(_, name)| name.clone()).collect())
    }

    async fn check(&self) -> Result<(), PayloadError> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn passes_the_conformance_suite() {
        crate::conformance::payloads::all(|| async { MemoryPayloads::new() }).await;
    }
}
