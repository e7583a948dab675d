//! OpenDocument texts.

use super::archive::{XML, part, zip};
use super::markup::{Piece, Section, escaped};
use crate::Failure;

const MIME: &str = "application/vnd.oasis.opendocument.text";
const NAMESPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
     xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
     xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" office:version=\"1.3\"";

/// A text; sections follow each other.
pub(super) fn build(sections: &[Section]) -> Result<Vec<u8>, Failure> {
    let body: String = sections.iter().flatten().map(piece).collect();
    let content = format!(
        "{XML}<office:document-content {NAMESPACES}><office:body><office:text>{body}</office:text></office:body>\
         </office:document-content>"
    );
    let manifest = format!(
        "{XML}<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">\
         <manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"{MIME}\"/>\
         <manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>"
    );
    zip(&[part("mimetype", MIME), part("META-INF/manifest.xml", manifest), part("content.xml", content)])
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Heading(text) => format!("<text:h text:outline-level=\"1\">{}</text:h>", escaped(text)),
        Piece::Paragraph(text) => format!("<text:p>{}</text:p>", escaped(text)),
        Piece::Row(cells) => {
            let cells: String = cells
                .iter()
                .map(|cell| {
                    format!("<table:table-cell><text:p>{}</text:p></table:table-cell>", escaped(cell))
                })
                .collect();
            format!("<table:table><table:table-row>{cells}</table:table-row></table:table>")
        }
    }
}
