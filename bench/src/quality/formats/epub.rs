//! E-books.

use super::archive::{XML, part, zip};
use super::markup::{Piece, Section, escaped, heading};
use crate::Failure;

/// A chapter per section.
pub(super) fn build(sections: &[Section]) -> Result<Vec<u8>, Failure> {
    let container = format!(
        "{XML}<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles><rootfile \
         full-path=\"OEBPS/content.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>"
    );
    let title = escaped(sections.first().and_then(heading).unwrap_or("Untitled"));
    let (mut manifest, mut spine) = (String::new(), String::new());
    for number in 1..=sections.len() {
        manifest.push_str(&format!(
            "<item id=\"c{number}\" href=\"c{number}.xhtml\" media-type=\"application/xhtml+xml\"/>"
        ));
        spine.push_str(&format!("<itemref idref=\"c{number}\"/>"));
    }
    let package = format!(
        "{XML}<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\"><metadata \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:identifier id=\"id\">{title}</dc:identifier>\
         <dc:title>{title}</dc:title><dc:language>en</dc:language></metadata><manifest>{manifest}</manifest>\
         <spine>{spine}</spine></package>"
    );
    let mut parts = vec![
        part("mimetype", "application/epub+zip"),
        part("META-INF/container.xml", container),
        part("OEBPS/content.opf", package),
    ];
    for (number, section) in (1..).zip(sections) {
        parts.push(part(format!("OEBPS/c{number}.xhtml"), chapter(section)));
    }
    zip(&parts)
}

fn chapter(section: &Section) -> String {
    let body: String = section
        .iter()
        .map(|piece| match piece {
            Piece::Heading(text) => format!("<h1>{}</h1>\n", escaped(text)),
            Piece::Paragraph(text) => format!("<p>{}</p>\n", escaped(text)),
            Piece::Row(cells) => format!("<p>{}</p>\n", escaped(&cells.join(" | "))),
        })
        .collect();
    let title = escaped(heading(section).unwrap_or("Chapter"));
    format!(
        "{XML}<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>{title}</title></head><body>{body}</body></html>"
    )
}
