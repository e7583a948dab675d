//! The marked-up text that office documents are built from: `# heading`, `| a | row |`, `---` between pages, slides, sheets
//! or chapters, and paragraphs between blank lines.

/// A page, slide, sheet or chapter.
pub(super) type Section = Vec<Piece>;

/// A part of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A heading.
    Heading(String),
    /// A paragraph on one line.
    Paragraph(String),
    /// The cells of a table's row.
    Row(Vec<String>),
}

/// The sections of a source.
pub(super) fn sections(source: &str) -> Vec<Section> {
    let mut sections = vec![Section::new()];
    let mut open = false;
    for line in source.lines().map(str::trim) {
        let Some(section) = sections.last_mut() else { break };
        let was_open = std::mem::replace(&mut open, false);
        if line == "---" {
            sections.push(Section::new());
        } else if let Some(heading) = line.strip_prefix("# ") {
            section.push(Piece::Heading(heading.to_owned()));
        } else if let Some(row) = line.strip_prefix('|').and_then(|row| row.strip_suffix('|')) {
            section.push(Piece::Row(row.split('|').map(|cell| cell.trim().to_owned()).collect()));
        } else if !line.is_empty() {
            open = true;
            match section.last_mut() {
                Some(Piece::Paragraph(text)) if was_open => *text = format!("{text} {line}"),
                _ => section.push(Piece::Paragraph(line.to_owned())),
            }
        }
    }
    sections
}

/// The first heading of a section.
pub(super) fn heading(section: &Section) -> Option<&str> {
    section.iter().find_map(|piece| match piece {
        Piece::Heading(text) => Some(text.as_str()),
        Piece::Paragraph(_) | Piece::Row(_) => None,
    })
}

/// Text as XML holds it.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_join_to_paragraphs_and_dashes_part_sections() {
        let sections = sections("# T\n\none\ntwo\n\nthree\n---\n| a | b |\n");
        let paragraph = |text: &str| Piece::Paragraph(text.to_owned());
        assert_eq!(
            sections,
            [
                vec![Piece::Heading("T".to_owned()), paragraph("one two"), paragraph("three")],
                vec![Piece::Row(vec!["a".to_owned(), "b".to_owned()])],
            ]
        );
        assert_eq!((heading(&sections[0]), heading(&sections[1])), (Some("T"), None));
    }
}
