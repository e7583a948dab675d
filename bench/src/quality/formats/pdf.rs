//! PDFs: lines of text in a standard font, as a word processor would set them.

use super::markup::{Piece, Section};
use crate::Failure;

/// Characters on a line.
const LINE: usize = 88;
/// Size of running text and of headings in points.
const SIZES: (u32, u32) = (11, 15);
/// From the page's lower edge to the first line, in points.
const TOP: i64 = 780;
/// From a line to the next and from a paragraph to the next, in points.
const LEADING: (i64, i64) = (14, 26);

/// A page per section.
pub(super) fn build(sections: &[Section]) -> Result<Vec<u8>, Failure> {
    let pages = sections.len();
    let kids: Vec<String> = (0..pages).map(|page| format!("{} 0 R", 4 + 2 * page)).collect();
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [{}] /Count {pages} >>", kids.join(" ")).into_bytes(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
    ];
    for (page, section) in sections.iter().enumerate() {
        objects.push(
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
                5 + 2 * page
            )
            .into_bytes(),
        );
        let content = content(section)?;
        let mut stream = format!("<< /Length {} >>\nstream\n", content.len()).into_bytes();
        stream.extend(content);
        stream.extend(b"\nendstream");
        objects.push(stream);
    }
    Ok(file(&objects))
}

/// Header, numbered objects, their table, trailer.
fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", bytes.len()));
        bytes.extend(format!("{} 0 obj\n", index + 1).into_bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    let trailer =
        format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    bytes.extend(table.into_bytes());
    bytes.extend(trailer.into_bytes());
    bytes
}

/// The operators that draw a page.
fn content(section: &Section) -> Result<Vec<u8>, Failure> {
    let mut out = Vec::new();
    let mut height = TOP;
    for piece in section {
        let (size, text) = match piece {
            Piece::Heading(text) => (SIZES.1, text.clone()),
            Piece::Paragraph(text) => (SIZES.0, text.clone()),
            Piece::Row(cells) => (SIZES.0, cells.join("   ")),
        };
        for line in lines(&text) {
            out.extend(format!("BT /F1 {size} Tf 60 {height} Td (").into_bytes());
            out.extend(encoded(&line)?);
            out.extend(b") Tj ET\n");
            height -= LEADING.0;
        }
        height -= LEADING.1 - LEADING.0;
    }
    Ok(out)
}

fn lines(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.len() + word.len() < LINE => *line = format!("{line} {word}"),
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A string's bytes in WinAnsi, which agrees with Latin 1 for what the corpus uses.
fn encoded(text: &str) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    for character in text.chars() {
        if matches!(character, '(' | ')' | '\\') {
            bytes.push(b'\\');
        }
        bytes.push(u8::try_from(character).map_err(|_| format!("'{character}' is not in Latin 1"))?);
    }
    Ok(bytes)
}
