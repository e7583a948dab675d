//! Word documents (Office Open XML).

use super::archive::{XML, content_types, part, relationships, zip};
use super::markup::{Piece, Section, escaped};
use crate::Failure;

const NAMESPACE: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// A document in which each section begins a page.
pub(super) fn build(sections: &[Section]) -> Result<Vec<u8>, Failure> {
    let body: Vec<String> =
        sections.iter().map(|section| section.iter().map(piece).collect::<String>()).collect();
    let body = body.join("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>");
    let document = format!("{XML}<w:document {NAMESPACE}><w:body>{body}<w:sectPr/></w:body></w:document>");
    let styles = format!(
        "{XML}<w:styles {NAMESPACE}><w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/>\
         <w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:style></w:styles>"
    );
    zip(&[
        content_types(&[
            ("word/document.xml".to_owned(), "wordprocessingml.document.main"),
            ("word/styles.xml".to_owned(), "wordprocessingml.styles"),
        ]),
        relationships("_rels/.rels", &[("officeDocument", "word/document.xml".to_owned())]),
        relationships("word/_rels/document.xml.rels", &[("styles", "styles.xml".to_owned())]),
        part("word/document.xml", document),
        part("word/styles.xml", styles),
    ])
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Heading(text) => {
            format!("<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr>{}</w:p>", runs(text))
        }
        Piece::Paragraph(text) => format!("<w:p>{}</w:p>", runs(text)),
        Piece::Row(cells) => {
            let cells: String =
                cells.iter().map(|cell| format!("<w:tc><w:p>{}</w:p></w:tc>", runs(cell))).collect();
            format!("<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
        }
    }
}

/// A paragraph comes in several runs, as word processors leave it after edits: here it is cut in the middle of a word.
fn runs(text: &str) -> String {
    let half = text.chars().count() / 2;
    let (start, end): (String, String) =
        (text.chars().take(half).collect(), text.chars().skip(half).collect());
    let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text));
    format!("{}{}", run(&start), run(&end))
}
