//! Reads a report bundle again and says whether it is what was written; needs no store and no network, repairs nothing.

mod files;
mod quotes;
mod report;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

pub use report::{Failure, Problem, VerifyError, VerifyReport};

use crate::hash::sha256_hex;
use crate::limits;
use crate::reading::locate_originals;
use crate::writing::{Manifest, SourceEntry, SourcesFile, names};
use files::Files;

/// Checks that every file is there and as the manifest says, that there is no other file, that every quote stands at
/// its place, and that the artifact written is the one approved. Every byte of the bundle counts.
///
/// # Errors
/// [`VerifyError`] when the folder can't be read; everything else is a failure in the report.
pub fn verify(dir: &Path) -> Result<VerifyReport, VerifyError> {
    verify_with_originals(dir, &[])
}

/// The same, and compares the original documents under `originals` (the paths that the run was given) with their
/// recorded hashes. A document that is no longer there is counted, not failed: the snapshot is the evidence.
///
/// # Errors
/// As [`verify`].
pub fn verify_with_originals(dir: &Path, originals: &[PathBuf]) -> Result<VerifyReport, VerifyError> {
    let mut report = VerifyReport::default();
    let files = Files::read(dir, &mut report)?;
    let manifest = files.manifest(&mut report);
    if let Some(manifest) = &manifest {
        files.compare(manifest, &mut report);
        artifact(&files, manifest, &mut report);
    }
    quotes::check(&files, &mut report);
    if !originals.is_empty() {
        check_originals(&files, originals, &mut report);
    }
    report.ok = report.failures.is_empty();
    Ok(report)
}

/// The approved artifact and the written one must be the same, and the written one must be in the bundle.
fn artifact(files: &Files, manifest: &Manifest, report: &mut VerifyReport) {
    report.written_artifact_sha256 = Some(manifest.written_artifact_sha256.clone());
    report.approved_artifact_sha256.clone_from(&manifest.approved_artifact_sha256);
    if let Some(bytes) = files.get(names::ANALYSIS)
        && sha256_hex(bytes) != manifest.written_artifact_sha256
    {
        report.fail(names::ANALYSIS, "file", Problem::NotTheWrittenArtifact);
    }
    let approved = manifest.approved_artifact_sha256.as_ref();
    if approved.is_some_and(|approved| *approved != manifest.written_artifact_sha256) {
        report.fail(names::MANIFEST, "approved_artifact_sha256", Problem::NotTheApprovedArtifact);
    }
}

fn check_originals(files: &Files, paths: &[PathBuf], report: &mut VerifyReport) {
    let Some(index) = files.json::<SourcesFile>(names::SOURCES, report) else { return };
    let originals = locate_originals(paths);
    for source in &index.sources {
        match originals.get(&source.path).map(|file| is_original(file, source)) {
            Some(Ok(true)) => report.originals_matching += 1,
            Some(Ok(false)) => report.fail(names::SOURCES, &source.path, Problem::OriginalChanged),
            Some(Err(_)) | None => report.originals_missing += 1,
        }
    }
}

/// Whether the file has the recorded size and hash. It may be of any size by now, and so may the record: a byte more than
/// a document can have is read at most.
fn is_original(file: &Path, source: &SourceEntry) -> io::Result<bool> {
    let most = source.bytes.min(limits::DOCUMENT_BYTES);
    let mut bytes = Vec::new();
    File::open(file)?.take(most + 1).read_to_end(&mut bytes)?;
    Ok(bytes.len() as u64 == source.bytes && sha256_hex(&bytes) == source.source_sha256)
}
