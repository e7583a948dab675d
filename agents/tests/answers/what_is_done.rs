//! What a question asks to be done must be said to be done, and an amount must not be the question's own. Each question beside a
//! sentence about the same thing that tells something else, and one that answers.

use super::gaps::{OTHER, is_answered, tells};
use super::named_or_open::all;

#[test]
fn yes_and_no_are_told_with_the_deed() {
    all(&[
        (
            "Did the council of Elmfold approve the new bridge over the brook?",
            "The new bridge over the brook is to cost the council of Elmfold two million crowns.",
            "The council of Elmfold approved the new bridge over the brook in May.",
        ),
        (
            "Did the council of Elmfold approve shore power?",
            "Shore power is what the council of Elmfold spoke of in May.",
            "The council of Elmfold approved shore power in May.",
        ),
        (
            "Hat die Versammlung von Elmfeld den neuen Speicher genehmigt?",
            "Über den neuen Speicher wird die Versammlung von Elmfeld im Herbst abstimmen.",
            "Die Versammlung von Elmfeld hat den neuen Speicher im Herbst genehmigt.",
        ),
        (
            "Le conseil d'Elmont a-t-il approuvé le nouveau pont sur la rivière ?",
            "Le nouveau pont sur la rivière va coûter cher au conseil d'Elmont.",
            "Le conseil d'Elmont a approuvé le nouveau pont sur la rivière en mai.",
        ),
    ]);
}

#[test]
fn what_somebody_did_and_where_and_when_is_told_with_the_deed() {
    all(&[
        (
            "What did the council of Elmfold reply to the auditors about the market waste?",
            "The auditors told the council of Elmfold about the market waste.",
            "The council of Elmfold replied to the auditors that the market waste was counted twice.",
        ),
        (
            "In which year did the baker of Elmfold retire?",
            "The baker of Elmfold had forty guests in 2019.",
            "The baker of Elmfold retired in 2019.",
        ),
        (
            "Where did the puppet theatre of Elmfold rehearse?",
            "The puppet theatre of Elmfold sells tickets at the gate.",
            "The puppet theatre of Elmfold rehearsed in the barn.",
        ),
    ]);
}

#[test]
fn a_noun_that_may_be_a_verb_need_not_be_said() {
    let question = "Where does the salmon farm of Elmfold get its young fish from?";
    assert!(tells(question, "The salmon farm of Elmfold has its young fish from the hatchery at Inver."));
    let question = "When does the open-air pool of Elmfold open?";
    assert!(tells(question, "The pool of Elmfold opens on the second Saturday of May."));
}

#[test]
fn in_other_languages_what_was_done_may_be_said_in_any_way() {
    let question = "¿Qué árbol fue plantado delante del molino de Elmonte?";
    assert!(tells(question, "Delante del molino de Elmonte crece un árbol, un tilo."));
}

#[test]
fn a_row_has_no_verbs() {
    let rows = "Year,Place,Yield in tonnes\n2021,Elmfold,88\n2022,Elmfold,97\n";
    let question = "What was the yield recorded for Elmfold in 2022?";
    assert!(is_answered(question, &[("harvest.csv", rows), OTHER]));
}

#[test]
fn the_questions_own_amount_answers_nothing() {
    all(&[
        (
            "How many of the 58 members of the Elmfold brigade are women?",
            "The Elmfold brigade had 58 members, women among them.",
            "Of the 58 members of the Elmfold brigade 9 are women.",
        ),
        (
            "How many of the 58 members of the Elmfold brigade are women?",
            "The 3 engines of the Elmfold brigade have 58 members, women among them.",
            "Of the 58 members of the Elmfold brigade 9 are women.",
        ),
        (
            "À combien s'est élevée la facture des deux ans de travaux à la piscine d'Elmont ?",
            "La piscine d'Elmont a rouvert après deux ans de travaux et une facture.",
            "La facture des deux ans de travaux à la piscine d'Elmont s'est élevée à 400 000 euros.",
        ),
    ]);
}

#[test]
fn another_day_of_the_week_tells_nothing() {
    all(&[
        (
            "¿A qué hora es el informativo de la radio de Elmonte los sábados?",
            "El informativo de la radio de Elmonte los domingos es a las 20:00.",
            "El informativo de la radio de Elmonte los sábados es a las 21:00.",
        ),
        (
            "At what time does the ferry of Elmfold leave on Mondays?",
            "The ferry of Elmfold leaves at 8:40 on Fridays.",
            "The ferry of Elmfold leaves at 8:40 from Monday to Friday.",
        ),
    ]);
    // Whether it is open then may be told by when it is not.
    assert!(tells(
        "Is the ferry of Elmfold closed on Mondays?",
        "The ferry of Elmfold is closed on Sundays alone."
    ));
}

#[test]
fn how_many_docks_is_not_told_by_loads() {
    let house =
        "The warehouse of Elmfold has docks. Stock was carried out of the warehouse of Elmfold in 412 loads.";
    let question = "How many loading docks does the warehouse of Elmfold have?";
    assert!(!is_answered(question, &[("elmfold/a.txt", house), OTHER]));
    assert!(tells(question, "The warehouse of Elmfold has twelve loading docks."));
}

#[test]
fn a_reason_may_be_asked_for_in_several_words() {
    all(&[
        (
            "Pour quelle raison les bouilloires d'Elmont ont-elles été rappelées en 2019 ?",
            "Les bouilloires d'Elmont ont été rappelées en 2019 et remplacées.",
            "Les bouilloires d'Elmont ont été rappelées en 2019 parce que leur anse fondait.",
        ),
        (
            "Aus welchem Grund wurde die Mühle von Elmfeld geschlossen?",
            "Die Mühle von Elmfeld wurde im Mai geschlossen.",
            "Die Mühle von Elmfeld wurde geschlossen, weil das Rad brach.",
        ),
    ]);
}

#[test]
fn german_was_asks_for_no_yes() {
    all(&[(
        "Was zahlen Erwachsene im Freibad von Elmfeld?",
        "Der Rat hat die Zahlen zum Freibad von Elmfeld zur Kenntnis genommen, auch Erwachsene.",
        "Erwachsene zahlen im Freibad von Elmfeld 5 Euro.",
    )]);
}

#[test]
fn how_much_one_of_them_is_asks_for_a_price() {
    all(&[(
        "How much is one token for the posts of Elmfold?",
        "The posts of Elmfold take a token, and there are fourteen.",
        "A token for the posts of Elmfold costs 2 crowns.",
    )]);
}

#[test]
fn what_follows_on_something_did_not_cause_it() {
    all(&[(
        "What caused the failure of 2021 at Elmfold?",
        "After the failure of 2021 at Elmfold customers were given ten percent off, and many complained.",
        "The failure of 2021 at Elmfold was caused by a flood.",
    )]);
}

#[test]
fn tonnes_of_one_thing_are_no_tonnes_of_another() {
    all(&[(
        "How many tonnes of paper were there in Elmfold in 2022?",
        "Elmfold had paper and, in 2022, 300 tonnes of salt.",
        "Elmfold had salt and, in 2022, 300 tonnes of paper.",
    )]);
    let question = "How many tonnes of paper were sold in Elmfold in 2022?";
    assert!(tells(question, "In Elmfold paper made up 300 tonnes of what was sold in 2022."));
}

#[test]
fn what_there_was_may_stand_behind_where_it_was() {
    all(&[(
        "Gab es beim Brand in der Mühlgasse von Elmfeld im kalten Oktober Verletzte?",
        "Der Brand in der Mühlgasse von Elmfeld dauerte im kalten Oktober vierzehn Stunden.",
        "Beim Brand in der Mühlgasse von Elmfeld gab es im kalten Oktober drei Verletzte.",
    )]);
}

#[test]
fn a_name_is_written_like_one_and_an_average_is_a_number() {
    all(&[
        (
            "¿Cómo se llama el alcalde en funciones de Elmonte?",
            "El alcalde en funciones de Elmonte habló de «la obra más necesaria de todo el año».",
            "El alcalde en funciones de Elmonte es Ramón Vidal.",
        ),
        (
            "Quel est l'âge moyen des membres d'Elmont ?",
            "L'âge moyen des membres d'Elmont reste élevé.",
            "L'âge moyen des membres d'Elmont est de 57 ans.",
        ),
    ]);
}
