//! The number table and the timeline, from quotes; compares nothing.

use std::collections::BTreeSet;

use super::facts::{Figure, TimelineEntry};
use super::statement::Statement;
use crate::language::Language;
use crate::limits;

/// Words of a subject that are shown.
const SUBJECT_WORDS: usize = 6;

/// One line per quantity with a unit, ordered by unit, subject and year.
pub(super) fn figures(language: &Language, statements: &[Statement<'_>]) -> Vec<Figure> {
    let mut out: Vec<Figure> = Vec::new();
    for statement in statements {
        for quantity in statement.quantities.iter().filter(|quantity| !quantity.unit.0.is_empty()) {
            let shown = statement.citation.quote.get(quantity.start..quantity.end).unwrap_or_default();
            let subject = subject(language, statement, quantity.start);
            if subject.is_empty() || out.len() == limits::FIGURES {
                continue;
            }
            out.push(Figure {
                subject,
                shown: shown.split_whitespace().collect::<Vec<_>>().join(" "),
                value: tidy(quantity.low),
                value_to: (quantity.high > quantity.low).then(|| tidy(quantity.high)),
                unit: quantity.unit.0.clone(),
                year: quantity.date.as_ref().map(ToString::to_string),
                planned: quantity.planned,
                source: statement.citation.source.clone(),
                citation: statement.citation.id.clone(),
            });
        }
    }
    // The order of quotes is that of their weight for the question; within a unit it decides.
    let mut units: Vec<String> = Vec::new();
    for figure in &out {
        if !units.contains(&figure.unit) {
            units.push(figure.unit.clone());
        }
    }
    out.sort_by_key(|figure| units.iter().position(|unit| *unit == figure.unit));
    out
}

/// Twelve digits: what arithmetic adds beyond them is no measurement.
fn tidy(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}

/// The phrase before the value, after the phrase that opens the sentence.
fn subject(language: &Language, statement: &Statement<'_>, at: usize) -> String {
    let place = statement.citation.quote.get(..at).map_or(0, |head| head.chars().count());
    let head: String = statement.bare.chars().take(place).collect();
    let tail: String = statement.bare.chars().skip(place).skip_while(|c| *c == '|').collect();
    let sentence = head.rsplit(". ").next().unwrap_or_default();
    let phrases = |text: &str| -> Vec<String> {
        let words = language.phrases(text).into_iter();
        words
            .map(|phrase| phrase.into_iter().map(|word| word.surface).collect::<Vec<_>>().join(" "))
            .collect()
    };
    let before = phrases(sentence);
    let after = phrases(tail.split(". ").next().unwrap_or_default());
    let mut chosen: Vec<&String> = Vec::new();
    chosen.extend(before.first());
    chosen.extend(before.last().filter(|_| before.len() > 1));
    if chosen.len() < 2 {
        chosen.extend(after.first());
    }
    let mut seen = BTreeSet::new();
    let words = chosen.into_iter().flat_map(|phrase| phrase.split(' '));
    words.filter(|word| seen.insert(word.to_lowercase())).take(SUBJECT_WORDS).collect::<Vec<_>>().join(" ")
}

/// Quotes with a time, earliest first; each quote once, at the first time that it names.
pub(super) fn timeline(statements: &[Statement<'_>]) -> Vec<TimelineEntry> {
    let mut dated: Vec<_> =
        statements.iter().filter_map(|statement| Some((statement.dates.first()?, statement))).collect();
    dated.sort_by(|(a, left), (b, right)| {
        let key = |date: &crate::quantities::Date| (date.year, date.month, date.quarter, date.day);
        key(a).cmp(&key(b)).then(left.citation.source.cmp(&right.citation.source))
    });
    let entry = |(date, statement): (&crate::quantities::Date, &Statement<'_>)| TimelineEntry {
        date: date.to_string(),
        source: statement.citation.source.clone(),
        citation: statement.citation.id.clone(),
    };
    dated.into_iter().take(limits::TIMELINE).map(entry).collect()
}
