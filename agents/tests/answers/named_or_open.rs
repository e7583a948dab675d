//! What is named in the sentence, however, and what it leaves open: each question beside a sentence that answers nothing.

use super::gaps::tells;

pub(super) fn all(cases: &[(&str, &str, &str)]) {
    let wrong = |(question, near, answer): &(&str, &str, &str)| {
        let near = tells(question, near).then(|| format!("answered: {question} {near}"));
        let answer = (!tells(question, answer)).then(|| format!("not answered: {question} {answer}"));
        [near, answer]
    };
    let wrong: Vec<String> = cases.iter().flat_map(wrong).flatten().collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_somebody_did_besides_is_no_reason() {
    all(&[
        (
            "Why did the engine of Elmfold stop?",
            "The engine of Elmfold was oiled twice and stopped twice.",
            "The engine of Elmfold was never oiled, and the engine stopped.",
        ),
        (
            "Warum waren in Elmfeld vier Fahrten nötig?",
            "In Elmfeld waren vier Fahrten nötig, geplant waren zwei.",
            "In Elmfeld waren vier Fahrten nötig, sie dienten der Suche.",
        ),
        (
            "Was sind die Ursachen der Armut in Elmfeld?",
            "Die Armut in Elmfeld nimmt zu.",
            "Zu den Ursachen der Armut in Elmfeld zählen Missernten.",
        ),
    ]);
}

#[test]
fn a_noun_with_an_indefinite_article_is_not_named() {
    all(&[
        (
            "Which ticket seller was taken down by the storm of Elmfold?",
            "The storm of Elmfold took down a ticket seller in the night.",
            "The storm of Elmfold took down a ticket seller, Orrfield.",
        ),
        (
            "What kind of bird sat on the bell of Elmfold?",
            "The bell of Elmfold rang after a bird had sat on it.",
            "The bell of Elmfold rang after a small bird had sat on it.",
        ),
    ]);
}

#[test]
fn means_pups_and_whence() {
    all(&[
        (
            "What were the slates of Elmfold fixed with in spring?",
            "The slates of Elmfold were fixed once, in spring.",
            "The slates of Elmfold were fixed with copper nails, in spring.",
        ),
        (
            "From where did the balloon of Elmfold lift off?",
            "The balloon of Elmfold lifted off on a shared winch.",
            "The balloon of Elmfold lifted off from the quarry.",
        ),
    ]);
}

#[test]
fn a_name_is_told_in_other_ways_too() {
    for (question, answer) in [
        ("Where was the bishop of Elmfold exiled?", "The bishop of Elmfold was exiled to the Qarnholm."),
        (
            "Where does the choir of Elmfold go in June?",
            "In June the choir of Elmfold travels to Veldermond.",
        ),
        (
            "Where do the tubes of the mill of Elmfold come from?",
            "The tubes of the mill of Elmfold are drawn in a shed at Kessary.",
        ),
        (
            "Welche Firma hat die Anlage in Elmfeld geprüft?",
            "Die Anlage in Elmfeld wurde im August von der Firma Hochlicht geprüft.",
        ),
        (
            "What is the name of the teacher of the order of Elmfold?",
            "In the order of Elmfold the teacher is known as a brannock.",
        ),
        (
            "Who sang the national anthem at the harvest feast of Elmfold?",
            "At the harvest feast of Elmfold old Ann Orrin performed the national anthem.",
        ),
        ("Welche Art von Stadt ist Elmfeld?", "Elmfeld ist eine reiche Stadt."),
    ] {
        assert!(tells(question, answer), "{question} {answer}");
    }
}

/// Whether each sentence answers its question.
pub(super) fn each(cases: &[(&str, &str)]) {
    let wrong: Vec<_> = cases.iter().filter(|(question, answer)| !tells(question, answer)).collect();
    assert!(wrong.is_empty(), "not answered: {wrong:#?}");
}
