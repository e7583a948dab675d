//! Puts the report together from the approved analysis and the research behind it; formats nothing.

use std::collections::BTreeSet;

use super::bundle::WriteRequest;
use super::citations::snapshot_name;
use super::report::{
    Appendix, ExecutiveSummary, HumanFeedback, QuoteRef, References, Report, ReportMetadata,
    ReportRecommendations, ReportSource, RuleOutcome, Section, Statement,
};
use crate::analysis::{AnalysisResult, analyse};
use crate::limits;
use crate::research::{Citation, CitationId, Confidence, Finding, Method, ResearchResult};

const METHODOLOGY: [&str; 6] = [
    "Every document was read and kept as a text snapshot; hashes of the original and of the snapshot are recorded.",
    "The question was broken into sub-questions by fixed templates and its key terms.",
    "Sentences were ranked for each sub-question with BM25; repetition was avoided with maximal marginal relevance.",
    "Each finding is an exact quote. A sentence that points back is quoted together with the one before it.",
    "A quote of another document counts as support if it is alike in words and topic, the numbers of one are among \
     those of the other, and neither negates the other.",
    "Nothing was written by a language model: what is not a quote is a computed number or a fixed sentence.",
];
const LIMITATIONS: [&str; 4] = [
    "The documents are taken at their word: whether they are right was not checked.",
    "Statements in other words, or spread over several sentences, may have been missed.",
    "Likeness of words is not likeness of meaning: read a supporting quote before you rely on it.",
    "Sentence and word rules are made for English; other languages are found less well.",
];

/// The report. `analysis` may have been edited by a person: what is no longer a quote says so.
pub(super) fn compose(request: &WriteRequest<'_>, analysis: &AnalysisResult, written: &str) -> Report {
    let computed = analyse(request.research);
    let kept: BTreeSet<&str> =
        analysis.key_insights.iter().flat_map(|i| &i.findings).map(String::as_str).collect();
    let findings: Vec<&Finding> =
        request.research.key_findings.iter().filter(|finding| kept.contains(finding.id.as_str())).collect();
    let removed = request.research.key_findings.len() - findings.len();
    let summary = executive_summary(request, analysis, &computed, removed);
    let detailed_findings = sections(request.research, &findings);
    let used = used(&summary, &detailed_findings);
    Report {
        schema: "aegis.report/v1".to_owned(),
        metadata: ReportMetadata {
            title: request.research.topic.clone(),
            generated_at: request.generated_at.to_owned(),
            method: Method::QuotesOnly,
            depth: request.research.metadata.depth,
            approval: request.approval.clone(),
            written_artifact_sha256: written.to_owned(),
        },
        executive_summary: summary,
        detailed_findings,
        research_gaps: request.research.research_gaps.clone(),
        recommendations: recommendations(request.research, analysis, &computed),
        references: references(request, used),
        appendix: Appendix {
            methodology: METHODOLOGY.map(str::to_owned).into(),
            limitations: LIMITATIONS.map(str::to_owned).into(),
            confidence_levels: analysis.confidence_scores,
            confidence_formula: computed.metadata.confidence_formula,
            statistics: computed.statistics,
        },
        not_produced: request.research.not_produced.iter().chain(&analysis.not_produced).cloned().collect(),
    }
}

fn executive_summary(
    request: &WriteRequest<'_>,
    analysis: &AnalysisResult,
    computed: &AnalysisResult,
    findings_removed: usize,
) -> ExecutiveSummary {
    let takeaways = analysis.key_insights.iter().take(limits::TAKEAWAYS);
    let approval = request.approval;
    let comment = approval.comment.clone().filter(|comment| !comment.trim().is_empty());
    let spoke = comment.is_some() || approval.edited || findings_removed > 0;
    ExecutiveSummary {
        overview: analysis.summary.clone(),
        overview_by_rule: analysis.summary == computed.summary,
        key_takeaways: takeaways
            .map(|insight| statement(request.research, &insight.insight, &insight.citations))
            .collect(),
        human_feedback: spoke.then(|| HumanFeedback {
            comment: comment.unwrap_or_default(),
            decided_by: approval.decided_by.as_ref().map(ToString::to_string),
            edited: approval.edited,
            findings_removed,
        }),
    }
}

fn sections(research: &ResearchResult, findings: &[&Finding]) -> Vec<Section> {
    let section = |title: &String| Section {
        title: title.clone(),
        findings: findings
            .iter()
            .filter(|finding| finding.sub_question == *title)
            .map(|finding| statement(research, &finding.finding, &finding.citations))
            .collect(),
    };
    let sections = research.metadata.sub_questions.iter().map(|sub| section(&sub.question));
    sections.filter(|section| !section.findings.is_empty()).collect()
}

fn statement(research: &ResearchResult, text: &str, citations: &[CitationId]) -> Statement {
    let quotes: Vec<QuoteRef> =
        citations.iter().filter_map(|id| research.citation(id)).map(|c| quote_ref(research, c)).collect();
    let sources: BTreeSet<_> = quotes.iter().map(|quote| &quote.source).collect();
    Statement {
        is_quote: quotes.first().is_some_and(|quote| quote.quote == text.trim()),
        text: text.trim().to_owned(),
        confidence: Confidence::of_documents(sources.len()),
        quotes,
    }
}

fn quote_ref(research: &ResearchResult, citation: &Citation) -> QuoteRef {
    let title = research.sources_cited.iter().find(|source| source.id == citation.source);
    QuoteRef {
        citation: citation.id.clone(),
        source: citation.source.clone(),
        title: title.map_or_else(|| citation.path.clone(), |source| source.title.clone()),
        heading: citation.heading.clone(),
        page: citation.page,
        quote: citation.display(),
    }
}

fn used(summary: &ExecutiveSummary, sections: &[Section]) -> BTreeSet<CitationId> {
    let statements = sections.iter().flat_map(|section| &section.findings).chain(&summary.key_takeaways);
    statements.flat_map(|statement| &statement.quotes).map(|quote| quote.citation.clone()).collect()
}

fn recommendations(
    research: &ResearchResult,
    analysis: &AnalysisResult,
    computed: &AnalysisResult,
) -> ReportRecommendations {
    let strategic = analysis.recommendations.iter().map(|recommendation| RuleOutcome {
        priority: recommendation.priority,
        action: recommendation.action.clone(),
        rationale: recommendation.rationale.clone(),
        by_rule: computed.recommendations.contains(recommendation),
    });
    let mut next_steps = vec!["Open the quotes that matter to you at their place in the source.".to_owned()];
    if computed.statistics.findings_with_support < computed.statistics.findings {
        next_steps.push("Look for a second document for the findings with low confidence.".to_owned());
    }
    if !research.research_gaps.is_empty() {
        next_steps
            .push("Add documents for the points that were not found, and run the question again.".to_owned());
    }
    if computed.statistics.documents_skipped > 0 {
        next_steps.push("Convert the skipped files, if they matter.".to_owned());
    }
    next_steps.push("Run aegis verify on this folder before you pass the report on.".to_owned());
    next_steps.truncate(limits::NEXT_STEPS);
    let notable = computed
        .patterns_identified
        .iter()
        .filter(|p| p.kind == "single_source" || p.kind == "concentration");
    ReportRecommendations {
        strategic: strategic.collect(),
        next_steps,
        considerations: notable.map(|pattern| pattern.description.clone()).collect(),
    }
}

fn references(request: &WriteRequest<'_>, used: BTreeSet<CitationId>) -> References {
    let quotes = |id: &crate::reading::SourceId| {
        let citations = request.research.citations.iter();
        citations.filter(|citation| citation.source == *id && used.contains(&citation.id)).count()
    };
    let (mut sources, mut data_sources) = (Vec::new(), Vec::new());
    for source in &request.corpus.sources {
        match quotes(&source.id) {
            0 => data_sources.push(source.path.clone()),
            quotes => sources.push(ReportSource {
                id: source.id.clone(),
                title: source.title.clone(),
                path: source.path.clone(),
                date: source.date.clone(),
                snapshot: snapshot_name(&source.id),
                quotes,
                source_sha256: source.source_sha256.clone(),
            }),
        }
    }
    let citations = request.research.citations.iter().map(|citation| &citation.id);
    References {
        sources,
        citations: citations.filter(|id| used.contains(id)).cloned().collect(),
        data_sources,
        skipped: request.corpus.skipped.clone(),
    }
}
