//! The port's methods on a folder. Files are read and written on a thread of their own: they may be large.

use super::write::{Existing, unavailable, whole};
use super::{check_digest, checked_name};
use async_trait::async_trait;
use shared::digest::Digest;
use shared::ports::{PayloadError, Payloads};
use shared::run::RunKey;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Payloads and artifacts in a folder.
#[derive(Clone, Debug)]
pub struct FolderPayloads {
    root: PathBuf,
}

impl FolderPayloads {
    /// In a folder, which is made when something is first stored.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The folder of a run's artifacts; may not exist yet.
    #[must_use]
    pub fn artifact_folder(&self, run: &RunKey) -> PathBuf {
        self.root.join("artifacts").join(run.tenant.as_str()).join(run.id.as_str())
    }

    fn payload(&self, run: &RunKey, sha256: Digest) -> PathBuf {
        self.root.join("payloads").join(run.tenant.as_str()).join(run.id.as_str()).join(sha256.to_string())
    }
}

#[async_trait]
impl Payloads for FolderPayloads {
    async fn put(&self, run: &RunKey, sha256: Digest, bytes: Vec<u8>) -> Result<(), PayloadError> {
        let path = self.payload(run, sha256);
        apart(move || match read(&path)? {
            // What is there is replaced where it was damaged.
            Some(stored) if Digest::of_bytes(&stored) == sha256 => Ok(()),
            stored => {
                let existing = if stored.is_some() { Existing::Replace } else { Existing::Keep };
                whole(&path, &bytes, existing).map_err(|error| unavailable(&path, &error))
            }
        })
        .await
    }

    async fn get(&self, run: &RunKey, sha256: Digest) -> Result<Vec<u8>, PayloadError> {
        let path = self.payload(run, sha256);
        apart(move || {
            let name = sha256.to_string();
            let bytes = read(&path)?.ok_or_else(|| PayloadError::NotFound { name: name.clone() })?;
            check_digest(&name, sha256, &bytes)?;
            Ok(bytes)
        })
        .await
    }

    async fn put_artifact(&self, run: &RunKey, name: &str, bytes: Vec<u8>) -> Result<(), PayloadError> {
        let path = self.artifact_folder(run).join(checked_name(name)?);
        let name = name.to_owned();
        apart(move || {
            whole(&path, &bytes, Existing::Replace).map_err(|error| {
                // A file and a folder of the same name.
                let clash =
                    matches!(error.kind(), io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory);
                if clash { PayloadError::BadName { name } } else { unavailable(&path, &error) }
            })
        })
        .await
    }

    async fn artifact(&self, run: &RunKey, name: &str) -> Result<Vec<u8>, PayloadError> {
        let path = self.artifact_folder(run).join(checked_name(name)?);
        let name = name.to_owned();
        apart(move || read(&path)?.ok_or(PayloadError::NotFound { name })).await
    }

    async fn artifacts(&self, run: &RunKey) -> Result<Vec<String>, PayloadError> {
        let folder = self.artifact_folder(run);
        apart(move || {
            let mut names = Vec::new();
            collect(&folder, "", &mut names).map_err(|error| unavailable(&folder, &error))?;
            names.sort_unstable();
            Ok(names)
        })
        .await
    }

    async fn check(&self) -> Result<(), PayloadError> {
        let probe = self.root.join(".check");
        apart(move || {
            let checked = whole(&probe, b"", Existing::Replace).and_then(|()| fs::remove_file(&probe));
            checked.map_err(|error| unavailable(&probe, &error))
        })
        .await
    }
}

/// Runs file work where it blocks nobody.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, PayloadError> + Send + 'static,
) -> Result<T, PayloadError> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_ended| {
        Err(PayloadError::Unavailable {
            reason: "the program is ending".to_owned(),
            help: "try again".to_owned(),
        })
    })
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, PayloadError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory
            ) =>
        {
            Ok(None)
        }
        Err(error) => Err(unavailable(path, &error)),
    }
}

fn collect(folder: &Path, prefix: &str, names: &mut Vec<String>) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let entry = entry?;
        let Ok(part) = entry.file_name().into_string() else { continue };
        let name = format!("{prefix}{part}");
        // Skips unfinished writes and whatever somebody else has put here; links are not followed.
        if checked_name(&name).is_err() {
            continue;
        }
        let kind = entry.file_type()?;
        if kind.is_dir() {
            collect(&entry.path(), &format!("{name}/"), names)?;
        } else if kind.is_file() {
            names.push(name);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::samples;

    #[tokio::test]
    async fn passes_the_conformance_suite() {
        let root = tempfile::tempdir().unwrap();
        let counter = std::sync::atomic::AtomicU32::new(0);
        let make = || async {
            let number = counter.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            FolderPayloads::new(root.path().join(number.to_string()))
        };
        crate::conformance::payloads::all(make).await;
    }

    #[tokio::test]
    async fn a_changed_byte_is_found_and_storing_again_repairs_it() {
        let root = tempfile::tempdir().unwrap();
        let payloads = FolderPayloads::new(root.path());
        let (run, digest) = (samples::key("t", "r"), Digest::of_bytes(b"text"));
        payloads.put(&run, digest, b"text".to_vec()).await.unwrap();
        fs::write(payloads.payload(&run, digest), b"tex!").unwrap();
        assert!(matches!(payloads.get(&run, digest).await, Err(PayloadError::Changed { .. })));
        payloads.put(&run, digest, b"text".to_vec()).await.unwrap();
        assert_eq!(payloads.get(&run, digest).await.unwrap(), b"text");
    }

    #[tokio::test]
    async fn unfinished_writes_and_links_are_no_artifacts() {
        let root = tempfile::tempdir().unwrap();
        let payloads = FolderPayloads::new(root.path());
        let run = samples::key("t", "r");
        payloads.put_artifact(&run, "report/report.md", b"#".to_vec()).await.unwrap();
        let folder = payloads.artifact_folder(&run);
        fs::write(folder.join(".unfinished-1"), b"half").unwrap();
        std::os::unix::fs::symlink("/etc", folder.join("etc")).unwrap();
        assert_eq!(payloads.artifacts(&run).await.unwrap(), ["report/report.md"]);
    }

    #[tokio::test]
    async fn a_folder_that_is_a_file_is_an_error_that_says_what_to_do() {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join("file");
        fs::write(&file, b"").unwrap();
        let error = FolderPayloads::new(&file).check().await.unwrap_err().to_string();
        assert!(error.contains("check that the folder exists"), "{error}");
    }
}
