//! Puts the report together from the approved analysis and the research behind it; formats nothing.

use std::collections::BTreeSet;

use super::bundle::WriteRequest;
use super::edits::{EditedFact, edits};
use super::facts::{Facts, points};
use super::markdown::capitalised;
use super::references::references;
use super::report::{
    Appendix, ExecutiveSummary, HumanFeedback, QuoteRef, Report, ReportMetadata, ReportRecommendations,
    RuleOutcome, Section, Statement,
};
use crate::analysis::{AnalysisResult, analyse};
use crate::language::Language;
use crate::limits;
use crate::research::{Citation, CitationId, Confidence, Finding, Method, ResearchResult};

const METHODOLOGY: [&str; 9] = [
    "Every document was read and kept as a text snapshot; hashes of the original and of the snapshot are recorded.",
    "The question was broken into sub-questions by fixed templates and its key terms.",
    "Sentences were ranked for each sub-question with BM25, with a bonus for phrases and near words, for documents that \
     fit as a whole, and for the year and kind of answer asked for; repetition was avoided with maximal marginal relevance.",
    "A question counts as answered only if enough of its words meet in one place, in the year that it names.",
    "Findings were grouped by likeness; the head of a theme is its best supported and most central finding (TextRank).",
    "Figures were brought to one unit. Quotes of different documents contradict each other if subject, unit and year are \
     the same and the values can't both be true, or if one denies what the other says.",
    "Each finding is an exact quote. A sentence that points back is quoted together with the one before it.",
    "A quote of another document counts as support if it is alike in words and topic, the numbers of one are among \
     those of the other, and neither negates the other.",
    "Nothing was written by a language model: what is not a quote is a computed number or a fixed sentence.",
];
const LIMITATIONS: [&str; 4] = [
    "The documents are taken at their word: whether they are right was not checked.",
    "Statements in other words, or spread over several sentences, may have been missed.",
    "Likeness of words is not likeness of meaning: read a supporting quote before you rely on it.",
    "Word rules exist for English, German, French and Spanish; other languages are found less well.",
];

/// The report. `analysis` may have been edited by a person: what is no longer a quote says so.
pub(super) fn compose(request: &WriteRequest<'_>, analysis: &AnalysisResult, written: &str) -> Report {
    let computed = analyse(request.research);
    let findings = kept(request.research, analysis);
    let removed = request.research.key_findings.len() - findings.len();
    let facts = Facts::new(request.research, analysis, &computed);
    let edited = edits(analysis, &computed, &facts.contradictions);
    let mut summary = executive_summary(request, analysis, &computed, (removed, edited));
    let detailed_findings = sections(request.research, analysis, &findings);
    answer(request, &mut summary, &detailed_findings, &facts);
    let used = used(&summary, &detailed_findings, &facts);
    let mut coverage = request.research.metadata.sub_questions.clone();
    // What a person took out at the approval is not pointed at.
    for sub in &mut coverage {
        sub.nearest.take_if(|nearest| !used.contains(&nearest.citation));
    }
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
        contradictions: facts.contradictions,
        figures: facts.figures,
        charts: facts.charts,
        timeline: facts.timeline,
        coverage,
        research_gaps: request.research.research_gaps.clone(),
        words_not_found: request.research.metadata.words_not_found.clone(),
        set_aside: request.research.metadata.set_aside.clone(),
        recommendations: recommendations(request.research, analysis, &computed),
        references: references(request, &used),
        appendix: appendix(analysis, computed),
        not_produced: request.research.not_produced.iter().chain(&analysis.not_produced).cloned().collect(),
    }
}

/// The findings that the analysis still has.
fn kept<'a>(research: &'a ResearchResult, analysis: &AnalysisResult) -> Vec<&'a Finding> {
    let kept: BTreeSet<&str> =
        analysis.key_insights.iter().flat_map(|i| &i.findings).map(String::as_str).collect();
    research.key_findings.iter().filter(|finding| kept.contains(finding.id.as_str())).collect()
}

fn appendix(analysis: &AnalysisResult, computed: AnalysisResult) -> Appendix {
    Appendix {
        methodology: METHODOLOGY.map(str::to_owned).into(),
        limitations: LIMITATIONS.map(str::to_owned).into(),
        confidence_levels: analysis.confidence_scores,
        confidence_formula: computed.metadata.confidence_formula,
        statistics: computed.statistics,
    }
}

fn executive_summary(
    request: &WriteRequest<'_>,
    analysis: &AnalysisResult,
    computed: &AnalysisResult,
    (findings_removed, edited_facts): (usize, Vec<EditedFact>),
) -> ExecutiveSummary {
    let takeaways = analysis.key_insights.iter().take(limits::TAKEAWAYS);
    let approval = request.approval;
    let asked = request.research.metadata.feedback.is_some();
    let spoke = approval.is_automatic() || approval.words().is_some();
    let spoke = spoke || asked || approval.edited || findings_removed > 0 || !edited_facts.is_empty();
    ExecutiveSummary {
        overview: analysis.summary.clone(),
        overview_by_rule: analysis.summary == computed.summary,
        key_takeaways: takeaways
            .map(|insight| statement(request.research, &insight.insight, &insight.citations))
            .collect(),
        human_feedback: spoke.then(|| HumanFeedback {
            automatic: approval.is_automatic(),
            comment: approval.words().unwrap_or_default().to_owned(),
            decided_by: approval.decided_by.as_ref().map(ToString::to_string),
            edited: approval.edited,
            findings_removed,
            edited_facts,
            points: Vec::new(),
        }),
    }
}

/// The approver's comment point by point, from what the report has.
fn answer(request: &WriteRequest<'_>, summary: &mut ExecutiveSummary, sections: &[Section], facts: &Facts) {
    let asked = request.research.metadata.feedback.as_ref().map(|feedback| feedback.comment.as_str());
    let comment = request.approval.words().or(asked);
    let (Some(feedback), Some(comment)) = (&mut summary.human_feedback, comment) else { return };
    let language = Language::of_text(&request.research.topic, None);
    let statements = sections.iter().flat_map(|section| &section.findings);
    let quotes: Vec<&QuoteRef> =
        statements.flat_map(|statement| &statement.quotes).chain(facts.quotes()).collect();
    feedback.points = points(&language, comment, &quotes);
}

/// Findings under the themes of the analysis; those of no theme stand under their sub-question.
fn sections(research: &ResearchResult, analysis: &AnalysisResult, findings: &[&Finding]) -> Vec<Section> {
    let title_of = |finding: &Finding| {
        let insight = analysis.key_insights.iter().find(|insight| insight.findings.contains(&finding.id));
        let theme = insight.map(|insight| capitalised(&insight.theme)).filter(|theme| !theme.is_empty());
        theme.unwrap_or_else(|| finding.sub_question.clone())
    };
    let order = |finding: &Finding| {
        let insights = || analysis.key_insights.iter().enumerate();
        insights().find_map(|(theme, insight)| {
            insight.findings.iter().position(|id| *id == finding.id).map(|place| (theme, place))
        })
    };
    let mut ordered: Vec<&&Finding> = findings.iter().collect();
    ordered.sort_by_key(|finding| order(finding));
    let mut sections: Vec<Section> = Vec::new();
    for finding in ordered {
        let title = title_of(finding);
        let mut shown = statement(research, &finding.finding, &finding.citations);
        shown.answers.clone_from(&finding.sub_question);
        match sections.iter_mut().find(|section| section.title == title) {
            Some(section) => section.findings.push(shown),
            None => sections.push(Section { title, findings: vec![shown] }),
        }
    }
    sections
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
        answers: String::new(),
    }
}

pub(super) fn quote_ref(research: &ResearchResult, citation: &Citation) -> QuoteRef {
    let title = research.sources_cited.iter().find(|source| source.id == citation.source);
    QuoteRef {
        citation: citation.id.clone(),
        source: citation.source.clone(),
        title: title.map_or_else(|| citation.path.clone(), |source| source.title.clone()),
        heading: citation.heading.clone(),
        page: citation.page,
        locator: citation.locator.clone(),
        quote: citation.display(),
    }
}

fn used(summary: &ExecutiveSummary, sections: &[Section], facts: &Facts) -> BTreeSet<CitationId> {
    let statements = sections.iter().flat_map(|section| &section.findings).chain(&summary.key_takeaways);
    let quotes = statements.flat_map(|statement| &statement.quotes).chain(facts.quotes());
    quotes.map(|quote| quote.citation.clone()).collect()
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
    let over = research.metadata.documents_skipped.iter().filter(|file| file.reason.is_of_the_run()).count();
    if over > 0 {
        let files = if over == 1 { "1 file was".to_owned() } else { format!("{over} files were") };
        next_steps.push(format!(
            "{files} not read because a limit of a run was reached: run the question again over fewer documents."
        ));
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
