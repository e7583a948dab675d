//! Whether a sentence can tell by what means something is done, where the question asks with what; ranks nothing.

use unicode_segmentation::UnicodeSegmentation;

use super::evidence::Evidence;
use super::time::is_participle;
use crate::language::{LanguageCode, WordSet, word_set};
use crate::naming::may_be_participle;

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

/// What stands between what is done and its means where that is so close that it needs no other word: filled of, couvert de.
const OF: [&str; 2] = ["of", "de"];
const FULL: [&str; 7] = ["full", "made", "lleno", "llena", "llenos", "llenas", "rellenos"];

impl Evidence<'_> {
    /// Whether the sentence has what means stand behind, if the question asks for them.
    pub(super) fn may_tell_the_means(&self, entry: usize) -> bool {
        !self.asked.means
            || self.text(entry).contains(" | ")
            || has_means(self.language(entry), self.text(entry))
    }
}

/// Whether something stands behind what means stand behind, and not somebody: cleaned by a machine, coated with tar.
fn has_means(code: LanguageCode, text: &str) -> bool {
    let words: Vec<&str> = text.unicode_words().collect();
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    lower.iter().enumerate().any(|(at, word)| {
        let capital = |word: Option<&&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
        let elided = words.get(at).and_then(|word| word.split_once(['\'', '’'])).map(|(_, behind)| behind);
        let name = || capital(elided.as_ref().or_else(|| words.get(at + 1)));
        let done =
            || at.checked_sub(1).and_then(|done| lower.get(done)).is_some_and(|done| is_done(code, done));
        BY.contains(word.as_str()) && !(["by", "par", "por"].contains(&word.as_str()) && name())
            || (OF.contains(&word.as_str()) || (word.starts_with("d'") || word.starts_with("d’")))
                && done()
                && !name()
    })
}

/// Whether what it is done with may follow the word: filled, full.
fn is_done(code: LanguageCode, word: &str) -> bool {
    let english = code == LanguageCode::English;
    FULL.contains(&word) || if english { is_participle(word) } else { may_be_participle(code, word) }
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
