//! The bundle's files as they are on disk, compared with the manifest; knows nothing of quotes.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use serde::de::DeserializeOwned;

use super::report::{Problem, VerifyError, VerifyReport};
use crate::hash::sha256_hex;
use crate::limits;
use crate::writing::{Manifest, manifest_hash_line, names};

/// Folders within a bundle below its own: `sources`.
const DEPTH: usize = 1;

/// Everything in the folder, by relative name with `/`.
pub(super) struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    pub(super) fn read(dir: &Path, report: &mut VerifyReport) -> Result<Self, VerifyError> {
        if !dir.is_dir() {
            return Err(VerifyError::NotAFolder(dir.display().to_string()));
        }
        let mut files = Self(BTreeMap::new());
        files.folder(dir, "", 0, report)?;
        Ok(files)
    }

    fn folder(
        &mut self,
        dir: &Path,
        prefix: &str,
        depth: usize,
        report: &mut VerifyReport,
    ) -> Result<(), VerifyError> {
        let unreadable = |source| VerifyError::Unreadable { path: dir.display().to_string(), source };
        for entry in fs::read_dir(dir).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            // Of the entry itself: links are not followed.
            let kind = entry.file_type().map_err(unreadable)?;
            if kind.is_dir() && depth < DEPTH {
                self.folder(&entry.path(), &format!("{name}/"), depth + 1, report)?;
            } else if kind.is_file() {
                match read(&entry.path()) {
                    Ok(Some(bytes)) => drop(self.0.insert(name, bytes)),
                    Ok(None) => report.fail(&name, "file", Problem::TooLarge),
                    Err(source) => {
                        return Err(VerifyError::Unreadable {
                            path: entry.path().display().to_string(),
                            source,
                        });
                    }
                }
            } else {
                report.fail(&name, "file", Problem::NotAFile);
            }
        }
        Ok(())
    }

    pub(super) fn get(&self, name: &str) -> Option<&Vec<u8>> {
        self.0.get(name)
    }

    /// The file as JSON; a missing or unparsable one is a failure.
    pub(super) fn json<T: DeserializeOwned>(&self, name: &str, report: &mut VerifyReport) -> Option<T> {
        let Some(bytes) = self.get(name) else {
            report.fail(name, "file", Problem::Missing);
            return None;
        };
        let parsed = serde_json::from_slice(bytes);
        parsed.map_err(|e| report.fail(name, "file", Problem::NotParsable { detail: e.to_string() })).ok()
    }

    /// The manifest, which must match the hash beside it byte for byte.
    pub(super) fn manifest(&self, report: &mut VerifyReport) -> Option<Manifest> {
        match (self.get(names::MANIFEST), self.get(names::MANIFEST_HASH)) {
            (Some(manifest), Some(line)) if manifest_hash_line(manifest).as_bytes() != line.as_slice() => {
                report.fail(names::MANIFEST, "file", Problem::ManifestHashDiffers);
            }
            (Some(_), None) => report.fail(names::MANIFEST_HASH, "file", Problem::Missing),
            (Some(_) | None, _) => {}
        }
        self.json(names::MANIFEST, report)
    }

    /// Every file of the manifest is there and unchanged, and there is no other.
    pub(super) fn compare(&self, manifest: &Manifest, report: &mut VerifyReport) {
        report.files = manifest.files.len();
        for (name, entry) in &manifest.files {
            let Some(bytes) = self.get(name) else {
                report.fail(name, "file", Problem::Missing);
                continue;
            };
            let found = sha256_hex(bytes);
            if found == entry.sha256 && bytes.len() as u64 == entry.bytes {
                report.files_matching += 1;
            } else {
                report.fail(name, "file", Problem::HashDiffers { expected: entry.sha256.clone(), found });
            }
        }
        let own = [names::MANIFEST, names::MANIFEST_HASH];
        for name in self.0.keys().filter(|name| !own.contains(&name.as_str())) {
            if !manifest.files.contains_key(name) {
                report.fail(name, "file", Problem::Extra);
            }
        }
    }
}

/// `None` for a file over the limit.
fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(limits::BUNDLE_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= limits::BUNDLE_FILE_BYTES).then_some(bytes))
}
