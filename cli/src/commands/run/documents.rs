//! `--docs`: paths made absolute, and at least one document that can be read, before a run exists.

use crate::error::CliError;
use crate::hold::agents::document_parser;
use ::agents::reading::{DocumentParser, locate_originals, read_documents};
use std::path::{Path, PathBuf};

/// The paths as a run on this machine can use them.
///
/// # Errors
/// [`CliError::File`] for a path that is not there, [`CliError::NoDocuments`] where nothing can be read.
pub(super) fn checked(paths: &[PathBuf]) -> Result<Vec<String>, CliError> {
    let mut found = Vec::with_capacity(paths.len());
    for path in paths {
        let absolute = path.canonicalize().map_err(|error| CliError::reading(path, error))?;
        found.push(absolute);
    }
    if !found.is_empty() && !any_readable(&found, &*document_parser()) {
        return Err(nothing_to_read(&found, &*document_parser()));
    }
    let texts = found.into_iter().map(|path| text(&path));
    texts.collect()
}

/// Whether there is one document to begin with; the researcher reads all of them and names what it skips.
fn any_readable(paths: &[PathBuf], parser: &dyn DocumentParser) -> bool {
    let files = locate_originals(paths);
    files.into_values().any(|file| read_documents(std::slice::from_ref(&file), parser).is_ok())
}

fn nothing_to_read(paths: &[PathBuf], parser: &dyn DocumentParser) -> CliError {
    let why = match read_documents(paths, parser) {
        Err(error) => error.to_string(),
        Ok(_) => "the documents changed while they were looked at".to_owned(),
    };
    CliError::NoDocuments { why }
}

fn text(path: &Path) -> Result<String, CliError> {
    path.to_str().map(str::to_owned).ok_or_else(|| {
        CliError::usage(
            format!("the path {} is no UTF-8", path.display()),
            "rename the folder, or copy the documents",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_readable_document_is_enough_and_paths_become_absolute() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("empty.md"), "").unwrap();
        let error = checked(&[folder.path().to_owned()]).unwrap_err();
        assert_eq!(error.exit().code(), 2);
        assert!(error.why().unwrap().contains("empty.md"), "{error:?}");
        std::fs::write(folder.path().join("one.md"), "# Title\n\nA sentence about heat.\n").unwrap();
        let found = checked(&[folder.path().join(".")]).unwrap();
        assert_eq!(found, [folder.path().canonicalize().unwrap().to_str().unwrap()]);
    }

    #[test]
    fn a_path_that_is_not_there_is_named() {
        let error = checked(&[PathBuf::from("no/such/folder")]).unwrap_err();
        assert!(error.to_string().contains("no/such/folder") && error.exit().code() == 2, "{error}");
    }
}
