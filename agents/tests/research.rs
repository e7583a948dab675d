//! Research: exact quotes, declared gaps, honest counts.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test says what it expects by panicking"
)]

mod common;

use agents::analysis::analyse;
use agents::research::{Confidence, Depth, ResearchRequest, research};
use proptest::prelude::*;

const PUMP: &str = "A heat pump delivers about three units of heat for each unit of electricity.";

#[test]
fn every_citation_is_a_slice_of_its_snapshot() {
    let corpus = common::example_corpus();
    let result = common::ask(common::QUESTION, Depth::Deep, &corpus, None);
    assert!(result.key_findings.len() > 15);
    for citation in &result.citations {
        let source = corpus.source(&citation.source).unwrap();
        assert_eq!(&source.text[citation.start..citation.end], citation.quote);
        assert!(source.text[..citation.start].ends_with(&citation.prefix));
        assert!(source.text[citation.end..].starts_with(&citation.suffix));
        assert_eq!(source.source_sha256, citation.source_sha256);
    }
    let findings = result.key_findings.iter();
    assert!(findings.clone().all(|f| result.citation(&f.citations[0]).unwrap().display() == f.finding));
}

#[test]
fn depth_and_limit_per_part_decide_how_much() {
    let corpus = common::example_corpus();
    let count = |depth| common::ask(common::QUESTION, depth, &corpus, None).key_findings.len();
    assert_eq!((count(Depth::Basic), count(Depth::Comprehensive)), (6, 12));
    let request = ResearchRequest {
        question: common::QUESTION,
        depth: Depth::Deep,
        per_part: Some(1),
        feedback: None,
        corpus: &corpus,
    };
    let mut parts: Vec<_> =
        research(&request).key_findings.into_iter().map(|finding| finding.sub_question).collect();
    let all = parts.len();
    parts.dedup();
    assert_eq!(parts.len(), all);
}

#[test]
fn what_no_document_says_is_a_gap() {
    let corpus = common::example_corpus();
    let result = common::ask("What is the mating season of penguins?", Depth::Comprehensive, &corpus, None);
    assert!(result.key_findings.is_empty() && result.citations.is_empty());
    assert!(result.research_gaps.iter().any(|gap| gap == "No document mentions “penguins”."));
    assert!(result.metadata.sub_questions.iter().all(|sub| !sub.answered));
    let analysis = analyse(&result);
    assert_eq!(analysis.confidence_scores.overall, 0.0);
    assert_eq!(analysis.recommendations[0].action, "more sources");
    let bundle = common::bundle("What is the mating season of penguins?", &corpus);
    assert!(String::from_utf8(bundle.files["report.md"].clone()).unwrap().contains("Nothing was found."));
}

/// What a sentence needs to be understood may be a finding already: that goes on to its end, and is not read twice.
#[test]
fn a_finding_goes_on_to_the_end_of_what_leans_on_it() {
    let (question, aldham) = (
        "Which mill ponds are emptied in the same week of May?",
        "The mill ponds of Aldham and the mill ponds of Cole are emptied in the same week of May.",
    );
    let brenham = "But the ponds of Brenham are all emptied in a week of March.";
    let both = format!("{aldham} {brenham}");
    let findings = |documents: &[(&str, &str)]| {
        let (_dir, corpus) = common::corpus_of(documents);
        let found = common::ask(question, Depth::Basic, &corpus, None).key_findings;
        found.into_iter().map(|finding| (finding.finding, finding.sources.len())).collect::<Vec<_>>()
    };
    assert_eq!(findings(&[("ponds.txt", &both)]), [(both.clone(), 1)]);
    // Another document says the first, and nothing of Brenham: it supports a finding of its own.
    let supported = findings(&[("ponds.txt", &both), ("letter.txt", aldham)]);
    assert_eq!(supported, [(aldham.to_owned(), 2), (both.clone(), 1)]);
    // Another one says what is of Brenham, and nothing of Aldham.
    let supported = findings(&[("ponds.txt", &both), ("letter.txt", brenham)]);
    assert_eq!(supported, [(aldham.to_owned(), 1), (both, 2)]);
}

/// A heading that names the thing stands over all that is said of it, and most of that was not asked for.
#[test]
fn what_says_it_itself_comes_before_what_stands_below_it() {
    let news = "# News of the Kessel Valley Railway\n\n\
        More people than ever took the train up the valley, and most of them liked it.\n\n\
        Work at Fennside begins after Easter and lasts until the end of the summer.\n\n\
        The new carriages have room for twelve bicycles and can be heated in the winter.";
    let report = "Prices went up in the county, as everywhere. \
        The punctuality of trains in the valley was 90.2 per cent in the summer, less than before. \
        A new bridge was built over the stream, and the old one was taken down by volunteers.";
    let (_dir, corpus) = common::corpus_of(&[("news.md", news), ("report.txt", report)]);
    let question = "What was the punctuality of the Kessel Valley Railway?";
    let result = common::ask(question, Depth::Basic, &corpus, None);
    let first = &result.key_findings[0].finding;
    assert!(first.contains("90.2"), "{first}");
}

#[test]
fn copies_of_a_document_are_no_support() {
    let other = "Experts agree that a heat pump delivers about three units of heat for each unit of electricity used.";
    let (_dir, copies) = common::corpus_of(&[("a.txt", PUMP), ("b.txt", PUMP)]);
    let (_dir, both) = common::corpus_of(&[("a.txt", PUMP), ("b.txt", other)]);
    let confidence = |corpus| common::ask("heat pump", Depth::Basic, corpus, None).key_findings[0].confidence;
    assert_eq!((confidence(&copies), confidence(&both)), (Confidence::Low, Confidence::Medium));
}

#[test]
fn different_numbers_or_subjects_are_no_support() {
    let (_dir, corpus) = common::corpus_of(&[
        ("a.txt", "A heat pump in an ordinary family house lasts 15 years without larger repairs."),
        ("b.txt", "A heat pump in an ordinary family house lasts 12 years without larger repairs."),
        ("c.txt", "A gas boiler in an ordinary family house lasts ages without larger repairs."),
        // Without other text every word would be common and nothing alike.
        ("other.txt", &"Bees fly over meadows and collect nectar from a thousand flowers. ".repeat(20)),
    ]);
    let result = common::ask("heat pump or gas boiler", Depth::Comprehensive, &corpus, None);
    assert!(
        result.key_findings.iter().all(|finding| finding.sources.len() == 1),
        "{:?}",
        result.key_findings
    );
}

#[test]
fn feedback_joins_the_query_and_is_recorded() {
    let corpus = common::example_corpus();
    let about_lofts = |feedback| {
        let result = common::ask(common::QUESTION, Depth::Comprehensive, &corpus, feedback);
        let lofts = result
            .key_findings
            .iter()
            .filter(|finding| finding.finding.to_lowercase().contains("loft"))
            .count();
        (lofts, result.metadata.feedback.map(|feedback| feedback.terms))
    };
    let (with, terms) = about_lofts(Some("Please say more on loft insulation"));
    assert!(with > about_lofts(None).0);
    assert!(terms.unwrap().iter().any(|term| term.contains("loft insulation")));
}

#[test]
fn what_needs_a_model_is_named_and_empty() {
    let result = common::research_example(&common::example_corpus());
    let json = serde_json::to_value(&result).unwrap();
    assert!(json["detailed_analysis"].is_null() && json["recommendations"].as_array().unwrap().is_empty());
    assert_eq!(json["metadata"]["method"], "quotes only, no language model");
    assert_eq!(json["not_produced"][0]["field"], "recommendations");
    assert_eq!(serde_json::from_value::<agents::research::ResearchResult>(json).unwrap(), result);
}

#[test]
fn one_finding_of_one_document_is_told_in_the_singular() {
    let (_dir, corpus) =
        common::corpus_of(&[("a.txt", "The bell of the Elmfold mill hangs over the northern door.")]);
    let research = common::ask("Where does the Elmfold bell hang?", Depth::Basic, &corpus, None);
    let own = "1 finding, quoted from 1 of 1 document; ";
    assert!(research.executive_summary.starts_with(own), "{}", research.executive_summary);
    let analysis = analyse(&research);
    let own = "1 finding from 1 of 1 document falls into 1 theme; no independent documents meet in it. ";
    assert!(analysis.summary.starts_with(own), "{}", analysis.summary);
    let single = &analysis.patterns_identified[0].description;
    assert_eq!(single, "1 of 1 finding stands in one document only.");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_question_over_any_text_gives_exact_quotes(
        question in "(?s).{0,80}",
        sentences in prop::collection::vec("[A-Za-zäöü0-9 ,.\n-]{0,90}[.!?] ", 0..12),
    ) {
        let text = format!("Heat pumps move heat. {}", sentences.concat());
        let (_dir, corpus) = common::corpus_of(&[("a.txt", &text), ("b.md", &text.to_uppercase())]);
        let result = common::ask(&format!("{question} heat"), Depth::Deep, &corpus, Some(&question));
        for citation in &result.citations {
            let source = corpus.source(&citation.source).unwrap();
            prop_assert_eq!(source.text.get(citation.start..citation.end), Some(citation.quote.as_str()));
        }
        prop_assert_eq!(analyse(&result).statistics.findings, result.key_findings.len());
    }
}
