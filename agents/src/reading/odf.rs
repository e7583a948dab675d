//! Texts and presentations of OpenDocument: paragraphs, headings, lists, tables, slides; how they look is left out.

use quick_xml::events::BytesStart;

use super::block::{BlockKind, Extracted, Place, collapse};
use super::package::{Metadata, Package};
use super::skip::SkipReason;
use super::table::Columns;
use super::xml::{Piece, attribute, visit};

/// Names of the metadata's dates in order of preference.
const DATES: [&str; 2] = ["creation-date", "date"];
/// Elements whose text no reader sees in the document.
const HIDDEN: [&str; 4] = ["annotation", "tracked-changes", "note-citation", "forms"];

/// The document's text; notes come at its end.
///
/// # Errors
/// `Encrypted`, `Malformed` or `TooDemanding`.
pub(super) fn extract(bytes: &[u8]) -> Result<Extracted, SkipReason> {
    let mut package = Package::open(bytes)?;
    let manifest = package.text("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(SkipReason::Encrypted);
    }
    let mut walker = Walker::default();
    let content = package.needed("content.xml")?;
    visit(&content, |piece| match piece {
        Piece::Open(element) => walker.open(element),
        Piece::Close(name) => walker.close(name),
        Piece::Text(text) => walker.text(text),
    })?;
    for note in std::mem::take(&mut walker.notes) {
        walker.out.push(BlockKind::Paragraph, &note, None);
    }
    let metadata = Metadata::read(&package.text("meta.xml")?.unwrap_or_default(), &DATES)?;
    walker.out.title = metadata.title.or_else(|| walker.out.first_heading());
    walker.out.date = metadata.date;
    Ok(walker.out)
}

/// What is known while the content is walked through.
#[derive(Default)]
struct Walker {
    out: Extracted,
    buffer: String,
    paragraphs: usize,
    hidden: usize,
    items: usize,
    slides: u32,
    title: bool,
    tables: usize,
    row: Vec<String>,
    columns: Columns,
    /// Depth of notes, which stand within sentences; and their texts.
    in_note: usize,
    note: String,
    notes: Vec<String>,
}

impl Walker {
    fn open(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            name if HIDDEN.contains(&name) => self.hidden += 1,
            "note" => self.in_note += 1,
            "p" | "h" => self.paragraphs += 1,
            "s" | "tab" | "line-break" => self.text(" "),
            "list-item" => self.items += 1,
            "frame" => self.title = attribute(element, "class").as_deref() == Some("title"),
            "page" => self.slides = self.slides.saturating_add(1),
            "table" => {
                self.tables += 1;
                self.columns = Columns::default();
            }
            "table-row" if self.tables == 1 => self.row.clear(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        match (self.hidden, self.in_note, self.paragraphs) {
            (0, 0, 1..) => self.buffer.push_str(text),
            (0, 1.., 1..) => self.note.push_str(text),
            (_, _, _) => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            name if HIDDEN.contains(&name) => self.hidden = self.hidden.saturating_sub(1),
            "note" => {
                self.in_note = self.in_note.saturating_sub(1);
                self.notes.push(collapse(&std::mem::take(&mut self.note)));
            }
            "p" | "h" => {
                self.paragraphs = self.paragraphs.saturating_sub(1);
                self.paragraph(name == "h");
            }
            "list-item" => self.items = self.items.saturating_sub(1),
            "frame" => self.title = false,
            "table-cell" | "covered-table-cell" if self.tables == 1 => {
                self.row.push(collapse(&std::mem::take(&mut self.buffer)));
            }
            "table-row" if self.tables == 1 => {
                let (kind, row) = self.columns.row(&self.row);
                self.out.push(kind, &row, self.place());
            }
            "table" => self.tables = self.tables.saturating_sub(1),
            _ => {}
        }
    }

    fn place(&self) -> Option<Place> {
        (self.slides > 0).then_some(Place::Slide(self.slides))
    }

    fn paragraph(&mut self, heading: bool) {
        if self.in_note > 0 {
            self.note.push(' ');
            return;
        }
        if self.tables > 0 {
            self.buffer.push(' ');
            return;
        }
        let kind = match (heading || self.title, self.items) {
            (true, _) => BlockKind::Heading,
            (false, 0) => BlockKind::Paragraph,
            (false, _) => BlockKind::ListItem,
        };
        let text = collapse(&std::mem::take(&mut self.buffer));
        self.out.push(kind, &text, self.place());
    }
}
