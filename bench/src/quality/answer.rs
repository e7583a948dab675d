//! What a system makes of a question, in the shape that is scored; it scores nothing.

use super::matching::Quote;
use std::time::Duration;

/// Findings that count.
pub(super) const TOP: usize = 10;

/// An answer.
#[derive(Clone, Debug, Default)]
pub(super) struct Answer {
    /// The first [`TOP`] findings, each with all of its quotes.
    pub(super) findings: Vec<Vec<Quote>>,
    /// What is said to contradict each other.
    pub(super) contradictions: Vec<Vec<Quote>>,
    /// Whether the question is said to have no answer in the documents.
    pub(super) gap: bool,
    /// Citations of the written report, and how many of them its verification confirmed; 0 for a system without citations.
    pub(super) citations: usize,
    /// See [`Answer::citations`].
    pub(super) citations_valid: usize,
    /// Time from the read corpus to the answer.
    pub(super) time: Duration,
}

/// Something that answers questions about a corpus that it has read.
pub(super) trait System {
    /// Its name in the table.
    fn name(&self) -> &'static str;

    /// The answer.
    ///
    /// # Errors
    /// Whatever stops it; no answer is none.
    fn answer(&self, question: &str) -> Result<Answer, crate::Failure>;
}
