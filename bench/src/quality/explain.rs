//! What became of single questions: the findings with what each of them is, and what was missed. It refuses the held-out
//! half unless that is asked for: who has seen it tunes against it.

use super::answer::{Answer, System};
use super::half::Half;
use super::matching::Quote;
use super::ours::Ours;
use super::reading;
use super::truth::{Passage, Question, questions};
use crate::report::Report;
use crate::{Failure, ReportArgs};
use std::fmt::Write as _;

/// Characters of a quote that are shown.
const SHOWN: usize = 110;

/// The questions to explain with the part that they are of: the named one, or all of the part that is open.
///
/// # Errors
/// A part of which only totals are shown, a name that no question has, or that of one of such a part.
pub(super) fn chosen(arguments: &ReportArgs) -> Result<(Half, Vec<Question>), Failure> {
    let Some(id) = &arguments.question else {
        let open = arguments.only.unwrap_or(Half::Tuning);
        if !open.is_open() {
            return Err(format!("of the {} questions only totals are shown", open.name()).into());
        }
        return Ok((open, questions(open)?));
    };
    for half in Half::ALL {
        let Some(found) = questions(half)?.into_iter().find(|question| question.id == *id) else { continue };
        if !half.is_open() && !arguments.held_out {
            return Err(format!(
                "'{id}' is held out: whoever sees what it misses tunes against it; add --held-out if you don't work on the agents"
            )
            .into());
        }
        return Ok((half, vec![found]));
    }
    Err(format!("there is no question '{id}'; they are listed in bench/corpus/questions").into())
}

/// Explains them.
pub(super) fn run(chosen: &[Question], ours: &Ours<'_>, all: &[Question]) -> Result<Report, Failure> {
    let mut report = Report::default();
    for question in chosen {
        let answer = ours.answer(&question.question)?;
        report.notes.push(explained(question, &answer, ours, all));
    }
    Ok(report)
}

fn explained(question: &Question, answer: &Answer, ours: &Ours<'_>, all: &[Question]) -> String {
    let gap = if answer.gap { ", declared a gap" } else { "" };
    let mut text = format!("\n{} ({}{gap}): {}\n", question.id, question.kind, question.question);
    for (number, finding) in (1..).zip(&answer.findings) {
        let Some(first) = finding.first() else { continue };
        let mark = mark(question, finding);
        let _infallible = writeln!(text, "  {number:>2}. {mark:<18} {}: {}", first.document, short(first));
    }
    for quotes in &answer.contradictions {
        let planted = |question: &Question| question.sides().any(|(a, b)| has(a, quotes) && has(b, quotes));
        let word = match (planted(question), all.iter().any(planted)) {
            (true, _) => "contradiction",
            (false, true) => "contradiction of another question",
            (false, false) => "FALSE contradiction",
        };
        let _infallible =
            writeln!(text, "  {word}: {}", quotes.iter().map(short).collect::<Vec<_>>().join(" <> "));
    }
    text.push_str(&missed(question, answer, ours));
    text
}

/// What was planted and is not in the answer, with the reason where it is one of reading.
fn missed(question: &Question, answer: &Answer, ours: &Ours<'_>) -> String {
    let mut text = String::new();
    for fact in question
        .facts
        .iter()
        .filter(|fact| !answer.findings.iter().any(|finding| has(&fact.passage, finding)))
    {
        let read = ours.corpus.sources.iter().any(|source| source.path == fact.passage.document);
        let lost = reading::lost(ours.corpus, question).any(|passage| *passage == fact.passage);
        let why = match (read, lost) {
            (false, _) => " (its document was not read)",
            (true, true) => " (its words are in no block of the document as it was read)",
            (true, false) => "",
        };
        let _infallible = writeln!(text, "  MISSED fact {} in {}{why}", fact.id, fact.passage.document);
    }
    for (a, b) in &question.conflicts {
        let sides = question.fact(a).zip(question.fact(b));
        let found = sides.is_some_and(|(a, b)| {
            answer.contradictions.iter().any(|quotes| has(&a.passage, quotes) && has(&b.passage, quotes))
        });
        if !found {
            let _infallible = writeln!(text, "  MISSED contradiction {a} <> {b}");
        }
    }
    if question.facts.is_empty() && !answer.gap {
        text.push_str("  MISSED gap: no document answers it\n");
    }
    text
}

/// What a finding is: the fact's name, a trap, or nothing that was planted.
fn mark(question: &Question, finding: &[Quote]) -> String {
    let fact = question.facts.iter().find(|fact| has(&fact.passage, finding));
    match fact {
        Some(fact) => format!("fact {}", fact.id),
        None if question.traps.iter().any(|trap| has(trap, finding)) => "TRAP".to_owned(),
        None => "-".to_owned(),
    }
}

fn has(passage: &Passage, quotes: &[Quote]) -> bool {
    quotes.iter().any(|quote| passage.is_quoted(quote))
}

fn short(quote: &Quote) -> String {
    let line = quote.text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}...", line.get(..end).unwrap_or_default()),
        None => line,
    }
}
