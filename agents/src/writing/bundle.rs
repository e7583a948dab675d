//! The report's files as bytes; touches no disk.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use shared::digest::canonical_json;

use super::approval::Approval;
use super::citations::{CITATIONS_SCHEMA, CitationRecord, CitationsFile, SourcesFile, snapshot_name};
use super::compose::compose;
use super::manifest::{Manifest, manifest_hash_line};
use super::report::Report;
use super::{docx, html, markdown, names};
use crate::analysis::AnalysisResult;
use crate::hash::sha256_hex;
use crate::reading::Corpus;
use crate::research::{Citation, ResearchResult};

/// What a report is written from.
#[derive(Clone, Copy, Debug)]
pub struct WriteRequest<'a> {
    /// The approved analysis, as a person may have edited it.
    pub analysis: &'a Value,
    /// The research behind it.
    pub research: &'a ResearchResult,
    /// The snapshots that were researched.
    pub corpus: &'a Corpus,
    /// Facts of the approval; default if there was none.
    pub approval: &'a Approval,
    /// RFC 3339, UTC.
    pub generated_at: &'a str,
}

/// A finished report.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// The report as data.
    pub report: Report,
    /// Files by relative name with `/`.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Why no report was written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The approved analysis has lost its shape.
    #[error("the approved analysis can't be used: {0}; undo the edit that broke it")]
    Analysis(#[source] serde_json::Error),
    /// A quote doesn't stand where the research says: research and snapshot belong to different runs.
    #[error("quote {0} does not stand at its place in the snapshot; run the research again")]
    QuoteNotFound(String),
    /// A document of the bundle could not be produced.
    #[error("writing {file} failed: {detail}")]
    Render {
        /// The file.
        file: &'static str,
        /// What went wrong.
        detail: String,
    },
}

/// Writes the report. Deterministic for the same request.
///
/// # Errors
/// See [`WriteError`].
pub fn write(request: &WriteRequest<'_>) -> Result<Bundle, WriteError> {
    let analysis: AnalysisResult =
        serde_json::from_value(request.analysis.clone()).map_err(WriteError::Analysis)?;
    let canonical = canonical_json(request.analysis);
    let written = sha256_hex(&canonical);
    let report = compose(request, &analysis, &written);
    let citations = used_citations(request, &report)?;

    let mut files = BTreeMap::new();
    files.insert(names::ANALYSIS.to_owned(), canonical);
    files.insert(names::MARKDOWN.to_owned(), markdown::render(&report).into_bytes());
    files.insert(names::HTML.to_owned(), html::render(&report, &citations, request.corpus)?.into_bytes());
    files.insert(names::DOCX.to_owned(), docx::render(&report)?);
    files.insert(names::REPORT.to_owned(), json(names::REPORT, &report)?);
    let index = SourcesFile::new(request.corpus, &citations);
    files.insert(names::SOURCES.to_owned(), json(names::SOURCES, &index)?);
    for source in &report.references.sources {
        let text = request.corpus.source(&source.id).map(|source| source.text.clone()).unwrap_or_default();
        files.insert(snapshot_name(&source.id), text.into_bytes());
    }
    let records = citations.into_iter().filter_map(|citation| {
        let source = request.corpus.source(&citation.source)?;
        CitationRecord::new(citation, &source.text)
    });
    let citations = CitationsFile { schema: CITATIONS_SCHEMA.to_owned(), citations: records.collect() };
    files.insert(names::CITATIONS.to_owned(), json(names::CITATIONS, &citations)?);
    let manifest = Manifest::new(&files, request.approval.artifact_hash.clone(), written);
    let manifest = json(names::MANIFEST, &manifest)?;
    files.insert(names::MANIFEST_HASH.to_owned(), manifest_hash_line(&manifest).into_bytes());
    files.insert(names::MANIFEST.to_owned(), manifest);
    Ok(Bundle { report, files })
}

/// The citations that the report uses, each checked against its snapshot.
fn used_citations(request: &WriteRequest<'_>, report: &Report) -> Result<Vec<Citation>, WriteError> {
    let used = report.references.citations.iter().filter_map(|id| request.research.citation(id));
    used.map(|citation| {
        let source =
            request.corpus.source(&citation.source).filter(|s| s.text_sha256 == citation.text_sha256);
        let found = source.and_then(|source| source.text.get(citation.start..citation.end));
        if found == Some(citation.quote.as_str()) {
            Ok(citation.clone())
        } else {
            Err(WriteError::QuoteNotFound(citation.id.to_string()))
        }
    })
    .collect()
}

fn json(file: &'static str, value: &impl Serialize) -> Result<Vec<u8>, WriteError> {
    let failed = |error: serde_json::Error| WriteError::Render { file, detail: error.to_string() };
    let mut bytes = serde_json::to_vec_pretty(value).map_err(failed)?;
    bytes.push(b'\n');
    Ok(bytes)
}
