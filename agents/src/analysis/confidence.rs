//! Confidence as arithmetic that anybody can redo; says nothing about whether a document is right.

use super::result::{ConfidenceScores, Statistics};

/// Overall scores below this ask for more sources.
pub const MORE_SOURCES_BELOW: f64 = 0.70;
/// Overall scores from here on say: proceed.
pub const PROCEED_FROM: f64 = 0.80;

const COMPLETENESS_WEIGHT: f64 = 0.4;
const RELIABILITY_WEIGHT: f64 = 0.3;
const CONSISTENCY_WEIGHT: f64 = 0.3;

/// How the scores are computed, for people; printed in every analysis and report.
pub const FORMULA: [&str; 6] = [
    "data_completeness = sub-questions with evidence / sub-questions asked",
    "source_reliability = d / (d + 1), d = independent documents behind the findings; copies count once; it measures \
     how many documents stand behind the report, not how good they are",
    "finding_consistency = themes in which at least two independent documents meet and none of whose quotes is \
     contradicted / all themes",
    "overall = 0.4 x data_completeness + 0.3 x source_reliability + 0.3 x finding_consistency",
    "confidence of one insight = d / (d + 1), d = independent documents that state it",
    "overall below 0.70: more sources; from 0.80: proceed; between: a person should look at the single-source findings",
];

/// The scores for these counts, rounded to two digits. Without findings all are 0.
pub(super) fn scores(statistics: &Statistics) -> ConfidenceScores {
    if statistics.findings == 0 {
        return ConfidenceScores::default();
    }
    let data_completeness = share(statistics.sub_questions_answered, statistics.sub_questions);
    let source_reliability = saturating(statistics.documents_quoted);
    let finding_consistency = share(
        statistics.themes_with_several_documents.saturating_sub(statistics.themes_contradicted),
        statistics.themes,
    );
    let overall = COMPLETENESS_WEIGHT * data_completeness
        + RELIABILITY_WEIGHT * source_reliability
        + CONSISTENCY_WEIGHT * finding_consistency;
    ConfidenceScores {
        data_completeness: round(data_completeness),
        source_reliability: round(source_reliability),
        finding_consistency: round(finding_consistency),
        overall: round(overall),
    }
}

/// d / (d + 1).
pub(super) fn saturating(documents: usize) -> f64 {
    round(share(documents, documents + 1))
}

#[expect(clippy::cast_precision_loss, reason = "counts of documents and findings are far below 2^52")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_formula_is_what_is_computed() {
        let statistics = Statistics {
            findings: 4,
            sub_questions: 8,
            sub_questions_answered: 6,
            documents_quoted: 3,
            themes: 4,
            themes_with_several_documents: 2,
            themes_contradicted: 1,
            ..Statistics::default()
        };
        let scores = scores(&statistics);
        assert_eq!(
            (scores.data_completeness, scores.source_reliability, scores.finding_consistency),
            (0.75, 0.75, 0.25)
        );
        // 0.4 x 0.75 + 0.3 x 0.75 + 0.3 x 0.25
        assert_eq!(scores.overall, 0.6);
    }

    #[test]
    fn nothing_found_is_no_confidence() {
        let statistics = Statistics { sub_questions: 3, documents_quoted: 2, ..Statistics::default() };
        assert_eq!(scores(&statistics), ConfidenceScores::default());
    }
}
