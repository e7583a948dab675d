//! Whether the evidence found is enough to say that the documents speak to a question; ranks nothing.

use std::collections::BTreeSet;

use super::evidence::{Evidence, PROMOTED};
use super::kinds::TIMES;
use super::least::Least;
use super::question::SubQuestion;
use crate::language::{has_free_entry, is_free, is_people_stem};
use crate::quantities::{Quantity, dates, quantities};
use crate::reading::folder;

/// What stands before whoever did something.
const BY: [&str; 4] = ["by", "von", "par", "por"];
/// Share of the question's weight that must meet in one place, in its own words, for the question to count as answered.
const ANSWERED: f32 = 0.38;
/// Share of the best sentence's score that another one must have: where the sentence that is nearest to the question does not
/// answer it, one that shares much less of it answers something else.
const NEAREST: f32 = 0.5;
/// Share that must stand in the sentence itself where an amount is asked for.
const OWN: f32 = 0.2;
/// Shares of all its words, of those that are no names, and of the names, that must meet there where other words may stand for
/// them.
const MEANT: f32 = 0.9;
const MEANT_TOPIC: f32 = 0.85;
const MEANT_NAMES: f32 = 0.85;
/// Share of the words that are neither names nor for a price that must meet in the sentence itself, in its words or in others.
const MEANT_HERE: f32 = 0.5;
/// What a word counts that stands in the sentence, over it, or in the one before.
const NEARBY: f32 = 0.6;
/// Share of the names, as far as any document has them, that the documents of one folder must have to be about them.
const ABOUT: f32 = 0.5;

impl Evidence<'_> {
    /// Whether the evidence is enough to say that the documents speak to the sub-question: for the question itself,
    /// most of its weight must meet in one place, for the year that it names, in the form that it asks for.
    pub(super) fn is_answered(&self, sub: &SubQuestion, found: &[(usize, f32)]) -> bool {
        if !sub.whole {
            return !found.is_empty();
        }
        let stems = sub.subjects.first().map(Vec::as_slice).unwrap_or_default();
        let spoken_of = |(entry, _): &&(usize, f32)| self.is_in_time(*entry, sub) && self.is_about(*entry);
        let found: Vec<&(usize, f32)> = found.iter().take(PROMOTED).filter(spoken_of).collect();
        let least = found.first().map_or(0.0, |(_, best)| best * NEAREST);
        let enough = |entry: usize| {
            let text = self.text(entry);
            // Of what costs nothing no number tells that it is what the question means.
            let free = || self.says_that_it_is_free(text) && self.share(entry).here >= MEANT_HERE;
            (!sub.expected.amount || sub.expected.has_amount(text) || free())
                && self.is_of_kind(entry)
                && self.tells(entry, sub)
                && self.says_enough(entry, sub, stems)
        };
        found.iter().filter(|(_, score)| *score >= least).any(|(entry, _)| enough(*entry))
    }

    /// Whether the sentence, or what stands over it, is of a year that the question names.
    fn is_in_time(&self, entry: usize, sub: &SubQuestion) -> bool {
        let above = || sub.expected.names_year(&self.above(entry));
        sub.expected.years.is_empty()
            || sub.expected.names_year(self.text(entry)).or_else(above) == Some(true)
    }

    /// Whether the sentence tells what is asked for: the attribute in its units, the things that are counted, somebody.
    fn is_of_kind(&self, entry: usize) -> bool {
        let (asked, text) = (&self.asked, self.text(entry));
        let row = text.contains(" | ");
        let own: BTreeSet<String> = self.own_stems(entry).into_iter().collect();
        if asked.who {
            return self.names_somebody(text, &own);
        }
        if !asked.counted.is_empty() && asked.unit.is_none() {
            return self.says_what_is_counted(entry);
        }
        let given = quantities(text);
        // How old something is follows from when it began, too.
        if asked.units == TIMES {
            let time =
                |quantity: &Quantity| quantity.unit.0.is_empty() || TIMES.contains(&quantity.unit.0.as_str());
            return given.iter().any(time) || asked.age && !dates(text).is_empty();
        }
        let unit = |quantity: &Quantity| asked.fits(&quantity.unit.0) != Some(false);
        let fits =
            asked.fits("").is_none() || row || given.iter().any(unit) || self.says_that_it_is_free(text);
        fits && (row || !asked.is_of_another(&own))
    }

    /// Whether a price is asked for and the sentence tells that there is none.
    fn says_that_it_is_free(&self, text: &str) -> bool {
        let mut words = text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
        self.asked.is_money() && (words.any(|word| is_free(&word)) || has_free_entry(text))
    }

    /// Whether what is counted stands there; where it is called otherwise, with something else that is asked about it.
    fn says_what_is_counted(&self, entry: usize) -> bool {
        let counted = &self.asked.counted;
        let known = || self.terms.iter().zip(&self.asked.terms).filter(|(known, _)| !known.is_name());
        let mut others = known().filter(|(_, term)| !counted.contains(&term.stem)).peekable();
        let own = |stem: &String| is_people_stem(stem) || self.index.contains(entry, stem);
        counted.iter().any(own)
            || counted.iter().any(|stem| self.says(entry, stem))
                && (others.peek().is_none() || others.any(|(known, _)| self.present(entry, known) >= NEARBY))
    }

    /// Whether what the question names stands in the sentence's document or in another one of its folder: what lies together
    /// is about one thing. A name that no document has tells nothing.
    fn is_about(&self, entry: usize) -> bool {
        let Some(folder) = self.source(entry).map(|source| folder(&source.path)) else { return false };
        let (mut all, mut present) = (0.0, 0.0);
        for name in self.terms.iter().filter(|term| term.is_name()) {
            let mut places = self.folders_with(name).peekable();
            if places.peek().is_some() {
                all += name.weight();
                present += if places.any(|place| place == folder) { name.weight() } else { 0.0 };
            }
        }
        present >= ABOUT * all
    }

    /// Whether what is asked about stands there, with a name that the question does not have, or with what points at one.
    fn names_somebody(&self, text: &str, own: &BTreeSet<String>) -> bool {
        let plain = &self.asked.plain;
        let all: f32 = plain.iter().map(|stem| self.index.idf(stem)).sum();
        let present: f32 = plain.intersection(own).map(|stem| self.index.idf(stem)).sum();
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let words: Vec<&str> = words.collect();
        let new = |word: &&&str| word.starts_with(char::is_uppercase) && !self.asked.has_word(word);
        let name = words.iter().skip(1).any(|word| new(&word));
        let by = words.iter().any(|word| BY.contains(&word.to_lowercase().as_str()));
        present * 2.0 >= all && (by || name)
    }

    /// Whether enough of the question meets there, by what it asks for.
    fn says_enough(&self, entry: usize, sub: &SubQuestion, stems: &[String]) -> bool {
        match Least::of(&self.asked, self.naming.as_ref(), sub.expected.amount) {
            Some(least) => {
                let share = self.share(entry);
                share.all >= least.all
                    && share.names >= least.names
                    && share.here >= least.here
                    && self.coverage(entry, stems, &sub.soft) >= least.covered
                    && self.own_share(entry, stems) >= least.own
            }
            None => self.has_its_words(entry, sub, stems) || self.means_it(entry),
        }
    }

    /// Whether most of the question's own words meet there. An amount of something else in the right document is no answer.
    fn has_its_words(&self, entry: usize, sub: &SubQuestion, stems: &[String]) -> bool {
        self.coverage(entry, stems, &sub.soft) >= ANSWERED
            && (!sub.expected.amount || self.names_a_topic(entry, stems))
    }

    /// Whether nearly all of it meets there, in its words or in others.
    fn means_it(&self, entry: usize) -> bool {
        let share = self.share(entry);
        let whole = share.all >= MEANT && share.plain >= MEANT_TOPIC;
        share.names >= MEANT_NAMES && (whole || !self.asked.is_money() && share.here >= MEANT_HERE)
    }

    /// Whether the sentence itself has enough of the question, and a topic of it nearly whole: half of a compound is
    /// another thing (a season is no season ticket).
    fn names_a_topic(&self, entry: usize, stems: &[String]) -> bool {
        let own = self.own_stems(entry);
        // A price, a depth or an age alone is no topic: all sorts of things have one.
        let asked = &self.asked;
        let attribute = |stem: &String| {
            asked.attribute.is_some_and(|attribute| attribute == stem) || !asked.stems.contains(stem)
        };
        let empty = |topic: &&Vec<String>| {
            topic.iter().all(|stem| stem.starts_with(char::is_numeric) || attribute(stem))
        };
        // Nor is the name of what has it, with what that is: what is asked about it must be said.
        let named = |stem: &String| {
            !asked.plain.contains(stem) || asked.named_pairs.iter().any(|(thing, _)| thing == stem)
        };
        let all: Vec<&Vec<String>> = self.topics.iter().filter(|topic| !empty(topic)).collect();
        let about: Vec<&Vec<String>> = all.iter().copied().filter(|topic| !topic.iter().any(named)).collect();
        let mut whole = if about.is_empty() { all } else { about }.into_iter().map(|topic| {
            let named = topic.iter().filter(|stem| own.contains(stem)).count();
            named * 3 >= topic.len() * 2
        });
        self.own_share(entry, stems) >= OWN && whole.any(|whole| whole)
    }

    /// Share of the question's weight that stands in the sentence itself.
    fn own_share(&self, entry: usize, stems: &[String]) -> f32 {
        let own = self.own_stems(entry);
        let all: f32 = stems.iter().map(|stem| self.index.idf(stem)).sum();
        let present = stems.iter().filter(|stem| own.contains(stem)).map(|stem| self.index.idf(stem));
        if all > 0.0 { present.sum::<f32>() / all } else { 0.0 }
    }
}
