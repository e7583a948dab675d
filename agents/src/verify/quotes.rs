//! Every quote at its place in its snapshot, and the report's words against the citations; hashes of whole files are
//! not its business.

use std::collections::BTreeMap;

use super::files::Files;
use super::report::{Problem, VerifyReport};
use crate::hash::sha256_hex;
use crate::research::{Citation, CitationId, context};
use crate::writing::{CitationsFile, Report, SourceEntry, SourcesFile, names};

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
    for citation in &citations.citations {
        let problem = match snapshots.get(&citation.source) {
            Some((source, text)) => quote(citation, source, text),
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

/// What the report shows as quotes is what the citations hold.
fn words(written: &Report, citations: &CitationsFile, report: &mut VerifyReport) {
    let known: BTreeMap<&CitationId, String> =
        citations.citations.iter().map(|c| (&c.id, c.display())).collect();
    let findings = written.detailed_findings.iter().flat_map(|section| &section.findings);
    for statement in findings.chain(&written.executive_summary.key_takeaways) {
        for quote in &statement.quotes {
            match known.get(&quote.citation) {
                Some(words) if *words == quote.quote => {}
                Some(_) => report.fail(names::REPORT, &quote.citation.0, Problem::ReportDiffers),
                None => report.fail(names::REPORT, &quote.citation.0, Problem::UnknownCitation),
            }
        }
        let own = statement.quotes.first().map(|quote| &quote.quote);
        if statement.is_quote && own != Some(&statement.text) {
            let place = statement.quotes.first().map_or("statement", |quote| quote.citation.0.as_str());
            report.fail(names::REPORT, place, Problem::ReportDiffers);
        }
    }
}
