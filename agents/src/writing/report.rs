//! The report as data (`report.json`); formats nothing.

use serde::{Deserialize, Serialize};

use super::tables::{Chart, Conflict, FigureRow, Point, TimelineRow};
use crate::analysis::{ConfidenceScores, Statistics};
use crate::reading::{Skipped, SourceId};
use crate::research::{CitationId, Confidence, Depth, Method, NotProduced, SetAside, SubQuestionReport};

/// Who decided: one name or several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum DecidedBy {
    /// One person.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl std::fmt::Display for DecidedBy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::One(name) => f.write_str(name),
            Self::Many(names) => f.write_str(&names.join(", ")),
        }
    }
}

/// The comment of a decision that a program took because nobody was asked: the report says so and answers nothing.
pub const AUTOMATIC_APPROVAL: &str = "approved by --approve auto: nobody looked at it";

/// Facts of the approval, as the writer's step gets them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Approval {
    /// What the approver wrote.
    pub comment: Option<String>,
    /// SHA-256 of the artifact that was approved, hex.
    pub artifact_hash: Option<String>,
    /// Who approved.
    pub decided_by: Option<DecidedBy>,
    /// Whether the artifact was edited at the approval.
    pub edited: bool,
}

impl Approval {
    /// Whether a program decided and nobody looked at the artifact.
    #[must_use]
    pub fn is_automatic(&self) -> bool {
        self.comment.as_deref().is_some_and(|comment| comment.trim() == AUTOMATIC_APPROVAL)
    }

    /// What a person wrote, if anything.
    #[must_use]
    pub fn words(&self) -> Option<&str> {
        self.comment.as_deref().filter(|comment| !comment.trim().is_empty() && !self.is_automatic())
    }
}

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

/// Where everything comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct References {
    /// Documents quoted.
    pub sources: Vec<ReportSource>,
    /// Ids of the citations used; details are in `citations.json`.
    pub citations: Vec<CitationId>,
    /// Documents read without being quoted, by path.
    pub data_sources: Vec<String>,
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
