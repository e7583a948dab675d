//! What counts as a contradiction and what doesn't: quotes without a year in common, rows of tables, other things.
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
use agents::research::Depth;
use agents::writing::names;

/// The values that contradict each other in documents with these contents.
fn values(question: &str, files: &[(&str, &str)]) -> Vec<Vec<String>> {
    let (_dir, corpus) = common::corpus_of(files);
    let research = common::ask(question, Depth::Comprehensive, &corpus, None);
    let contradictions = analyse(&research).contradictions.into_iter();
    let mut found: Vec<Vec<String>> = contradictions
        .map(|found| {
            let mut shown: Vec<_> = found.sides.into_iter().map(|side| side.shown).collect();
            shown.sort();
            shown
        })
        .collect();
    found.sort();
    found
}

#[test]
fn no_common_year_is_needed_where_values_stand_beside_the_same_words() {
    let question = "How high is the tower of the Elmfold mill?";
    let tower = "The tower of the Elmfold mill is 31 metres high and can be climbed in summer.";
    let other =
        "Measured in 2019, the tower of the Elmfold mill is 0.028 km high, its cap of copper left out.";
    assert_eq!(values(question, &[("a.txt", tower), ("b.txt", other)]), [["0.028 km", "31 metres"]]);
    let old = format!("# Survey of 1950\n\n{}", tower.replace("31", "24"));
    assert!(values(question, &[("a.txt", other), ("b.md", &old)]).is_empty());
}

#[test]
fn things_with_other_numbers_are_other_things() {
    let question = "How many seats does the tram on line 4 have?";
    let tram = "The tram on line 4 has 120 seats, a third of them near the doors.";
    let with = |other: &str| values(question, &[("a.txt", tram), ("b.txt", other)]);
    assert_eq!(
        with("As built, the tram on line 4 has 96 seats for passengers."),
        [["120 seats", "96 seats"]]
    );
    assert!(with("As built, the tram on line 9 has 96 seats for passengers.").is_empty());
}

#[test]
fn a_row_contradicts_only_a_sentence_that_names_what_its_cells_name() {
    let question = "How many tonnes of barley were shipped from Elmfold in 2021?";
    let table = "Year,Crop,Tonnes shipped\n2021,Barley,4100\n2021,Wheat,900\n2020,Barley,3300\n";
    let with = |sentence: &str| values(question, &[("a.csv", table), ("b.txt", sentence)]);
    assert_eq!(
        with("In 2021 the mill shipped 4,700 tonnes of barley from Elmfold."),
        [["4,700 tonnes", "4100"]]
    );
    assert!(with("In 2021 the mill shipped 4,100 tonnes of barley from Elmfold.").is_empty());
    assert!(with("In 2021 the mill shipped 4,700 tonnes of oats from Elmfold.").is_empty());
}

#[test]
fn half_of_a_compound_answers_no_question_for_an_amount() {
    let contract = "# Contract of the Sker ferry\n\nIslanders pay half the fare in every season, and classes travel free.\n\n\
                    A ticket is sold on board, and its price is printed on the back.\n\nThe quay has a bench.";
    let answered = |question: &str| {
        let (_dir, corpus) = common::corpus_of(&[("contract.md", contract)]);
        common::ask(question, Depth::Basic, &corpus, None).metadata.sub_questions[0].answered
    };
    assert!(answered("How much of the fare do islanders pay on the Sker ferry?"));
    assert!(!answered("What is the price of a season ticket for the Sker ferry?"));
}

#[test]
fn a_quote_from_a_table_names_its_row() {
    let (_dir, corpus) = common::corpus_of(&[("grain.csv", "Year,Crop,Tonnes shipped\n2021,Barley,4100\n")]);
    let bundle = common::bundle("How many tonnes of barley were shipped in 2021?", &corpus);
    for name in [names::HTML, names::MARKDOWN] {
        let text = String::from_utf8_lossy(&bundle.files[name]);
        assert!(text.contains(", record 2, line 2"), "{name}");
    }
}
