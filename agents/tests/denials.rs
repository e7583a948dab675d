//! A denial contradicts only what it denies: one that stands beside the subject of a sentence does not.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it expects by panicking"
)]

mod common;

use agents::analysis::{ContradictionKind, analyse};
use agents::research::{Citation, Depth, Relevance};

const AFFIRMED: &str =
    "A heat pump delivers about three units of heat for each unit of electricity even in an older home.";

/// Contradictions between [`AFFIRMED`] and another document, both taken to be near answers to the question.
fn denials(other: &str) -> usize {
    let (_dir, corpus) = common::corpus_of(&[("a.md", AFFIRMED), ("b.md", other)]);
    let question = "How do heat pumps compare with gas boilers for heating older homes?";
    let mut research = common::ask(question, Depth::Comprehensive, &corpus, None);
    let quoted: Vec<_> = research.citations.iter().map(|citation| citation.quote.as_str()).collect();
    assert!(quoted.contains(&AFFIRMED) && quoted.contains(&other), "{quoted:?}");
    // What makes a quote a near answer hangs on the whole corpus; what two near answers deny is asked here.
    let near = |citation: &Citation| Relevance { citation: citation.id.clone(), percent: 100, covered: 100 };
    research.relevance = research.citations.iter().map(near).collect();
    let found = analyse(&research).contradictions;
    found.iter().filter(|found| found.kind == ContradictionKind::Negation).count()
}

#[test]
fn a_denial_beside_the_subject_is_no_contradiction() {
    let beside = "For an older home, district heating has one advantage over a heat pump: it needs no outdoor unit, and it \
                  warms small radiators.";
    assert_eq!(denials(beside), 0);
    let subject = "For an older home, district heating has one advantage over a heat pump: a heat pump delivers no heat to an \
                   older home in winter.";
    assert_eq!(denials(subject), 1);
}
