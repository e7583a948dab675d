//! Whether a sentence is of the time that a question names, and whether it tells one; ranks nothing.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use super::answered::has_a_pronoun;
use super::evidence::Evidence;
use super::expected::Expected;
use super::kinds::TIMES;
use super::question::SubQuestion;
use super::share::BEFORE;
use super::terms::{RELATED, Term};
use super::told::LIGHT;
use super::when_told::{
    comes_back, happens_when, has_a_time_counted_back, is_counted_back, is_of_a_year, is_of_another_era,
    is_pace, is_so_now,
};
use crate::language::{LanguageCode, ends_like_a_participle};
use crate::naming::calendar;
use crate::quantities::{CLOCK, DAY, Quantity, dates, months, quantities};

/// Units of a time that may come back and is asked for by "when" alone.
const ANY_TIME: &[&str] = &[DAY, CLOCK];
/// What asks for something that happened once.
const WAS: [&str; 2] = [" was ", " were "];
const BEFORE_DEED: [&str; 3] = ["fue", "fueron", "été"];
/// Ends of a Spanish verb for what happened once: se construyó; not of what happens each day, se paga.
const SIMPLE_PAST: [&str; 2] = ["ó", "ron"];
/// What opens a German one with a participle at its end.
const HAT: [&str; 2] = ["hat", "haben"];
/// What asks for a year.
const WHICH_YEAR: [&str; 6] =
    ["which year", "what year", "welchem jahr", "welches jahr", "quelle année", "qué año"];
/// What asks for a date.
const WHICH_DATE: [&str; 5] = ["what date", "which date", "welchem datum", "quelle date", "qué fecha"];
/// What makes of "été" no summer.
const AVOIR: [&str; 9] = ["a", "ont", "avait", "avaient", "il", "elle", "ils", "elles", "on"];
const WURDE: [&str; 2] = [" wurde ", " wurden "];
/// Times of which there are many: on busy days tells nothing of what happened once.
const ANY_DAY: [&str; 15] = [
    "hour", "hours", "day", "days", "uhr", "stunde", "stunden", "tag", "tage", "tagen", "heures", "jour",
    "jours", "día", "días",
];
/// Participles that end otherwise than others.
const PARTICIPLES: [&str; 10] =
    ["built", "made", "begun", "laid", "sunk", "dug", "sold", "bought", "lost", "found"];

/// Share that a word of another language must at least have in a sentence: one that may stand for it, or itself just before.
const ACROSS: f32 = 0.7;

impl Evidence<'_> {
    /// Whether the sentence, or what stands over it, is of a year that the question names, and of its month.
    pub(super) fn is_in_time(&self, entry: usize, sub: &SubQuestion) -> bool {
        let text = self.text(entry);
        // What goes on from a sentence is of its year.
        let before = || {
            let before = self.in_same_block(entry, entry.checked_sub(1))?;
            sub.expected.names_year(self.text(before)).filter(|told| *told)
        };
        let above = || sub.expected.names_year(&self.above(entry));
        let told = || sub.expected.names_year(text).or_else(before).or_else(above);
        (sub.expected.years.is_empty() || told() == Some(true)) && self.is_in_month(entry)
    }

    /// What is told of a whole year, or of one other month, is not told of a month of it.
    fn is_in_month(&self, entry: usize) -> bool {
        let (asked, text) = (&self.asked.months, self.text(entry));
        if asked.is_empty() {
            return true;
        }
        let told = months(text);
        match told.first() {
            Some(month) => told.len() > 1 || asked.contains(month),
            // An average year is none of its months.
            None => {
                dates(text).is_empty() && !is_of_a_year(text)
                    || !asked.is_disjoint(&months(&self.above(entry)))
            }
        }
    }

    /// Whether the sentence is about the event whose time is asked for, and not only about what has to do with it.
    pub(super) fn tells_when(&self, entry: usize) -> bool {
        let text = self.text(entry);
        let said = || {
            self.says_what_happened(entry)
                && self.says_what_was_done(entry)
                && self.says_more_than_a_name(entry)
        };
        !self.is_aside(entry) && (text.contains(" | ") && self.says_what_happened(entry) || said())
    }

    /// Whether the sentence has anything of the question but names, or a pronoun for it.
    fn says_more_than_a_name(&self, entry: usize) -> bool {
        let mut plain = self.terms.iter().filter(|known| !known.is_name()).peekable();
        self.language(entry) != self.asked_in
            || plain.peek().is_none()
            || plain.any(|known| self.present(entry, known) >= RELATED)
            || has_a_pronoun(self.asked_in, &self.text(entry).to_lowercase())
    }

    /// Whether the verb of a question for what happened once, or a word for it, stands there: that a lighthouse has been dark
    /// since 1988 does not tell when it was built. Between languages too few words are known for that.
    fn says_what_happened(&self, entry: usize) -> bool {
        let Some(happened) = self.what_happened() else { return true };
        let Some(language) = self.languages.get(&self.asked_in) else { return true };
        let stems = language.stems(&happened);
        if self.language(entry) != self.asked_in {
            // Of a word that has none there, nothing tells.
            let terms = self.terms.iter().zip(&self.asked.terms);
            let mut known = terms.filter(|(_, term)| stems.contains(&term.stem) && !term.related.is_empty());
            return known.all(|(known, _)| self.present(entry, known) >= ACROSS);
        }
        let mut terms =
            self.terms.iter().zip(&self.asked.terms).filter(|(_, term)| stems.contains(&term.stem));
        terms.all(|(known, _)| self.present(entry, known) >= RELATED)
    }

    /// Whether a word for a deed of a question for when somebody did something, or one that may stand for it, stands there.
    fn says_what_was_done(&self, entry: usize) -> bool {
        let Some(language) = self.languages.get(&self.asked_in) else { return true };
        // Between languages too few words are known.
        if self.language(entry) != self.asked_in {
            return true;
        }
        let lower = self.asked.question.to_lowercase();
        let words: Vec<&str> = lower.unicode_words().collect();
        let behind = words.iter().skip(did(language.code(), &words).unwrap_or(words.len()));
        let behind: BTreeSet<String> = behind.filter_map(|word| language.stem(word)).collect();
        let deed = |term: &Term| !term.name && behind.contains(&term.stem) && language.is_deed(&term.stem);
        let terms = self.terms.iter().zip(&self.asked.terms);
        let mut deeds = terms.filter(|(_, term)| deed(term)).peekable();
        // Without another one it may be said in any words: were champions in 1987.
        deeds.peek().is_none()
            || deeds.any(|(known, _)| self.present(entry, known) >= BEFORE)
            || !self.says_another_deed(entry)
    }

    /// Whether the sentence has a word for a deed that says something by itself and is not the question's.
    fn says_another_deed(&self, entry: usize) -> bool {
        let Some(language) = self.languages.get(&self.language(entry)) else { return false };
        let other = |stem: &String| {
            language.is_deed(stem) && !self.asked.stems.contains(stem) && !LIGHT.contains(&stem.as_str())
        };
        self.own_stems(entry).iter().any(other)
    }

    /// The verb of a question for when something happened once: in German the last word of its clause, in English one that ends
    /// like a participle, in French and Spanish what stands behind what it is built with.
    pub(super) fn what_happened(&self) -> Option<String> {
        let lower = self.asked.question.to_lowercase();
        let words: Vec<&str> = lower.unicode_words().collect();
        if WURDE.iter().any(|cue| lower.contains(cue)) {
            // A clause behind a comma has a verb of its own.
            let clause = lower.split(',').next().unwrap_or_default();
            let last = clause.unicode_words().next_back();
            return last.filter(|last| last.ends_with('t') || last.ends_with("en")).map(str::to_owned);
        }
        // To be put into service is no putting.
        let into = words.windows(2).position(|pair| matches!(pair, [verb, "into"] if LIGHT.contains(verb)));
        let noun = |word: &&&str| !["a", "an", "the", "its"].contains(*word);
        let into = into.and_then(|at| words.iter().skip(at + 2).find(noun)).copied();
        if into.is_some() {
            return into.map(str::to_owned);
        }
        let behind = words.windows(2).find_map(|pair| match pair {
            ["se", deed] if SIMPLE_PAST.iter().any(|end| deed.ends_with(end)) => Some(*deed),
            [before, deed] if BEFORE_DEED.contains(before) => Some(*deed),
            _ => None,
        });
        let summer = words.windows(2).any(|pair| matches!(pair, [a, "été"] if !AVOIR.contains(a)));
        let behind = behind.filter(|_| !summer);
        let past = WAS.iter().any(|cue| lower.contains(cue));
        let formed = || words.iter().rfind(|word| past && is_participle(word)).copied();
        behind.or_else(formed).map(str::to_owned)
    }

    /// Whether the sentence has a time of any kind that the question does not have.
    pub(super) fn tells_a_time(&self, entry: usize) -> bool {
        let text = self.text(entry);
        let lower = self.asked.question.to_lowercase();
        let any = !WHICH_YEAR.iter().any(|cue| lower.contains(cue));
        let dated = || {
            !WHICH_DATE.iter().any(|cue| lower.contains(cue))
                || !dates(text).is_empty()
                || !months(text).is_empty()
                || quantities(text).iter().any(|quantity| quantity.unit.0 == DAY)
        };
        let year = || {
            !dates(text).is_empty() || has_a_time_counted_back(text) || !dates(&self.above(entry)).is_empty()
        };
        let row = text.contains(" | ");
        // When it was opened is not told by when it is open.
        let now = || {
            self.what_happened().is_some() && dates(text).is_empty() && is_so_now(self.language(entry), text)
        };
        row || !now() && self.has_a_time(entry, text) && (any || year()) && dated()
    }

    /// Whether the text, a sentence or a part of it, has one.
    pub(super) fn has_a_time(&self, entry: usize, text: &str) -> bool {
        let language = || self.languages.get(&self.language(entry));
        let named =
            || language().is_some_and(|language| !calendar(language, text).is_subset(&self.asked.stems));
        // What happened once did so at a time, and neither for one nor on some days.
        let once = self.what_happened().is_some();
        let lasts = |quantity: &Quantity| {
            TIMES.contains(&quantity.unit.0.as_str()) && (!once || is_counted_back(text))
        };
        let timed = |quantity: &Quantity| quantity.moment.is_some() || lasts(quantity);
        !dates(text).is_empty()
            || quantities(text).iter().any(timed)
            || Expected::has_time_word(text, |word| {
                self.asked.has_word(word) || once && ANY_DAY.contains(&word)
            }) && !is_pace(text)
            || named()
            || is_of_another_era(text)
            || !once && comes_back(text)
            || self.asked.units == ANY_TIME && happens_when(text)
    }
}

/// Where the words stand, in lower case, among which is what somebody did.
fn did(code: LanguageCode, words: &[&str]) -> Option<usize> {
    let past = |word: &&str| SIMPLE_PAST.iter().any(|end| word.ends_with(end));
    match code {
        LanguageCode::English => words.iter().position(|word| *word == "did").map(|at| at + 1),
        LanguageCode::German => words.iter().position(|word| HAT.contains(word)).map(|at| at + 1),
        LanguageCode::French => words.windows(2).position(|pair| matches!(pair, ["t", "il" | "elle"])),
        LanguageCode::Spanish => words.iter().position(past),
    }
}

/// Whether the word, in lower case, is an English participle by its form; a bed is none.
pub(super) fn is_participle(word: &str) -> bool {
    ends_like_a_participle(word) || PARTICIPLES.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_participle_is_told_by_its_form_and_a_shed_is_none() {
        assert!(["opened", "built", "raised"].into_iter().all(is_participle));
        assert!(!["shed", "bed", "building"].into_iter().any(is_participle));
    }
}
