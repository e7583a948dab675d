//! Sentences of other documents that say the same; answers no question.

use std::collections::BTreeMap;

use super::evidence::Evidence;
use super::wording::compatible;
use crate::limits;
use crate::rank::cosine;
use crate::reading::SourceId;

/// Likeness from which on two sentences of different documents support each other.
const SUPPORT: f32 = 0.38;
/// Topic words that supporting sentences must share: likeness alone is easy for short ones.
const SUPPORT_WORDS: usize = 4;

impl Evidence<'_> {
    /// Sentences of other documents that say the same, best first, one per independent document.
    pub(super) fn supporting(&self, entry: usize) -> Vec<usize> {
        if let Some(found) = self.supported.borrow().get(&entry) {
            return found.clone();
        }
        let found = self.find_support(entry);
        self.supported.borrow_mut().insert(entry, found.clone());
        found
    }

    fn find_support(&self, entry: usize) -> Vec<usize> {
        let vector = self.index.vector(entry);
        let mut best: BTreeMap<&SourceId, (f32, usize)> = BTreeMap::new();
        for (other, _) in self.index.sharing(entry).into_iter().filter(|(_, shared)| *shared >= SUPPORT_WORDS)
        {
            let other = other as usize;
            let (Some(mine), Some(theirs)) = (self.independent(entry), self.independent(other)) else {
                continue;
            };
            if mine == theirs || !self.quotable(other) {
                continue;
            }
            let likeness = cosine(&vector, &self.index.vector(other));
            let alike = likeness >= SUPPORT && self.same_topic(entry, other);
            if !alike || !compatible(self.text(entry), self.text(other)) {
                continue;
            }
            let slot = best.entry(theirs).or_insert((likeness, other));
            if likeness > slot.0 || (likeness == slot.0 && other < slot.1) {
                *slot = (likeness, other);
            }
        }
        let mut found: Vec<_> = best.into_values().collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found.truncate(limits::SUPPORTING_QUOTES);
        found.into_iter().map(|(_, other)| other).collect()
    }

    /// Whether both are about a topic of the question in common, or one of them about none.
    fn same_topic(&self, entry: usize, other: usize) -> bool {
        let about =
            |entry: usize, topic: &[String]| topic.iter().all(|stem| self.index.contains(entry, stem));
        let both = |topic: &&Vec<String>| about(entry, topic) && about(other, topic);
        let any = |entry: usize| self.topics.iter().any(|topic| about(entry, topic));
        self.topics.iter().any(|topic| both(&topic)) || !any(entry) || !any(other)
    }
}
