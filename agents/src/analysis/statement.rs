//! A quote taken apart for comparison: subject words, names, quantities, times; compares nothing.

use std::collections::{BTreeMap, BTreeSet};

use unicode_segmentation::UnicodeSegmentation;

use super::polarity::{Polarity, polarity};
use crate::language::clauses::clauses;
use crate::language::{Language, LanguageCode, Qualifiers, detect};
use crate::quantities::{Date, Moment, Quantity, cells, dates, quantities};
use crate::reading::{SourceId, folder};
use crate::research::terms::Term;
use crate::research::{Citation, CitationId, CitedSource, Relevance, ResearchResult};

/// A quote and what it is about.
pub(super) struct Statement<'a> {
    pub(super) citation: &'a Citation,
    /// Stems of the words that are no quantity, date or cue.
    pub(super) stems: BTreeSet<String>,
    /// Stems of its heading and of its document's title.
    pub(super) above: BTreeSet<String>,
    /// Times that its heading or its document's title names.
    pub(super) times_above: Vec<Date>,
    /// How much of what the question is about its document speaks of, in percent.
    pub(super) concern: u8,
    /// The same of its document's folder.
    pub(super) folder_concern: u8,
    /// Whether it is of another language than the question.
    pub(super) foreign: bool,
    /// Of a table's row, the stems of the cells that hold words: what the row is about.
    pub(super) labels: Option<BTreeSet<String>>,
    /// How near the quote is to the question, in percent of the best; 0 if it is no evidence for it.
    pub(super) relevance: u8,
    /// How much of the question the researcher saw in it and around it, in percent.
    pub(super) covered: u8,
    /// Stems of words with a capital inside a sentence: names of things and people.
    pub(super) names: BTreeSet<String>,
    pub(super) quantities: Vec<Quantity>,
    pub(super) dates: Vec<Date>,
    pub(super) polarity: Polarity,
    /// What narrows it down.
    pub(super) qualifiers: Qualifiers,
    /// Stems of the clauses that deny; of all, where no clause does so alone.
    pub(super) denied: BTreeSet<String>,
    /// The quote with quantities and dates blanked out.
    pub(super) bare: String,
}

/// Takes the quotes apart.
pub(super) fn statements<'a>(language: &Language, research: &'a ResearchResult) -> Vec<Statement<'a>> {
    let relevance: BTreeMap<&CitationId, &Relevance> =
        research.relevance.iter().map(|known| (&known.citation, known)).collect();
    let cited: BTreeMap<&SourceId, &CitedSource> =
        research.sources_cited.iter().map(|source| (&source.id, source)).collect();
    let one = |citation: &'a Citation| {
        let mut statement = statement(language, citation);
        if let Some(known) = relevance.get(&citation.id) {
            (statement.relevance, statement.covered) = (known.percent, known.covered);
        }
        let source = cited.get(&citation.source);
        statement.concern = source.map_or(100, |source| source.concern);
        statement.folder_concern = source.map_or(100, |source| source.folder_concern);
        let title = source.map(|source| source.title.as_str()).unwrap_or_default();
        let heading = citation.heading.as_deref().unwrap_or_default();
        // The folders that somebody put it into tell what it is about.
        let above = [heading, title, folder(&citation.path)];
        statement.above = above.into_iter().flat_map(|text| language.stems(text)).collect();
        statement.times_above = dates(heading).into_iter().chain(dates(title)).collect();
        statement
    };
    research.citations.iter().map(one).collect()
}

fn statement<'a>(language: &Language, citation: &'a Citation) -> Statement<'a> {
    let text = citation.quote.as_str();
    let (quantities, dates) = (quantities(text), dates(text));
    // The name of a month or a day is a word like others.
    let worded =
        |quantity: &&Quantity| !matches!(quantity.moment, Some(Moment::Day { .. } | Moment::Weekday));
    let spans = quantities
        .iter()
        .filter(worded)
        .map(|q| (q.start, q.end))
        .chain(dates.iter().map(|d| (d.start, d.end)));
    let bare = blank(text, &spans.collect::<Vec<_>>());
    let polarity = polarity(&bare);
    let stems = subject_stems(language, &polarity.rest);
    let clauses = clauses(&bare).into_iter().map(|clause| super::polarity::polarity(&clause));
    let clauses = clauses.filter(|clause| clause.denies);
    let denied: BTreeSet<String> = clauses.flat_map(|clause| subject_stems(language, &clause.rest)).collect();
    Statement {
        citation,
        denied: if denied.is_empty() { stems.clone() } else { denied },
        stems,
        above: BTreeSet::new(),
        times_above: Vec::new(),
        concern: 100,
        folder_concern: 100,
        foreign: detect(text).is_some_and(|own| own != language.code()),
        labels: labels(language, text),
        qualifiers: Qualifiers::of(&bare),
        relevance: 0,
        covered: 0,
        names: names(language, &bare),
        quantities,
        dates,
        polarity,
        bare,
    }
}

fn subject_stems(language: &Language, text: &str) -> BTreeSet<String> {
    language.stems(text).into_iter().filter(|stem| !stem.starts_with(char::is_numeric)).collect()
}

/// The stems of a row's cells without digits; `None` for a sentence.
fn labels(language: &Language, text: &str) -> Option<BTreeSet<String>> {
    let cells = cells(text)?;
    let worded = cells.into_iter().filter(|cell| !cell.value.contains(|c: char| c.is_ascii_digit()));
    Some(worded.flat_map(|cell| language.stems(cell.value)).collect())
}

/// The text with the spans turned into bars, which no phrase crosses.
fn blank(text: &str, spans: &[(usize, usize)]) -> String {
    let inside = |at: usize| spans.iter().any(|(start, end)| (*start..*end).contains(&at));
    text.char_indices().map(|(at, c)| if inside(at) { '|' } else { c }).collect()
}

/// Words that start with a capital although they don't start a sentence, and words with digits in them.
fn names(language: &Language, text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    // German writes every noun with a capital.
    let german = language.code() == LanguageCode::German;
    // The names of a row's columns start with capitals; what its cells name is compared as labels.
    let row = cells(text).is_some();
    let mut opens = true;
    for token in text.split_word_bounds() {
        if token.trim().is_empty() {
            continue;
        }
        let capital = token.starts_with(char::is_uppercase) && !opens && !row && !german;
        let coded = token.chars().any(char::is_alphabetic) && token.chars().any(|c| c.is_ascii_digit());
        // Numbers that are no quantities name things: line 4, room 12.
        let label = !german && !token.is_empty() && token.chars().all(|c| c.is_ascii_digit());
        if capital || coded || label {
            names.extend(language.stems(token));
        }
        opens = matches!(token, "." | "!" | "?" | ":" | "“" | "\"" | "•");
    }
    names
}

/// How much a stem tells among these statements.
pub(super) struct Weights(BTreeMap<String, f64>);

impl Weights {
    /// Inverse document frequency over the statements.
    #[expect(clippy::cast_precision_loss, reason = "a few hundred statements")]
    pub(super) fn of(statements: &[Statement<'_>]) -> Self {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for stem in statements.iter().flat_map(|statement| &statement.stems) {
            *counts.entry(stem.clone()).or_default() += 1;
        }
        let all = statements.len() as f64;
        let weight = |count: usize| (1.0 + all / (count as f64 + 0.5)).ln();
        Self(counts.into_iter().map(|(stem, count)| (stem, weight(count))).collect())
    }

    /// Of a word of the question, or of what stands for it in these statements; 0 if nothing does.
    pub(super) fn of_term(&self, term: &Term) -> f64 {
        let of = |stem: &String| self.0.get(stem).copied();
        of(&term.stem).or_else(|| term.related.keys().filter_map(of).reduce(f64::min)).unwrap_or_default()
    }

    pub(super) fn sum<'s>(&self, stems: impl Iterator<Item = &'s String>) -> f64 {
        stems.map(|stem| self.0.get(stem).copied().unwrap_or_default()).sum()
    }

    /// Shared weight over that of the smaller set (0 to 1), and over that of both together.
    pub(super) fn likeness(&self, a: &BTreeSet<String>, b: &BTreeSet<String>) -> (f64, f64) {
        let (left, right, shared) = (self.sum(a.iter()), self.sum(b.iter()), self.sum(a.intersection(b)));
        let (smaller, both) = (left.min(right), left + right - shared);
        if smaller <= 0.0 { (0.0, 0.0) } else { (shared / smaller, shared / both) }
    }
}

/// Whether each names something that the other doesn't: then they speak of different things.
pub(super) fn different_names(a: &Statement<'_>, b: &Statement<'_>) -> bool {
    let lacks = |names: &BTreeSet<String>, other: &Statement<'_>| {
        names.iter().any(|name| !other.stems.contains(name) && !other.names.contains(name))
    };
    lacks(&a.names, b) && lacks(&b.names, a)
}

/// Whether each names a model, a version or the like with digits in its name, and none in common.
pub(super) fn different_codes(a: &Statement<'_>, b: &Statement<'_>) -> bool {
    let codes = |statement: &Statement<'_>| -> BTreeSet<String> {
        let coded = |name: &&String| {
            name.contains(|c: char| c.is_ascii_digit()) && name.contains(char::is_alphabetic)
        };
        statement.names.iter().filter(coded).cloned().collect()
    };
    let (left, right) = (codes(a), codes(b));
    !left.is_empty() && !right.is_empty() && left.is_disjoint(&right)
}

/// The shared words as the first statement writes them.
pub(super) fn shared_words(language: &Language, a: &Statement<'_>, b: &Statement<'_>, most: usize) -> String {
    let mut seen = BTreeSet::new();
    let words = language.words(&a.polarity.rest).into_iter();
    let shared = words.filter(|word| b.stems.contains(&word.stem) && seen.insert(word.stem.clone()));
    shared.take(most).map(|word| word.surface).collect::<Vec<_>>().join(" ")
}
