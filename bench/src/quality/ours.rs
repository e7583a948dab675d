//! Aegis itself: reading, research, analysis, writing and verification as a run does them, in this process.

use super::answer::{Answer, System, TOP};
use super::matching::Quote;
use crate::Failure;
use agents::analysis::{AnalysisResult, analyse};
use agents::reading::{Corpus, SubprocessParser, read_documents};
use agents::research::{Depth, ResearchRequest, ResearchResult, research};
use agents::verify::verify;
use agents::writing::{Approval, WriteRequest, write};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// The hidden command of the bench that parses a document for it.
pub(crate) const READ_DOCUMENT: &str = "__read-document";

/// Aegis with a corpus, and a folder for its reports.
pub(super) struct Ours<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) scratch: PathBuf,
}

/// Reads documents as a run does, what is risky in a process of its own.
pub(super) fn read(documents: &Path) -> Result<Corpus, Failure> {
    let parser = SubprocessParser::new(std::env::current_exe()?, vec![READ_DOCUMENT.into()]);
    Ok(read_documents(&[documents.to_owned()], &parser)?)
}

impl System for Ours<'_> {
    fn name(&self) -> &'static str {
        "aegis"
    }

    fn answer(&self, question: &str) -> Result<Answer, Failure> {
        let begin = Instant::now();
        let request = ResearchRequest {
            question,
            depth: Depth::Comprehensive,
            per_part: None,
            feedback: None,
            corpus: self.corpus,
        };
        let research = research(&request);
        let analysis = analyse(&research);
        let (citations, citations_valid) = self.prove(&research, &analysis)?;
        let time = begin.elapsed();
        let findings = research.key_findings.iter().take(TOP);
        Ok(Answer {
            findings: findings
                .map(|finding| finding.citations.iter().filter_map(|id| quote(&research, &id.0)).collect())
                .collect(),
            contradictions: contradictions(&research, &analysis)?,
            gap: declares_gap(&research),
            citations,
            citations_valid,
            time,
        })
    }
}

impl Ours<'_> {
    /// Writes the report and has it verified: how many citations it has and how many are confirmed. Where anything else of
    /// the bundle fails, none is.
    fn prove(&self, research: &ResearchResult, analysis: &AnalysisResult) -> Result<(usize, usize), Failure> {
        let analysis = serde_json::to_value(analysis)?;
        let hash = agents::hash::sha256_hex(&shared::digest::canonical_json(&analysis));
        let bundle = write(&WriteRequest {
            analysis: &analysis,
            research,
            corpus: self.corpus,
            approval: &Approval { artifact_hash: Some(hash), ..Approval::default() },
            generated_at: "2026-01-01T00:00:00Z",
        })?;
        let folder = tempfile::Builder::new().prefix("report-").tempdir_in(&self.scratch)?;
        for (name, bytes) in &bundle.files {
            let file = folder.path().join(name);
            std::fs::create_dir_all(file.parent().unwrap_or(folder.path()))?;
            std::fs::write(file, bytes)?;
        }
        let verified = verify(folder.path())?;
        let only_quotes_fail = verified.ok || verified.quotes_matching < verified.quotes;
        Ok((verified.quotes, if only_quotes_fail { verified.quotes_matching } else { 0 }))
    }
}

fn quote(research: &ResearchResult, id: &str) -> Option<Quote> {
    let citation = research.citations.iter().find(|citation| citation.id.0 == id)?;
    Some(Quote { document: citation.path.clone(), text: citation.quote.clone() })
}

/// The quotes of each contradiction that the analysis lists: whatever its shape, it names citations.
fn contradictions(research: &ResearchResult, analysis: &AnalysisResult) -> Result<Vec<Vec<Quote>>, Failure> {
    let analysis = serde_json::to_value(analysis)?;
    let listed = analysis.get("contradictions").and_then(Value::as_array).cloned().unwrap_or_default();
    Ok(listed.iter().map(|entry| cited(research, entry)).collect())
}

fn cited(research: &ResearchResult, value: &Value) -> Vec<Quote> {
    match value {
        Value::String(id) => quote(research, id).into_iter().collect(),
        Value::Array(parts) => parts.iter().flat_map(|part| cited(research, part)).collect(),
        Value::Object(fields) => fields.values().flat_map(|field| cited(research, field)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

/// Whether a gap concerns the question itself. One that names a sub-question made by a template (figures, conditions, ...)
/// says something true about the documents and nothing about the question.
fn declares_gap(research: &ResearchResult) -> bool {
    let templates = research.metadata.sub_questions.iter().skip(1);
    let templates: Vec<&str> = templates.map(|sub| sub.question.as_str()).collect();
    research.research_gaps.iter().any(|gap| !templates.iter().any(|template| gap.contains(template)))
}
