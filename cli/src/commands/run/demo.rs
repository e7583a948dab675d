//! `--demo`: a question and documents that are part of the program. It starts nothing.

use crate::error::CliError;
use std::path::{Path, PathBuf};

/// The question.
pub(super) const QUESTION: &str = "How do heat pumps compare with gas boilers for heating older homes?";

/// The documents of `examples/documents`.
const DOCUMENTS: [(&str, &[u8]); 6] = [
    ("district-heating.pdf", include_bytes!("../../../../examples/documents/district-heating.pdf")),
    ("gas-boilers.md", include_bytes!("../../../../examples/documents/gas-boilers.md")),
    ("heat-pumps.md", include_bytes!("../../../../examples/documents/heat-pumps.md")),
    ("insulation.md", include_bytes!("../../../../examples/documents/insulation.md")),
    ("older-homes.html", include_bytes!("../../../../examples/documents/older-homes.html")),
    ("running-costs.txt", include_bytes!("../../../../examples/documents/running-costs.txt")),
];

/// Writes the documents into the store's folder, where a later attempt finds them too, and returns their folder.
///
/// # Errors
/// [`CliError::File`] where they can't be written.
pub(super) fn write(store: &Path) -> Result<PathBuf, CliError> {
    let folder = store.join("demo-documents");
    for (name, bytes) in DOCUMENTS {
        let path = folder.join(name);
        // A run that is under way may be reading them: what is there already stays.
        if std::fs::read(&path).is_ok_and(|there| there == bytes) {
            continue;
        }
        let written = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, bytes));
        written.map_err(|error| CliError::writing(&path, error))?;
    }
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_document_comes_along() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/documents");
        let mut there: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        there.sort();
        assert_eq!(there, DOCUMENTS.map(|(name, _)| name));
    }
}
