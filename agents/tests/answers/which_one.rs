//! Which one it is, by what stands around its noun: each question beside a sentence that leaves it open, and one that tells.

use super::gaps::{is_answered, tells};
use super::named_or_open::{all, each};

#[test]
fn the_noun_ends_before_its_verb() {
    all(&[
        (
            "Which mechanic kept the tram of Elmfold?",
            "A mechanic kept the tram of Elmfold.",
            "A mechanic, Ann Orrin, kept the tram of Elmfold.",
        ),
        (
            "Which storm broke the weir of Elmfold?",
            "A storm broke the weir of Elmfold.",
            "A storm of hail broke the weir of Elmfold.",
        ),
        (
            "Welcher Sturm zerstörte die Mühle von Elmfeld?",
            "Ein Sturm zerstörte die Mühle von Elmfeld.",
            "Ein Sturm namens Orrin zerstörte die Mühle von Elmfeld.",
        ),
        (
            "Quelle tempête détruisit le moulin d'Elmfold ?",
            "Une tempête détruisit le moulin d'Elmfold.",
            "Une tempête boréale détruisit le moulin d'Elmfold.",
        ),
        (
            "¿Qué vecina guarda la llave de Elmfold?",
            "Una vecina guarda la llave de Elmfold.",
            "Una vecina de Marbol guarda la llave de Elmfold.",
        ),
    ]);
}

#[test]
fn what_stands_behind_or_before_the_noun_tells_which_one() {
    each(&[
        (
            "In which room does the choir of Elmfold rehearse?",
            "The choir of Elmfold rehearses in a room above the bakery.",
        ),
        ("Which key opens the gate of Elmfold?", "A key with a red ribbon opens the gate of Elmfold."),
        ("What kind of tree was planted at Elmfold?", "A tree that bears blue plums was planted at Elmfold."),
        ("Which family built the weir of Elmfold?", "The Orrs, a family, built the weir of Elmfold."),
        (
            "Quel bateau fait la traversée d'Elmfold ?",
            "Un bateau fait la traversée d'Elmfold, il s'appelle Espérance.",
        ),
    ]);
    all(&[
        (
            "Which butcher bought the goats of Elmfold?",
            "The goats of Elmfold were sold to a butcher in Lomm.",
            "The goats of Elmfold were sold to a butcher by Orrin.",
        ),
        (
            "What piano did the choir of Elmfold buy?",
            "The choir of Elmfold bought another piano.",
            "The choir of Elmfold bought a piano from Kessary.",
        ),
        (
            "Welches Boot kaufte der Fährmann von Elmfeld?",
            "Der Fährmann von Elmfeld kaufte im Herbst ein Boot, Ruder und Netze.",
            "Der Fährmann von Elmfeld kaufte im Herbst ein Boot, Orrin.",
        ),
    ]);
}

#[test]
fn where_and_what_something_is_called_need_more_than_their_words() {
    all(&[
        (
            "Where did the ferry of Elmfold sail to?",
            "The ferry of Elmfold sailed with a piano.",
            "The ferry of Elmfold sailed to the quarry.",
        ),
        (
            "Where does the beer of the inn of Elmfold come from?",
            "The beer of the inn of Elmfold is brewed in autumn.",
            "The beer of the inn of Elmfold is brewed in the quarry.",
        ),
        (
            "What is the warden of Elmfold called?",
            "The warden of Elmfold is called at night.",
            "The warden of Elmfold is called the bramley.",
        ),
        (
            "Which language does the choir of Elmfold sing in?",
            "The choir of Elmfold sings in a difficult language.",
            "The choir of Elmfold sings in an Orrish language.",
        ),
        (
            "Wohin zog der Chor von Elmfeld?",
            "Der Chor von Elmfeld zog im Mai.",
            "Der Chor von Elmfeld zog im Mai in die Scheune.",
        ),
        (
            "Welche Sprache spricht der Chor von Elmfeld?",
            "Der Chor von Elmfeld spricht eine Fremdsprache.",
            "Der Chor von Elmfeld spricht Gebärdensprache.",
        ),
    ]);
    each(&[
        ("Where did the skipper of Elmfold marry her?", "The skipper of Elmfold married her in Tolmouth."),
        ("What is the old tower of Elmfold called?", "Brannock is the old tower of Elmfold."),
    ]);
}

#[test]
fn means_stand_behind_what_is_done() {
    all(&[
        (
            "With what are the bells of Elmfold cleaned?",
            "The bells of Elmfold are cleaned by Tom Orrin.",
            "The bells of Elmfold are cleaned by machine.",
        ),
        (
            "Avec quoi le toit d'Elmfold est-il couvert ?",
            "Le toit d'Elmfold est couvert chaque printemps.",
            "Le toit d'Elmfold est couvert de chaume chaque printemps.",
        ),
    ]);
    assert!(tells(
        "De quoi la coque d'Elmfold est-elle enduite ?",
        "La coque d'Elmfold est enduite de goudron."
    ));
}

#[test]
fn the_narrower_of_two_nouns_is_counted() {
    let question = "How many seal pups were counted at Elmfold?";
    let wider = "There were 310 seals counted at Elmfold. The pups lie on the bank of Elmfold.";
    assert!(!is_answered(question, &[("elmfold/a.txt", wider)]));
    let narrower = "There were 310 seal pups counted at Elmfold. The pups lie on the bank of Elmfold.";
    assert!(is_answered(question, &[("elmfold/a.txt", narrower)]));
}

#[test]
fn a_verb_is_found_in_its_other_forms() {
    each(&[
        ("Wer leitet den Chor von Elmfeld?", "Der Chor von Elmfeld wird von Ann Orrin geleitet."),
        ("Wer gründete den Chor von Elmfeld?", "Den Chor von Elmfeld haben drei Lehrerinnen gegründet."),
        ("Wie viele Pokale gewann der Chor von Elmfeld?", "Der Chor von Elmfeld hat sieben Pokale gewonnen."),
        ("Qui vend les billets d'Elmfold ?", "Les billets d'Elmfold sont vendus par une retraitée."),
        ("Was bedeutet Elmfeld?", "Der Name Elmfeld bedeutet Feld der Ulmen."),
        ("What are the costumes of Elmfold made of?", "The costumes of Elmfold are sewn from old sails."),
    ]);
}
