//! Claims of different values for the same thing at the same time; compares no denials.

use std::collections::BTreeSet;

use super::cases::Case;
use super::compatible::{compatible, is_time, same_pace};
use super::times::differ;
use super::units::told_unit;
use super::valued::Told;
use super::{Compared, SUBJECT_WORDS, add, comparable};
use crate::analysis::facts::{Contradiction, ContradictionKind, Side};
use crate::analysis::statement::{Statement, shared_words};
use crate::language::{Language, is_people};
use crate::quantities::{Date, Quantity};

/// Shared weight of subject words, of the smaller statement, from which on two statements have the same subject.
const SAME_SUBJECT: f64 = 0.6;
/// The same, of both statements together.
const SAME_SUBJECT_OF_BOTH: f64 = 0.3;
/// Relevance for the question, in percent, from which on two quotes that share words of it answer the same question.
const ANSWERS: u8 = 30;
/// Words beside both values that show them to be of one thing where no year does.
const ALIKE_WORDS: usize = 2;
/// Words on either side of a value that tell it from other values of the same sentence.
const NEAR_WORDS: usize = 5;

/// A quantity with the statement that gives it.
#[derive(Clone)]
struct Claim<'a> {
    statement: &'a Statement<'a>,
    quantity: &'a Quantity,
    /// What it is told for.
    case: Case<'a>,
    /// Stems of the words beside it.
    near: Vec<String>,
    /// What its unit counts or measures, whatever it is for.
    unit: String,
    /// Whether it is its document's answer to the question.
    answers: bool,
}

impl Compared<'_> {
    pub(super) fn values(&self, statements: &[Statement<'_>]) -> Vec<Contradiction> {
        let claims = self.claims(statements);
        let mut used = vec![false; claims.len()];
        let mut out = Vec::new();
        for (at, first) in claims.iter().enumerate() {
            let free = |at: usize| !used.get(at).copied().unwrap_or(true);
            if !free(at) {
                continue;
            }
            let others = claims.iter().enumerate().skip(at + 1);
            let alike = others.filter(|(other, claim)| free(*other) && self.same_question(first, claim));
            let group: Vec<(usize, &Claim<'_>)> = std::iter::once((at, first)).chain(alike).collect();
            let sides = sides(&group);
            if sides.len() < 2 {
                continue;
            }
            for (at, _) in &group {
                if let Some(slot) = used.get_mut(*at) {
                    *slot = true;
                }
            }
            out.extend(self.value(first, &group, sides));
        }
        out
    }

    /// All values, with which of them answer the question.
    fn claims<'a>(&self, statements: &'a [Statement<'a>]) -> Vec<Claim<'a>> {
        let told =
            |claim: &Claim<'_>| !claim.case.denied && (!claim.case.spent || self.asks_how_time_is_spent());
        let given = statements.iter().flat_map(|statement| {
            statement.quantities.iter().map(move |quantity| Claim {
                statement,
                quantity,
                case: Case::of(self.language, statement, quantity),
                near: near(self.language, statement, quantity),
                unit: told_unit(self.language, quantity),
                answers: false,
            })
        });
        let mut claims: Vec<Claim<'_>> = given.filter(told).collect();
        let told = |claim: &Claim<'a>| Told {
            statement: claim.statement,
            quantity: claim.quantity,
            near: claim.near.iter().cloned().collect(),
        };
        let answers = self.valued(&claims.iter().map(told).collect::<Vec<_>>());
        for (number, claim) in claims.iter_mut().enumerate() {
            claim.answers = answers.contains(&number);
        }
        claims
    }

    fn value(
        &self,
        first: &Claim<'_>,
        group: &[(usize, &Claim<'_>)],
        sides: Vec<Side>,
    ) -> Option<Contradiction> {
        let other = group.iter().find(|(_, claim)| !compatible(first.quantity, claim.quantity))?.1;
        Some(Contradiction {
            id: String::new(),
            kind: ContradictionKind::Value,
            subject: shared_words(self.language, first.statement, other.statement, SUBJECT_WORDS),
            unit: first.quantity.unit.0.clone(),
            year: first.quantity.date.as_ref().map(ToString::to_string),
            sides,
        })
    }

    /// Whether two claims of different documents answer the same question, whatever they answer.
    fn same_question(&self, a: &Claim<'_>, b: &Claim<'_>) -> bool {
        let (left, right) = (a.quantity, b.quantity);
        let same_subject = || match (&left.date, &right.date) {
            (Some(left), Some(right)) => left.same_time(right) && self.same_subject_or_answer(a, b),
            (None, None) => self.same_subject_or_answer(a, b) || self.put_alike(a, b),
            (Some(date), None) => may_hold(date, b.statement) && self.put_alike(a, b),
            (None, Some(date)) => may_hold(date, a.statement) && self.put_alike(a, b),
        };
        (comparable(a.statement, b.statement)
            || a.answers && b.answers && self.are_comparable(a.statement, b.statement))
            && self.is_elsewhere(a.statement) == self.is_elsewhere(b.statement)
            && self.is_of_other_thing(a.statement) == self.is_of_other_thing(b.statement)
            // Of another language, too little is known to be about a question that nobody answers.
            && (self.answered || !a.statement.foreign && !b.statement.foreign)
            && (!left.unit.0.is_empty() || a.answers && b.answers)
            && (left.change, left.planned) == (right.change, right.planned)
            && self.same_unit(a, b)
            && !a.case.is_apart(&b.case, a.statement, b.statement)
            && !agrees_elsewhere(a, b)
            && one_moment(left, right)
            && (self.both_are_asked_for(a, b)
                || left.moment.is_none() && same_subject() && same_place(a, b))
    }

    /// Whether both values are what the question asks for, each by its own document, of no different time.
    fn both_are_asked_for(&self, a: &Claim<'_>, b: &Claim<'_>) -> bool {
        let one_time = match (&a.quantity.date, &b.quantity.date) {
            (Some(left), Some(right)) => !differ(left, right),
            (Some(date), None) => may_hold(date, b.statement),
            (None, Some(date)) => may_hold(date, a.statement),
            (None, None) => true,
        };
        let one_row = match (&a.statement.labels, &b.statement.labels) {
            (Some(row), None) => names_all(row, b.statement),
            (None, Some(row)) => names_all(row, a.statement),
            (Some(left), Some(right)) => left == right,
            (None, None) => true,
        };
        a.answers && b.answers && one_time && one_row
    }

    /// People of a kind may be called people by one and by their kind by the other, who is asked.
    fn same_unit(&self, a: &Claim<'_>, b: &Claim<'_>) -> bool {
        let people = is_people(&a.quantity.unit.0) || is_people(&b.quantity.unit.0);
        let row = a.statement.labels.is_some() != b.statement.labels.is_some();
        let (left, right) = (&a.unit, &b.unit);
        let counted = || a.answers && b.answers && self.both_are_counted([left, right]);
        let same = left == right || is_time(left) && is_time(right) || counted();
        (same || (people || row) && a.answers && b.answers) && same_pace(a.quantity, b.quantity)
    }

    /// Statements of one subject; a row is about what its cells name, and that must stand in the other one.
    fn same_subject_or_answer(&self, a: &Claim<'_>, b: &Claim<'_>) -> bool {
        match (a.statement.labels.as_ref(), b.statement.labels.as_ref()) {
            (Some(row), None) => self.row_is_of(row, a, b),
            (None, Some(row)) => self.row_is_of(row, b, a),
            (Some(left), Some(right)) if left != right => false,
            (Some(_), Some(_)) | (None, None) => {
                self.same_subject(a.statement, b.statement, SAME_SUBJECT, SAME_SUBJECT_OF_BOTH)
                    || self.both_answer(a, b)
            }
        }
    }

    /// Whether the sentence is near the question and names all that the row's cells name. A row without such cells must
    /// be near the question itself.
    fn row_is_of(&self, cells: &BTreeSet<String>, row: &Claim<'_>, other: &Claim<'_>) -> bool {
        let sentence = other.statement;
        names_all(cells, sentence)
            && sentence.relevance >= ANSWERS
            && (!cells.is_empty() || self.both_answer(row, other))
    }

    /// Two near answers whose values stand beside the same words: without a year in common, less proves no one subject.
    fn put_alike(&self, a: &Claim<'_>, b: &Claim<'_>) -> bool {
        let shared: BTreeSet<&String> = a.near.iter().filter(|stem| b.near.contains(stem)).collect();
        let told = |claim: &Claim<'_>| claim.statement.labels.is_none();
        told(a)
            && told(b)
            && a.statement.relevance.min(b.statement.relevance) >= ANSWERS
            && shared.len() >= ALIKE_WORDS
            && self
                .question
                .iter()
                .any(|stem| a.statement.stems.contains(stem) && b.statement.stems.contains(stem))
    }

    /// Two near answers to the question for the same time that share a word of it, and one of their own.
    fn both_answer(&self, a: &Claim<'_>, b: &Claim<'_>) -> bool {
        let (both, _) = self.of_question(a.statement, b.statement);
        a.quantity.date.is_some()
            && a.statement.relevance.min(b.statement.relevance) >= ANSWERS
            && both >= 1
            && a.statement.stems.intersection(&b.statement.stems).next().is_some()
    }
}

/// Whether both are amounts, or both times that come back of which one has no year: dates are compared as such.
fn one_moment(a: &Quantity, b: &Quantity) -> bool {
    match (a.moment, b.moment) {
        (None, None) => true,
        (Some(_), Some(_)) => a.date.is_none() || b.date.is_none(),
        _ => false,
    }
}

/// Whether the sentence, its heading or its title names all of it.
fn names_all(cells: &BTreeSet<String>, sentence: &Statement<'_>) -> bool {
    cells.iter().all(|stem| sentence.stems.contains(stem) || sentence.above.contains(stem))
}

/// Whether a statement without a time may speak of that time: not if its heading or title names another year.
fn may_hold(date: &Date, statement: &Statement<'_>) -> bool {
    let above = &statement.times_above;
    above.is_empty() || above.iter().any(|other| (other.year..=other.until).contains(&date.year))
}

/// Claims with compatible values stand on one side.
fn sides(group: &[(usize, &Claim<'_>)]) -> Vec<Side> {
    let mut sides: Vec<(&Quantity, Side)> = Vec::new();
    for (_, claim) in group {
        match sides.iter_mut().find(|(quantity, _)| compatible(quantity, claim.quantity)) {
            Some((_, side)) => add(side, claim.statement),
            None => {
                let mut side = Side { shown: shown(claim), citations: Vec::new(), sources: Vec::new() };
                add(&mut side, claim.statement);
                sides.push((claim.quantity, side));
            }
        }
    }
    sides.into_iter().map(|(_, side)| side).collect()
}

fn shown(claim: &Claim<'_>) -> String {
    let range = claim.quantity.start..claim.quantity.end;
    let text = claim.statement.citation.quote.get(range).unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether one of the statements gives the other's value too: then the sentences agree and the values differ in kind.
fn agrees_elsewhere(a: &Claim<'_>, b: &Claim<'_>) -> bool {
    let has = |statement: &Statement<'_>, quantity: &Quantity| {
        statement.quantities.iter().any(|own| {
            own.unit == quantity.unit
                && compatible(own, quantity)
                && own
                    .date
                    .as_ref()
                    .zip(quantity.date.as_ref())
                    .is_none_or(|(own, other)| !differ(own, other))
        })
    };
    !compatible(a.quantity, b.quantity) && (has(a.statement, b.quantity) || has(b.statement, a.quantity))
}

/// In a sentence with several values of the unit, the words beside the value tell which is meant.
fn same_place(a: &Claim<'_>, b: &Claim<'_>) -> bool {
    let several = |claim: &Claim<'_>| {
        let alike = |other: &&Quantity| other.unit == claim.quantity.unit;
        claim.statement.quantities.iter().filter(alike).count() > 1
    };
    if !several(a) && !several(b) {
        return true;
    }
    a.near.iter().any(|stem| b.near.contains(stem))
}

/// Stems of the words on either side of a value, nearest first, up to the end of its clause or cell.
fn near(language: &Language, statement: &Statement<'_>, quantity: &Quantity) -> Vec<String> {
    let bare = &statement.bare;
    // Bars are single bytes where the text may have had longer characters, so places are counted in characters.
    let place = statement.citation.quote.get(..quantity.start).map_or(0, |head| head.chars().count());
    let head: String = bare.chars().take(place).collect();
    let tail: String = bare.chars().skip(place).skip_while(|c| *c == '|').collect();
    let before = head.rsplit(['|', ';']).next().unwrap_or_default();
    let after = tail.split(['|', ';', ',']).next().unwrap_or_default();
    let (mut before, mut after) = (language.stems(before), language.stems(after));
    after.truncate(NEAR_WORDS);
    before.reverse();
    before.truncate(NEAR_WORDS);
    before.extend(after);
    before
}
