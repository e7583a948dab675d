//! The text of one document and its blocks (headings, paragraphs, list items, rows); knows no file format.

use serde::{Deserialize, Serialize};

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
    /// Page number from 1, where the format has pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
}

/// What a format reader makes of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extracted {
    /// The document's own title, if it has one.
    pub title: Option<String>,
    /// The date that the document states about itself, as written there.
    pub date: Option<String>,
    /// The text snapshot; every offset of this crate counts its bytes.
    pub text: String,
    /// Blocks in order of their offsets, never overlapping.
    pub blocks: Vec<Block>,
}

impl Extracted {
    /// Appends a block, separated from the last one by a blank line (rows and items by a line break).
    /// Outer white space is dropped; a block without text is not added.
    pub(crate) fn push(&mut self, kind: BlockKind, text: &str, page: Option<u32>) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if let Some(last) = self.blocks.last() {
            let tight = last.kind == kind && matches!(kind, BlockKind::ListItem | BlockKind::TableRow);
            self.text.push_str(if tight { "\n" } else { "\n\n" });
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.blocks.push(Block { kind, start, end: self.text.len(), page });
    }

    /// The first heading, for documents that name themselves only there.
    pub(crate) fn first_heading(&self) -> Option<String> {
        let block = self.blocks.iter().find(|block| block.kind == BlockKind::Heading)?;
        self.text.get(block.start..block.end).map(str::to_owned)
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
