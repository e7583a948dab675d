//! Counts what answers got right, question by question, and adds it up; it knows no system.

use super::answer::Answer;
use super::matching::Quote;
use super::truth::{Passage, Question};
use crate::report::number;

/// Counts over some questions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Score {
    /// Planted facts, and those among the top findings.
    pub(super) facts: usize,
    pub(super) facts_found: usize,
    /// Of as many first findings as a question has facts, those that are one of its facts.
    pub(super) first_right: usize,
    /// Planted traps, and those among the top findings.
    pub(super) traps: usize,
    pub(super) traps_quoted: usize,
    /// Planted contradictions, and those declared.
    pub(super) conflicts: usize,
    pub(super) conflicts_found: usize,
    /// Contradictions declared, and those that are planted nowhere.
    pub(super) declared: usize,
    pub(super) declared_wrongly: usize,
    /// Questions without an answer, and those of which it was said.
    pub(super) unanswerable: usize,
    pub(super) gaps: usize,
    /// Questions with an answer, and those of which it was said that they have none.
    pub(super) answerable: usize,
    pub(super) gaps_wrongly: usize,
    /// Citations, and those confirmed.
    pub(super) citations: usize,
    pub(super) citations_valid: usize,
}

/// Scores an answer. `all` are all questions: what contradicts is planted once, whoever asks.
pub(super) fn score(question: &Question, answer: &Answer, all: &[Question]) -> Score {
    let quoted = |passage: &Passage| answer.findings.iter().any(|finding| is_in(passage, finding));
    let is_fact = |finding: &&Vec<Quote>| question.facts.iter().any(|fact| is_in(&fact.passage, finding));
    let declared = |(a, b): (&Passage, &Passage)| {
        answer.contradictions.iter().any(|quotes| is_in(a, quotes) && is_in(b, quotes))
    };
    let planted = |quotes: &Vec<Quote>| {
        all.iter().flat_map(Question::sides).any(|(a, b)| is_in(a, quotes) && is_in(b, quotes))
    };
    let has_answer = !question.facts.is_empty();
    Score {
        facts: question.facts.len(),
        facts_found: question.facts.iter().filter(|fact| quoted(&fact.passage)).count(),
        first_right: answer.findings.iter().take(question.facts.len()).filter(is_fact).count(),
        traps: question.traps.len(),
        traps_quoted: question.traps.iter().filter(|trap| quoted(trap)).count(),
        conflicts: question.conflicts.len(),
        conflicts_found: question.sides().filter(|sides| declared(*sides)).count(),
        declared: answer.contradictions.len(),
        declared_wrongly: answer.contradictions.iter().filter(|quotes| !planted(quotes)).count(),
        unanswerable: usize::from(!has_answer),
        gaps: usize::from(!has_answer && answer.gap),
        answerable: usize::from(has_answer),
        gaps_wrongly: usize::from(has_answer && answer.gap),
        citations: answer.citations,
        citations_valid: answer.citations_valid,
    }
}

fn is_in(passage: &Passage, quotes: &[Quote]) -> bool {
    quotes.iter().any(|quote| passage.is_quoted(quote))
}

impl std::iter::Sum for Score {
    fn sum<I: Iterator<Item = Self>>(scores: I) -> Self {
        scores.fold(Self::default(), |a, b| Self {
            facts: a.facts + b.facts,
            facts_found: a.facts_found + b.facts_found,
            first_right: a.first_right + b.first_right,
            traps: a.traps + b.traps,
            traps_quoted: a.traps_quoted + b.traps_quoted,
            conflicts: a.conflicts + b.conflicts,
            conflicts_found: a.conflicts_found + b.conflicts_found,
            declared: a.declared + b.declared,
            declared_wrongly: a.declared_wrongly + b.declared_wrongly,
            unanswerable: a.unanswerable + b.unanswerable,
            gaps: a.gaps + b.gaps,
            answerable: a.answerable + b.answerable,
            gaps_wrongly: a.gaps_wrongly + b.gaps_wrongly,
            citations: a.citations + b.citations,
            citations_valid: a.citations_valid + b.citations_valid,
        })
    }
}

/// A figure of the table.
pub(super) struct Measure {
    /// What it is, with unit.
    pub(super) name: &'static str,
    /// The limit, if there is one.
    pub(super) limit: Option<f64>,
    /// Whether more is better.
    pub(super) more_is_better: bool,
    /// Whether the baselines are compared in it.
    pub(super) compared: bool,
    /// From the counts; none where there is nothing to count.
    pub(super) of: fn(&Score) -> Option<f64>,
}

/// The figures in the order in which they are shown, all in percent.
pub(super) const MEASURES: [Measure; 8] = [
    measure("planted facts in the top 10", Some(85.0), true, |s| percent(s.facts_found, s.facts)),
    measure("facts among as many first findings", None, true, |s| percent(s.first_right, s.facts)),
    measure("traps quoted", None, false, |s| percent(s.traps_quoted, s.traps)),
    measure("contradictions found", Some(75.0), true, |s| percent(s.conflicts_found, s.conflicts)),
    measure("false among declared contradictions", Some(10.0), false, |s| {
        percent(s.declared_wrongly, s.declared)
    }),
    measure("unanswerable questions declared", Some(100.0), true, |s| percent(s.gaps, s.unanswerable)),
    measure("answerable questions declared a gap", None, false, |s| percent(s.gaps_wrongly, s.answerable)),
    Measure {
        compared: false,
        ..measure("citations valid", Some(100.0), true, |s| percent(s.citations_valid, s.citations))
    },
];

const fn measure(
    name: &'static str,
    limit: Option<f64>,
    more_is_better: bool,
    of: fn(&Score) -> Option<f64>,
) -> Measure {
    Measure { name, limit, more_is_better, compared: true, of }
}

fn percent(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| 100.0 * number(part) / number(whole))
}

impl Measure {
    /// Whether ours is ahead of theirs: better, or both as good as it can be. A system that declares nothing has no false
    /// declarations to be ahead in.
    pub(super) fn is_ahead(&self, ours: &Score, theirs: &Score) -> bool {
        match ((self.of)(ours), (self.of)(theirs)) {
            (Some(ours), Some(theirs)) if self.more_is_better => ours > theirs || ours >= 100.0,
            (Some(ours), Some(theirs)) => ours < theirs || ours <= 0.0,
            (None, Some(_)) => false,
            (Some(_) | None, None) => true,
        }
    }
}
