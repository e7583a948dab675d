//! Which statements answer the question, and with what; compares nothing. Writers put one thing in quite different words: what
//! they have in common is the question.

use std::collections::{BTreeMap, BTreeSet};

use super::Compared;
use crate::analysis::statement::Statement;
use crate::language::LanguageCode;
use crate::quantities::Date;
use crate::research::asked::named_pairs;
use crate::research::terms::RELATED;

/// Share of the question's weight that must stand in an answer, its heading or its title.
const COVERED: f64 = 0.55;
/// The same of a row, which has no verb, and of another language, of which few words are known to mean the same.
const TERSE_COVERED: f64 = 0.3;
/// What a word counts that stands elsewhere in the document.
const AROUND: f64 = 0.5;
/// What a name counts there.
const NAME_AROUND: f64 = 0.8;
/// Relevance, in percent, below which a statement is no answer whatever it shares.
const NEAR: u8 = 5;
/// What a name before the thing that is asked about takes from an answer: the railway bridge is another one.
pub(super) const OTHER_THING: f64 = 0.3;
/// Share of what is asked about that must be there where other words may stand for it.
const MEANT: f64 = 0.6;

/// Which of the statements (by number) answers for each document.
pub(super) type Answers = BTreeSet<usize>;

/// How a word of a name stands behind another word: with its capital, or as a common noun of another thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Qualified {
    AsName,
    AsNoun,
}

impl Compared<'_> {
    /// Share of the question's weight that the statement accounts for: as the researcher saw it, who knows the whole
    /// document, or, if that is more, counted again among the quotes, with what the researcher can't know: which words the
    /// answer that was read from the statement stands for (`also`).
    fn covered(&self, statement: &Statement<'_>, also: &BTreeSet<String>) -> f64 {
        let around = self.around.get(&statement.citation.source);
        let (mut present, mut all) = (0.0, 0.0);
        for term in &self.asked.terms {
            let here = |stem: &String| {
                statement.stems.contains(stem) || statement.above.contains(stem) || also.contains(stem)
            };
            let near = |stem: &String| around.is_some_and(|around| around.contains(stem));
            let counts = if here(&term.stem) {
                1.0
            } else if term.related.keys().any(here) {
                f64::from(RELATED)
            } else if near(&term.stem) {
                if term.name { NAME_AROUND } else { AROUND }
            } else {
                0.0
            };
            let weight = self.weights.of_term(term);
            present += weight * counts;
            all += weight;
        }
        let own = if all > 0.0 { present / all } else { 0.0 };
        own.max(f64::from(statement.covered) / 100.0)
    }

    /// Whether the statement says something of what is asked about, and not only of the thing that is named.
    fn says_something(&self, statement: &Statement<'_>, also: &BTreeSet<String>) -> bool {
        let here = |stem: &String| statement.stems.contains(stem) || also.contains(stem);
        // That something has a price says nothing of what has it.
        let mut plain = self.asked.terms.iter().filter(|term| !term.name && !term.price).peekable();
        plain.peek().is_none()
            || statement.foreign
            || plain.any(|term| here(&term.stem) || term.related.keys().any(here))
    }

    pub(super) fn answers(&self, statement: &Statement<'_>, also: &BTreeSet<String>) -> Option<f64> {
        let covered = self.covered(statement, also);
        let terse = statement.labels.is_some() || statement.foreign;
        let least = if terse { TERSE_COVERED } else { COVERED };
        let named = |stem: &String| {
            statement.stems.contains(stem)
                || statement.above.contains(stem)
                || self.around.get(&statement.citation.source).is_some_and(|around| around.contains(stem))
        };
        // The little that is known of it must have a name in common, and answers nothing that nobody else answers.
        let unnamed = || self.asked.names().next().is_some() && !self.asked.names().any(named);
        if statement.foreign && (!self.answered || unnamed()) {
            return None;
        }
        let near = statement.relevance >= NEAR
            && covered >= least
            && !self.is_of_other_thing(statement)
            && self.says_something(statement, also);
        (near && self.in_time(statement)).then_some(covered)
    }

    /// Whether the statement may be of a year that the question names.
    fn in_time(&self, statement: &Statement<'_>) -> bool {
        let years = &self.asked.years;
        let of = |dates: &[Date]| {
            dates.iter().any(|date| years.iter().any(|year| (date.year..=date.until).contains(year)))
        };
        let (own, above) = (&statement.dates, &statement.times_above);
        years.is_empty() || of(own) || own.is_empty() && (above.is_empty() || of(above))
    }

    /// The best of each document.
    pub(super) fn best(&self, rated: impl Iterator<Item = (usize, f64, u8, String)>) -> Answers {
        let mut best: BTreeMap<String, (usize, f64, u8)> = BTreeMap::new();
        for (number, covered, relevance, source) in rated {
            let slot = best.entry(source).or_insert((number, covered, relevance));
            if (covered, relevance) > (slot.1, slot.2) {
                *slot = (number, covered, relevance);
            }
        }
        best.into_values().map(|(number, ..)| number).collect()
    }

    /// Whether what carries a name in the question carries another one here: Lime School for Oak School, Hotel Sol for
    /// Hotel Mar.
    pub(super) fn says_other_thing(&self, statement: &Statement<'_>) -> bool {
        let asked = &self.asked;
        if asked.named_pairs.is_empty() {
            return false;
        }
        let here = named_pairs(self.language, &statement.bare);
        let same = |pair: &(String, String)| asked.named_pairs.contains(pair);
        // German writes all nouns with a capital: one that is a known word is no name.
        let german = self.language.code() == LanguageCode::German;
        let is_known = |name: &str| german && self.language.knows(name);
        !here.iter().any(same)
            && here.iter().any(|(thing, name)| {
                !asked.stems.contains(name)
                    && !is_known(name)
                    && asked.named_pairs.iter().any(|(other, _)| other == thing)
            })
            || self.has_other_name(statement)
    }

    /// Whether and how a word of a name in the question follows another word than there: railway bridge for Penhallow Bridge.
    pub(super) fn is_qualified(&self, statement: &Statement<'_>) -> Option<Qualified> {
        let named = |stem: &String| self.asked.stems.contains(stem) && !self.asked.plain.contains(stem);
        let words: Vec<&str> = statement.bare.split(' ').filter(|_| statement.labels.is_none()).collect();
        let found = words.windows(2).filter_map(|pair| {
            let [before, word] = pair else { return None };
            let (before, stems) = (self.language.stems(before), self.language.stems(word));
            let qualified = stems.first().is_some_and(named)
                && before.first().is_some_and(|stem| !self.asked.stems.contains(stem));
            let small = word.starts_with(char::is_lowercase);
            qualified.then_some(if small { Qualified::AsNoun } else { Qualified::AsName })
        });
        found.max()
    }

    /// Whether most of what is asked about stands in the statement itself.
    pub(super) fn does(&self, statement: &Statement<'_>, also: &BTreeSet<String>) -> bool {
        let has = |stem: &String| statement.stems.contains(stem) || also.contains(stem);
        let plain = &self.asked.plain;
        let own =
            self.weights.sum(plain.iter().filter(|stem| has(stem))) * 2.0 >= self.weights.sum(plain.iter());
        own || self.means(has)
    }

    /// Whether most of what is asked about is there in its own words or in those that may stand for them.
    fn means(&self, has: impl Fn(&String) -> bool) -> bool {
        let (mut present, mut all) = (0.0, 0.0);
        for term in self.asked.terms.iter().filter(|term| self.asked.plain.contains(&term.stem)) {
            let weight = self.weights.of_term(term);
            all += weight;
            if has(&term.stem) {
                present += weight;
            } else if term.related.keys().any(&has) {
                present += weight * f64::from(RELATED);
            }
        }
        self.asked.plain.iter().any(&has) && all > 0.0 && present >= all * MEANT
    }
}
