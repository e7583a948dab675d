//! The researcher's result as it travels between steps; computes nothing.

use serde::{Deserialize, Serialize};

use super::quote::{Citation, CitationId};
use crate::reading::{Skipped, SourceId};

/// How much is asked and how many findings are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Depth {
    /// Up to 6 findings.
    Basic,
    /// Up to 12 findings.
    #[default]
    Comprehensive,
    /// Up to 24 findings.
    Deep,
}

impl Depth {
    /// Findings kept at most.
    #[must_use]
    pub fn findings(self) -> usize {
        match self {
            Self::Basic => 6,
            Self::Comprehensive => 12,
            Self::Deep => 24,
        }
    }
}

/// How a result was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Method {
    /// Exact quotes, computed numbers and fixed connecting sentences.
    #[default]
    #[serde(rename = "quotes only, no language model")]
    QuotesOnly,
}

impl Method {
    /// The method in words.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::QuotesOnly => "quotes only, no language model",
        }
    }
}

/// Confidence in a finding, by the number of independent documents that say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// One document.
    Low,
    /// Two documents.
    Medium,
    /// Three or more documents.
    High,
}

impl Confidence {
    /// By the number of independent documents.
    #[must_use]
    pub fn of_documents(documents: usize) -> Self {
        match documents {
            0 | 1 => Self::Low,
            2 => Self::Medium,
            _ => Self::High,
        }
    }

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// Something the documents say, word for word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// `F1`, `F2`, ...
    pub id: String,
    /// The quote, on one line.
    pub finding: String,
    /// Where it stands and who else says it, in fixed sentences.
    pub description: String,
    /// By the number of independent documents.
    pub confidence: Confidence,
    /// Sources that say it, the quoted one first.
    pub sources: Vec<SourceId>,
    /// Quotes behind it, the finding's own first.
    pub citations: Vec<CitationId>,
    /// The sub-question that it answers.
    pub sub_question: String,
    /// Heading above the quote in its document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
}

/// A document that is quoted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitedSource {
    /// Id.
    pub id: SourceId,
    /// Title from the document, else its file name.
    pub title: String,
    /// The text snapshot's place in the report bundle.
    pub url: String,
    /// Relative path of the original.
    pub source: String,
    /// Date that the document states about itself.
    pub date: Option<String>,
    /// By the share of its findings that another document says too: none low, some medium, at least half high.
    pub confidence: Confidence,
    /// How much of what the question is about, its names and rare words, stands anywhere in it, in percent.
    #[serde(default = "whole")]
    pub concern: u8,
    /// The same of all documents in its folder, of which no other word is counted than what some document has.
    #[serde(default = "whole")]
    pub folder_concern: u8,
}

/// What an older result says that doesn't say it.
const fn whole() -> u8 {
    100
}

/// What became of a sub-question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubQuestionReport {
    /// The sub-question.
    pub question: String,
    /// Whether any sentence was evidence for it.
    pub answered: bool,
    /// Sentences that were evidence for it.
    pub evidence: usize,
    /// Of the question itself, if no sentence surely answers it: what comes nearest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nearest: Option<Nearest>,
}

/// The quote that comes nearest to a question that no sentence surely answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nearest {
    /// The quote.
    pub citation: CitationId,
    /// Words of the question for which nothing stands in the quote, over it or before it.
    pub lacks: Vec<String>,
}

impl Nearest {
    /// What keeps the quote from being an answer, as the end of a sentence.
    pub(crate) fn why_not(&self) -> String {
        let lacks: Vec<String> = self.lacks.iter().map(|word| format!("“{word}”")).collect();
        match lacks.as_slice() {
            [] => "it does not tell what is asked for, or only of something else".to_owned(),
            words => format!("it lacks {}, unless it says so in other words", words.join(", ")),
        }
    }
}

/// What an approver asked for, and what of it joined the query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    /// The comment.
    pub comment: String,
    /// Its topics, which were searched for.
    pub terms: Vec<String>,
}

/// Facts about how the result came about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResearchMetadata {
    /// Always "quotes only, no language model".
    pub method: Method,
    /// Depth that was asked for.
    pub depth: Depth,
    /// Documents read.
    pub documents_read: usize,
    /// Documents that repeat another one's text; they count as one.
    pub copies: usize,
    /// Files not read, with reasons.
    pub documents_skipped: Vec<Skipped>,
    /// Sentences looked at.
    pub sentences: usize,
    /// Sub-questions in the order asked.
    pub sub_questions: Vec<SubQuestionReport>,
    /// Parameters that were given and mean nothing to this method.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters_not_used: Vec<String>,
    /// Topic words of the question and the approver's comment that stand in no document.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words_not_found: Vec<String>,
    /// Sentences that give orders to programs that read them: shown, but no evidence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub set_aside: Vec<SetAside>,
    /// The approver's request, if this is another round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback: Option<Feedback>,
}

/// How near a quote is to the question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relevance {
    /// Quote.
    pub citation: CitationId,
    /// Its score in percent of the best quote's.
    pub percent: u8,
    /// How much of the question stands in it, its heading and its document, or what means the same, in percent.
    #[serde(default)]
    pub covered: u8,
}

/// A sentence that was not used as evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAside {
    /// Relative path of its document.
    pub path: String,
    /// The sentence on one line.
    pub text: String,
}

/// A field that would need a language model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotProduced {
    /// Name of the field.
    pub field: String,
    /// Why it is empty.
    pub reason: String,
}

impl NotProduced {
    /// The usual reason.
    #[must_use]
    pub fn needs_a_model(field: &str) -> Self {
        Self { field: field.to_owned(), reason: "needs a language model; none was used".to_owned() }
    }
}

/// The researcher's result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResearchResult {
    /// The question.
    pub topic: String,
    /// Always "documents": nothing else was searched.
    pub research_type: String,
    /// Computed numbers and the first quotes.
    pub executive_summary: String,
    /// What the documents say.
    pub key_findings: Vec<Finding>,
    /// Always null; see `not_produced`.
    pub detailed_analysis: Option<String>,
    /// Always empty; see `not_produced`.
    pub recommendations: Vec<String>,
    /// Documents quoted.
    pub sources_cited: Vec<CitedSource>,
    /// Sub-questions and key terms without evidence, in plain sentences.
    pub research_gaps: Vec<String>,
    /// Every quote with its place: those of the findings, then further ones on the subject.
    pub citations: Vec<Citation>,
    /// How near the quotes are to the question itself; those that are not evidence for it are absent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relevance: Vec<Relevance>,
    /// Fields left empty, and why.
    pub not_produced: Vec<NotProduced>,
    /// How it came about.
    pub metadata: ResearchMetadata,
}

impl ResearchResult {
    /// The citation with this id.
    #[must_use]
    pub fn citation(&self, id: &CitationId) -> Option<&Citation> {
        self.citations.iter().find(|citation| citation.id == *id)
    }
}
