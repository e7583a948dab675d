//! Brings the analysis' contradictions, figures and dates into the report, each with its quote; computes no figure.

use super::compose::quote_ref;
use super::report::QuoteRef;
use super::tables::{Bar, Chart, Conflict, ConflictSide, FigureRow, Point, TimelineRow};
use crate::analysis::{AnalysisResult, Contradiction, ContradictionKind, Figure, Side, TimelineEntry};
use crate::language::Language;
use crate::limits;
use crate::research::{CitationId, ResearchResult};

/// Bars that a chart needs to tell anything, and that it can hold.
const BARS: std::ops::RangeInclusive<usize> = 3..=10;
/// Charts in a report.
const CHARTS: usize = 3;
/// Quotes shown for a point of the approver's comment.
const POINT_QUOTES: usize = 3;

/// The analysis' facts in the report's form.
pub(super) struct Facts {
    pub(super) contradictions: Vec<Conflict>,
    pub(super) figures: Vec<FigureRow>,
    pub(super) charts: Vec<Chart>,
    pub(super) timeline: Vec<TimelineRow>,
}

impl Facts {
    /// A person may have edited `analysis`: what they left out stays out, and of what is left all words and numbers are
    /// those of `computed`, because the report shows them as what the quotes say.
    pub(super) fn new(
        research: &ResearchResult,
        analysis: &AnalysisResult,
        computed: &AnalysisResult,
    ) -> Self {
        let quote = |id: &CitationId| research.citation(id).map(|citation| quote_ref(research, citation));
        let figures: Vec<FigureRow> = kept(&analysis.figures, &computed.figures, same_figure)
            .take(limits::FIGURES)
            .filter_map(|figure| {
                Some(FigureRow {
                    subject: figure.subject.clone(),
                    shown: figure.shown.clone(),
                    value: figure.value,
                    value_to: figure.value_to,
                    unit: figure.unit.clone(),
                    year: figure.year.clone(),
                    planned: figure.planned,
                    quote: quote(&figure.citation)?,
                })
            })
            .collect();
        let same_entry = |a: &TimelineEntry, b: &TimelineEntry| a.citation == b.citation;
        let timeline = kept(&analysis.timeline, &computed.timeline, same_entry).take(limits::TIMELINE);
        Self {
            contradictions: conflicts(analysis, computed, quote),
            charts: charts(&figures),
            timeline: timeline
                .filter_map(|entry| {
                    Some(TimelineRow { date: entry.date.clone(), quote: quote(&entry.citation)? })
                })
                .collect(),
            figures,
        }
    }

    /// All quotes that the facts show.
    pub(super) fn quotes(&self) -> impl Iterator<Item = &QuoteRef> {
        let conflicts = self.contradictions.iter().flat_map(|conflict| &conflict.sides);
        conflicts
            .flat_map(|side| &side.quotes)
            .chain(self.figures.iter().map(|figure| &figure.quote))
            .chain(self.timeline.iter().map(|entry| &entry.quote))
    }
}

/// The computed facts that the analysis still has, in its order and each once.
fn kept<'c, T: PartialEq>(
    analysis: &[T],
    computed: &'c [T],
    same: impl Fn(&T, &T) -> bool,
) -> impl Iterator<Item = &'c T> {
    let mut left: Vec<&T> = computed.iter().collect();
    let mut found: Vec<Option<&T>> = Vec::new();
    let mut take =
        |wanted: &dyn Fn(&T) -> bool| left.iter().position(|known| wanted(known)).map(|at| left.remove(at));
    // Untouched ones first: one that was edited must not take the place of its equal.
    found.extend(analysis.iter().map(|fact| take(&|known| known == fact)));
    for (fact, found) in analysis.iter().zip(&mut found) {
        if found.is_none() {
            *found = take(&|known| same(fact, known));
        }
    }
    found.into_iter().flatten()
}

pub(super) fn same_figure(a: &Figure, b: &Figure) -> bool {
    a.citation == b.citation && a.shown == b.shown
}

fn conflicts(
    analysis: &AnalysisResult,
    computed: &AnalysisResult,
    quote: impl Fn(&CitationId) -> Option<QuoteRef>,
) -> Vec<Conflict> {
    let one = |found: &Contradiction| {
        let kept_quotes: Vec<&CitationId> = analysis
            .contradictions
            .iter()
            .filter(|edited| edited.id == found.id)
            .flat_map(|edited| edited.sides.iter().flat_map(|side| &side.citations))
            .collect();
        let side = |side: &Side| {
            let citations = side.citations.iter().filter(|id| kept_quotes.contains(id));
            let quotes: Vec<QuoteRef> = citations.filter_map(&quote).collect();
            // The value is that of the side's first quote, which may have been left out: the others say it their way.
            let has_it = quotes.first().is_some_and(|quote| quote.quote.contains(&side.shown));
            ConflictSide { shown: if has_it { side.shown.clone() } else { String::new() }, quotes }
        };
        Conflict {
            id: found.id.clone(),
            subject: found.subject.clone(),
            year: found.year.clone(),
            of_values: found.kind == ContradictionKind::Value,
            sides: found.sides.iter().map(side).filter(|side| !side.quotes.is_empty()).collect(),
        }
    };
    let same = |a: &Contradiction, b: &Contradiction| a.id == b.id;
    let found = kept(&analysis.contradictions, &computed.contradictions, same);
    found.map(one).filter(|conflict| conflict.sides.len() > 1).collect()
}

/// One chart per unit that has enough figures, those with the most figures first.
fn charts(figures: &[FigureRow]) -> Vec<Chart> {
    let mut units: Vec<(&str, Vec<&FigureRow>)> = Vec::new();
    for figure in figures.iter().filter(|figure| figure.value >= 0.0 && !figure.unit.is_empty()) {
        match units.iter_mut().find(|(unit, _)| *unit == figure.unit) {
            Some((_, rows)) => rows.push(figure),
            None => units.push((&figure.unit, vec![figure])),
        }
    }
    units.retain(|(_, rows)| rows.len() >= *BARS.start());
    units.sort_by_key(|(_, rows)| std::cmp::Reverse(rows.len()));
    units.into_iter().take(CHARTS).map(|(unit, rows)| chart(unit, rows)).collect()
}

fn chart(unit: &str, mut rows: Vec<&FigureRow>) -> Chart {
    rows.truncate(*BARS.end());
    if rows.iter().all(|row| row.year.is_some()) {
        rows.sort_by(|a, b| a.year.cmp(&b.year));
    } else {
        rows.sort_by(|a, b| b.value.total_cmp(&a.value));
    }
    let most = rows.iter().map(|row| row.value_to.unwrap_or(row.value)).fold(f64::MIN_POSITIVE, f64::max);
    let bars: Vec<Bar> = rows
        .iter()
        .map(|row| {
            let year = row.year.as_ref().map(|year| format!(", {year}")).unwrap_or_default();
            let planned = if row.planned { ", planned" } else { "" };
            let range = row.value_to.is_some();
            Bar {
                label: format!("{}{year}{planned}", row.subject),
                shown: row.shown.clone(),
                from: if range { share(row.value, most) } else { 0 },
                to: share(row.value_to.unwrap_or(row.value), most),
                citation: row.quote.citation.to_string(),
            }
        })
        .collect();
    let said: Vec<String> =
        bars.iter().map(|bar| format!("{}: {} ({})", bar.label, bar.shown, bar.citation)).collect();
    Chart { title: format!("Figures in {unit}"), description: said.join("; "), bars }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
fn share(value: f64, most: f64) -> u32 {
    (1_000.0 * value / most).round().clamp(0.0, 1_000.0) as u32
}

/// The sentences of an approver's comment, each with the report's quotes that share its topic words.
pub(super) fn points(language: &Language, comment: &str, quotes: &[&QuoteRef]) -> Vec<Point> {
    let sentences = comment.split_inclusive(['.', ';', '!', '?', '\n']);
    let texts =
        sentences.map(|text| text.trim().trim_end_matches(';').trim_start_matches(['-', '*', '•', ' ']));
    texts
        .filter(|text| !language.phrases(text).is_empty())
        .map(|text| Point { text: text.to_owned(), quotes: on(language, text, quotes) })
        .collect()
}

fn on(language: &Language, text: &str, quotes: &[&QuoteRef]) -> Vec<QuoteRef> {
    let terms: Vec<String> = language.phrases(text).into_iter().flatten().map(|word| word.stem).collect();
    let mut found: Vec<(usize, &QuoteRef)> = Vec::new();
    for quote in quotes {
        let stems = language.stems(&quote.quote);
        let shared = terms.iter().filter(|term| stems.contains(term)).count();
        if shared > 0 && found.iter().all(|(_, known)| known.citation != quote.citation) {
            found.push((shared, quote));
        }
    }
    let most = found.iter().map(|(shared, _)| *shared).max().unwrap_or_default();
    found.retain(|(shared, _)| shared * 2 > most);
    found.sort_by_key(|(shared, _)| std::cmp::Reverse(*shared));
    found.into_iter().take(POINT_QUOTES).map(|(_, quote)| quote.clone()).collect()
}
