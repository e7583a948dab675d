//! Slides (Office Open XML).

use super::archive::{XML, content_types, part, relationships, zip};
use super::markup::{Piece, Section, escaped};
use crate::Failure;

const NAMESPACES: &str = "xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" \
     xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// A slide per section: its first heading is the title, the rest the body.
pub(super) fn build(sections: &[Section]) -> Result<Vec<u8>, Failure> {
    let names: Vec<String> = (1..=sections.len()).map(|number| format!("slides/slide{number}.xml")).collect();
    let ids: String = (1..=sections.len())
        .map(|number| format!("<p:sldId id=\"{}\" r:id=\"rId{number}\"/>", 255 + number))
        .collect();
    let presentation =
        format!("{XML}<p:presentation {NAMESPACES}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>");
    let mut types = vec![("ppt/presentation.xml".to_owned(), "presentationml.presentation.main")];
    types.extend(names.iter().map(|name| (format!("ppt/{name}"), "presentationml.slide")));
    let targets: Vec<(&str, String)> = names.iter().map(|name| ("slide", name.clone())).collect();
    let mut parts = vec![
        content_types(&types),
        relationships("_rels/.rels", &[("officeDocument", "ppt/presentation.xml".to_owned())]),
        relationships("ppt/_rels/presentation.xml.rels", &targets),
        part("ppt/presentation.xml", presentation),
    ];
    parts.extend(
        names.iter().zip(sections).map(|(name, section)| part(format!("ppt/{name}"), slide(section))),
    );
    zip(&parts)
}

fn slide(section: &Section) -> String {
    let (mut title, mut body) = (String::new(), String::new());
    for piece in section {
        match piece {
            Piece::Heading(text) => title.push_str(&paragraph(text)),
            Piece::Paragraph(text) => body.push_str(&paragraph(text)),
            Piece::Row(cells) => body.push_str(&paragraph(&cells.join(" | "))),
        }
    }
    let shape = |kind: &str, text: &str| {
        format!(
            "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"{kind}\"/><p:cNvSpPr/><p:nvPr><p:ph type=\"{kind}\"/></p:nvPr></p:nvSpPr>\
             <p:spPr/><p:txBody><a:bodyPr/>{text}</p:txBody></p:sp>"
        )
    };
    let shapes: String = [("title", title), ("body", body)]
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(kind, text)| shape(kind, text))
        .collect();
    format!("{XML}<p:sld {NAMESPACES}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>")
}

fn paragraph(text: &str) -> String {
    format!("<a:p><a:r><a:t>{}</a:t></a:r></a:p>", escaped(text))
}
