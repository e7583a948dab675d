//! The text of one document and its blocks (headings, paragraphs, list items, rows); knows no file format.

use serde::{Deserialize, Serialize};

use crate::limits;

/// What a block of text is in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// A heading: names what follows, is never a finding itself.
    Heading,
    /// Running text.
    Paragraph,
    /// One item of a list.
    ListItem,
    /// One row of a table, cells separated by ` | `.
    TableRow,
    /// The row that names a table's columns: it says nothing by itself and is never quoted as a finding.
    TableHead,
    /// Program text, kept for reading, never quoted as a finding.
    Code,
}

/// A block: `text[start..end]` of its document, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Where it stands in the original, where the format has such places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// Where a block stands in its original, counted from 1 as a person counts there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A page.
    Page(u32),
    /// A slide of a presentation.
    Slide(u32),
    /// A file of a book, in reading order.
    Chapter(u32),
    /// A record of a file of data that is one whole.
    Record(u32),
    /// A record of a file of lines; the one with the column names counts.
    Line {
        /// The record: one may go over several lines, and empty lines are none.
        record: u32,
        /// The line on which it starts, as editors count.
        line: u32,
    },
    /// A row of a workbook.
    SheetRow {
        /// The sheet's number.
        sheet: u32,
        /// The row as the workbook numbers it.
        row: u32,
    },
}

impl Place {
    /// The page, where it is one.
    #[must_use]
    pub fn page(self) -> Option<u32> {
        match self {
            Self::Page(page) => Some(page),
            Self::Slide(_)
            | Self::Chapter(_)
            | Self::Record(_)
            | Self::Line { .. }
            | Self::SheetRow { .. } => None,
        }
    }
}

/// What a format reader makes of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extracted {
    /// The document's own title, if it has one.
    pub title: Option<String>,
    /// The date that the document states about itself, as written there.
    pub date: Option<String>,
    /// The text snapshot; every offset of this crate counts its bytes.
    pub text: String,
    /// Blocks in order of their offsets, never overlapping.
    pub blocks: Vec<Block>,
    /// Names of a workbook's sheets, in the order that [`Place::SheetRow`] counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sheets: Vec<String>,
    /// Whether something was left out because the text or its blocks are over the limit of a document.
    #[serde(default)]
    pub overflown: bool,
}

impl Extracted {
    /// Appends a block, separated from the last one by a blank line (rows and items by a line break).
    /// Outer white space is dropped; a block without text is not added, and none that is over a limit.
    pub(crate) fn push(&mut self, kind: BlockKind, text: &str, place: Option<Place>) {
        let text = text.trim();
        if text.is_empty() || self.overflown {
            return;
        }
        let bytes = self.text.len().saturating_add(text.len()).saturating_add(2);
        if self.blocks.len() >= limits::DOCUMENT_BLOCKS || bytes > limits::DOCUMENT_TEXT_BYTES {
            self.overflown = true;
            return;
        }
        if let Some(last) = self.blocks.last() {
            let row = |kind| matches!(kind, BlockKind::TableRow | BlockKind::TableHead);
            let tight = row(last.kind) && row(kind) || last.kind == kind && kind == BlockKind::ListItem;
            self.text.push_str(if tight { "\n" } else { "\n\n" });
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.blocks.push(Block { kind, start, end: self.text.len(), place });
    }

    /// Whether the blocks are what they must be: ranges of whole characters, in order, within the text.
    pub(crate) fn is_sound(&self) -> bool {
        let mut end = 0;
        self.blocks.iter().all(|block| {
            let in_order = block.start >= end && block.start < block.end;
            end = block.end;
            in_order && self.text.get(block.start..block.end).is_some()
        })
    }

    /// Headings, titles, dates and names of sheets stand beside every quote: what is too long to be one is not taken as one,
    /// or cut.
    pub(crate) fn shorten_names(&mut self) {
        for block in self.blocks.iter_mut().filter(|block| block.kind == BlockKind::Heading) {
            if block.end.saturating_sub(block.start) > limits::HEADING_BYTES {
                block.kind = BlockKind::Paragraph;
            }
        }
        for name in self.title.iter_mut().chain(&mut self.date).chain(&mut self.sheets) {
            clip(name, limits::NAME_CHARS);
        }
    }

    /// The first heading, for documents that name themselves only there.
    pub(crate) fn first_heading(&self) -> Option<String> {
        let block = self.blocks.iter().find(|block| block.kind == BlockKind::Heading)?;
        self.text.get(block.start..block.end).map(str::to_owned)
    }
}

/// Cuts a text that has more characters, and says so.
pub(crate) fn clip(text: &mut String, most: usize) {
    if let Some((at, _)) = text.char_indices().nth(most) {
        text.truncate(at);
        text.push('…');
    }
}

/// Runs of white space become one space, as a browser would show them.
pub(crate) fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
