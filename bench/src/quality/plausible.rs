//! The corpus and its truth, read by other code than that which scores: each planted passage stands in its source as the
//! repository holds it, once, and the halves are alike.

use super::half::Half;
use super::truth::{Passage, Question, questions};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Lengths in characters that a finding may have; see the limits of the agents.
const SENTENCE: std::ops::RangeInclusive<usize> = 40..=420;

fn both() -> Vec<Question> {
    Half::BOTH.into_iter().flat_map(|half| questions(half).unwrap()).collect()
}

/// The questions about documents of their own, each with its part.
fn further() -> Vec<(Half, Question)> {
    let parts = Half::ALL.into_iter().filter(|half| !Half::BOTH.contains(half));
    let of = |half| questions(half).unwrap().into_iter().map(move |question| (half, question));
    parts.flat_map(of).collect()
}

/// The text of a document's source, with white space as single blanks.
fn source(half: Half, document: &str) -> String {
    let place = |name: String| -> PathBuf { half.documents().join(name) };
    let text = std::fs::read_to_string(place(document.to_owned()))
        .or_else(|_| std::fs::read_to_string(place(format!("{document}.txt"))))
        .unwrap_or_else(|error| panic!("{document}: {error}"));
    // A quoted passage of Markdown has a mark at the start of the line.
    text.replace("\n> ", " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn passages(question: &Question) -> impl Iterator<Item = &Passage> {
    question.facts.iter().map(|fact| &fact.passage).chain(&question.traps)
}

#[test]
fn each_planted_passage_stands_in_its_document_and_its_copies() {
    for question in both() {
        for passage in passages(&question) {
            for document in [&passage.document].into_iter().chain(&passage.copies) {
                let text = source(Half::Tuning, document);
                let place = format!("{}: {document}: {passage:?}", question.id);
                if let Some(sentence) = &passage.sentence {
                    assert_eq!(text.matches(sentence.as_str()).count(), 1, "{place}");
                    assert!(SENTENCE.contains(&sentence.chars().count()), "{place}");
                } else {
                    assert!(passage.cells.len() > 1, "{place}");
                    assert!(passage.cells.iter().all(|cell| text.contains(cell.as_str())), "{place}");
                }
            }
        }
    }
}

/// Sentences may be short here: people write them so.
#[test]
fn each_passage_for_practice_and_blind_stands_once_in_its_document() {
    for (half, question) in further() {
        for passage in passages(&question) {
            let text = source(half, &passage.document);
            let place = format!("{}: {passage:?}", question.id);
            match &passage.sentence {
                Some(sentence) => assert_eq!(text.matches(sentence.as_str()).count(), 1, "{place}"),
                None => assert!(passage.cells.iter().all(|cell| text.contains(cell.as_str())), "{place}"),
            }
        }
    }
}

#[test]
fn the_questions_for_practice_are_dealt_out_nearly_evenly() {
    let [open, spare] = [Half::Practice, Half::Spare].map(|half| questions(half).unwrap().len());
    assert!(open.abs_diff(spare) * 5 < open + spare && open + spare >= 100, "{open}, {spare}");
}

#[test]
fn the_cells_of_a_row_stand_on_one_line_of_one_document() {
    let rows = both().into_iter().flat_map(|question| passages(&question).cloned().collect::<Vec<_>>());
    for passage in rows.filter(|passage| passage.sentence.is_none()) {
        let folder = Half::Tuning.documents();
        let text = std::fs::read_to_string(folder.join(&passage.document))
            .or_else(|_| std::fs::read_to_string(folder.join(format!("{}.txt", passage.document))))
            .unwrap();
        let lines = text.lines().filter(|line| passage.cells.iter().all(|cell| line.contains(cell.as_str())));
        assert_eq!(lines.count(), 1, "{passage:?}");
    }
}

#[test]
fn the_blind_rows_stand_on_one_line_and_its_names_in_no_other_part() {
    let own = [Half::Tuning.documents(), Half::Practice.documents()];
    let (blind, others): (Vec<_>, Vec<_>) =
        further().into_iter().partition(|(half, _)| !own.contains(&half.documents()));
    let names: BTreeSet<&String> = others.iter().map(|(_, question)| &question.id).collect();
    let first = both();
    for (half, question) in &blind {
        let is_new = !names.contains(&question.id) && first.iter().all(|other| other.id != question.id);
        assert!(is_new, "{} is a question of another part", question.id);
        for passage in passages(question).filter(|passage| passage.sentence.is_none()) {
            let text = std::fs::read_to_string(half.documents().join(&passage.document)).unwrap();
            let lines =
                text.lines().filter(|line| passage.cells.iter().all(|cell| line.contains(cell.as_str())));
            assert_eq!(lines.count(), 1, "{}: {passage:?}", question.id);
        }
    }
    assert!(blind.len() >= 100, "{}", blind.len());
}

#[test]
fn no_passage_is_planted_for_two_questions() {
    let mut known = BTreeSet::new();
    for question in both() {
        for fact in &question.facts {
            let passage = &fact.passage;
            let place = (passage.document.clone(), passage.sentence.clone(), passage.cells.clone());
            assert!(known.insert(place), "{}: {passage:?}", question.id);
        }
    }
}

#[test]
fn the_halves_have_the_same_kinds_of_questions() {
    let kinds = |half| {
        let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
        questions(half)
            .unwrap()
            .into_iter()
            .for_each(|question| *kinds.entry(question.kind).or_default() += 1);
        kinds
    };
    assert_eq!(kinds(Half::Tuning), kinds(Half::HeldOut));
    assert!(both().len() >= 40);
}

#[test]
fn each_contradiction_has_two_sides_in_different_documents() {
    for question in both().into_iter().chain(further().into_iter().map(|(_, question)| question)) {
        for (a, b) in question.sides() {
            assert_ne!(a.document, b.document, "{}", question.id);
        }
        assert_eq!(question.facts.is_empty(), question.kind == "unanswerable", "{}", question.id);
        assert_eq!(!question.conflicts.is_empty(), question.kind.starts_with("conflict"), "{}", question.id);
    }
}
