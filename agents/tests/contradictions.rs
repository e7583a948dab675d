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
fn a_thing_of_the_same_kind_elsewhere_is_another() {
    for (question, heading, own, other) in [
        (
            "How high is Penrow Tower?",
            "Penrow Tower",
            "The tower is 31 metres high and square.",
            "The tower at Carrow is 18 metres high and round.",
        ),
        (
            "Quelle est la hauteur du phare de Valmont ?",
            "Le phare de Valmont",
            "Le phare a une hauteur de 31 mètres.",
            "Le phare situé à Carrow a une hauteur de 18 mètres.",
        ),
        (
            "¿Qué altura tiene el faro de Olmar?",
            "El faro de Olmar",
            "El faro tiene una altura de 31 metros.",
            "El faro que está en Carrow tiene una altura de 18 metros.",
        ),
        (
            "Wie hoch ist der Turm von Lindach?",
            "Der Turm von Lindach",
            "Der Turm ist 31 Meter hoch und eckig.",
            "Der Turm bei Hartenau ist 18 Meter hoch und rund.",
        ),
    ] {
        let here = format!("# {heading}\n\n{own}\n");
        assert!(values(question, &[("a.md", &here), ("b.txt", other)]).is_empty(), "{other}");
        let again = here.replace("31", "18");
        assert_eq!(values(question, &[("a.md", &here), ("b.md", &again)]).len(), 1, "{own}");
    }
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
fn answers_in_other_words_units_and_languages_contradict() {
    let question = "How high is the lighthouse of Sker?";
    let tower = "The lighthouse of Sker is 38 metres high and was built of slate.";
    let with = |other: &str| values(question, &[("a.txt", tower), ("b.txt", other)]);
    assert_eq!(
        with("Der Leuchtturm von Sker ist 52 Meter hoch und seit Jahren dunkel."),
        [["38 metres", "52 Meter"]]
    );
    assert_eq!(with("Barely a hundred feet tall, the lighthouse of Sker is no giant.").len(), 1);
    assert_eq!(
        with("At 125 feet high, the lighthouse of Sker is no giant among towers."),
        Vec::<Vec<String>>::new()
    );
    assert_eq!(
        with("The lighthouse of Elmfold is 17 metres high and can be climbed."),
        Vec::<Vec<String>>::new()
    );
}

#[test]
fn shares_and_counts_in_words_are_values() {
    let shown = "A third of the clocks in the Elmfold museum are on display today.";
    let other = "Of the clocks in the Elmfold museum, 12 % are on display at a time.";
    let question = "What share of the clocks in the Elmfold museum is on display?";
    assert_eq!(values(question, &[("a.txt", shown), ("b.txt", other)]), [["12 %", "A third"]]);
    let near = other.replace("12 %", "34 %");
    assert!(values(question, &[("a.txt", shown), ("b.txt", &near)]).is_empty());
}

#[test]
fn one_event_has_one_date() {
    let question = "When was the mill of Elmfold built?";
    let with = |a: &str, b: &str| values(question, &[("a.txt", a), ("b.txt", b)]);
    let built = "The mill of Elmfold was built in 1887 by the parish and its farmers.";
    assert_eq!(with(built, "Completed in 1891, the mill of Elmfold is of granite."), [["1887", "1891"]]);
    assert!(with(built, "The mill of Elmfold, completed in 1887, is of granite.").is_empty());
    assert!(with(built, "The mill of Elmfold was painted white in 1904 for a fair.").is_empty());
}

#[test]
fn one_answers_yes_and_the_other_no() {
    let question = "Is the beer garden of Elmfold open in winter?";
    let open = "The beer garden of Elmfold is open in winter, with blankets and stoves.";
    let with = |other: &str| values(question, &[("a.txt", open), ("b.txt", other)]).len();
    assert_eq!(with("In winter the beer garden of Elmfold stays closed until the snow melts."), 1);
    assert_eq!(with("In winter the beer garden of Elmfold opens at noon and serves soup."), 0);
}

#[test]
fn a_question_is_answered_by_the_attribute_that_it_asks_for() {
    let pool = "# The pool of Elmfold\n\nThe pool of Elmfold is 25 metres long and was built in 1971 of concrete.\n\n\
                Twelve people work at the pool of Elmfold, most of them in summer.\n";
    let answered = |question: &str| {
        let (_dir, corpus) = common::corpus_of(&[("pool.md", pool)]);
        common::ask(question, Depth::Basic, &corpus, None).metadata.sub_questions[0].answered
    };
    assert!(answered("How long is the pool of Elmfold?"));
    assert!(!answered("How deep is the pool of Elmfold?"));
    assert!(!answered("What did the pool of Elmfold cost?"));
    assert!(!answered("Who built the pool of Elmfold?"));
    assert!(!answered("How many lifeguards does the pool of Elmfold have?"));
    assert!(answered("How many people work at the pool of Elmfold?"));
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

#[test]
fn years_before_our_time_contradict_across_languages() {
    let english = "The Valbrune ropeworks were founded in 1683, and they smell of tar.";
    let french = "La Corderie de Valbrune a été fondée en 1654, au bord du canal qui lui donne son eau.";
    for question in
        ["When were the Valbrune ropeworks founded?", "Quand la corderie de Valbrune a-t-elle été fondée ?"]
    {
        let found = values(question, &[("a.txt", english), ("b.txt", french)]);
        assert_eq!(found, [["1654", "1683"]], "{question}");
    }
}

#[test]
fn times_of_day_contradict_where_they_are_asked_for() {
    let question = "When does the Elmfold ferry leave?";
    let with = |a: &str, b: &str| values(question, &[("a.txt", a), ("b.txt", b)]);
    let early = "The Elmfold ferry leaves at nine in the morning, unless there is ice.";
    assert_eq!(with(early, "Full or empty, the Elmfold ferry leaves at 10.30 am from the quay.").len(), 1);
    assert!(with(early, "At 9 am the Elmfold ferry leaves the quay with bread and papers.").is_empty());
}

#[test]
fn months_and_centuries_contradict() {
    let july = "The Elmfold harvest begins in July, when the barley is dry enough.";
    let with = |question: &str, a: &str, b: &str| values(question, &[("a.txt", a), ("b.txt", b)]).len();
    let month = "When does the harvest at Elmfold begin?";
    assert_eq!(with(month, july, "The harvest at Elmfold does not begin before September, they say."), 1);
    assert_eq!(with(month, july, "The harvest at Elmfold begins on 20 July with a dance for all."), 0);
    let mill = "The Elmfold mill was built in the fourteenth century and has two wheels.";
    let age = "When was the Elmfold mill built?";
    assert_eq!(with(age, mill, "The Elmfold mill was built in the 16th century by two brothers."), 1);
    assert_eq!(with(age, mill, "The Elmfold mill was built in 1342 by two brothers from the coast."), 0);
}

#[test]
fn rates_of_different_times_contradict() {
    let question = "How many bricks does the Elmfold kiln make?";
    let month = "The Elmfold kiln makes 1,500 bricks a month, all of them red.";
    let with = |other: &str| values(question, &[("a.txt", month), ("b.txt", other)]).len();
    assert_eq!(with("Around 9,000 bricks leave the Elmfold kiln in a year, all of them red."), 1);
    assert_eq!(with("Around 18,000 bricks leave the Elmfold kiln in a year, all of them red."), 0);
}

#[test]
fn many_values_of_things_that_the_question_does_not_name_are_a_list() {
    let question = "What is the minimum order at the Quillmark works?";
    let others: Vec<(String, String)> = ["Tarnwell", "Hexbury", "Oldmere", "Pinsgate"]
        .iter()
        .enumerate()
        .map(|(number, name)| {
            let text =
                format!("# {name}\n\nThe minimum order is {} crates, as it was last year.", number + 3);
            (format!("{name}.md"), text)
        })
        .collect();
    let mut files: Vec<(&str, &str)> =
        others.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    assert!(values(question, &files).is_empty());
    files.push(("q.md", "# Quillmark\n\nThe minimum order is 9 crates, as it was last year."));
    assert!(values(question, &files).is_empty());
    files.push((
        "r.md",
        "# Rates\n\nAt the Quillmark works the minimum order is 12 crates, as it was last year.",
    ));
    assert_eq!(values(question, &files), [["12 crates", "9 crates"]]);
}
