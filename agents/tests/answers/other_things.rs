//! Sentences with an amount, a name or a time that is of something else than the question's, each beside one that answers.

use crate::gaps::is_answered;

/// Another document, so that words have weights.
const OTHER: (&str, &str) =
    ("other/z.txt", "A storm took the roof of the barn. Apples are pressed in autumn by the whole village.");

fn hold(cases: &[(&str, &str, &str)]) {
    for (question, near, answer) in cases {
        let answers = |sentence: &str| is_answered(question, &[("elmfold/a.txt", sentence), OTHER]);
        assert!(!answers(near), "{question} {near}");
        assert!(answers(answer), "{question} {answer}");
    }
}

#[test]
fn a_price_is_told_in_money() {
    hold(&[
        (
            "How much is the monthly ticket for the ferry of Elmfold?",
            "The ferry of Elmfold puts its best year down to the monthly ticket.",
            "The monthly ticket for the ferry of Elmfold is sold at 41 euros.",
        ),
        (
            "Quel est le montant de l'indemnité que touchent les pêcheurs d'Elmfold ?",
            "Les pêcheurs d'Elmfold touchent une indemnité pour chaque crue, à la date du 3 mai.",
            "Les pêcheurs d'Elmfold touchent une indemnité de 300 euros.",
        ),
    ]);
}

#[test]
fn a_dimension_is_not_told_by_another_one() {
    hold(&[(
        "How long is the wall of the Elmfold dam?",
        "The wall of the Elmfold dam rises 47 metres above the bed of the stream.",
        "The wall of the Elmfold dam is 310 metres long.",
    )]);
}

#[test]
fn many_are_not_told_by_how_often_and_speed_not_by_a_count() {
    hold(&[
        (
            "How many divers look after the nets of Elmfold?",
            "Divers look after the nets of Elmfold once a fortnight.",
            "Four divers look after the nets of Elmfold.",
        ),
        (
            "How fast does the Elmfold ferry go?",
            "The Elmfold ferry has room for twelve bicycles and can go at any tide.",
            "The Elmfold ferry goes 22 km/h.",
        ),
    ]);
}

#[test]
fn what_counts_how_often_is_no_number_and_a_week_tells_it() {
    hold(&[(
        "How often is the brown bin of Elmfold emptied in winter?",
        "The brown bin of Elmfold is emptied in winter by the same crew.",
        "The brown bin of Elmfold is emptied in winter every fortnight.",
    )]);
}

#[test]
fn a_month_or_a_unit_is_nobody() {
    hold(&[
        (
            "Who at Elmfold merged the faulty change?",
            "The faulty change was merged at Elmfold on 27 February.",
            "The faulty change was merged at Elmfold on 27 February by Kessling.",
        ),
        (
            "Which manufacturer built the turbines of Elmfold?",
            "The turbines of Elmfold, built on the ridge, gave 58 MWh in a day.",
            "The turbines of Elmfold, built on the ridge, are from Norsund Yards.",
        ),
        (
            "Which company operates the ferry to Elmfold?",
            "Freight on the ferry to Elmfold is charged by length of vehicle.",
            "The ferry to Elmfold is operated by a local firm.",
        ),
    ]);
}

#[test]
fn which_of_the_things_with_names_it_is_is_told_by_a_name() {
    hold(&[
        (
            "Which ship tore the cable of Elmfold with its anchor?",
            "An anchor had torn the cable of Elmfold where the ship had lain.",
            "The cable of Elmfold was torn by the anchor of the Merganser.",
        ),
        (
            "When was the lighthouse of Elmfold opened to the public?",
            "The lighthouse of Elmfold has nothing for the public but a door.",
            "The lighthouse of Elmfold was opened in 1932.",
        ),
        (
            "In which inn do the bell ringers of Elmfold meet?",
            "The bell ringers of Elmfold meet in an inn behind the church.",
            "The bell ringers of Elmfold meet in an inn, the Golden Ram.",
        ),
        (
            "Which pattern do the weavers of Elmfold prefer?",
            "Asked long, the weavers of Elmfold prefer a pattern.",
            "The weavers of Elmfold prefer a pattern of herringbones.",
        ),
    ]);
}

#[test]
fn when_something_happened_is_told_of_it_and_not_beside_it() {
    hold(&[
        (
            "When did the brewery of Elmfold close?",
            "Elmfold used 38 million litres of water in 2022, the most since the brewery closed.",
            "The brewery of Elmfold closed in 1998.",
        ),
        (
            "When was the lighthouse of Elmfold built?",
            "The lighthouse of Elmfold has been dark since 1988.",
            "The lighthouse of Elmfold was built in 1871.",
        ),
        (
            "What was the output of the Elmfold turbines in July 2022?",
            "The output of the Elmfold turbines came to 61 GWh in 2022.",
            "The output of the Elmfold turbines came to 3 GWh in July 2022.",
        ),
    ]);
}

#[test]
fn what_is_told_in_the_row_of_another_is_no_answer() {
    let table = |row: &str| format!("Shop,Opens,Seats\nHarbour,06:00,\n{row}\n");
    let question = "How many seats does the Harbour shop of Elmfold have?";
    let seats = |row: &str| is_answered(question, &[("elmfold/shops.csv", &table(row)), OTHER]);
    assert!(!seats("Market,05:30,16"));
    assert!(seats("Harbour,05:30,16"));
}

#[test]
fn a_pronoun_stands_for_what_was_said_before() {
    let question = "How much will the new vault of the Elmfold museum for clocks cost?";
    let told = |second: &str| {
        let text = format!("A new vault for clocks is planned at the Elmfold museum. {second}");
        is_answered(question, &[("elmfold/a.txt", &text), OTHER])
    };
    assert!(told("It will cost 410,000 euros, of which the museum pays half."));
    assert!(!told("Visitors left 410 euros in the box for the barn and its geese."));
}

#[test]
fn what_only_looks_like_another_thing_answers() {
    for (question, answer) in [
        ("What risk does the dam of Elmfold pose?", "The dam of Elmfold poses a risk of flooding."),
        (
            "Wann wurde die Mühle von Elmfeld als Museum eröffnet?",
            "1998 wurde die Mühle von Elmfeld als Museum eröffnet.",
        ),
        (
            "When did the brewery of Elmfold close?",
            "In 1998, when the brewery of Elmfold closed, forty people lost their work.",
        ),
        (
            "Wie schnell ist die Feuerwehr von Elmfeld vor Ort?",
            "Die Feuerwehr von Elmfeld ist in acht Minuten vor Ort.",
        ),
        ("How many of the pupils of Elmfold come by bus?", "Of the pupils of Elmfold, 62 % come by bus."),
        ("How much is a cup of tea at Elmfold?", "A cup of tea at Elmfold costs 2 shillings."),
        ("Wer leitet das Bad von Elmfeld?", "Herr Sommer leitet das Bad von Elmfeld."),
        (
            "Is the museum of Elmfold open on Mondays?",
            "The museum of Elmfold is open every day except Mondays.",
        ),
        ("How many times was the bridge of Elmfold closed?", "The bridge of Elmfold was closed twice."),
        (
            "Wie viele Stimmen bekam Jan Peters in Elmfeld im Mai 2024?",
            "Jan Peters bekam im Mai 2024 in Elmfeld 340 Stimmen.",
        ),
    ] {
        assert!(is_answered(question, &[("elmfold/a.txt", answer), OTHER]), "{question} {answer}");
    }
}
