//! Answers of different documents that give one event different times; compares no amounts.

use super::{Compared, SUBJECT_WORDS, add};
use crate::analysis::facts::{Contradiction, ContradictionKind, Side};
use crate::analysis::statement::{Statement, shared_words};
use crate::quantities::{Date, Edge};

impl Compared<'_> {
    /// At most one: the question asks for one time.
    pub(super) fn times(&self, statements: &[Statement<'_>]) -> Option<Contradiction> {
        let mut sides: Vec<(&Statement<'_>, Date, Side)> = Vec::new();
        let mut dated = self.dated(statements);
        let relevance = |number: usize| statements.get(number).map_or(0, |statement| statement.relevance);
        dated.sort_by_key(|(number, _)| std::cmp::Reverse(relevance(*number)));
        for (number, date) in dated {
            let Some(statement) = statements.get(number) else { continue };
            if sides.iter().any(|(other, ..)| !self.are_comparable(other, statement)) {
                continue;
            }
            match sides.iter_mut().find(|(_, other, _)| !differ(&date, other)) {
                Some((.., side)) => add(side, statement),
                None => {
                    let shown =
                        statement.citation.quote.get(date.start..date.end).unwrap_or_default().to_owned();
                    let mut side = Side { shown, citations: Vec::new(), sources: Vec::new() };
                    add(&mut side, statement);
                    sides.push((statement, date, side));
                }
            }
        }
        let [first, second, ..] = sides.as_slice() else { return None };
        Some(Contradiction {
            id: String::new(),
            kind: ContradictionKind::Value,
            subject: shared_words(self.language, first.0, second.0, SUBJECT_WORDS),
            unit: String::new(),
            year: None,
            sides: sides.into_iter().map(|(.., side)| side).collect(),
        })
    }
}

/// Whether the times can't be one: a year alone may hold any month.
pub(super) fn differ(a: &Date, b: &Date) -> bool {
    let apart = |a: Option<u8>, b: Option<u8>| a.zip(b).is_some_and(|(a, b)| a != b);
    let ((first, last), (other_first, other_last)) = (a.years(), b.years());
    let years = last < other_first || other_last < first;
    // What is before a date is in no certain month.
    if a.edge != Edge::At || b.edge != Edge::At {
        return years;
    }
    years || apart(a.month, b.month) || a.month == b.month && apart(a.day, b.day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantities::dates;

    fn differs(a: &str, b: &str) -> bool {
        let first = |text: &str| dates(text).into_iter().next().unwrap();
        differ(&first(a), &first(b))
    }

    #[test]
    fn spans_and_open_times_hold_the_years_within_them() {
        assert!(differs("of the second century", "du IVe siècle"));
        assert!(!differs("aus dem 18. Jahrhundert", "built in 1742 by monks"));
        assert!(!differs("in the 1950s", "in 1957") && differs("in the 1950s", "in 1961"));
        assert!(!differs("before 1990", "in 1985") && differs("before 1990", "in 1990"));
        assert!(!differs("not before 1990", "in 1990") && differs("after 1990", "in 1990"));
        assert!(differs("in May 1990", "in June 1990") && !differs("in 1990", "in June 1990"));
    }
}
