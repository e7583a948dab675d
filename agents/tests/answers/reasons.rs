//! Whether a sentence gives a reason: each question beside a sentence that gives none, and one that does.

use super::named_or_open::{all, each};

#[test]
fn to_whom_how_long_and_where_to_gives_no_reason() {
    all(&[
        (
            "Why was the horse of Elmfold sold?",
            "The horse of Elmfold was sold by Tom Orrin.",
            "The horse of Elmfold was sold by mistake.",
        ),
        (
            "Why was the piano of Elmfold moved?",
            "The piano of Elmfold was moved to Kessary in May.",
            "The piano of Elmfold was moved to please the choir in May.",
        ),
        (
            "Why did the mill of Elmfold close?",
            "The mill of Elmfold closed for several years.",
            "The mill of Elmfold closed for lack of rags.",
        ),
        (
            "Why was the barn of Elmfold left?",
            "The barn of Elmfold was left to the parish.",
            "The barn of Elmfold was left to rot in peace.",
        ),
        (
            "Why was the roof of Elmfold mended?",
            "The roof of Elmfold was mended, paid for and sold.",
            "The roof of Elmfold was mended for the fair.",
        ),
        (
            "Why did the tram of Elmfold stop?",
            "The tram of Elmfold stopped as early as spring.",
            "The tram of Elmfold stopped as nobody paid.",
        ),
        (
            "Why was the bell of Elmfold rung?",
            "The bell of Elmfold was once rung at night.",
            "The bell of Elmfold was rung once the king had died.",
        ),
        (
            "Warum schloss die Mühle von Elmfeld?",
            "Die Mühle von Elmfeld schloss zum ersten Mal.",
            "Die Mühle von Elmfeld schloss zum Schutz der Fische.",
        ),
        (
            "Pourquoi la porte d'Elmfold a-t-elle été peinte ?",
            "La porte d'Elmfold a été peinte par Luc Ormeau.",
            "La porte d'Elmfold a été peinte par pitié.",
        ),
    ]);
}

#[test]
fn cues_are_of_their_language_and_what_is_asked_about_is_none() {
    all(&[
        (
            "Why was the bell of Elmfold sold?",
            "The bell of Elmfold was also sold in May.",
            "The bell of Elmfold was sold in May, hence the silence.",
        ),
        (
            "Why was the old car of Elmfold sold?",
            "The old car of Elmfold was sold in May.",
            "The old car of Elmfold was sold in May since it rusted.",
        ),
        (
            "Why was the mill of Elmfold destroyed?",
            "The mill of Elmfold was destroyed in May.",
            "The mill of Elmfold was struck in May and destroyed, as it had no rod.",
        ),
        (
            "Why is the mill of Elmfold empty?",
            "The mill of Elmfold has been empty since May.",
            "The mill of Elmfold has been empty since it burnt.",
        ),
        (
            "Why was the cart of Elmfold shown?",
            "The cart of Elmfold was shown on the castle grounds.",
            "The cart of Elmfold was shown on grounds of its age.",
        ),
    ]);
}

#[test]
fn what_is_felt_and_what_is_too_much_is_a_reason() {
    each(&[
        ("Why did the miller of Elmfold weep?", "The miller of Elmfold wept with joy."),
        (
            "Warum verkaufte der Müller von Elmfeld das Pferd?",
            "Der Müller von Elmfeld verkaufte das Pferd aus Trotz.",
        ),
        ("Pourquoi le meunier d'Elmfold pleura-t-il ?", "Le meunier d'Elmfold pleura de joie."),
        ("Why was the school of Elmfold sold?", "The school of Elmfold had grown too small and was sold."),
        ("Why did the choir of Elmfold lose its piano?", "The choir of Elmfold lost its piano to a flood."),
    ]);
}

#[test]
fn a_clause_with_its_own_subject_may_give_the_reason() {
    each(&[
        (
            "Why did the ferry of Elmfold stay in port?",
            "The ferry of Elmfold stayed in port, the radar was dead.",
        ),
        (
            "Why did the ferry of Elmfold stay in port?",
            "The ferry of Elmfold stayed in port (the radar was dead).",
        ),
        (
            "Warum blieb die Fähre von Elmfeld im Hafen?",
            "Die Fähre von Elmfeld blieb im Hafen, die Einfahrt war vereist.",
        ),
        (
            "Pourquoi le bac d'Elmfold reste-t-il à quai ?",
            "Le bac d'Elmfold reste à quai, le moteur est en panne.",
        ),
        ("¿Por qué ardió el molino de Elmfold?", "Ardió el molino de Elmfold, había caído un rayo."),
    ]);
    all(&[
        (
            "Why was the bindery of Elmfold closed?",
            "The bindery of Elmfold was closed, with three benches, a table and a hood that had been a school's.",
            "The bindery of Elmfold was closed, the last master was dead.",
        ),
        (
            "Why did the miller of Elmfold leave?",
            "The miller of Elmfold left in May and the miller of Elmfold sang.",
            "The water of Elmfold fell and the miller left.",
        ),
        (
            "Why do the boys and girls of Elmfold sail?",
            "In Elmfold the boys and the girls sail.",
            "In Elmfold the boys and the girls sail and the wind is always good for them to sail.",
        ),
    ]);
}
