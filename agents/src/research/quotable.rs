//! Which sentences may be quoted, with which others, and how well they stand alone; ranks nothing.

use super::evidence::Evidence;
use super::wording::{points_back, quotable};
use crate::limits;
use crate::reading::BlockKind;

/// Factor for a sentence that points at something not quoted with it.
const DANGLING: f32 = 0.5;
/// Factor for table rows: figures without a sentence.
const ROW: f32 = 0.7;

impl Evidence<'_> {
    pub(super) fn quotable(&self, entry: usize) -> bool {
        let row = self.sentences.get(entry).is_some_and(|sentence| sentence.kind == BlockKind::TableRow);
        let least = if row { limits::ROW_MIN_CHARS } else { limits::QUOTE_MIN_CHARS };
        quotable(self.text(entry), least)
    }

    /// Factor for how well it stands alone.
    pub(super) fn quality(&self, entry: usize) -> f32 {
        let row = self.sentences.get(entry).is_some_and(|sentence| sentence.kind == BlockKind::TableRow);
        let dangling =
            points_back(self.text(entry)) && self.range(entry).is_none_or(|(from, _)| from == entry);
        (if row { ROW } else { 1.0 }) * (if dangling { DANGLING } else { 1.0 })
    }

    /// First and last sentence to quote: one that points back is quoted with the sentence before it, if that fits.
    pub(super) fn range(&self, entry: usize) -> Option<(usize, usize)> {
        let sentence = self.sentences.get(entry)?;
        if !points_back(self.text(entry)) {
            return Some((entry, entry));
        }
        // The first sentence of all may point back, to nothing.
        let Some((before, previous)) =
            entry.checked_sub(1).and_then(|before| Some((before, self.sentences.get(before)?)))
        else {
            return Some((entry, entry));
        };
        let together = (previous.source, previous.block) == (sentence.source, sentence.block);
        let text = self.source(entry)?.text.get(previous.start..sentence.end)?;
        let fits = text.chars().count() <= limits::QUOTE_MAX_CHARS && !points_back(self.text(before));
        Some(if together && fits { (before, entry) } else { (entry, entry) })
    }
}
