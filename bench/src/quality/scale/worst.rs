//! The worst file of each format: bombs, loops, depth, truncation, a sparse giant. Each is written in an instant and would,
//! read carelessly, take a machine with it.

use crate::Failure;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

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
pub(super) const FILES: [WorstFile; 15] = [
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
    file("bomb.docx", "1.5 GB of text in 1.5 MB", |path| bomb(path, "word/document.xml", "<w:t>", &OFFICE)),
    file("bomb.xlsx", "1.5 GB of shared text in 1.5 MB", |path| {
        bomb(path, "xl/sharedStrings.xml", "<si><t>", &OFFICE)
    }),
    file("bomb.pptx", "a slide of 1.5 GB in 1.5 MB", |path| {
        bomb(path, "ppt/slides/slide1.xml", "<a:t>", &OFFICE)
    }),
    file("bomb.odt", "1.5 GB of text in 1.5 MB", |path| bomb(path, "content.xml", "<text:p>", &[])),
    file("bomb.epub", "a package of 1.5 GB in 1.5 MB", |path| {
        bomb(path, "META-INF/container.xml", "<container>", &[])
    }),
    file("loop.pdf", "a page tree that contains itself, cut off", |path| save(path, LOOP)),
];

/// Parts that make a zip look like an office document.
const OFFICE: [(&str, &str); 2] = [
    (
        "[Content_Types].xml",
        "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
    ),
    (
        "xl/workbook.xml",
        "<?xml version=\"1.0\"?><workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheets/></workbook>",
    ),
];

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

/// A zip with one part that begins like a document and goes on with the same letter for ever.
fn bomb(path: &Path, part: &str, start: &str, others: &[(&str, &str)]) -> Result<(), Failure> {
    let mut writer = ZipWriter::new(BufWriter::new(File::create(path)?));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in others {
        writer.start_file(*name, options)?;
        writer.write_all(content.as_bytes())?;
    }
    writer.start_file(part, options)?;
    write!(writer, "<?xml version=\"1.0\"?><root>{start}")?;
    let block = [b'a'; 1 << 16];
    for _ in 0..BOMB_BYTES / block.len() {
        writer.write_all(&block)?;
    }
    writer.finish()?;
    Ok(())
}
