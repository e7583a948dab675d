//! Names in documents of other languages, and nouns that are none.

use super::gaps::{OTHER, is_answered};

#[test]
fn a_name_is_the_same_in_every_language() {
    let spanish =
        "El puente de Valmora tiene una anchura de doce metros y se abrió en el año de la gran sequía.";
    let english = "The barn has four windows. Most people live from their trees, and two have a boat.";
    let documents = [("valmora/a.txt", spanish), ("barn/a.txt", english)];
    assert!(is_answered("How wide is the bridge of Valmora?", &documents));
    assert!(!is_answered("How many people live in Valmora?", &documents));
}

#[test]
fn a_german_noun_that_no_document_has_is_no_name() {
    let stairs = "A long ramp replaced the stairs at Elmfold in 2022, so that prams reach the train.";
    let noise = "Zum Lärm: Das Amt hat in der Nacht am nächsten Wohnhaus von Elmfold 34 Dezibel gemessen, und die Nachbarn schlafen gut.";
    assert!(!is_answered("Wie alt ist die Drehscheibe in Elmfold?", &[("elmfold/a.txt", stairs), OTHER]));
    let loud = "Wie laut ist das Heizwerk von Elmfold in der Nacht für die Nachbarn?";
    assert!(is_answered(loud, &[("elmfold/a.txt", noise), OTHER]));
}
