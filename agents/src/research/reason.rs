//! Whether a sentence can give the reason for what a question asks why, and does not give that as a reason; ranks nothing.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use super::evidence::Evidence;
use crate::language::{WordSet, word_set};

/// What opens the part of a sentence that gives the reason for the rest.
static BECAUSE: WordSet = WordSet::new(|| {
    word_set(
        "because since weil da denn wegen aufgrund infolge parce car puisque porque pues debido owing due",
    )
});

/// What a reason or a purpose may begin with or be pointed at. Reasons are given in so many ways that only what has none of these
/// words, and no second clause, is taken for a bare fact.
static MAY_GIVE: WordSet = WordSet::new(|| {
    word_set(
        "as for to with from over by under against so therefore thus hence why reason reasons cause caused causes explains after following \
    needs needed avoids prevents protects saves lest otherwise when once while whose which that and having being given grounds account \
    request view fear lack want made led forced blamed lost destroyed broken worn rotten burnt damaged helps lets \
    aus zum zur gegen an für mit als unter angesichts halber um damit sonst deshalb darum daher deswegen also nachdem wenn und grund \
    gründe gründen ursache zerstört gebrochen beschädigt undicht dass bei par pour vu grâce avec sous étant ayant afin faute suite après \
    éviter ainsi donc raison cause manque demande et quand lorsque qui por para con como al ya tras después evitar así razón motivo causa \
    falta y cuando perdió",
    )
});
const MAY_END: [&str; 4] = ["gründen", "bedingt", "mangel", "halber"];
/// What parts one clause from another.
const PARTS: [&str; 6] = [", ", ": ", "; ", " : ", " \u{2013} ", " \u{2014} "];

impl Evidence<'_> {
    /// Whether it can, and is more than the bare fact.
    pub(super) fn may_give_a_reason(&self, entry: usize) -> bool {
        let lower = self.text(entry).to_lowercase();
        let words: Vec<&str> = lower.unicode_words().collect();
        // From one number to another tells no purpose.
        let number =
            |word: Option<&&str>| word.is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        let cue = |(at, word): (usize, &&str)| {
            let ends = MAY_END.iter().any(|end| word.ends_with(end));
            (MAY_GIVE.contains(*word) || BECAUSE.contains(*word) || ends) && !number(words.get(at + 1))
        };
        let more = words.iter().enumerate().any(cue) || PARTS.iter().any(|part| lower.contains(part));
        (more || lower.contains(" | ")) && !self.is_itself_the_reason(entry)
    }

    /// Whether what is asked about is a reason there and has none: "the harvest is small, because the pens lie fallow" does not
    /// tell why they do.
    fn is_itself_the_reason(&self, entry: usize) -> bool {
        let lower = self.text(entry).to_lowercase();
        let mut because = lower.unicode_word_indices().filter(|(_, word)| BECAUSE.contains(*word)).peekable();
        because.peek().is_some() && because.all(|(at, _)| self.is_asked_behind(entry, &lower, at))
    }

    /// Whether much more of what is asked about stands in the clause that opens there than in all the rest.
    fn is_asked_behind(&self, entry: usize, lower: &str, at: usize) -> bool {
        let Some(language) = self.languages.get(&self.language(entry)) else { return false };
        let (before, behind) = lower.split_at_checked(at).unwrap_or((lower, ""));
        let (clause, after) = behind.split_once([',', ';']).unwrap_or((behind, ""));
        let asked = |text: &str| {
            let stems: BTreeSet<String> = language.stems(text).into_iter().collect();
            let known = |stem: &&String| {
                stems.contains(*stem) || self.asked.related(stem).any(|other| stems.contains(other))
            };
            self.asked.plain.iter().filter(known).count()
        };
        asked(clause) > asked(&format!("{before} {after}")) + 1
    }
}
