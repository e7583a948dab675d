//! From the researcher's result to the analyst's: counts and rules; adds no statement of its own about the subject.

use std::collections::BTreeSet;

use super::confidence::{FORMULA, MORE_SOURCES_BELOW, PROCEED_FROM, saturating, scores};
use super::groups::{Group, groups};
use super::result::{
    AnalysisMetadata, AnalysisResult, ConfidenceScores, KeyInsight, Pattern, Recommendation, SourceCount,
    Statistics,
};
use crate::reading::SourceId;
use crate::research::{Confidence, Method, NotProduced, ResearchResult};

/// Recommendations that close gaps.
const GAP_RECOMMENDATIONS: usize = 3;

/// Groups the findings and computes the scores. Deterministic.
#[must_use]
pub fn analyse(research: &ResearchResult) -> AnalysisResult {
    let groups = groups(research);
    let statistics = statistics(research, &groups);
    let confidence_scores = scores(&statistics);
    AnalysisResult {
        metadata: AnalysisMetadata {
            method: Method::QuotesOnly,
            topic: research.topic.clone(),
            confidence_formula: FORMULA.map(str::to_owned).into(),
            feedback: research.metadata.feedback.as_ref().map(|feedback| feedback.comment.clone()),
        },
        summary: summary(&statistics, &confidence_scores),
        key_insights: groups.iter().filter_map(insight).collect(),
        patterns_identified: patterns(research, &statistics),
        recommendations: recommendations(research, &statistics, &confidence_scores),
        confidence_scores,
        statistics,
        detailed_analysis: None,
        not_produced: ["strengths", "weaknesses", "opportunities", "threats"]
            .map(|field| NotProduced::needs_a_model(&format!("detailed_analysis.{field}")))
            .into(),
    }
}

fn statistics(research: &ResearchResult, groups: &[Group<'_>]) -> Statistics {
    let documents = |group: &Group<'_>| {
        group.findings.iter().flat_map(|finding| &finding.sources).collect::<BTreeSet<_>>().len()
    };
    let quoted: BTreeSet<&SourceId> =
        research.key_findings.iter().flat_map(|finding| &finding.sources).collect();
    let asked = &research.metadata.sub_questions;
    let per_source = research.sources_cited.iter().map(|source| SourceCount {
        id: source.id.clone(),
        title: source.title.clone(),
        quotes: research.citations.iter().filter(|citation| citation.source == source.id).count(),
        findings: research.key_findings.iter().filter(|finding| finding.sources.contains(&source.id)).count(),
    });
    Statistics {
        documents_read: research.metadata.documents_read,
        documents_skipped: research.metadata.documents_skipped.len(),
        documents_quoted: quoted.len(),
        sentences: research.metadata.sentences,
        findings: research.key_findings.len(),
        findings_with_support: research
            .key_findings
            .iter()
            .filter(|finding| finding.sources.len() > 1)
            .count(),
        groups: groups.len(),
        groups_with_several_documents: groups.iter().filter(|group| documents(group) > 1).count(),
        sub_questions: asked.len(),
        sub_questions_answered: asked.iter().filter(|sub| sub.answered).count(),
        per_source: per_source.collect(),
    }
}

fn summary(statistics: &Statistics, scores: &ConfidenceScores) -> String {
    format!(
        "{} findings from {} of {} documents fall into {} groups; in {} of them independent documents meet. \
         {} of {} sub-questions have evidence. Overall confidence {:.2}: {}.",
        statistics.findings,
        statistics.documents_quoted,
        statistics.documents_read,
        statistics.groups,
        statistics.groups_with_several_documents,
        statistics.sub_questions_answered,
        statistics.sub_questions,
        scores.overall,
        verdict(scores),
    )
}

fn verdict(scores: &ConfidenceScores) -> &'static str {
    if scores.overall < MORE_SOURCES_BELOW {
        "more sources"
    } else if scores.overall < PROCEED_FROM {
        "look at the single-source findings before publishing"
    } else {
        "proceed"
    }
}

fn insight(group: &Group<'_>) -> Option<KeyInsight> {
    let head = group.findings.first()?;
    let others: Vec<_> = group.findings.iter().skip(1).map(|finding| finding.id.as_str()).collect();
    let names = head.sources.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let said = match head.sources.len() {
        1 => format!("Stated in one document ({names})."),
        count => format!("{count} independent documents make this or a similar statement ({names})."),
    };
    let related =
        if others.is_empty() { String::new() } else { format!(" Related findings: {}.", others.join(", ")) };
    Some(KeyInsight {
        insight: head.finding.clone(),
        explanation: said + &related,
        confidence: saturating(head.sources.len()),
        findings: group.findings.iter().map(|finding| finding.id.clone()).collect(),
        citations: head.citations.clone(),
        sources: head.sources.clone(),
    })
}

fn patterns(research: &ResearchResult, statistics: &Statistics) -> Vec<Pattern> {
    let pattern =
        |kind: &str, description: String| Pattern { kind: kind.to_owned(), description, confidence: 1.0 };
    let mut out = Vec::new();
    for finding in research.key_findings.iter().filter(|finding| finding.sources.len() > 1) {
        let names = finding.sources.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        out.push(pattern("agreement", format!("{names} make similar statements: “{}”", finding.finding)));
    }
    let single = statistics.findings - statistics.findings_with_support;
    if single > 0 {
        let text = format!("{single} of {} findings stand in one document only.", statistics.findings);
        out.push(pattern("single_source", text));
    }
    let most = statistics.per_source.iter().max_by_key(|source| source.findings);
    if let Some(source) =
        most.filter(|source| statistics.per_source.len() > 1 && source.findings * 2 > statistics.findings)
    {
        let text = format!(
            "{} of {} findings rest on one document: {} ({}).",
            source.findings, statistics.findings, source.title, source.id
        );
        out.push(pattern("concentration", text));
    }
    out.extend(research.research_gaps.iter().map(|gap| pattern("gap", gap.clone())));
    out
}

fn recommendations(
    research: &ResearchResult,
    statistics: &Statistics,
    scores: &ConfidenceScores,
) -> Vec<Recommendation> {
    let priority = match verdict(scores) {
        "more sources" => Confidence::High,
        "proceed" => Confidence::Low,
        _ => Confidence::Medium,
    };
    let mut out = vec![Recommendation {
        priority,
        category: "evidence".to_owned(),
        action: verdict(scores).to_owned(),
        rationale: format!(
            "Overall confidence is {:.2}; below {MORE_SOURCES_BELOW:.2} the rule says more sources, from {PROCEED_FROM:.2} \
             proceed.",
            scores.overall
        ),
    }];
    for gap in research.research_gaps.iter().take(GAP_RECOMMENDATIONS) {
        out.push(Recommendation {
            priority: Confidence::Medium,
            category: "coverage".to_owned(),
            action: "add a document that covers this, or leave the point out".to_owned(),
            rationale: gap.clone(),
        });
    }
    if statistics.documents_skipped > 0 {
        out.push(Recommendation {
            priority: Confidence::Low,
            category: "coverage".to_owned(),
            action: "convert the files that were not read, if they matter".to_owned(),
            rationale: format!(
                "{} files were skipped; the reasons are listed.",
                statistics.documents_skipped
            ),
        });
    }
    out
}
