//! Rules on which sentence answers for its document, each with a case that it lets pass and one that it keeps out.

use crate::common;
use agents::analysis::analyse;
use agents::research::{CitationId, Depth, ResearchResult};

/// A document about other things, so that the question's words tell something.
const OTHER: &str = "Sheep graze on the common from May on. The baker opens at six. A storm took the roof off the barn last year.";

/// The answers that contradict each other in two documents with these sentences, after a change of what the researcher found.
fn against(question: &str, [a, b]: [&str; 2], change: impl Fn(&mut ResearchResult)) -> Vec<String> {
    let (_dir, corpus) = common::corpus_of(&[("a.txt", a), ("b.txt", b), ("other.txt", OTHER)]);
    let mut research = common::ask(question, Depth::Comprehensive, &corpus, None);
    change(&mut research);
    let contradictions = analyse(&research).contradictions.into_iter();
    let mut shown: Vec<String> =
        contradictions.flat_map(|found| found.sides).map(|side| side.shown).collect();
    shown.sort();
    shown
}

/// As the researcher sees it who counts much of what stands elsewhere in a document.
fn seen_with_its_document(research: &mut ResearchResult) {
    research.relevance.iter_mut().for_each(|known| known.covered = known.covered.max(60));
}

const NONE: [&str; 0] = [];

#[test]
fn a_value_in_the_unit_that_is_counted_goes_before_people_of_any_kind() {
    let question = "How many engineers work at the Elmfold yard?";
    let yard = "At the Elmfold yard work 14 engineers.";
    let all = "Some 90 people work there, at the Elmfold yard beside the river.";
    let both = format!("{all}\n\nAt the yard, 11 engineers look after the cranes.");
    assert_eq!(against(question, [yard, all], |_| ()), ["14 engineers", "90 people"]);
    assert_eq!(against(question, [yard, &both], |_| ()), ["11 engineers", "14 engineers"]);
}

#[test]
fn a_name_that_no_form_shows_must_stand_near_the_question() {
    for (question, own, other, shown) in [
        (
            "Who designed the Elmfold theatre hall?",
            "The Elmfold theatre hall was designed by Marlow Studio.",
            "For the design of the Elmfold theatre hall they chose Osmere Joinery after a long talk.",
            ["Marlow Studio", "Osmere Joinery"],
        ),
        (
            "What colour is the door of the Elmfold mill?",
            "The door of the Elmfold mill is painted green, as it always was.",
            "The door of the Elmfold mill has been red since the storm of last winter.",
            ["green", "red"],
        ),
    ] {
        let near = |percent: u8| {
            let of_other = move |research: &mut ResearchResult| {
                let quotes = research.citations.iter().filter(|quote| quote.path == "b.txt");
                let ids: Vec<CitationId> = quotes.map(|quote| quote.id.clone()).collect();
                let known = research.relevance.iter_mut().filter(|known| ids.contains(&known.citation));
                known.for_each(|known| known.percent = percent);
            };
            against(question, [own, other], of_other)
        };
        assert_eq!(near(15), shown, "{question}");
        assert_eq!(near(14), NONE, "{question}");
    }
}

#[test]
fn what_a_long_document_says_of_something_else_is_no_answer() {
    let question = "How many metres of rope does the ferry of Elmfold need for its winch?";
    let ferry = "The ferry of Elmfold needs 40 metres of rope for its winch.";
    let told = |other: &str| {
        let other = format!("The ferry of Elmfold needs a rope and a winch.\n\n{other}");
        against(question, [ferry, &other], seen_with_its_document)
    };
    assert_eq!(told("The Elmfold ferry has a rope of 9 metres."), ["40 metres", "9 metres"]);
    assert_eq!(told("The Elmfold ferry is 9 metres wide."), NONE);
}

#[test]
fn a_sentence_refers_back_only_by_its_form_with_the_deed_and_without_another_name() {
    let question = "Who designed the Elmfold theatre hall?";
    let own = "The Elmfold theatre hall was designed by Marlow Studio.";
    let back = |sentence: &str| {
        let other = format!("The Elmfold theatre hall stands by the quay. {sentence}");
        against(question, [own, &other], seen_with_its_document)
    };
    let shown = ["Marlow Studio", "Osmere Joinery"];
    assert_eq!(back("The house was designed by Osmere Joinery in a summer."), shown);
    let others = [
        ("the form", "On the house one sees what Osmere Joinery had designed in a summer."),
        ("the deed", "The hall was painted by Osmere Joinery in a summer."),
        ("no other name", "The Brackwater house was designed by Osmere Joinery in a summer."),
    ];
    let passed: Vec<&str> =
        others.into_iter().filter(|(_, sentence)| !back(sentence).is_empty()).map(|(rule, _)| rule).collect();
    assert_eq!(passed, NONE);
}

#[test]
fn nothing_in_another_language_contradicts_itself_over_an_unanswered_question() {
    let question = "How much water does the spring of Elmfold give?";
    let spring = |litres: u32, who: &str| {
        format!("La source d'Elmfold donne {litres} litres d'eau par minute en toute saison, dit le {who}.")
    };
    let found = |answered: bool| {
        against(question, [&spring(40, "guide"), &spring(90, "maire")], |research| {
            research.metadata.sub_questions[0].answered = answered;
        })
    };
    assert_eq!(found(true), ["40 litres", "90 litres"]);
    assert_eq!(found(false), NONE);
}

#[test]
fn what_happened_since_is_not_what_has_been_so_since() {
    let question = "Since when has the ferry of Elmfold run?";
    let ferry = "The ferry of Elmfold has run since 1952.";
    for (other, shown) in [
        ("Since the landing was raised in 2019, the ferry of Elmfold takes wheelchairs.", vec![]),
        ("The ferry of Elmfold has run since the spring of 1961.", vec!["1952", "1961"]),
        ("The village took over the ferry of Elmfold in 1961 and has run it since.", vec!["1952", "1961"]),
    ] {
        assert_eq!(against(question, [ferry, other], |_| ()), shown, "{other}");
    }
}
