//! Sentences that have nearly all words of a question and do not answer it, each beside one that does.

use super::gaps::{OTHER, is_answered, tells};

#[test]
fn what_is_asked_for_must_be_told_and_not_only_spoken_of() {
    for (question, near, answer) in [
        (
            "What colour is the boat house of Elmfold?",
            "The boat house of Elmfold gets a colour that seals do not mind.",
            "The boat house of Elmfold gets a coat of green.",
        ),
        (
            "Which company built the new ferry of Elmfold?",
            "The new ferry of Elmfold, built with great care, has proved itself.",
            "The new ferry of Elmfold was built by Norsund Yards.",
        ),
        (
            "In welchem Ort findet der Viehmarkt von Elmfeld statt?",
            "Der Viehmarkt von Elmfeld findet alle zwei Jahre statt.",
            "Der Viehmarkt von Elmfeld findet in Oberlinden statt.",
        ),
        (
            "When was the mill of Elmfold built?",
            "The mill of Elmfold was built after lightning had taken the old one.",
            "The mill of Elmfold was built in 1871.",
        ),
        (
            "Comment s'appelle le maître verrier d'Elmfold ?",
            "Le maître verrier d'Elmfold nous raccompagne à la porte.",
            "Le maître verrier d'Elmfold est un neveu de la maison Duvalier.",
        ),
        (
            "How often are the glass banks of Elmfold emptied?",
            "There are 214 places in Elmfold with glass banks that are emptied.",
            "The glass banks of Elmfold are emptied twice a week.",
        ),
        (
            "¿Cuándo termina la cosecha de sal en Elmar?",
            "La cosecha de sal en Elmar comienza en julio.",
            "La cosecha de sal en Elmar termina en septiembre.",
        ),
    ] {
        assert!(!tells(question, near), "{question} {near}");
        assert!(tells(question, answer), "{question} {answer}");
    }
}

#[test]
fn where_the_nearest_sentence_does_not_answer_none_further_off_does() {
    let question = "When is the evening of the Elmfold friends about sea monsters in the map room?";
    let near = "The next evening of the Elmfold friends in the map room is about sea monsters.";
    let far = "In 2019 friends had an evening in another room, while rain fell, a cold wind blew from over the hills, and nobody \
               who had come on foot or by cart wanted to leave before the last kettle was empty.";
    assert!(!is_answered(question, &[("elmfold/a.txt", near), ("elmfold/b.txt", far), OTHER]));
    let told = "The evening of the Elmfold friends in the map room on 3 May is about sea monsters.";
    assert!(is_answered(question, &[("elmfold/a.txt", told), ("elmfold/b.txt", far), OTHER]));
}

#[test]
fn what_one_thing_costs_is_not_told_by_another_one_that_is_free() {
    let question = "Was kostet eine Jahreskarte der Elmbahn?";
    assert!(!tells(question, "Hunde fahren mit der Elmbahn kostenlos."));
    assert!(tells(question, "Die Jahreskarte der Elmbahn ist für Kinder kostenlos."));
}
