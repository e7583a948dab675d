//! The report as data (`report.json`); formats nothing.

use serde::{Deserialize, Serialize};

use super::approval::Approval;
use super::edits::EditedFact;
use super::tables::{Chart, Conflict, FigureRow, Point, TimelineRow};
use crate::analysis::{ConfidenceScores, Statistics};
use crate::reading::{Skipped, SourceId};
use crate::research::{
    CitationId, Confidence, Depth, Method, Nearest, NotProduced, SetAside, SubQuestionReport,
};

impl HumanFeedback {
    /// Who approved, as a sentence for readers.
    #[must_use]
    pub fn approved(&self) -> String {
        match &self.decided_by {
            _ if self.automatic => "Approved automatically: nobody looked at the analysis.".to_owned(),
            Some(who) => format!("Approved by {who}."),
            None => "Approved by the approver.".to_owned(),
        }
    }
}

/// A quote as it is shown beside a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteRef {
    /// Citation.
    pub citation: CitationId,
    /// Source.
    pub source: SourceId,
    /// Title of the source.
    pub title: String,
    /// Heading above it.
    pub heading: Option<String>,
    /// Page from 1, where the format has pages.
    pub page: Option<u32>,
    /// Where it stands in the original, in words, where the format has such places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locator: Option<String>,
    /// The quote on one line.
    pub quote: String,
}

/// One statement of the report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// The text.
    pub text: String,
    /// Whether the text is the first of `quotes` word for word. If not, a person changed it at the approval.
    pub is_quote: bool,
    /// By the number of independent documents.
    pub confidence: Confidence,
    /// Quotes behind it, its own first.
    pub quotes: Vec<QuoteRef>,
    /// The sub-question that it answers.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub answers: String,
}

/// Findings of one theme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// Name of the theme: its key terms.
    pub title: String,
    /// Its findings.
    pub findings: Vec<Statement>,
}

/// A recommendation that a rule made, or a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleOutcome {
    /// How much it matters.
    pub priority: Confidence,
    /// What to do.
    pub action: String,
    /// Why.
    pub rationale: String,
    /// `false`: a person added or changed it at the approval.
    pub by_rule: bool,
}

/// What it is and how it came about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportMetadata {
    /// Title: the question.
    pub title: String,
    /// RFC 3339, UTC.
    pub generated_at: String,
    /// Always "quotes only, no language model".
    pub method: Method,
    /// Depth that was asked for.
    pub depth: Depth,
    /// The approval.
    pub approval: Approval,
    /// SHA-256 of the analysis as written, in canonical JSON, hex.
    pub written_artifact_sha256: String,
}

/// What the approver said and changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HumanFeedback {
    /// Whether a program approved and nobody looked at the analysis.
    #[serde(default)]
    pub automatic: bool,
    /// The comment; empty if there was none, or none of a person.
    pub comment: String,
    /// Who.
    pub decided_by: Option<String>,
    /// Whether the analysis was edited.
    pub edited: bool,
    /// Findings left out because their insight was removed at the approval.
    pub findings_removed: usize,
    /// Figures, contradictions and dates that were changed or added, and what became of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub edited_facts: Vec<EditedFact>,
    /// The comment point by point.
    pub points: Vec<Point>,
}

/// The first thing to read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExecutiveSummary {
    /// Counts in fixed sentences, or what the approver made of them.
    pub overview: String,
    /// Whether the overview is as computed.
    pub overview_by_rule: bool,
    /// At most three.
    pub key_takeaways: Vec<Statement>,
    /// The approver's part; absent if there was none.
    pub human_feedback: Option<HumanFeedback>,
}

/// What follows from the counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportRecommendations {
    /// From the rules on confidence.
    pub strategic: Vec<RuleOutcome>,
    /// At most six.
    pub next_steps: Vec<String>,
    /// What to keep in mind.
    pub considerations: Vec<String>,
}

/// A document that is quoted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportSource {
    /// Id.
    pub id: SourceId,
    /// Title.
    pub title: String,
    /// Relative path of the original.
    pub path: String,
    /// Date that the document states about itself.
    pub date: Option<String>,
    /// Snapshot in the bundle.
    pub snapshot: String,
    /// Quotes from it.
    pub quotes: usize,
    /// SHA-256 of the original, hex.
    pub source_sha256: String,
}

/// A document whose text is that of another one, or nearly so: both count as one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentCopy {
    /// Id.
    pub id: SourceId,
    /// Relative path.
    pub path: String,
    /// Id of the document that it repeats.
    pub copy_of: SourceId,
    /// Relative path of that document.
    pub original: String,
    /// How much of the text they share, in percent of both.
    pub percent: u8,
}

impl DocumentCopy {
    /// What it is, as a phrase for readers.
    #[must_use]
    pub fn phrase(&self) -> String {
        let alike = if self.percent == 100 { String::new() } else { format!(", {} % alike", self.percent) };
        format!("{} {}: copy of {} {} (counted once{alike})", self.id, self.path, self.copy_of, self.original)
    }
}

/// Where everything comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct References {
    /// Documents quoted.
    pub sources: Vec<ReportSource>,
    /// Ids of the citations used; details are in `citations.json`.
    pub citations: Vec<CitationId>,
    /// Documents read without being quoted, by path; copies are not among them.
    pub data_sources: Vec<String>,
    /// Documents that repeat another one, quoted or not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<DocumentCopy>,
    /// Files not read, with reasons.
    pub skipped: Vec<Skipped>,
}

/// How it was made and what it can't do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Appendix {
    /// Fixed sentences.
    pub methodology: Vec<String>,
    /// Fixed sentences.
    pub limitations: Vec<String>,
    /// Scores.
    pub confidence_levels: ConfidenceScores,
    /// How the scores are computed.
    pub confidence_formula: Vec<String>,
    /// Counts.
    pub statistics: Statistics,
}

/// A report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// `aegis.report/v1`.
    pub schema: String,
    /// What it is.
    pub metadata: ReportMetadata,
    /// The first thing to read.
    pub executive_summary: ExecutiveSummary,
    /// By theme, best supported first.
    pub detailed_findings: Vec<Section>,
    /// Quotes side by side that can't all be right.
    pub contradictions: Vec<Conflict>,
    /// The number table.
    pub figures: Vec<FigureRow>,
    /// Figures of one unit to be drawn.
    pub charts: Vec<Chart>,
    /// What the quotes give a date, earliest first.
    pub timeline: Vec<TimelineRow>,
    /// Each sub-question with its evidence.
    pub coverage: Vec<SubQuestionReport>,
    /// Sub-questions and terms without evidence.
    pub research_gaps: Vec<String>,
    /// Topic words that stand in no document.
    pub words_not_found: Vec<String>,
    /// Sentences that give orders to programs; they were not used as evidence.
    pub set_aside: Vec<SetAside>,
    /// What follows.
    pub recommendations: ReportRecommendations,
    /// Where it comes from.
    pub references: References,
    /// How it was made.
    pub appendix: Appendix,
    /// Fields left empty, and why.
    pub not_produced: Vec<NotProduced>,
}

impl Report {
    /// What comes nearest to the question itself, if no sentence surely answers it.
    pub(super) fn nearest(&self) -> Option<&Nearest> {
        self.coverage.iter().find_map(|sub| sub.nearest.as_ref())
    }
}
