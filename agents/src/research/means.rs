//! Whether a sentence can tell by what means something is done, where the question asks with what; ranks nothing.

use unicode_segmentation::UnicodeSegmentation;

use super::evidence::Evidence;
use super::time::is_participle;
use crate::language::{WordSet, word_set};

/// What opens a question for means, in lower case.
const WITH_WHAT: [&str; 7] =
    ["with what ", "by means of what ", "womit ", "mit was ", "avec quoi ", "con qué ", "¿con qué "];
/// What may follow it there.
const PREPOSITIONS: [&str; 8] = ["in", "on", "at", "before", "after", "during", "for", "when"];
/// What something is done with that is no means of it.
const OTHERWISE: [&str; 14] = [
    "concerned",
    "associated",
    "connected",
    "charged",
    "compared",
    "confused",
    "paired",
    "linked",
    "credited",
    "identified",
    "equated",
    "faced",
    "tasked",
    "met",
];
/// What means stand behind, or are said to be used by.
static BY: WordSet = WordSet::new(|| {
    word_set(
        "with by using via through use used uses from mit durch mittels per aus dank nutzt nutzen nutzte benutzt verwendet \
        verwenden verwendete setzt setzen setzte avec par grâce aide moyen utilise utilisent utilisé utilisée au aux con por mediante \
        usa usan usó usaron utiliza utilizan gracias",
    )
});

impl Evidence<'_> {
    /// Whether the sentence has what means stand behind, if the question asks for them.
    pub(super) fn may_tell_the_means(&self, entry: usize) -> bool {
        let has_means = |lower: &str| lower.unicode_words().any(|word| BY.contains(word));
        !self.asked.means || self.text(entry).contains(" | ") || has_means(&self.text(entry).to_lowercase())
    }
}

/// Whether it opens so, or has the preposition without anything behind it: what were they cleaned with in March?
pub(super) fn asks_with_what(lower: &str) -> bool {
    let words: Vec<&str> = lower.unicode_words().collect();
    let alone = words.iter().position(|word| *word == "with").is_some_and(|with| {
        let done = with.checked_sub(1).and_then(|done| words.get(done));
        done.is_some_and(|done| is_participle(done) && !OTHERWISE.contains(done))
            && words.get(with + 1).is_none_or(|word| PREPOSITIONS.contains(word))
    });
    matches!(words.as_slice(), ["what", "is" | "are" | "was" | "were", ..] if alone)
        || WITH_WHAT.iter().any(|cue| lower.starts_with(cue))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_are_what_something_is_done_with() {
        for question in [
            "what were the slates fixed with in spring?",
            "womit wird geheizt?",
            "con qué se pinta la puerta?",
        ] {
            assert!(asks_with_what(question), "{question}");
        }
        for question in [
            "what is pharmacy concerned with?",
            "what countries does it compete with for the cup?",
            "what is bound within the shed?",
            "what was the shed fixed with nails for?",
        ] {
            assert!(!asks_with_what(question), "{question}");
        }
    }
}
