//! The worst file of each format: bombs, loops, depth, truncation, a sparse giant. Each is written in an instant and would,
//! read carelessly, take a machine with it.

use super::super::formats::build;
use crate::Failure;
use std::fs::File;
use std::io::{BufWriter, Cursor};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Most memory for one of them, in megabytes: what a parser may take, and the process that waits for it.
pub(super) const MB_MAX: f64 = 600.0;
/// Bytes that a bomb unpacks to.
const BOMB_BYTES: usize = 1_500_000_000;
/// Size of files that are as large as a document may be.
const LARGE: usize = 19_000_000;
/// How deep the nested ones are.
const DEPTH: usize = 200_000;

/// One of them.
pub(super) struct WorstFile {
    /// Its name.
    pub(super) name: &'static str,
    /// What is bad about it.
    pub(super) what: &'static str,
    /// Writes it.
    pub(super) write: fn(&Path) -> Result<(), Failure>,
}

const fn file(name: &'static str, what: &'static str, write: fn(&Path) -> Result<(), Failure>) -> WorstFile {
    WorstFile { name, what, write }
}

/// All of them.
pub(super) const FILES: [WorstFile; 17] = [
    file("line.txt", "19 MB without a blank or an end of a sentence", |path| save(path, &"x".repeat(LARGE))),
    file("sparse.txt", "2 GB that take no room on the disk", |path| {
        Ok(File::create(path)?.set_len(2_000_000_000)?)
    }),
    file("quotes.md", "200,000 nested quotes", |path| save(path, &"> ".repeat(DEPTH))),
    file("brackets.md", "19 MB of opened links", |path| save(path, &"[".repeat(LARGE))),
    file("deep.html", "200,000 elements that are never closed", |path| save(path, &"<div>x".repeat(DEPTH))),
    file("wide.csv", "one row of nine million cells", |path| save(path, &"1,".repeat(LARGE / 2))),
    file("open.tsv", "a quoted cell that never ends", |path| {
        save(path, &format!("a\t\"{}", "b\t".repeat(LARGE / 2)))
    }),
    file("deep.json", "200,000 nested arrays", |path| save(path, &"[".repeat(DEPTH))),
    file("parts.eml", "20,000 nested parts", |path| save(path, &nested_parts(20_000))),
    file("bomb.docx", "1.5 GB of text in 1.5 MB", |path| bomb(path, "word/document.xml", DOCX)),
    file("bomb.xlsx", "1.5 GB of shared text in 1.5 MB", |path| bomb(path, "xl/sharedStrings.xml", XLSX)),
    file("bomb.pptx", "a slide of 1.5 GB in 1.5 MB", |path| bomb(path, "ppt/slides/slide1.xml", PPTX)),
    file("bomb.odt", "1.5 GB of text in 1.5 MB", |path| bomb(path, "content.xml", ODT)),
    file("bomb.epub", "a chapter of 1.5 GB in 1.5 MB", |path| bomb(path, "OEBPS/c1.xhtml", EPUB)),
    file("laughs.docx", "entities of entities, a billion in all", |path| {
        laughs(path, "word/document.xml", DOCX)
    }),
    file("half.xlsx", "cut off in the middle", half),
    file("loop.pdf", "a page tree that contains itself, cut off", |path| save(path, LOOP)),
];

/// How the part with the bomb begins in each format: up to where its text stands.
const DOCX: &str = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>";
const XLSX: &str = "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>";
const PPTX: &str = "<p:sld xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" \
     xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r><a:t>";
const ODT: &str = "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
     xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:text><text:p>";
const EPUB: &str = "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>";

/// What the other parts of such a file hold.
const SOURCE: &str = "# Title\n\nA line of text.\n\n| a | b |\n| 1 | 2 |\n";

/// A PDF whose pages are their own parent, without a table of its objects.
const LOOP: &str = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [2 0 R 2 0 R] \
     /Count 2000000000 >>\nendobj\ntrailer\n<< /Root 1 0 R /Size 3 >>\nstartxref\n0\n%%EOF\n";

fn save(path: &Path, text: &str) -> Result<(), Failure> {
    Ok(std::fs::write(path, text)?)
}

/// A message in which each part holds the next one.
fn nested_parts(depth: usize) -> String {
    let mut text = "From: a@example.org\nSubject: parts\nMIME-Version: 1.0\n".to_owned();
    for level in 0..depth {
        text.push_str(&format!("Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n"));
    }
    text
}

/// A good document of the format in which this part goes on with the same letter for ever.
fn bomb(path: &Path, part: &str, start: &str) -> Result<(), Failure> {
    let block = [b'a'; 1 << 16];
    with_part(path, part, |writer| {
        write!(writer, "<?xml version=\"1.0\"?>{start}")?;
        (0..BOMB_BYTES / block.len()).try_for_each(|_| writer.write_all(&block))
    })
}

/// A good document in which this part names an entity that is ten of another, nine times over.
fn laughs(path: &Path, part: &str, start: &str) -> Result<(), Failure> {
    let entities: String = (1..=9)
        .map(|level| format!("<!ENTITY l{level} \"{}\">", format!("&l{};", level - 1).repeat(10)))
        .collect();
    let text = format!("<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY l0 \"ha\">{entities}]>{start}&l9;");
    with_part(path, part, |writer| writer.write_all(text.as_bytes()))
}

/// A good document of the format that the path's ending names, with another content of this part.
fn with_part(
    path: &Path,
    part: &str,
    write: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<()>,
) -> Result<(), Failure> {
    let mut good = ZipArchive::new(Cursor::new(good(path)?))?;
    let mut writer = ZipWriter::new(BufWriter::new(File::create(path)?));
    for index in 0..good.len() {
        let file = good.by_index_raw(index)?;
        if file.name()? != part {
            writer.raw_copy_file(file)?;
        }
    }
    writer.start_file(part, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated))?;
    write(&mut writer)?;
    writer.finish()?;
    Ok(())
}

fn good(path: &Path) -> Result<Vec<u8>, Failure> {
    build(&path.extension().unwrap_or_default().to_string_lossy(), SOURCE)
}

fn half(path: &Path) -> Result<(), Failure> {
    let bytes = good(path)?;
    Ok(std::fs::write(path, bytes.get(..bytes.len() / 2).unwrap_or_default())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replaced_part_is_there_once_and_the_others_stay() {
        let folder = tempfile::tempdir().unwrap();
        for (name, part) in [
            ("a.docx", "word/document.xml"),
            ("a.xlsx", "xl/sharedStrings.xml"),
            ("a.epub", "OEBPS/c1.xhtml"),
        ] {
            let path = folder.path().join(name);
            laughs(&path, part, "<a>").unwrap();
            let archive = ZipArchive::new(File::open(&path).unwrap()).unwrap();
            let before = ZipArchive::new(Cursor::new(good(&path).unwrap())).unwrap();
            assert_eq!(archive.len(), before.len(), "{name} has no part {part}");
        }
    }
}
