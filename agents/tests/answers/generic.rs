//! Plain questions that may be asked about any thing: how old it is, why it was closed, who pays for it. Each beside a sentence about the
//! thing that tells something else, and one that answers.

use super::gaps::{OTHER, is_answered, tells};
use super::named_or_open::all;

#[test]
fn an_age_is_told_by_years_or_a_beginning() {
    all(&[
        (
            "How old is the ferry of Elmfold?",
            "The ferry of Elmfold carried 265,000 guests in 2023.",
            "The ferry of Elmfold was built in 1996.",
        ),
        (
            "How old is the battery of Elmfold?",
            "The battery of Elmfold lasts for three hours of an evening.",
            "The battery of Elmfold is three years old.",
        ),
        (
            "Wie alt ist die Mühle von Elmfeld?",
            "Die Mühle von Elmfeld mahlte 2022 wenig.",
            "Die Mühle von Elmfeld stammt von 1740.",
        ),
        (
            "Quel âge a le moulin d'Elmont ?",
            "Le moulin d'Elmont a moulu peu de grain en 2022.",
            "Le moulin d'Elmont a été construit en 1740.",
        ),
    ]);
}

#[test]
fn why_and_how_many_times_something_is_done_is_told_with_the_deed() {
    all(&[
        (
            "Why was the mill of Elmfold closed?",
            "The mill of Elmfold was painted because visitors liked it.",
            "The mill of Elmfold was closed because its wheel broke.",
        ),
        (
            "Warum wurde die Mühle von Elmfeld geschlossen?",
            "Die Mühle von Elmfeld wurde gestrichen, weil sie rostete.",
            "Die Mühle von Elmfeld wurde geschlossen, weil das Rad brach.",
        ),
        (
            "How many times was the clock of Elmfold repaired?",
            "The clock of Elmfold was painted three times.",
            "The clock of Elmfold was repaired three times.",
        ),
    ]);
}

#[test]
fn so_much_of_something_in_a_time_happens_no_number_of_times() {
    all(&[(
        "How often is the basin of Elmfold dredged?",
        "The basin of Elmfold, dredged at last, loses forty centimetres of depth a year.",
        "The basin of Elmfold is dredged twice a year.",
    )]);
}

#[test]
fn a_weight_a_length_and_a_price_are_those_of_the_thing() {
    all(&[
        (
            "How heavy is the bell of Elmfold?",
            "The bell of Elmfold rang for the 900 kilograms of apples.",
            "The bell of Elmfold weighs 900 kilograms.",
        ),
        (
            "How long is the battery of Elmfold?",
            "The battery of Elmfold bridges three hours.",
            "The battery of Elmfold is thirty metres long.",
        ),
        (
            "What did Elmfold Harbour cost?",
            "Elmfold Harbour is old. A night costs 2 crowns, showers included.",
            "Elmfold Harbour cost 9 million crowns.",
        ),
        (
            "What did the chart of Elmfold cost?",
            "In 1903 the chart of Elmfold was given in payment of a debt.",
            "The chart of Elmfold cost 900 crowns in 1903.",
        ),
        (
            "How much electricity does the mill of Elmfold use?",
            "The mill of Elmfold delivered 12 GWh of electricity.",
            "The mill of Elmfold takes 12 GWh of electricity.",
        ),
    ]);
}

#[test]
fn who_pays_and_when_it_was_opened_are_not_told_by_the_price_and_the_hours() {
    all(&[
        (
            "Who pays for the glass bank of Elmfold?",
            "A glass bank of Elmfold costs 14,000 crowns a piece.",
            "The county pays for the glass bank of Elmfold.",
        ),
        (
            "When was the tower of Elmfold opened?",
            "The tower of Elmfold is open on the last Sunday of May.",
            "The tower of Elmfold was opened on the last Sunday of May.",
        ),
    ]);
}

#[test]
fn what_is_at_another_place_or_in_a_document_of_its_own_is_something_else() {
    all(&[(
        "How high is the wall at Elmfold Brook?",
        "Elmfold Brook is wide. The wall at Olmar rises 47 metres.",
        "The wall at Elmfold Brook rises 47 metres.",
    )]);
    let works = "# The works at Olmar\n\nEleven beds of sand are scraped every six weeks.";
    let others =
        [("water/bill.md", "Water is paid by the month."), ("water/pipes.md", "Pipes of lead are old.")];
    let dam = |works| [("water/works.md", works), ("water/dam.md", "The dam of Tarn Elm is high.")];
    let asked = |question, works| is_answered(question, &[dam(works), others].concat());
    assert!(!asked("How often are the sand beds of Tarn Elm scraped?", works));
    assert!(asked("How often are the sand beds of Olmar scraped?", works));
    // Without a title of its own it is of what lies beside it.
    assert!(asked(
        "How often are the sand beds of Tarn Elm scraped?",
        "Eleven beds of sand are scraped every six weeks."
    ));
}

#[test]
fn a_document_without_the_thing_itself_tells_nothing_of_it() {
    let boats = "In Elmfold boats are kept. ".repeat(8) + "In Elmfold two are called Ann and Eve since 1990.";
    let mill = "The mill of Oakham is old. Its millstones are called Tom and Tim. ".repeat(30);
    let asked = |question| is_answered(question, &[("elmfold/a.md", &boats), ("oakham/mill.md", &mill)]);
    assert!(!asked("Since when are the millstones in Elmfold called Ann and Eve?"));
    assert!(asked("Since when are the boats in Elmfold called Ann and Eve?"));
    // What has an article is a thing, whatever verb has its stem.
    let dam =
        "In Elmfold boats are kept. ".repeat(8) + "In Elmfold the dam is closed because its road is rebuilt.";
    let brewery = "The brewery of Oakham is old. Its beer is dark. ".repeat(30);
    let asked = |question| is_answered(question, &[("elmfold/a.md", &dam), ("oakham/mill.md", &brewery)]);
    assert!(!asked("Why did the brewery in Elmfold close?") && asked("Why did the dam in Elmfold close?"));
}

#[test]
fn who_pays_is_not_told_by_what_a_night_costs() {
    let asked = |text: &str| {
        let guide = format!("# The port of Elmfold\n\n{text}");
        is_answered("Who pays for the port of Elmfold?", &[("port/a.md", &guide), OTHER])
    };
    assert!(!asked("A night costs 2 crowns for each metre of length, showers included."));
    assert!(asked("The port is paid for by the county of Elmshire."));
}

#[test]
fn what_goes_on_from_a_sentence_is_of_its_year() {
    let asked =
        |text| is_answered("How many people worked at the mill in 2020?", &[("mill/a.txt", text), OTHER]);
    assert!(asked("The mill ground much in 2020. There were 61 people at work."));
    assert!(!asked("The mill ground much in 2019. There were 61 people at work."));
}

#[test]
fn a_column_tells_what_its_name_says() {
    let asked = |question, rows| is_answered(question, &[("elmfold/a.csv", rows), OTHER]);
    let often = "How often is the mill of Elmfold inspected?";
    assert!(!asked(often, "thing,inspected\nmill of Elmfold,2022-06-30\nbell of Elmfold,2022-06-30\n"));
    assert!(asked(often, "thing,inspected\nmill of Elmfold,every two years\nbell of Elmfold,every year\n"));
}

/// Plain answers that a stricter reading would turn away.
#[test]
fn plain_answers_stay_answers() {
    let wrong: Vec<&str> = [
        ("How heavy is the bell of Elmfold?", "The bell of Elmfold is 900 kilograms."),
        ("How long is the crossing of Elmfold?", "The crossing of Elmfold is 40 minutes."),
        ("How long is the crossing of Elmfold?", "The crossing of Elmfold will take 40 minutes."),
        ("How old is the ferry of Elmfold?", "The ferry of Elmfold entered service in 1996."),
        ("Quel âge a la tour d'Elmont ?", "La tour d'Elmont a été érigée en 1890."),
        ("How old must children be to swim in Elmfold?", "In Elmfold children must be at least ten to swim."),
        ("What does Elmfold Castle cost?", "Elmfold Castle lies on a hill. Adults pay 12 euros, children 6."),
        ("Who pays for the glass bank of Elmfold?", "The county pays for the glass bank of Elmfold."),
        (
            "Who set the price of the ticket of Elmfold?",
            "The council set the price of the ticket of Elmfold.",
        ),
        ("How long is the pier at Elmfold?", "Elmfold is old. The pier on Tessel Street is 90 metres long."),
        (
            "Why is the speed limit of Elmfold so low?",
            "The limit of Elmfold is low because the planks are rotten.",
        ),
        ("What is the shed of Elmfold used for?", "The shed of Elmfold stores the oars of the club."),
        (
            "Wann wurde der Turm von Elmfeld eröffnet?",
            "Es eröffnete der Turm von Elmfeld am letzten Sonntag im Mai.",
        ),
    ]
    .into_iter()
    .filter(|(question, answer)| !tells(question, answer))
    .map(|(question, _)| question)
    .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
