//! Turns the corpus' text sources into the files that are read: office documents, e-books and PDFs are built from marked-up
//! text, byte for byte the same each time, so that the repository holds text alone. It reads no format.

mod archive;
mod docx;
mod epub;
mod markup;
mod odt;
mod pdf;
mod pptx;
mod xlsx;

use crate::Failure;
use markup::Section;
use std::path::Path;

/// Ending of a text source of a built file: `report.docx.txt` becomes `report.docx`.
const SOURCE_ENDING: &str = ".txt";

/// How a format is built from its sections.
type Builder = fn(&[Section]) -> Result<Vec<u8>, Failure>;

/// The formats that are built, by the ending of the file.
const BUILT: [(&str, Builder); 6] = [
    (".docx", docx::build),
    (".epub", epub::build),
    (".odt", odt::build),
    (".pdf", pdf::build),
    (".pptx", pptx::build),
    (".xlsx", xlsx::build),
];

/// Writes the documents under `sources` to `target`, building those that need it. Returns how many there are.
///
/// # Errors
/// What the disk or the zip library says, with the file's name.
pub(super) fn materialise(sources: &Path, target: &Path) -> Result<usize, Failure> {
    std::fs::create_dir_all(target)?;
    let mut count = 0;
    let mut entries = std::fs::read_dir(sources)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            count += materialise(&entry.path(), &target.join(&name))?;
            continue;
        }
        let failed = |error: Failure| format!("{}: {error}", entry.path().display());
        let bytes = std::fs::read(entry.path()).map_err(|error| failed(error.into()))?;
        let (name, bytes) = built(&name, bytes).map_err(failed)?;
        std::fs::write(target.join(name), bytes).map_err(|error| failed(error.into()))?;
        count += 1;
    }
    Ok(count)
}

/// The name and bytes of the document that a source stands for; most stand for themselves.
fn built(name: &str, bytes: Vec<u8>) -> Result<(String, Vec<u8>), Failure> {
    let Some(document) = name.strip_suffix(SOURCE_ENDING) else { return Ok((name.to_owned(), bytes)) };
    let Some((_, build)) = BUILT.iter().find(|(ending, _)| document.ends_with(ending)) else {
        return Ok((name.to_owned(), bytes));
    };
    let sections = markup::sections(&String::from_utf8(bytes)?);
    Ok((document.to_owned(), build(&sections)?))
}

/// A document of a format that is built, from marked-up text.
///
/// # Errors
/// A format that is not built, or what the zip library says.
pub(super) fn build(ending: &str, source: &str) -> Result<Vec<u8>, Failure> {
    let format = BUILT.iter().find(|(known, _)| known.strip_prefix('.') == Some(ending));
    let (_, build) = format.ok_or_else(|| format!("no document is built for '{ending}'"))?;
    build(&markup::sections(source))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_becomes_its_document_and_the_same_one_each_time() {
        for (ending, _) in BUILT {
            let name = format!("a{ending}.txt");
            let build = || built(&name, b"# Title\n\nA line.\n\n| a | 1,200 |\n".to_vec()).unwrap();
            assert_eq!(build().0, format!("a{ending}"));
            assert!(build().1.len() > 200 && build() == build(), "{ending}");
        }
        assert_eq!(built("a.txt", b"x".to_vec()).unwrap(), ("a.txt".to_owned(), b"x".to_vec()));
    }
}
