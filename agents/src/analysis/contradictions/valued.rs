//! Which values tell what the question asks for; compares none of them.

use std::collections::BTreeSet;

use super::Compared;
use super::answers::{Answers, OTHER_THING, Qualified};
use super::units::unit_stems;
use crate::analysis::statement::Statement;
use crate::language::is_people;
use crate::quantities::Quantity;

/// Words of the question beside a bare number that show it to be what is asked for.
const BESIDE: usize = 2;
/// What a value counts more whose own unit is what is counted.
const BY_UNIT: f64 = 0.3;

/// A value with the statement that gives it, and the stems of the words beside it.
pub(super) struct Told<'a> {
    pub(super) statement: &'a Statement<'a>,
    pub(super) quantity: &'a Quantity,
    pub(super) near: BTreeSet<String>,
}

impl Compared<'_> {
    /// Of the values (by number), for each document the one that tells what is asked for.
    pub(super) fn valued(&self, values: &[Told<'_>]) -> Answers {
        let rated = values.iter().enumerate().filter_map(|(number, told)| {
            let (statement, own) = (told.statement, unit_stems(self.language, told.quantity));
            let also = self.stands_for(told, &own);
            let covered = self
                .answers(statement, &also)
                .filter(|_| self.is_of_kind(told, &own) && self.bears(statement, &also))?;
            let counts = self.asked.counted.iter().any(|noun| own.contains(noun));
            let rank = covered + self.beside(told) + if counts { BY_UNIT } else { 0.0 };
            Some((number, rank, statement.relevance, statement.citation.source.to_string()))
        });
        self.best(rated)
    }

    /// Whether it is of the kind of value that is asked for. `own` are the stems of its unit.
    fn is_of_kind(&self, told: &Told<'_>, own: &BTreeSet<String>) -> bool {
        let Told { statement, quantity, near } = told;
        let unit = &quantity.unit;
        let counted = &self.asked.counted;
        if let Some(fits) = self.asked.fits(&unit.0) {
            return fits && !self.asked.is_of_another(&statement.stems);
        }
        if unit.0.is_empty() || statement.labels.is_some() && counted.is_empty() {
            return near.intersection(&self.asked.stems).count() >= BESIDE
                || counted.iter().any(|noun| self.is_called(noun, |stem| near.contains(stem)));
        }
        is_people(&unit.0)
            || unit.is_measure()
                && counted
                    .first()
                    .is_some_and(|noun| self.is_called(noun, |stem| statement.stems.contains(stem)))
            || counted
                .iter()
                .any(|noun| self.is_called(noun, |stem| own.contains(stem)) || is_counted(noun, told))
    }

    /// Stems of the question for which the value itself stands, whatever its sentence says.
    fn stands_for(&self, told: &Told<'_>, own: &BTreeSet<String>) -> BTreeSet<String> {
        let asked = &self.asked;
        let unit = &told.quantity.unit.0;
        let mut also = own.clone();
        if is_people(unit) {
            let named = |noun: &&String| told.statement.stems.contains(*noun);
            also.extend(asked.counted.iter().filter(named).cloned());
        }
        let in_unit = asked.unit.as_deref() == Some(unit);
        also.extend(asked.counted.first().filter(|_| in_unit).cloned());
        also.extend(asked.attribute.filter(|_| !asked.named).map(str::to_owned));
        also
    }

    /// Of several values of one sentence, the one beside the question's words is meant: the share of them that stands there,
    /// less where the sentence tells of another thing.
    fn beside(&self, told: &Told<'_>) -> f64 {
        let asked = &self.asked.stems;
        let near = self.weights.sum(told.near.intersection(asked));
        let beside = near / self.weights.sum(asked.iter()).max(f64::MIN_POSITIVE);
        match self.is_qualified(told.statement) {
            Some(Qualified::AsNoun) => -OTHER_THING,
            Some(Qualified::AsName) => beside - OTHER_THING,
            None => beside,
        }
    }

    /// Whether the noun of the question, or one that may stand for it, is one of these stems.
    fn is_called(&self, noun: &str, is: impl Fn(&str) -> bool) -> bool {
        is(noun) || self.asked.related(noun).any(|stem| is(stem))
    }

    /// Whether both units are nouns that may stand for the one that is counted.
    pub(super) fn both_are_counted(&self, units: [&String; 2]) -> bool {
        // A number may stand alone, with the noun further on: eleven of our engineers.
        let counted =
            |unit: &String| self.asked.counted.iter().any(|noun| self.is_called(noun, |stem| stem == unit));
        units.into_iter().all(|unit| unit.is_empty() || counted(unit))
    }
}

/// Whether the value counts the noun although its own unit is another word: the noun stands beside it.
fn is_counted(noun: &str, told: &Told<'_>) -> bool {
    (told.statement.labels.is_some() || told.quantity.unit.0 == "%") && told.near.contains(noun)
}
