//! What the number table names as the thing that was measured: in rows, and where the sentence before names it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it expects by panicking"
)]

mod common;

use agents::analysis::analyse;
use agents::research::Depth;

/// Subject and value of each line of the number table.
fn table(question: &str, name: &str, text: &str) -> Vec<String> {
    let (_dir, corpus) = common::corpus_of(&[(name, text)]);
    let research = common::ask(question, Depth::Comprehensive, &corpus, None);
    let figures = analyse(&research).figures;
    figures.into_iter().map(|figure| format!("{}: {}", figure.subject, figure.shown)).collect()
}

const QUESTION: &str = "How long is the Elmfold bridge?";

#[test]
fn a_pronoun_is_what_the_sentence_before_names() {
    let bridge = "The Elmfold bridge opened in 1994. It is 320 m long and open to everybody who walks.";
    assert_eq!(table(QUESTION, "a.txt", bridge), ["Elmfold bridge opened long: 320 m"]);
}

#[test]
fn a_pronoun_that_may_be_one_of_two_things_gives_no_line() {
    let mayor =
        "The mayor opened the Elmfold bridge in 1994. It is 320 m long and open to everybody who walks.";
    assert_eq!(table(QUESTION, "a.txt", mayor), Vec::<String>::new());
    let noun = "The mayor opened the Elmfold bridge in 1994. This bridge is 320 m long and open to everybody who walks.";
    assert_eq!(table(QUESTION, "a.txt", noun), ["bridge long: 320 m"]);
}

#[test]
fn a_row_is_about_what_its_cells_name() {
    let grain = "Year,Crop,Tonnes shipped\n2021,Barley,4100\n2021,Wheat,900\n";
    let rows = table("How many tonnes of barley and wheat were shipped in 2021?", "a.csv", grain);
    assert_eq!(rows, ["Barley Tonnes shipped: 4100", "Wheat Tonnes shipped: 900"]);
}
