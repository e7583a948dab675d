//! The analyst's result as it travels between steps; computes nothing. A person may have edited it on the way, so
//! everything but the insights and scores may be absent.

use serde::{Deserialize, Serialize};

use super::facts::{Contradiction, Figure, TimelineEntry};
use crate::reading::SourceId;
use crate::research::{CitationId, Confidence, Method, NotProduced};

/// What one theme, a group of findings about the same thing, says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeyInsight {
    /// The quote that stands for the theme, on one line: the best supported, then the most central by TextRank.
    pub insight: String,
    /// Name of the theme: its key terms.
    #[serde(default)]
    pub theme: String,
    /// Counts in fixed sentences.
    #[serde(default)]
    pub explanation: String,
    /// d / (d + 1), d = independent documents that say it; 0 to 1.
    #[serde(default)]
    pub confidence: f64,
    /// Findings of the theme, the quoted one first.
    #[serde(default)]
    pub findings: Vec<String>,
    /// Quotes that say it, the insight's own first.
    #[serde(default)]
    pub citations: Vec<CitationId>,
    /// Documents that say it.
    #[serde(default)]
    pub sources: Vec<SourceId>,
}

/// Something that shows in the counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pattern {
    /// `contradiction`, `agreement`, `single_source`, `concentration` or `gap`.
    #[serde(rename = "type")]
    pub kind: String,
    /// In fixed sentences.
    pub description: String,
    /// 1 for a count: it is exact.
    pub confidence: f64,
}

/// Scores from 0 to 1, rounded to two digits; how they are computed is in [`super::FORMULA`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ConfidenceScores {
    /// Share of the sub-questions with evidence.
    pub data_completeness: f64,
    /// Number of independent documents behind the findings.
    pub source_reliability: f64,
    /// Share of the themes in which independent documents meet without contradiction.
    pub finding_consistency: f64,
    /// Weighted sum of the three.
    pub overall: f64,
}

/// What to do next, from a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    /// How much it matters.
    pub priority: Confidence,
    /// `evidence` or `coverage`.
    #[serde(default)]
    pub category: String,
    /// What to do.
    pub action: String,
    /// The rule that led to it.
    #[serde(default)]
    pub rationale: String,
}

/// How often a document is quoted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceCount {
    /// Id.
    pub id: SourceId,
    /// Title.
    pub title: String,
    /// Quotes from it.
    pub quotes: usize,
    /// Findings that it supports.
    pub findings: usize,
}

/// Plain counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Statistics {
    /// Documents read.
    pub documents_read: usize,
    /// Files not read.
    pub documents_skipped: usize,
    /// Independent documents quoted.
    pub documents_quoted: usize,
    /// Sentences looked at.
    pub sentences: usize,
    /// Findings.
    pub findings: usize,
    /// Findings that at least two independent documents state.
    pub findings_with_support: usize,
    /// Themes: groups of findings about the same thing.
    pub themes: usize,
    /// Themes in which at least two independent documents meet.
    pub themes_with_several_documents: usize,
    /// Of those, themes with a quote that another document contradicts.
    pub themes_contradicted: usize,
    /// Contradictions.
    pub contradictions: usize,
    /// Lines of the number table.
    pub figures: usize,
    /// Sub-questions asked.
    pub sub_questions: usize,
    /// Sub-questions with evidence.
    pub sub_questions_answered: usize,
    /// Quotes per document.
    pub per_source: Vec<SourceCount>,
}

/// How the result came about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnalysisMetadata {
    /// Always "quotes only, no language model".
    pub method: Method,
    /// The question.
    pub topic: String,
    /// How the scores are computed, line by line.
    pub confidence_formula: Vec<String>,
    /// The approver's comment that led to this round.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feedback: Option<String>,
}

/// The analyst's result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnalysisResult {
    /// How it came about.
    #[serde(default)]
    pub metadata: AnalysisMetadata,
    /// Counts in fixed sentences.
    #[serde(default)]
    pub summary: String,
    /// One per theme, best supported first.
    pub key_insights: Vec<KeyInsight>,
    /// What shows in the counts.
    #[serde(default)]
    pub patterns_identified: Vec<Pattern>,
    /// Quotes of different documents that can't all be right.
    #[serde(default)]
    pub contradictions: Vec<Contradiction>,
    /// The number table.
    #[serde(default)]
    pub figures: Vec<Figure>,
    /// What the quotes give a date, earliest first.
    #[serde(default)]
    pub timeline: Vec<TimelineEntry>,
    /// Scores.
    pub confidence_scores: ConfidenceScores,
    /// From rules.
    #[serde(default)]
    pub recommendations: Vec<Recommendation>,
    /// Counts.
    #[serde(default)]
    pub statistics: Statistics,
    /// Always null; see `not_produced`.
    #[serde(default)]
    pub detailed_analysis: Option<String>,
    /// Fields left empty, and why.
    #[serde(default)]
    pub not_produced: Vec<NotProduced>,
}
