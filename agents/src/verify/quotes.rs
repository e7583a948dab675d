//! Every quote at its place in its snapshot, and the report's words against the citations; hashes of whole files are
//! not its business.

use std::collections::BTreeMap;

use super::files::Files;
use super::report::{Problem, VerifyReport};
use crate::hash::sha256_hex;
use crate::research::{Citation, CitationId, context};
use crate::writing::{
    CITATIONS_SCHEMA, CitationRecord, CitationsFile, Report, SourceEntry, SourcesFile, names,
};

pub(super) fn check(files: &Files, report: &mut VerifyReport) {
    let citations = files.json::<CitationsFile>(names::CITATIONS, report);
    let sources = files.json::<SourcesFile>(names::SOURCES, report);
    let (Some(citations), Some(sources)) = (citations, sources) else { return };
    let mut snapshots = BTreeMap::new();
    for source in &sources.sources {
        if let Some(text) = snapshot(files, source, report) {
            snapshots.insert(&source.id, (source, text));
        }
    }
    report.sources = snapshots.len();
    report.quotes = citations.citations.len();
    if citations.schema != CITATIONS_SCHEMA {
        let found = citations.schema.clone();
        report.fail(names::CITATIONS, "schema", Problem::UnknownSchema { found });
    }
    for record in &citations.citations {
        let citation = &record.citation;
        let problem = match snapshots.get(&citation.source) {
            Some((source, text)) => quote(citation, source, text).or_else(|| selectors(record, text)),
            None => Some(Problem::UnknownSource),
        };
        match problem {
            None => report.quotes_matching += 1,
            Some(problem) => report.fail(names::CITATIONS, &citation.id.0, problem),
        }
    }
    if let Some(written) = files.json::<Report>(names::REPORT, report) {
        words(&written, &citations, report);
    }
}

fn snapshot<'a>(files: &'a Files, source: &SourceEntry, report: &mut VerifyReport) -> Option<&'a str> {
    let name = source.snapshot.as_ref()?;
    let Some(bytes) = files.get(name) else {
        report.fail(name, "file", Problem::Missing);
        return None;
    };
    if sha256_hex(bytes) != source.text_sha256 {
        report.fail(names::SOURCES, &source.id.0, Problem::TextHashDiffers);
    }
    let text = std::str::from_utf8(bytes);
    text.map_err(|e| report.fail(name, "file", Problem::NotParsable { detail: e.to_string() })).ok()
}

fn quote(citation: &Citation, source: &SourceEntry, text: &str) -> Option<Problem> {
    if citation.source_sha256 != source.source_sha256 || citation.path != source.path {
        return Some(Problem::UnknownSource);
    }
    if citation.text_sha256 != source.text_sha256 {
        return Some(Problem::TextHashDiffers);
    }
    let (start, end) = (citation.start, citation.end);
    if start >= end || text.get(start..end) != Some(citation.quote.as_str()) {
        let source_file = source.snapshot.clone().unwrap_or_default();
        return Some(Problem::QuoteNotThere { start, end, source_file });
    }
    let around = context(text, start, end);
    let recorded = (citation.prefix.clone(), citation.suffix.clone());
    (around != Some(recorded)).then_some(Problem::ContextDiffers)
}

/// The selectors name the same place as the offsets.
fn selectors(record: &CitationRecord, text: &str) -> Option<Problem> {
    let expected = CitationRecord::new(record.citation.clone(), text);
    (expected.as_ref() != Some(record)).then_some(Problem::SelectorDiffers)
}

/// What the report shows as quotes is what the citations hold, and each number that it shows is in its quote.
fn words(written: &Report, citations: &CitationsFile, report: &mut VerifyReport) {
    let known: BTreeMap<&CitationId, String> =
        citations.citations.iter().map(|record| (&record.citation.id, record.citation.display())).collect();
    let findings = written.detailed_findings.iter().flat_map(|section| &section.findings);
    let statements = || findings.clone().chain(&written.executive_summary.key_takeaways);
    let sides = || written.contradictions.iter().flat_map(|conflict| &conflict.sides);
    let feedback = written.executive_summary.human_feedback.iter();
    let quotes = statements()
        .flat_map(|statement| &statement.quotes)
        .chain(sides().flat_map(|side| &side.quotes))
        .chain(written.figures.iter().map(|figure| &figure.quote))
        .chain(written.timeline.iter().map(|entry| &entry.quote))
        .chain(feedback.flat_map(|feedback| &feedback.points).flat_map(|point| &point.quotes));
    for quote in quotes {
        match known.get(&quote.citation) {
            Some(words) if *words == quote.quote => {}
            Some(_) => report.fail(names::REPORT, &quote.citation.0, Problem::ReportDiffers),
            None => report.fail(names::REPORT, &quote.citation.0, Problem::UnknownCitation),
        }
    }
    for statement in statements() {
        let own = statement.quotes.first().map(|quote| &quote.quote);
        if statement.is_quote && own != Some(&statement.text) {
            let place = statement.quotes.first().map_or("statement", |quote| quote.citation.0.as_str());
            report.fail(names::REPORT, place, Problem::ReportDiffers);
        }
    }
    let of_sides = sides().filter_map(|side| side.quotes.first().map(|quote| (side.shown.as_str(), quote)));
    let of_figures = written.figures.iter().map(|figure| (figure.shown.as_str(), &figure.quote));
    for (shown, quote) in of_sides.chain(of_figures) {
        if !quote.quote.contains(shown) {
            let shown = shown.to_owned();
            report.fail(names::REPORT, &quote.citation.0, Problem::NumberNotInQuote { shown });
        }
    }
}
