//! Answers that contradict each other, and those that don't.

use agents::analysis::{Contradiction, ContradictionKind, analyse};
use agents::research::Depth;

/// A document about other things, so that the question's words tell something.
const OTHER: &str = "Sheep graze on the common from May on. The baker opens at six. A storm took the roof off the barn last year. \
                     Most of the hay is sold to the stables. The brook freezes over in hard winters. Apples are pressed in autumn.";

fn contradictions(question: &str, a: &str, b: &str) -> Vec<Contradiction> {
    let (_dir, corpus) = super::corpus_of(&[("a.txt", a), ("b.txt", b), ("other.txt", OTHER)]);
    analyse(&super::ask(question, Depth::Comprehensive, &corpus, None)).contradictions
}

/// The answers that contradict each other in two documents with these sentences.
pub(crate) fn against(question: &str, a: &str, b: &str) -> Vec<String> {
    let contradictions = contradictions(question, a, b).into_iter();
    let mut shown: Vec<String> = contradictions
        .flat_map(|found| found.sides)
        .map(|side| side.shown)
        .filter(|shown| !shown.is_empty())
        .collect();
    shown.sort();
    shown
}

/// How many statements are denied in two documents with these sentences.
pub(crate) fn denials(question: &str, a: &str, b: &str) -> usize {
    let found = contradictions(question, a, b).into_iter();
    found.filter(|found| found.kind == ContradictionKind::Negation).count()
}

/// Each row: a question, two sentences that contradict each other, their answers, and one that agrees with the first.
#[track_caller]
pub(crate) fn told(rows: &[(&str, [&str; 2], [&str; 2], &str)]) {
    for (question, [a, b], shown, agreeing) in rows {
        assert_eq!(against(question, a, b), shown, "{a} <> {b}");
        assert_eq!(against(question, a, agreeing), Vec::<String>::new(), "{a} = {agreeing}");
    }
}
