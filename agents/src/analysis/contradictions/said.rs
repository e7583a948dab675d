//! Which statements answer a question with yes and which with no; compares no values.

use std::collections::BTreeSet;

use super::Compared;
use super::units::unit_stems;
use crate::analysis::polarity::{Polarity, opposed_words, polarity};
use crate::analysis::statement::Statement;
use crate::language::LanguageCode;
use crate::language::clauses::clauses;

/// Words that say of what follows them that it is not there, or not meant.
const LACKING: [&str; 30] = [
    "without",
    "lacks",
    "lack",
    "lacking",
    "lacked",
    "except",
    "excepting",
    "ohne",
    "außer",
    "ausgenommen",
    "abgesehen",
    "mangels",
    "fehlt",
    "fehlen",
    "fehlte",
    "entbehrt",
    "sans",
    "sauf",
    "hormis",
    "excepté",
    "manque",
    "manquent",
    "dépourvu",
    "dépourvue",
    "sin",
    "excepto",
    "salvo",
    "carece",
    "carecen",
    "exceptuando",
];
/// Words that follow such a word within which it speaks of what is asked about.
const LACKED_WITHIN: usize = 5;
/// Phrases that hold for each day, season and place.
const ALWAYS: [&str; 26] = [
    "every day",
    "each day",
    "daily",
    "all year",
    "all the year",
    "year-round",
    "at any time",
    "seven days a week",
    "throughout the year",
    "täglich",
    "jeden tag",
    "an allen tagen",
    "ganzjährig",
    "das ganze jahr",
    "jederzeit",
    "tous les jours",
    "chaque jour",
    "toute l'année",
    "en tout temps",
    "todos los días",
    "cada día",
    "a diario",
    "diariamente",
    "todo el año",
    "en todo momento",
    "sin excepción",
];

impl Compared<'_> {
    /// Statements that answer a question with yes or no, each with what its clause about that says.
    pub(super) fn said(&self, statements: &[Statement<'_>]) -> Vec<(usize, Polarity)> {
        if !self.asked.yes_no && !self.asked.open {
            return Vec::new();
        }
        let rated = statements.iter().enumerate().filter_map(|(number, statement)| {
            let mut also = self.holds_always(statement);
            // Of opposites the statement has the one or the other.
            let opposed = opposed_words(&self.asking_words, &statement.bare);
            also.extend(opposed.flat_map(|word| self.language.stems(word)));
            // What is counted is named too: six hens are allowed.
            also.extend(statement.quantities.iter().flat_map(|own| unit_stems(self.language, own)));
            let covered = self.answers(statement, &also).filter(|_| self.does(statement, &also))?;
            Some((number, covered, statement.relevance, statement.citation.source.to_string()))
        });
        let best = self.best(rated);
        best.into_iter()
            .filter_map(|number| Some((number, self.says_of_what_is_asked(statements.get(number)?))))
            .collect()
    }

    /// Days, months and seasons of the question for a statement that holds on all of them.
    fn holds_always(&self, statement: &Statement<'_>) -> BTreeSet<String> {
        let lower = statement.bare.to_lowercase().replace('\u{2019}', "'");
        if !ALWAYS.iter().any(|phrase| lower.contains(phrase)) {
            return BTreeSet::new();
        }
        self.calendar.clone()
    }

    /// What the clause says that has most of the question.
    fn says_of_what_is_asked(&self, statement: &Statement<'_>) -> Polarity {
        let mut best: Option<(f64, Polarity)> = None;
        for clause in clauses(&statement.bare) {
            let mut said = polarity(&clause).opposed_as(polarity(&self.predicates(&clause)));
            said.denies ^= self.lacks(&clause);
            let stems: BTreeSet<String> = self.language.stems(&said.rest).into_iter().collect();
            let own = self.weights.sum(stems.intersection(&self.asked.stems));
            if best.as_ref().is_none_or(|(most, _)| own > *most) {
                best = Some((own, said));
            }
        }
        best.map_or_else(Polarity::default, |(_, said)| said)
    }

    /// The clause without the words beside what is asked about: an indoor and an outdoor pool are two things, and no denial.
    fn predicates(&self, clause: &str) -> String {
        let words: Vec<&str> = clause.split_whitespace().collect();
        let asked = |at: Option<usize>| {
            let word = at.and_then(|at| words.get(at));
            word.is_some_and(|word| {
                self.language.stems(word).iter().any(|stem| self.asked.stems.contains(stem))
            })
        };
        let apart = |at: &usize| !asked(at.checked_sub(1)) && !asked(at.checked_add(1));
        (0..words.len()).filter(apart).filter_map(|at| words.get(at).copied()).collect::<Vec<_>>().join(" ")
    }

    /// Whether the clause says that what is asked about is lacking or excepted: with a word that the question has not.
    fn lacks(&self, clause: &str) -> bool {
        let words: Vec<&str> =
            clause.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let asked = |word: &&str| {
            self.language.stems(word).iter().any(|stem| {
                self.asked.plain.contains(stem)
                    || self.language.code() == LanguageCode::German && self.asked.stems.contains(stem)
            })
        };
        words.iter().enumerate().any(|(at, word)| {
            LACKING.contains(&word.to_lowercase().as_str())
                && !self.asked.has_word(word)
                && words.iter().skip(at + 1).take(LACKED_WITHIN).any(asked)
        })
    }

    /// Whether one of two answers says what the other denies, whatever opposites the question uses.
    pub(super) fn is_contrary(&self, a: &Polarity, b: &Polarity) -> bool {
        let asked = &self.asking;
        let to_the_question = a.denies_against(asked) != b.denies_against(asked);
        let apart_from_it = a.is_opposed_to(b) && !a.is_opposed_to(asked) && !b.is_opposed_to(asked);
        to_the_question ^ apart_from_it
    }
}
