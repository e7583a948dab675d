//! Sentences that tell what is asked for of another thing of the kind, each beside one that tells it of the one in question.

use super::gaps::{OTHER, is_answered, tells};

#[test]
fn another_number_name_place_or_kind_is_another_thing() {
    for (question, near, answer) in [
        (
            "When was Tessera 3 released?",
            "Tessera 4 was released on 12 March 2023.",
            "Tessera 3 was released in 2019.",
        ),
        (
            "How many vehicles does car park one of Elmfold hold?",
            "Car park two of Elmfold holds 640 vehicles.",
            "Car park one of Elmfold holds 640 vehicles.",
        ),
        (
            "Wann wurde die Brauerei Obertal gegründet?",
            "Die Brauerei Lindach wurde 1841 gegründet.",
            "Die Brauerei Obertal wurde 1841 gegründet.",
        ),
        (
            "Combien de spectateurs le festival de Lormes a-t-il réunis ?",
            "Le festival de Brénac a réuni 32 500 spectateurs.",
            "Le festival de Lormes a réuni 32 500 spectateurs.",
        ),
        (
            "Combien coûtait une place de concert à Valtrigny ?",
            "À Mirecombe, une place de concert coûtait 22 euros.",
            "À Valtrigny, une place de concert coûtait 22 euros.",
        ),
        (
            "How long was the average wait for a knee operation in Elmfold?",
            "The average wait for a hip operation in Elmfold was fourteen weeks.",
            "The average wait for a knee operation in Elmfold was fourteen weeks.",
        ),
    ] {
        assert!(!tells(question, near), "{near}");
        assert!(tells(question, answer), "{answer}");
    }
}

#[test]
fn a_title_tells_of_which_one_a_sentence_is() {
    let sentence = "A licence costs 49 euros a year.";
    let question = "How much does a licence of Tessera 3 cost?";
    let of = |title: &str| {
        let notes = format!("# {title}\n\n{sentence}\n");
        is_answered(question, &[("elmfold/notes.md", notes.as_str()), OTHER])
    };
    assert!(of("Tessera 3") && !of("Tessera 4"));
}

#[test]
fn who_did_something_is_told_with_the_deed() {
    let question = "Who owns the mill of Elmfold where the tubes are drawn?";
    assert!(!tells(question, "The tubes are drawn in a mill of Elmfold and brought to Dunmere by rail."));
    assert!(tells(question, "The mill of Elmfold where the tubes are drawn is owned by Ada Thorne."));
}

#[test]
fn how_many_of_some_are_so_is_told_of_those_that_are() {
    let question = "Wie viele der ausgefüllten Bögen in Elmfeld kamen aus der Spätschicht?";
    assert!(!tells(question, "In Elmfeld kamen 402 ausgefüllte Bögen zurück, davon 61 aus der Verwaltung."));
    assert!(tells(question, "Von 402 ausgefüllten Bögen in Elmfeld kamen 61 aus der Spätschicht."));
}

#[test]
fn people_are_counted_by_seats_and_not_by_lorries() {
    let question = "How many people work at the quarry of Elmfold?";
    assert!(!tells(question, "Sixty loaded lorries leave the quarry of Elmfold after work."));
    assert!(tells(question, "The quarry of Elmfold gives work to 48."));
    let bus = "How many people take the shuttle bus from the station of Elmfold?";
    assert!(!tells(bus, "The shuttle bus leaves the station of Elmfold at 5.40, 6.10 and 13.20."));
    assert!(tells(
        "¿Cuántos viajeros llevó el autobús de Villar en 2022?",
        "El autobús de Villar llevó 8,3 millones de viajeros en 2022."
    ));
}

#[test]
fn a_depth_that_is_asked_for_in_metres_is_no_length() {
    let question = "Wie viele Meter tief ist das Sportbecken in Elmfeld?";
    assert!(!tells(question, "Das Sportbecken in Elmfeld ist 25 Meter lang."));
    assert!(tells(question, "Das Sportbecken in Elmfeld ist 2 Meter tief."));
}

#[test]
fn a_day_a_season_and_a_time_long_ago_are_told_as_such() {
    for (question, near, answer) in [
        (
            "On what day did hail hit the slope of Elmfold?",
            "Later, hail hit the slope of Elmfold and marked the fruit.",
            "On 14 May, hail hit the slope of Elmfold and marked the fruit.",
        ),
        (
            "In which winter did a storm take the cages of Elmfold?",
            "A winter storm took the cages of Elmfold.",
            "In the winter of 1989 a storm took the cages of Elmfold.",
        ),
        (
            "Combien de personnes la verrerie d'Orlan employait-elle il y a trente ans ?",
            "La verrerie d'Orlan n'emploie plus que 48 personnes.",
            "Il y a trente ans, la verrerie d'Orlan employait 148 personnes.",
        ),
        (
            "Who conducted the choir of Elmfold before 2015?",
            "The choir of Elmfold has been conducted since 2015 by Ada Thorne.",
            "The choir of Elmfold was conducted until 2015 by Ada Thorne.",
        ),
        (
            "In which year did the sixth form of Elmfold open?",
            "The sixth form of Elmfold closed in 2020.",
            "The sixth form of Elmfold opened in 2010.",
        ),
        (
            "At what time does the shop of Elmfold open on Sundays?",
            "The shop of Elmfold opens at six on weekdays.",
            "The shop of Elmfold opens at eight on Sundays.",
        ),
    ] {
        assert!(!tells(question, near), "{near}");
        assert!(tells(question, answer), "{answer}");
    }
    // Which weekday asks for no weekday as against a Sunday.
    assert!(tells(
        "On which weekday does the choir of Elmfold sing?",
        "The choir of Elmfold sings on Sundays."
    ));
}

#[test]
fn a_reason_is_given_for_what_is_asked_and_not_by_it() {
    for (question, near, answer) in [
        (
            "Why do two pens of Elmfold lie fallow?",
            "The harvest will be small, because two pens of Elmfold lie fallow.",
            "Two pens of Elmfold lie fallow, because the nets are worn.",
        ),
        (
            "Why are dogs not allowed on the islands of Elmfold?",
            "Dogs are not allowed on the islands of Elmfold.",
            "Dogs are not allowed on the islands of Elmfold, they frighten the seals.",
        ),
        (
            "Warum ist der Biergarten in Elmfeld geschlossen?",
            "Der Biergarten in Elmfeld ist im Winter geschlossen.",
            "Der Biergarten in Elmfeld ist aus Personalmangel geschlossen.",
        ),
    ] {
        assert!(!tells(question, near), "{near}");
        assert!(tells(question, answer), "{answer}");
    }
}

#[test]
fn a_museum_that_is_yet_to_be_found_has_no_name() {
    let taken = "Which museum is going to take the finds of Elmfold?";
    assert!(!tells(taken, "The finds of Elmfold are kept at Wexmoor until a museum takes them."));
}

#[test]
fn what_happened_must_be_said_in_another_language_too() {
    let question = "In welchem Jahr wurde die Genossenschaft Fenlink gegründet?";
    assert!(!tells(
        question,
        "The Fenlink cooperative connected 2,860 homes in 2022, and all of them were glad of it."
    ));
    assert!(tells(
        question,
        "The Fenlink cooperative was founded in 2012 by all of the people of the valley."
    ));
}

#[test]
fn a_row_is_of_the_thing_that_its_cell_names() {
    let rows = "Product,Tonnes landed\nPear cider,80\n";
    let of = |question: &str| is_answered(question, &[("elmfold/landed.csv", rows), OTHER]);
    assert!(!of("How many tonnes of pears were landed in Elmfold?"));
    assert!(of("How many tonnes of pear cider were landed in Elmfold?"));
}

/// Answers that a reader of the rules found hidden by their first form.
#[test]
fn what_only_looks_like_another_thing_answers() {
    for (question, answer) in [
        ("When does Bus 12 run in Elmfold?", "In Elmfold Bus 10, 11 and 12 run from 5 am."),
        ("When was Tessera 2 replaced?", "It was replaced by Tessera 3 in 2022."),
        (
            "How old is the church of Elmfold?",
            "Elmfold has a church: the church of St Peter is 780 years old.",
        ),
        ("What does a night cost in Elmfold?", "At Wren Lodge a night costs 80 euros."),
        (
            "How many people live in the tower of Elmfold?",
            "In the tower of Elmfold 95 tenants live on nine floors.",
        ),
        ("How many people work at the mill of Elmfold?", "At the mill of Elmfold 25 hands are at work."),
        ("When was the stone bridge of Elmfold built?", "The arched bridge of Elmfold was built in 1640."),
        ("Who runs the tea room at the mill?", "The tea room at the mill is in the hands of Martha Orr."),
        ("On which day was the hall opened?", "The hall was opened on Christmas Eve."),
        ("In which winter did the lake freeze over?", "The lake froze over in the winter after the war."),
        ("How many rooms does the flat of Elmfold have?", "The flat of Elmfold has 3.5 rooms."),
        ("What does the lift cost on Sundays?", "The lift costs 9 euros, on weekdays 7 euros."),
        ("Why was the canal of Elmfold dug?", "The canal of Elmfold was dug for the transport of coal."),
    ] {
        assert!(tells(question, answer), "{question} {answer}");
    }
}
