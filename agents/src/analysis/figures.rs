//! The number table and the timeline, from quotes; compares nothing.

use std::collections::BTreeSet;

use super::facts::{Figure, TimelineEntry};
use super::statement::Statement;
use crate::language::Language;
use crate::limits;
use crate::quantities::cells;

/// Words that stand for what was named before.
const PRONOUNS: [&str; 8] = ["it", "its", "they", "their", "he", "his", "she", "her"];
/// Words that do so where no noun follows them.
const POINTERS: [&str; 4] = ["this", "these", "that", "those"];
/// Words of a subject that are shown.
const SUBJECT_WORDS: usize = 6;

/// One line per quantity with a unit, ordered by unit, subject and year.
pub(super) fn figures(language: &Language, statements: &[Statement<'_>]) -> Vec<Figure> {
    let mut out: Vec<Figure> = Vec::new();
    for statement in statements {
        for quantity in
            statement.quantities.iter().filter(|own| !own.unit.0.is_empty() && own.moment.is_none())
        {
            let shown = statement.citation.quote.get(quantity.start..quantity.end).unwrap_or_default();
            let subject = subject(language, statement, quantity.start);
            // Two rooms are counted in passing; whoever states a figure writes digits.
            let worded = !shown.contains(|c: char| c.is_ascii_digit());
            if subject.is_empty() || worded || out.len() == limits::FIGURES {
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

/// What is measured, in words of the quote; empty where the quote does not say it.
fn subject(language: &Language, statement: &Statement<'_>, at: usize) -> String {
    let chosen = of_row(&statement.citation.quote, at)
        .unwrap_or_else(|| of_sentence(language, &statement.citation.quote, &statement.bare, at));
    let mut seen = BTreeSet::new();
    let words = chosen.iter().flat_map(|phrase| phrase.split(' '));
    words.filter(|word| seen.insert(word.to_lowercase())).take(SUBJECT_WORDS).collect::<Vec<_>>().join(" ")
}

/// What the row's other cells name, then the column of the value; `None` for a sentence.
fn of_row(quote: &str, at: usize) -> Option<Vec<String>> {
    let cells = cells(quote)?;
    let worded = cells.iter().filter(|cell| !cell.value.contains(|c: char| c.is_ascii_digit()));
    let named = worded.map(|cell| cell.value.split_whitespace().collect::<Vec<_>>().join(" "));
    let column = cells.iter().find(|cell| (cell.start..=cell.start + cell.value.len()).contains(&at))?;
    Some(named.chain([column.name.to_owned()]).collect())
}

/// The phrase before the value, after the phrase that opens the sentence. A sentence that begins with a pronoun is about
/// what the sentence before it names, if that names one thing only; else nobody can tell.
fn of_sentence(language: &Language, quote: &str, bare: &str, at: usize) -> Vec<String> {
    let place = quote.get(..at).map_or(0, |head| head.chars().count());
    let head: String = bare.chars().take(place).collect();
    let tail: String = bare.chars().skip(place).skip_while(|c| *c == '|').collect();
    let mut sentences = head.rsplit(". ");
    let sentence = sentences.next().unwrap_or_default();
    let mut before = phrases(language, sentence);
    let after = phrases(language, tail.split(". ").next().unwrap_or_default());
    if begins_with_pronoun(sentence, before.is_empty()) {
        let named = sentences.next().map(|sentence| phrases(language, sentence)).unwrap_or_default();
        let [only] = named.as_slice() else { return Vec::new() };
        before.insert(0, only.clone());
    }
    let mut chosen: Vec<String> = Vec::new();
    chosen.extend(before.first().cloned());
    chosen.extend(before.last().filter(|_| before.len() > 1).cloned());
    if chosen.len() < 2 {
        chosen.extend(after.into_iter().next());
    }
    chosen
}

fn phrases(language: &Language, text: &str) -> Vec<String> {
    let words = language.phrases(text).into_iter();
    words.map(|phrase| phrase.into_iter().map(|word| word.surface).collect::<Vec<_>>().join(" ")).collect()
}

/// `alone`: whether nothing else before the value names anything.
fn begins_with_pronoun(sentence: &str, alone: bool) -> bool {
    let first = sentence.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    let first = first.unwrap_or_default().to_lowercase();
    PRONOUNS.contains(&first.as_str()) || alone && POINTERS.contains(&first.as_str())
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
