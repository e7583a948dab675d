//! Statements of which one denies what the other says; compares no values.

use super::{Compared, SHARED_WORDS, SUBJECT_WORDS, add, comparable};
use crate::analysis::facts::{Contradiction, ContradictionKind, Side};
use crate::analysis::statement::{Statement, shared_words};

/// Shared weight of subject words, of the smaller statement, from which on two are the same but for the denial.
const SAME_STATEMENT: f64 = 0.8;
/// The same, of both statements together.
const SAME_STATEMENT_OF_BOTH: f64 = 0.55;
/// Two answers to the question: how near to it, in percent, and how many of its words they must share.
const ANSWERS: u8 = 40;
const QUESTION_WORDS: usize = 3;

impl Compared<'_> {
    /// Each statement stands in one such contradiction at most. `known` are contradictions of values.
    pub(super) fn negations(
        &self,
        statements: &[Statement<'_>],
        known: &[Contradiction],
    ) -> Vec<Contradiction> {
        let told = |statement: &Statement<'_>| {
            known.iter().flat_map(|x| &x.sides).any(|side| side.citations.contains(&statement.citation.id))
        };
        let mut used = vec![false; statements.len()];
        let mut out = Vec::new();
        if let Some((yes, no)) = self.yes_and_no(statements).or_else(|| self.priced_and_free(statements)) {
            for at in [yes, no] {
                if let Some(slot) = used.get_mut(at) {
                    *slot = true;
                }
            }
            out.extend(statements.get(yes).zip(statements.get(no)).map(|(yes, no)| self.negation(yes, no)));
        }
        for (at, first) in statements.iter().enumerate() {
            let found = statements.iter().enumerate().skip(at + 1).find(|(other, second)| {
                let free = |at: usize| !used.get(at).copied().unwrap_or(true);
                free(at) && free(*other) && !(told(first) && told(second)) && self.denies(first, second)
            });
            let Some((other, second)) = found else { continue };
            for at in [at, other] {
                if let Some(slot) = used.get_mut(at) {
                    *slot = true;
                }
            }
            out.push(self.negation(first, second));
        }
        out
    }

    /// The first two answers of which one says yes and the other no.
    fn yes_and_no(&self, statements: &[Statement<'_>]) -> Option<(usize, usize)> {
        let mut said = self.said(statements);
        // Those that affirm are shown first.
        said.sort_by_key(|(_, said)| said.denies_against(&self.asking));
        let others = |at: usize| said.iter().skip(at + 1);
        let mut pairs =
            said.iter().enumerate().flat_map(|(at, first)| others(at).map(move |second| (first, second)));
        let (yes, no) = pairs.find(|((yes, first), (no, second))| {
            let pair = statements.get(*yes).zip(statements.get(*no));
            self.is_contrary(first, second) && pair.is_some_and(|(yes, no)| self.are_comparable(yes, no))
        })?;
        Some((yes.0, no.0))
    }

    fn negation(&self, first: &Statement<'_>, second: &Statement<'_>) -> Contradiction {
        let side = |statement: &Statement<'_>| {
            let mut side = Side { shown: String::new(), citations: Vec::new(), sources: Vec::new() };
            add(&mut side, statement);
            side
        };
        Contradiction {
            id: String::new(),
            kind: ContradictionKind::Negation,
            subject: shared_words(self.language, first, second, SUBJECT_WORDS),
            unit: String::new(),
            year: first.dates.first().map(ToString::to_string),
            sides: vec![side(first), side(second)],
        }
    }

    fn denies(&self, a: &Statement<'_>, b: &Statement<'_>) -> bool {
        let same_time = || {
            let (left, right) = (&a.dates, &b.dates);
            left.is_empty()
                || right.is_empty()
                || left.iter().any(|date| right.iter().any(|other| date.same_time(other)))
        };
        a.polarity.denies != b.polarity.denies
            && comparable(a, b)
            && what_is_denied_is_said(a, b)
            && same_time()
            && (self.same_subject(a, b, SAME_STATEMENT, SAME_STATEMENT_OF_BOTH) || self.both_say(a, b))
    }

    /// Two near answers that share most of the question's words which either has.
    fn both_say(&self, a: &Statement<'_>, b: &Statement<'_>) -> bool {
        let shared =
            self.question.iter().filter(|stem| a.stems.contains(*stem) && b.stems.contains(*stem)).count();
        let either =
            self.question.iter().filter(|stem| a.stems.contains(*stem) || b.stems.contains(*stem)).count();
        // A height or a price is neither denied nor affirmed.
        self.asked.attribute.is_none()
            && (self.asked.units.is_empty() || self.asked.when)
            && a.relevance.min(b.relevance) >= ANSWERS
            && shared >= QUESTION_WORDS
            && shared * 3 >= either * 2
    }
}

/// Whether the clause that denies shares words with the other statement: a long sentence may deny something beside its subject.
fn what_is_denied_is_said(a: &Statement<'_>, b: &Statement<'_>) -> bool {
    let (denial, other) = if a.polarity.denies { (a, b) } else { (b, a) };
    denial.denied.intersection(&other.stems).count() >= SHARED_WORDS
}
