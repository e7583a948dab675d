//! `--docs`: paths made absolute, and at least one document that can be read, before a run exists.

use crate::error::CliError;
use crate::hold::agents::document_parser;
use ::agents::reading::{DocumentParser, NoParser, locate_originals, read_documents};
use std::path::{Path, PathBuf};

/// Documents that are looked at together.
const AT_A_TIME: usize = 16;

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

/// Whether there is one document to begin with; the researcher reads all of them and names what it skips. Those that need no
/// parser are looked at first, the others some at a time: each may take as long as a parser is given.
fn any_readable(paths: &[PathBuf], parser: &dyn DocumentParser) -> bool {
    let files: Vec<PathBuf> = locate_originals(paths).into_values().collect();
    files.iter().any(|file| read_documents(std::slice::from_ref(file), &NoParser).is_ok())
        || files.chunks(AT_A_TIME).any(|files| read_documents(files, parser).is_ok())
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
    use ::agents::reading::{Extracted, MediaType, SkipReason};
    use std::sync::atomic::{AtomicUsize, Ordering};

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
    fn a_text_is_found_before_any_parser_is_asked() {
        struct Asked(AtomicUsize);
        impl DocumentParser for Asked {
            fn parse(&self, _: MediaType, _: &[u8]) -> Result<Extracted, SkipReason> {
                self.0.fetch_add(1, Ordering::Relaxed);
                Err(SkipReason::TooSlow { seconds: 20 })
            }
        }
        let folder = tempfile::tempdir().unwrap();
        for number in 0..40 {
            std::fs::write(folder.path().join(format!("{number}.pdf")), "%PDF").unwrap();
        }
        let parser = Asked(AtomicUsize::new(0));
        assert!(!any_readable(&[folder.path().to_owned()], &parser));
        assert_eq!(parser.0.swap(0, Ordering::Relaxed), 40);
        std::fs::write(folder.path().join("z.txt"), "A sentence about heat.").unwrap();
        assert!(any_readable(&[folder.path().to_owned()], &parser));
        assert_eq!(parser.0.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn a_path_that_is_not_there_is_named() {
        let error = checked(&[PathBuf::from("no/such/folder")]).unwrap_err();
        assert!(error.to_string().contains("no/such/folder") && error.exit().code() == 2, "{error}");
    }
}
