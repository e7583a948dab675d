//! Answers in other words than the question's: what began, what is counted, what may stand for what is asked about.

use crate::common::named::{against, denials};

#[test]
fn what_was_founded_came_first_or_was_born_began() {
    for (question, first, other, shown) in [
        (
            "Since when has the Elmfold Radio been on air?",
            "The Elmfold Radio began to send on 3 May 1984 from a barn.",
            "The Elmfold Radio was heard for the first time in October 1986.",
            ["3 May 1984", "October 1986"],
        ),
        (
            "Seit wann gibt es die Genossenschaft Elmfeld?",
            "Die Genossenschaft Elmfeld wurde 1978 gegründet und mahlt noch heute.",
            "Die Genossenschaft Elmfeld ist 1985 entstanden und mahlt Roggen.",
            ["1978", "1985"],
        ),
        (
            "De quand date la coopérative de Montelme ?",
            "La coopérative de Montelme est née en 1931 au bord de l'eau.",
            "Fondée en 1947, la coopérative de Montelme presse des pommes.",
            ["1931", "1947"],
        ),
        (
            "¿Desde cuándo existe la cooperativa de Olmeda?",
            "La cooperativa de Olmeda nació en 1931 junto al río.",
            "Fundada en 1947, la cooperativa de Olmeda prensa manzanas.",
            ["1931", "1947"],
        ),
    ] {
        assert_eq!(against(question, first, other), shown, "{question}");
        assert_eq!(against(question, first, &other.replace(shown[1], shown[0])), Vec::<String>::new());
    }
}

#[test]
fn a_year_and_the_day_beside_it_are_one_time() {
    let question = "When did the harvest of the Elmfold cellar begin in 2022?";
    let first = "In 2022, the harvest of the Elmfold cellar began on 22 August.";
    let other = |day: &str| {
        format!("In 2022 it was hot. That year the harvest of the Elmfold cellar began on {day} 2022.")
    };
    assert_eq!(against(question, first, &other("5 September")), ["22 August", "5 September 2022"]);
    assert_eq!(against(question, first, &other("22 August")), Vec::<String>::new());
}

#[test]
fn a_day_of_the_week_is_no_place() {
    let question = "At what hour is the bell of Elmfold rung?";
    let first = "Elmfold has a bell from the old mill. The bell is rung at eleven in the morning, on Tuesdays and Thursdays.";
    let other =
        "Elmfold has a bell of bronze. The bell is rung at three in the afternoon, when school is out.";
    assert_eq!(against(question, first, other), ["eleven", "three"]);
}

#[test]
fn what_is_counted_is_said() {
    let question = "Are hens allowed in Elmfold?";
    let first = "Keeping hens on the plots of Elmfold is forbidden by the lease.";
    assert_eq!(denials(question, first, "Up to six hens may be brought along to Elmfold."), 1);
}

#[test]
fn what_may_stand_for_the_words_of_a_question_answers_it() {
    let question = "Can one walk along the western edge of Elmfold Quarry?";
    let first = "The bridleway along the western edge of Elmfold Quarry is closed to the public.";
    let other = "The bridleway on the western rim of the quarry is open to walkers and riders all the year.";
    assert_eq!(denials(question, first, other), 1);
}

#[test]
fn who_is_said_to_be_the_maker_made_it() {
    for (question, first, other, shown) in [
        (
            "Which shipyard did the Elmfold ferry come from?",
            "The Elmfold ferry was built by Dunholt Marine at Brackwater.",
            "The manufacturer is Oxmere Boats, says the plate on the Elmfold ferry.",
            ["Dunholt Marine", "Oxmere Boats"],
        ),
        (
            "Welche Firma hat den Kessel der Nahwärme Elmfeld gebaut?",
            "Den Kessel der Nahwärme Elmfeld hat die Firma Auental Heiztechnik gebaut.",
            "Zum Kessel der Nahwärme Elmfeld: Hersteller ist die Firma Pyrotherm Anlagenbau.",
            ["Auental Heiztechnik", "Pyrotherm Anlagenbau"],
        ),
        (
            "Quel constructeur a fabriqué le bac d'Elmont ?",
            "Le bac d'Elmont a été construit par Chantier Astréal.",
            "Pour le bac d'Elmont, le fabricant est Marine Borvan.",
            ["Chantier Astréal", "Marine Borvan"],
        ),
    ] {
        assert_eq!(against(question, first, other), shown, "{question}");
        assert_eq!(against(question, first, &other.replace(shown[1], shown[0])), Vec::<String>::new());
    }
}

#[test]
fn what_is_free_has_no_price() {
    for (question, priced, free) in [
        (
            "Does one have to pay for the tour of the Elmfold mill?",
            "The tour of the Elmfold mill costs 6 euros.",
            "The tour of the Elmfold mill is free.",
        ),
        (
            "Muss man für die Führung durch die Mühle Elmfeld bezahlen?",
            "Die Führung durch die Mühle Elmfeld kostet 6 Euro.",
            "Die Führung durch die Mühle Elmfeld ist kostenlos.",
        ),
        (
            "Muss man für den Eintritt in die Mühle Elmfeld bezahlen?",
            "Der Eintritt in die Mühle Elmfeld kostet 6 Euro.",
            "Der Eintritt in die Mühle Elmfeld ist frei.",
        ),
        (
            "Faut-il payer pour la visite du moulin d'Elmont ?",
            "La visite du moulin d'Elmont coûte 6 euros.",
            "La visite du moulin d'Elmont est gratuite.",
        ),
        (
            "¿Hay que pagar por la visita del molino de Olmeda?",
            "La visita del molino de Olmeda cuesta 6 euros.",
            "La visita del molino de Olmeda es gratuita.",
        ),
    ] {
        assert_eq!(denials(question, priced, free), 1, "{question}");
        assert_eq!(denials(question, priced, &priced.replace('6', "7")), 0, "{question}");
    }
}

#[test]
fn another_thing_that_only_shares_a_common_noun_does_not_answer_for_its_document() {
    let question = "How many arches does Elmfold Bridge have?";
    let first = "Elmfold Bridge crosses the river on seven arches.";
    let other = "At Elmfold walkers count nine arches from the meadow.\n\nThe railway bridge of Elmfold has four arches.";
    let shown = against(question, first, other);
    assert!(shown.contains(&"nine arches".to_owned()), "{shown:?}");
}

#[test]
fn what_is_free_of_something_else_costs_what_it_costs() {
    let question = "Is the tour of the Elmfold mill free?";
    let priced = "The tour of the Elmfold mill costs 6 euros.";
    for other in
        ["The tour of the Elmfold mill has free places.", "The tour of the Elmfold mill is smoke-free."]
    {
        assert_eq!(denials(question, priced, other), 0, "{other}");
    }
}

#[test]
fn words_that_only_look_like_a_case_hide_no_contradiction() {
    let hidden: Vec<&str> = [
        (
            "¿Qué potencia tiene la caldera de Valdorena?",
            "Desde 2019 la caldera de Valdorena tiene 40 kW.",
            "La caldera de Valdorena tiene 60 kW.",
        ),
        (
            "How many seats has the hall of Lower Tarnwick?",
            "As of May 2024 the hall of Lower Tarnwick has 40 seats.",
            "The hall of Lower Tarnwick has 52 seats.",
        ),
        (
            "Quel est le diamètre de la roue du moulin de Valmont ?",
            "Le moulin de Valmont, dont la roue mesure 6 mètres de diamètre, est fermé.",
            "La roue du moulin de Valmont mesure 8 mètres de diamètre.",
        ),
        (
            "What do members of the Tarnwick club who do not row pay?",
            "Members of the Tarnwick club who do not row pay 15 euros.",
            "Members of the Tarnwick club who do not row pay 18 euros.",
        ),
        (
            "Wie viel zahlen Nicht-Mitglieder im Bad von Lindach?",
            "Nicht-Mitglieder zahlen im Bad von Lindach 8 Euro.",
            "Im Bad von Lindach zahlen Nicht-Mitglieder 11 Euro.",
        ),
    ]
    .into_iter()
    .filter(|(question, a, b)| against(question, a, b).len() != 2)
    .map(|(question, ..)| question)
    .collect();
    assert!(hidden.is_empty(), "{}", hidden.join("\n"));
}
