//! What all documents of one run may take together: time for their parsers, text, blocks. It reads none.

use std::time::{Duration, Instant};

use super::corpus::Source;
use super::skip::SkipReason;
use crate::limits;

/// The time in which documents are parsed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Time {
    all: Duration,
    begun: Instant,
}

impl Time {
    /// From now on.
    pub(super) fn starting(all: Duration) -> Self {
        Self { all, begun: Instant::now() }
    }

    /// Why no parser is started any more; `None` while there is time.
    pub(super) fn used_up(&self) -> Option<SkipReason> {
        let limit = format!("{} s for reading all documents", self.all.as_secs());
        (self.begun.elapsed() >= self.all).then_some(SkipReason::OverTotal { limit })
    }
}

/// What is kept of documents, together.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Kept {
    text_bytes: usize,
    blocks: usize,
}

impl Kept {
    /// With one more document.
    pub(super) fn and(self, source: &Source) -> Self {
        Self {
            text_bytes: self.text_bytes.saturating_add(source.text.len()),
            blocks: self.blocks.saturating_add(source.blocks.len()),
        }
    }

    /// The limit of a run that this is over.
    pub(super) fn over(self) -> Option<SkipReason> {
        let limit = if self.text_bytes > limits::CORPUS_TEXT_BYTES {
            format!("{} bytes of text in all", limits::CORPUS_TEXT_BYTES)
        } else if self.blocks > limits::CORPUS_BLOCKS {
            format!("{} paragraphs and rows in all", limits::CORPUS_BLOCKS)
        } else {
            return None;
        };
        Some(SkipReason::OverTotal { limit })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_that_is_used_up_is_said_in_seconds() {
        let none = Time::starting(Duration::ZERO).used_up().unwrap().to_string();
        assert!(none.contains("the run's limit of 0 s for reading all documents was reached"), "{none}");
        assert_eq!(Time::starting(Duration::from_secs(3_600)).used_up(), None);
    }

    #[test]
    fn texts_and_blocks_are_limited_together() {
        let kept = |text_bytes, blocks| Kept { text_bytes, blocks }.over().map(|reason| reason.to_string());
        assert_eq!(kept(limits::CORPUS_TEXT_BYTES, limits::CORPUS_BLOCKS), None);
        assert!(kept(limits::CORPUS_TEXT_BYTES + 1, 1).unwrap().contains("bytes of text"));
        assert!(kept(1, limits::CORPUS_BLOCKS + 1).unwrap().contains("rows"));
    }
}
