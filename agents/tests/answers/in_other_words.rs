//! Answers that say it otherwise than the question: in another language, by a verb in two parts, by a fraction, by the unit alone. Each
//! beside a sentence that tells something else.

use super::gaps::{OTHER, is_answered, tells};
use super::named_or_open::all;

#[test]
fn another_language_has_few_of_the_words_and_all_of_the_meaning() {
    all(&[(
        "How many stalls does the Thursday market of Valmont have?",
        "Le marché du jeudi de Valmont revient sur la place avec trois fontaines.",
        "Le marché du jeudi de Valmont revient sur la place avec vingt-six étals.",
    )]);
}

#[test]
fn a_german_verb_and_its_prefix_are_one_word() {
    all(&[
        (
            "Wie oft musste die Feuerwehr von Elmfeld ausrücken?",
            "Die Feuerwehr von Elmfeld hat 87 Leute.",
            "Im Jahr 2023 rückte die Feuerwehr von Elmfeld 87-mal aus.",
        ),
        (
            "Wann findet das Dorffest von Elmfeld statt?",
            "Das Dorffest von Elmfeld wird seit 1950 gefilmt.",
            "Das Dorffest von Elmfeld wird im Mai stattfinden.",
        ),
    ]);
}

#[test]
fn one_hour_and_a_third_are_amounts() {
    all(&[
        (
            "How long does the tour of Elmfold last?",
            "The tour of Elmfold takes place on an island.",
            "The tour of Elmfold takes an hour.",
        ),
        (
            "Combien de temps dure la dégustation d'Elmont ?",
            "La dégustation d'Elmont plaît à une dame.",
            "La dégustation d'Elmont dure une heure.",
        ),
        (
            "By how much did the new carpet lower the noise in Elmfold?",
            "The new carpet brought the noise in Elmfold down.",
            "The new carpet brought the noise in Elmfold down by a third.",
        ),
        (
            "À quel prix la boutique d'Elmont vend-elle les pièces abîmées ?",
            "La boutique d'Elmont vend les pièces abîmées à la porte.",
            "La boutique d'Elmont vend les pièces abîmées à moitié prix.",
        ),
        (
            "Wie viel zahlt man am Tag für den Parkplatz von Elmfeld?",
            "Der Parkplatz von Elmfeld hat am Tag 5 Plätze.",
            "Der Parkplatz von Elmfeld kostet 5 Euro am Tag.",
        ),
    ]);
}

#[test]
fn people_are_counted_by_what_they_do_in_french() {
    assert!(tells(
        "Combien de personnes travaillent à la boulangerie d'Elmont ?",
        "Fourteen people work at the bakery of Elmont."
    ));
    assert!(tells(
        "Combien de personnes font tourner la station d'Elmont en semaine ?",
        "Deux opérateurs se relaient en semaine à la station d'Elmont."
    ));
}

#[test]
fn where_all_is_said_its_name_may_stand_in_another_document_of_the_folder() {
    let question = "Where should vessels wait for a berth at Elmfold?";
    let asked = |notice| {
        let documents =
            [("port/notice.txt", notice), ("port/guide.txt", "Elmfold is a port on the sound."), OTHER];
        is_answered(question, &documents)
    };
    assert!(asked("Vessels waiting for a berth lie north of the bar, where the ground is good."));
    assert!(!asked("Vessels lie north of the bar, where the ground is good."));
}

#[test]
fn women_and_men_are_no_women() {
    all(&[
        (
            "How many women serve in the fire brigade of Elmfold?",
            "In the fire brigade of Elmfold 58 women and men serve.",
            "In the fire brigade of Elmfold 58 women serve.",
        ),
        (
            "Wie viele Enten leben am Weiher von Elmfeld?",
            "Am Weiher von Elmfeld leben 40 Enten und Gänse.",
            "Am Weiher von Elmfeld leben 40 Enten.",
        ),
    ]);
    assert!(tells(
        "How many women and men serve in the fire brigade of Elmfold?",
        "In the fire brigade of Elmfold 58 women and men serve."
    ));
}

#[test]
fn whether_there_is_something_is_told_by_what_names_it() {
    all(&[(
        "Is there a pump for sailing yachts at the bridge of Elmfold?",
        "The bridge of Elmfold is opened for sailing yachts at any hour.",
        "A pump for sailing yachts stands at the bridge of Elmfold.",
    )]);
    assert!(tells(
        "Is there an entrance fee for the mill of Elmfold?",
        "Entrance to the mill of Elmfold is free."
    ));
}

#[test]
fn the_event_is_told_and_not_what_has_its_words() {
    all(&[
        (
            "When was the cooperative of Elmfold founded?",
            "The cooperative of Elmfold took in less in 2023 than ever since the weighing began.",
            "The cooperative of Elmfold was founded in 1923.",
        ),
        (
            "Which of the cruise lines has a ship with the right socket for Elmfold?",
            "Of the cruise lines only one has a ship with the right socket for Elmfold.",
            "Of the cruise lines Orrline has a ship with the right socket for Elmfold.",
        ),
    ]);
}

#[test]
fn to_be_put_into_service_is_no_putting() {
    let van = "The van was put into service. The service of the van is put off. Its service is old.";
    let asked = |sound| {
        let documents = [("sound/a.txt", sound), ("van/b.txt", van), OTHER];
        is_answered("When was the tidal array in Elm Sound put into service?", &documents)
    };
    assert!(!asked("The tidal array in Elm Sound added 12 GWh in 2022."));
    assert!(asked("The tidal array in Elm Sound went into service in 2022."));
}

#[test]
fn what_a_pronoun_stands_for_is_where_the_sentence_before_has_it() {
    let asked = |place: &str| {
        let text = format!(
            "The dam at {place} was finished in 1934. It holds back 21 million cubic metres of water when full. Later a dam at \
            Elmfold followed."
        );
        is_answered(
            "How much water does the dam at Elmfold hold back when full?",
            &[("elmfold/a.txt", &text), OTHER],
        )
    };
    assert!(asked("Elmfold") && !asked("Tarn Holm"));
}

#[test]
fn what_something_comes_to_is_no_pupil() {
    all(&[(
        "À combien s'élève la subvention à Elmont ?",
        "La subvention à Elmont est connue.",
        "À Elmont, la subvention est de 2400 couronnes.",
    )]);
}
