//! What the counts show and what to do about it, by fixed rules; computes no score.

use super::confidence::{MORE_SOURCES_BELOW, PROCEED_FROM};
use super::facts::{Contradiction, Side};
use super::result::{ConfidenceScores, Pattern, Recommendation, Statistics};
use crate::counts::{FINDINGS, part_of};
use crate::research::{Confidence, ResearchResult};

/// Recommendations that close gaps.
const GAP_RECOMMENDATIONS: usize = 3;

/// The rule on the overall score, in words.
pub(super) fn verdict(scores: &ConfidenceScores) -> &'static str {
    if scores.overall < MORE_SOURCES_BELOW {
        "more sources"
    } else if scores.overall < PROCEED_FROM {
        "look at the single-source findings before publishing"
    } else {
        "proceed"
    }
}

/// What shows in the counts: contradictions first.
pub(super) fn patterns(
    research: &ResearchResult,
    statistics: &Statistics,
    contradictions: &[Contradiction],
) -> Vec<Pattern> {
    let pattern =
        |kind: &str, description: String| Pattern { kind: kind.to_owned(), description, confidence: 1.0 };
    let mut out: Vec<Pattern> =
        contradictions.iter().map(|found| pattern("contradiction", side_by_side(research, found))).collect();
    for finding in research.key_findings.iter().filter(|finding| finding.sources.len() > 1) {
        let names = finding.sources.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        out.push(pattern("agreement", format!("{names} make similar statements: “{}”", finding.finding)));
    }
    let single = statistics.findings - statistics.findings_with_support;
    if single > 0 {
        let stand = if single == 1 { "stands" } else { "stand" };
        let text =
            format!("{} {stand} in one document only.", part_of(single, statistics.findings, FINDINGS));
        out.push(pattern("single_source", text));
    }
    let most = statistics.per_source.iter().max_by_key(|source| source.findings);
    if let Some(source) =
        most.filter(|source| statistics.per_source.len() > 1 && source.findings * 2 > statistics.findings)
    {
        let text = format!(
            "{} {} on the same document: {} ({}).",
            part_of(source.findings, statistics.findings, FINDINGS),
            if source.findings == 1 { "rests" } else { "rest" },
            source.title,
            source.id
        );
        out.push(pattern("concentration", text));
    }
    out.extend(research.research_gaps.iter().map(|gap| pattern("gap", gap.clone())));
    out
}

/// Both quotes of a contradiction in one line.
fn side_by_side(research: &ResearchResult, found: &Contradiction) -> String {
    let side = |side: &Side| {
        let quote = side.citations.first().and_then(|id| research.citation(id));
        let names = side.sources.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        quote.map(|quote| format!("“{}” ({names})", quote.display())).unwrap_or_default()
    };
    found.sides.iter().map(side).collect::<Vec<_>>().join(" against ")
}

/// What follows from the scores, contradictions, gaps and skipped files.
pub(super) fn recommendations(
    research: &ResearchResult,
    statistics: &Statistics,
    scores: &ConfidenceScores,
) -> Vec<Recommendation> {
    let mut out = vec![by_score(scores)];
    if statistics.contradictions > 0 {
        out.push(Recommendation {
            priority: Confidence::High,
            category: "evidence".to_owned(),
            action: "settle the contradictions before relying on either side".to_owned(),
            rationale: format!("Contradictions between documents: {}.", statistics.contradictions),
        });
    }
    out.extend(research.research_gaps.iter().take(GAP_RECOMMENDATIONS).map(String::as_str).map(close));
    if statistics.documents_skipped > 0 {
        out.push(Recommendation {
            priority: Confidence::Low,
            category: "coverage".to_owned(),
            action: "convert the files that were not read, if they matter".to_owned(),
            rationale: match statistics.documents_skipped {
                1 => "1 file was skipped; the reason is listed.".to_owned(),
                skipped => format!("{skipped} files were skipped; the reasons are listed."),
            },
        });
    }
    out
}

/// What the overall score says.
fn by_score(scores: &ConfidenceScores) -> Recommendation {
    let action = verdict(scores);
    Recommendation {
        priority: match action {
            "more sources" => Confidence::High,
            "proceed" => Confidence::Low,
            _ => Confidence::Medium,
        },
        category: "evidence".to_owned(),
        action: action.to_owned(),
        rationale: format!(
            "Overall confidence is {:.2}; below {MORE_SOURCES_BELOW:.2} the rule says more sources, from {PROCEED_FROM:.2} \
             proceed.",
            scores.overall
        ),
    }
}

/// How a gap is closed.
fn close(gap: &str) -> Recommendation {
    Recommendation {
        priority: Confidence::Medium,
        category: "coverage".to_owned(),
        action: "add a document that covers this and ask again, or leave the point out".to_owned(),
        rationale: gap.to_owned(),
    }
}
