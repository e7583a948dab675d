//! XML as elements and text in order, within limits; documents that declare entities are refused, none is ever expanded.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use super::skip::SkipReason;
use crate::limits;

/// One piece of a document.
pub(super) enum Piece<'a> {
    /// An element starts.
    Open(&'a BytesStart<'a>),
    /// The element with this local name ends.
    Close(&'a str),
    /// Text in it, in pieces.
    Text(&'a str),
}

/// Calls `each` for every piece in order; an element without content opens and closes.
///
/// # Errors
/// `Malformed` where it is no XML, nests deeper than the limit or declares entities.
pub(super) fn visit(xml: &str, mut each: impl FnMut(Piece<'_>)) -> Result<(), SkipReason> {
    let mut reader = Reader::from_str(xml);
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|_| SkipReason::broken("its XML is damaged"))? {
            Event::Start(element) => {
                depth += 1;
                if depth > limits::XML_DEPTH {
                    let what = format!("more than {} elements are open at once in it", limits::XML_DEPTH);
                    return Err(SkipReason::broken(&what));
                }
                each(Piece::Open(&element));
            }
            Event::Empty(element) => {
                each(Piece::Open(&element));
                each(Piece::Close(element.local_name().as_ref()));
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                each(Piece::Close(element.local_name().as_ref()));
            }
            Event::Text(text) => each(Piece::Text(&text)),
            Event::CData(text) => each(Piece::Text(&text)),
            Event::GeneralRef(reference) => {
                let mut utf8 = [0; 4];
                match reference.resolve_char_ref().map_err(|_| SkipReason::broken("its XML is damaged"))? {
                    Some(c) => each(Piece::Text(c.encode_utf8(&mut utf8))),
                    None => each(Piece::Text(resolve_predefined_entity(&reference).unwrap_or_default())),
                }
            }
            Event::DocType(declaration) if declaration.contains("<!ENTITY") => {
                return Err(SkipReason::broken(
                    "it declares entities, which documents of this format do not",
                ));
            }
            Event::Eof if depth > 0 => {
                return Err(SkipReason::broken("it ends in the middle (is the copy complete?)"));
            }
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

/// The attribute with this local name.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    quick_xml::escape::unescape(&found.value).ok().map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(xml: &str) -> Result<String, SkipReason> {
        let mut out = String::new();
        visit(xml, |piece| match piece {
            Piece::Open(element) => out.push_str(&format!("<{}>", element.local_name().as_ref())),
            Piece::Close(name) => out.push_str(&format!("</{name}>")),
            Piece::Text(text) => out.push_str(text),
        })?;
        Ok(out)
    }

    #[test]
    fn elements_text_and_characters_come_in_order() {
        assert_eq!(text("<a:b>x &amp; &#228;<c/><![CDATA[<y>]]></a:b>").unwrap(), "<b>x & ä<c></c><y></b>");
    }

    #[test]
    fn laughing_deep_and_cut_documents_are_refused() {
        let laughs = "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><l>&b;</l>";
        assert!(text(laughs).unwrap_err().to_string().contains("entities"));
        assert!(text(&"<a>".repeat(100_000)).unwrap_err().to_string().contains("open at once"));
        assert!(text("<a><b>x").unwrap_err().to_string().contains("middle"));
        assert!(matches!(text("<a></b>"), Err(SkipReason::Malformed { .. })));
    }
}
