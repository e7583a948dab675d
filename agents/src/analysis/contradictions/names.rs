//! Answers of different documents that name different people, places, colours or kinds; compares no amounts or times.

use std::collections::BTreeSet;

use super::{Compared, SUBJECT_WORDS, add};
use crate::analysis::facts::{Contradiction, ContradictionKind, Side};
use crate::analysis::polarity::polarity;
use crate::analysis::statement::{Statement, shared_words};
use crate::language::clauses::CLAUSE_ENDS;
use crate::naming::{Answer, Naming, Verdict, Wanted, is_placing};

/// What a sentence counts more whose form says that it names what is asked for.
const BY_FORM: f64 = 0.3;
/// Share of the question's weight that a sentence itself must have whose remaining words are taken for the answer.
const WHOLE: f64 = 0.75;

/// Relevance, in percent, from which on a name may be the answer that no form of the sentence makes one.
const NEAR_NAME: u8 = 15;

/// What opens a sentence about a part of something.
const POSSESSIVES: [&str; 18] = [
    "its", "their", "his", "her", "sein", "seine", "seinen", "ihr", "ihre", "ihren", "son", "sa", "ses",
    "leur", "leurs", "su", "sus", "deren",
];

/// A statement with what it names.
struct Named<'a> {
    statement: &'a Statement<'a>,
    answer: &'a Answer,
    side: Side,
}

impl Compared<'_> {
    /// At most one: the question asks for one thing.
    pub(super) fn names(&self, statements: &[Statement<'_>]) -> Option<Contradiction> {
        let naming = self.naming.as_ref()?;
        let answers: Vec<Option<Answer>> =
            statements.iter().map(|statement| self.named(naming, statement)).collect();
        let mut given = self.best_named(naming, statements, &answers);
        let relevance = |number: &usize| statements.get(*number).map_or(0, |statement| statement.relevance);
        given.sort_by_key(|number| std::cmp::Reverse(relevance(number)));
        let mut sides: Vec<Named<'_>> = Vec::new();
        for number in given {
            let Some((statement, Some(answer))) = statements.get(number).zip(answers.get(number)) else {
                continue;
            };
            place(&mut sides, statement, answer);
        }
        let [first, second, ..] = sides.as_slice() else { return None };
        Some(Contradiction {
            id: String::new(),
            kind: ContradictionKind::Value,
            subject: shared_words(self.language, first.statement, second.statement, SUBJECT_WORDS),
            unit: String::new(),
            year: None,
            sides: sides.into_iter().map(|named| named.side).collect(),
        })
    }

    /// What a sentence names; nothing if it denies that.
    fn named(&self, naming: &Naming, statement: &Statement<'_>) -> Option<Answer> {
        let asked = |stem: &String| self.asked.stems.contains(stem);
        let quote = &statement.citation.quote;
        let answer = naming.answer(self.language, quote, &asked, &statement.above)?;
        let told =
            statement.labels.is_none() && !is_denied(quote, &answer) && !self.is_of_a_part(quote, &answer);
        told.then_some(answer)
    }

    /// Whether the sentence that gives the answer opens with what belongs to something else: its bar, and not its design.
    fn is_of_a_part(&self, quote: &str, answer: &Answer) -> bool {
        let head = quote.get(..answer.start).unwrap_or_default();
        let mut words = head.rsplit(". ").next().unwrap_or_default().split_whitespace();
        let possessive = words.next().is_some_and(|word| POSSESSIVES.contains(&word.to_lowercase().as_str()));
        let asked = |word: &str| self.language.stems(word).iter().any(|stem| self.asked.stems.contains(stem));
        possessive && !words.next().is_some_and(asked)
    }

    /// Which statement answers for each document.
    fn best_named(
        &self,
        naming: &Naming,
        statements: &[Statement<'_>],
        answers: &[Option<Answer>],
    ) -> Vec<usize> {
        let rated = statements.iter().zip(answers).enumerate().filter_map(|(number, (statement, answer))| {
            let answer = answer.as_ref()?;
            let covered = self.answers(statement, &answer.also)?;
            let enough = (answer.by_form || statement.relevance >= NEAR_NAME)
                && (self.does(statement, &answer.also) || self.refers_back(naming, statement, answer))
                && (answer.by_form && is_placed(&statement.citation.quote, answer)
                    || !self.is_elsewhere(statement))
                && self.names_what_is_asked(statement)
                && (answer.by_form
                    || naming.wanted != Wanted::Somebody
                    || does_it(naming, statement, answer))
                && (!naming.by_role || does_it(naming, statement, answer))
                && (naming.wanted != Wanted::Kind || self.own_share(statement, &answer.also) >= WHOLE);
            let form = if answer.by_form { BY_FORM } else { 0.0 };
            enough
                .then(|| (number, covered + form, statement.relevance, statement.citation.source.to_string()))
        });
        self.best(rated).into_iter().collect()
    }

    /// Whether the sentence says by whom what is asked about was done, of something that it doesn't name, as the business is.
    fn refers_back(&self, naming: &Naming, statement: &Statement<'_>, answer: &Answer) -> bool {
        let given = statement.citation.quote.get(answer.start..answer.end).unwrap_or_default();
        let given: BTreeSet<String> = self.language.stems(given).into_iter().collect();
        let of_another = |name: &String| !self.asked.stems.contains(name) && !given.contains(name);
        answer.by_form && does_it(naming, statement, answer) && !statement.names.iter().any(of_another)
    }

    /// Whether the document says of some name of the question that it is about it.
    fn names_what_is_asked(&self, statement: &Statement<'_>) -> bool {
        let around = self.around.get(&statement.citation.source);
        let mut names = self.asked.names().peekable();
        names.peek().is_none()
            || names.any(|name| {
                statement.stems.contains(name)
                    || statement.above.contains(name)
                    || around.is_some_and(|around| around.contains(name))
            })
    }

    /// Share of the question's weight in the statement itself.
    fn own_share(&self, statement: &Statement<'_>, also: &BTreeSet<String>) -> f64 {
        let has = |stem: &&String| statement.stems.contains(*stem) || also.contains(*stem);
        let all = self.weights.sum(self.asked.stems.iter());
        if all > 0.0 { self.weights.sum(self.asked.stems.iter().filter(has)) / all } else { 0.0 }
    }
}

/// Whether the sentence says what somebody is asked for.
fn does_it(naming: &Naming, statement: &Statement<'_>, answer: &Answer) -> bool {
    naming.deed.iter().any(|deed| statement.stems.contains(deed) || answer.also.contains(deed))
}

/// Whether a place follows the answer: it is where whoever is named sits.
fn is_placed(quote: &str, answer: &Answer) -> bool {
    let next = quote.get(answer.end..).unwrap_or_default().split_whitespace().next();
    next.is_some_and(is_placing)
}

/// Whether the clause that gives the answer denies it; another clause may deny something else.
fn is_denied(quote: &str, answer: &Answer) -> bool {
    let (head, tail) =
        (quote.get(..answer.start).unwrap_or_default(), quote.get(answer.end..).unwrap_or_default());
    let before = head.rsplit(CLAUSE_ENDS).next().unwrap_or_default();
    let after = tail.split(CLAUSE_ENDS).next().unwrap_or_default();
    polarity(&format!("{before} {after}")).denies
}

/// Adds an answer to the side that it is the same as, or as a side of its own if it excludes all others.
fn place<'a>(sides: &mut Vec<Named<'a>>, statement: &'a Statement<'a>, answer: &'a Answer) {
    if let Some(same) = sides.iter_mut().find(|named| named.answer.against(answer) == Verdict::Same) {
        add(&mut same.side, statement);
        return;
    }
    let other = |named: &Named<'_>| {
        named.answer.against(answer) == Verdict::Other
            && named.statement.citation.source != statement.citation.source
            && one_time(named.statement, statement)
    };
    if sides.iter().all(other) {
        let shown = statement.citation.quote.get(answer.start..answer.end).unwrap_or_default().to_owned();
        let mut side = Side { shown, citations: Vec::new(), sources: Vec::new() };
        add(&mut side, statement);
        sides.push(Named { statement, answer, side });
    }
}

/// Whether both may speak of one time: who runs something now and who ran it then may be two.
fn one_time(a: &Statement<'_>, b: &Statement<'_>) -> bool {
    let of = |statement: &Statement<'_>| {
        if statement.dates.is_empty() { statement.times_above.clone() } else { statement.dates.clone() }
    };
    let (left, right) = (of(a), of(b));
    left.is_empty()
        || right.is_empty()
        || left.iter().any(|date| right.iter().any(|other| !super::times::differ(date, other)))
}
