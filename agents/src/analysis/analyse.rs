//! From the researcher's result to the analyst's: counts and rules; adds no statement of its own about the subject.

use std::collections::BTreeSet;

use super::advice::{patterns, recommendations, verdict};
use super::confidence::{FORMULA, saturating, scores};
use super::contradictions::contradictions;
use super::facts::Contradiction;
use super::figures::{figures, timeline};
use super::result::{
    AnalysisMetadata, AnalysisResult, ConfidenceScores, KeyInsight, SourceCount, Statistics,
};
use super::statement::{Statement, statements};
use super::themes::{Theme, themes};
use crate::counts::{DOCUMENTS, FINDINGS, counted, part_of, with_evidence};
use crate::language::Language;
use crate::research::{CitationId, CitedSource, Finding, Method, NotProduced, ResearchResult, what_is_asked};

/// Relevance in percent from which on a quote beyond the findings is part of the tables.
const NEAR_PERCENT: u8 = 25;

/// Groups the findings, compares the quotes and computes the scores. Deterministic.
#[must_use]
pub fn analyse(research: &ResearchResult) -> AnalysisResult {
    let language = Language::of_text(&research.topic, None);
    let themes = themes(research);
    let statements = statements(&language, research);
    let answered = research.metadata.sub_questions.first().is_none_or(|question| question.answered);
    let asked = what_is_asked(&research.topic);
    let contradictions = contradictions(&language, &asked, answered, &statements);
    let near = near(research, statements);
    let figures = figures(&language, &near);
    let mut statistics = statistics(research, &themes, &contradictions);
    statistics.figures = figures.len();
    let confidence_scores = scores(&statistics);
    AnalysisResult {
        metadata: AnalysisMetadata {
            method: Method::QuotesOnly,
            topic: research.topic.clone(),
            confidence_formula: FORMULA.map(str::to_owned).into(),
            feedback: research.metadata.feedback.as_ref().map(|feedback| feedback.comment.clone()),
        },
        summary: summary(answered, &statistics, &confidence_scores),
        key_insights: themes.iter().filter_map(insight).collect(),
        patterns_identified: patterns(research, &statistics, &contradictions),
        recommendations: recommendations(research, &statistics, &confidence_scores),
        contradictions,
        figures,
        timeline: timeline(&near),
        confidence_scores,
        statistics,
        detailed_analysis: None,
        not_produced: ["strengths", "weaknesses", "opportunities", "threats"]
            .map(|field| NotProduced::needs_a_model(&format!("detailed_analysis.{field}")))
            .into(),
    }
}

/// The quotes behind findings, and those near the question: what else was quoted would only lengthen the tables.
fn near<'a>(research: &ResearchResult, statements: Vec<Statement<'a>>) -> Vec<Statement<'a>> {
    let found: BTreeSet<&CitationId> =
        research.key_findings.iter().flat_map(|finding| &finding.citations).collect();
    let wanted = |statement: &Statement<'_>| {
        statement.relevance >= NEAR_PERCENT || found.contains(&statement.citation.id)
    };
    statements.into_iter().filter(wanted).collect()
}

fn statistics(
    research: &ResearchResult,
    themes: &[Theme<'_>],
    contradictions: &[Contradiction],
) -> Statistics {
    let sides = || contradictions.iter().flat_map(|contradiction| &contradiction.sides);
    let contradicted = |theme: &Theme<'_>| {
        let mut quotes = theme.findings.iter().flat_map(|finding| &finding.citations);
        quotes.any(|id| sides().any(|side| side.citations.contains(id)))
    };
    let findings = &research.key_findings;
    let meeting = || themes.iter().filter(|theme| documents(theme.findings.iter().copied()) > 1);
    let asked = &research.metadata.sub_questions;
    Statistics {
        documents_read: research.metadata.documents_read,
        documents_skipped: research.metadata.documents_skipped.len(),
        documents_quoted: documents(findings),
        sentences: research.metadata.sentences,
        findings: findings.len(),
        findings_with_support: findings.iter().filter(|finding| finding.sources.len() > 1).count(),
        themes: themes.len(),
        themes_with_several_documents: meeting().count(),
        themes_contradicted: meeting().filter(|theme| contradicted(theme)).count(),
        contradictions: contradictions.len(),
        figures: 0,
        sub_questions: asked.len(),
        sub_questions_answered: asked.iter().filter(|sub| sub.answered).count(),
        per_source: per_source(research),
    }
}

/// How many documents the findings rest on.
fn documents<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> usize {
    findings.into_iter().flat_map(|finding| &finding.sources).collect::<BTreeSet<_>>().len()
}

fn per_source(research: &ResearchResult) -> Vec<SourceCount> {
    let count = |source: &CitedSource| SourceCount {
        id: source.id.clone(),
        title: source.title.clone(),
        quotes: research.citations.iter().filter(|citation| citation.source == source.id).count(),
        findings: research.key_findings.iter().filter(|finding| finding.sources.contains(&source.id)).count(),
    };
    research.sources_cited.iter().map(count).collect()
}

fn summary(answered: bool, statistics: &Statistics, scores: &ConfidenceScores) -> String {
    let contradictions = match statistics.contradictions {
        0 => "No contradiction was found".to_owned(),
        1 => "1 contradiction was found".to_owned(),
        count => format!("{count} contradictions were found"),
    };
    let meet = match (statistics.themes, statistics.themes_with_several_documents) {
        (1, 0) => "no independent documents meet in it".to_owned(),
        (1, _) => "independent documents meet in it".to_owned(),
        (_, 0) => "in none of them do independent documents meet".to_owned(),
        (_, meeting) => format!("in {meeting} of them independent documents meet"),
    };
    let unanswered = if answered { "" } else { "No quote surely answers the question itself. " };
    format!(
        "{unanswered}{} from {} {} into {}; {meet}. {contradictions}. {}. Overall confidence {:.2}: {}.",
        counted(statistics.findings, FINDINGS),
        part_of(statistics.documents_quoted, statistics.documents_read, DOCUMENTS),
        if statistics.findings == 1 { "falls" } else { "fall" },
        counted(statistics.themes, ["theme", "themes"]),
        with_evidence(statistics.sub_questions_answered, statistics.sub_questions),
        scores.overall,
        verdict(scores),
    )
}

fn insight(theme: &Theme<'_>) -> Option<KeyInsight> {
    let head = theme.findings.first()?;
    let others: Vec<_> = theme.findings.iter().skip(1).map(|finding| finding.id.as_str()).collect();
    let names = head.sources.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let said = match head.sources.len() {
        1 => format!("Stated in one document ({names})."),
        count => format!("{count} independent documents make this or a similar statement ({names})."),
    };
    let related =
        if others.is_empty() { String::new() } else { format!(" Related findings: {}.", others.join(", ")) };
    Some(KeyInsight {
        insight: head.finding.clone(),
        theme: theme.name.clone(),
        explanation: said + &related,
        confidence: saturating(head.sources.len()),
        findings: theme.findings.iter().map(|finding| finding.id.clone()).collect(),
        citations: head.citations.clone(),
        sources: head.sources.clone(),
    })
}
