//! Whether a sentence can tell by what means something is done, where the question asks with what; ranks nothing.

use unicode_segmentation::UnicodeSegmentation;

use super::evidence::Evidence;
use crate::language::{WordSet, word_set};

/// What opens a question for means, in lower case.
const WITH_WHAT: [&str; 7] =
    ["with what ", "by means of what ", "womit ", "mit was ", "avec quoi ", "con qué ", "¿con qué "];
/// What may follow it there.
const PREPOSITIONS: [&str; 8] = ["in", "on", "at", "before", "after", "during", "for", "when"];
/// What means stand behind, or are said to be used by.
static BY: WordSet = WordSet::new(|| {
    word_set(
        "with by using via through use used uses into from mit durch mittels per aus dank nutzt nutzen nutzte benutzt verwendet \
        verwenden verwendete setzt setzen setzte avec par grâce aide moyen utilise utilisent utilisé utilisée au aux con por mediante \
        usa usan usó usaron utiliza utilizan gracias",
    )
});

impl Evidence<'_> {
    /// Whether the sentence has what means stand behind, if the question asks for them.
    pub(super) fn may_tell_the_means(&self, entry: usize) -> bool {
        let lower = self.text(entry).to_lowercase();
        !asks_with_what(&self.asked.question.to_lowercase())
            || lower.contains(" | ")
            || lower.unicode_words().any(|word| BY.contains(word))
    }
}

/// Whether it opens so, or has the preposition without anything behind it: what were they cleaned with in March?
fn asks_with_what(lower: &str) -> bool {
    let mut behind = lower.unicode_words().skip_while(|word| *word != "with").skip(1);
    let alone = lower.starts_with("what ")
        && lower.contains(" with")
        && behind.next().is_none_or(|word| PREPOSITIONS.contains(&word));
    alone || WITH_WHAT.iter().any(|cue| lower.starts_with(cue))
}
