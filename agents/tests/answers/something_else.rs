//! Sentences that are refused because they speak of something else: farther from the question than one that does not answer it,
//! of another member of a class, of another size, of another deed. Each beside one that answers.

use super::gaps::{OTHER, is_answered, tells};

/// Whether notes of these sentences, each a paragraph, answer the question.
fn notes(question: &str, sentences: &[&str]) -> bool {
    let notes = sentences.join("\n\n");
    is_answered(question, &[("elmfold/notes.md", notes.as_str()), OTHER])
}

fn all(rows: &[(&str, &str, &str)]) {
    for (question, near, answer) in rows {
        assert!(!tells(question, near), "{near}");
        assert!(tells(question, answer), "{answer}");
    }
}

#[test]
fn where_one_sentence_speaks_of_the_very_thing_a_farther_one_does_not_answer() {
    let question = "What is the name of the schoolgirl who discovered the Harrowmede villa?";
    let near = "It was a schoolgirl out with her dog who discovered the Harrowmede villa, after a storm.";
    let far = "The finds of the villa were discovered near Wexmoor.";
    assert!(!notes(question, &[near, "Nobody minds.", far]));
    let told = "Ada Thorne was the schoolgirl who discovered the Harrowmede villa.";
    assert!(notes(question, &[near, "Nobody minds.", told]));
    let vault = "How much will the new vault for watches in Elmfold cost?";
    let planned = "A new vault for watches is planned in Elmfold for 2026.";
    assert!(notes(vault, &[&format!("{planned} It will cost 410,000 pounds.")]), "what follows refers to it");
}

#[test]
fn a_member_of_a_class_is_none_of_the_others() {
    all(&[
        (
            "How often does the bus from Elmfold to the coast run?",
            "The tram from Elmfold to the coast runs every ten minutes.",
            "The bus from Elmfold to the coast runs every ten minutes.",
        ),
        (
            "¿Cuántas averías tuvo el autobús de Villar en 2022?",
            "El tranvía de Villar tuvo 52 averías en 2022.",
            "El autobús de Villar tuvo 52 averías en 2022.",
        ),
        (
            "What does it cost to take home a dog from the shelter of Elmfold?",
            "Taking home a cat from the shelter of Elmfold costs 85 pounds.",
            "Taking home a dog from the shelter of Elmfold costs 85 pounds.",
        ),
    ]);
}

#[test]
fn what_a_document_calls_by_name_elsewhere_is_not_meant_where_that_stands_nowhere_near() {
    let question = "How hot did the lid of the cooker get in the worst case?";
    let lid = "The lid of the cooker has a hole for steam.";
    let text = "Nothing else was tried that week.";
    assert!(!notes(question, &[lid, text, "In the worst case the wall of the cooker reached 118 °C."]));
    assert!(notes(question, &[lid, text, "In the worst case the lid of the cooker reached 118 °C."]));
}

#[test]
fn another_size_is_another_thing_and_a_size_of_the_question_no_answer() {
    all(&[
        (
            "How much does a parcel of 5 kg to Elmfold cost?",
            "A parcel of 10 kg to Elmfold costs 9 euros.",
            "A parcel of 5 kg to Elmfold costs 9 euros.",
        ),
        (
            "How many sockets of 100 kW does the depot of Elmfold have?",
            "The sockets of the depot of Elmfold have 100 kW.",
            "The depot of Elmfold has twelve sockets of 100 kW.",
        ),
        (
            "Wie viele Fahrgäste hat die Linie 2 in Elmfold?",
            "The line 4 in Elmfold now has 900 passengers.",
            "The line 2 in Elmfold now has 900 passengers.",
        ),
    ]);
    let rows = "entry,nitrogen_kg_ha,yield_t_ha\nCorvane,90,6.8\nCorvane,150,8.6\n";
    let told = |rate: &str| {
        let question = format!("How much did Corvane yield in Elmfold with {rate} kg of nitrogen?");
        is_answered(&question, &[("elmfold/plots.csv", rows), OTHER])
    };
    assert!(told("90") && !told("30"));
}

#[test]
fn when_somebody_did_something_is_told_with_the_deed_and_a_year_by_a_year() {
    all(&[
        (
            "When did the museum of Elmfold buy the clock?",
            "The clock in the museum of Elmfold was repaired in 1990.",
            "The clock was acquired by the museum of Elmfold in 1990.",
        ),
        (
            "Quand le moulin d'Elmfold a-t-il fermé ?",
            "Le moulin d'Elmfold a été construit en 1850.",
            "Le moulin d'Elmfold a fermé en 1850.",
        ),
        (
            "¿Hasta qué año funcionó el molino de Villar?",
            "El molino de Villar funciona los domingos para las visitas.",
            "El molino de Villar funcionó hasta 1962.",
        ),
        (
            "Since when has stone been dug at the quarry of Elmfold?",
            "At the quarry of Elmfold stone may be dug until 2042.",
            "At the quarry of Elmfold stone has been dug since 1912.",
        ),
        (
            "Quel jour d'août vide-t-on le four d'Elmfold ?",
            "On vide le four d'Elmfold une fois par an, en août.",
            "On vide le four d'Elmfold le 16 août.",
        ),
    ]);
}

#[test]
fn a_reason_is_no_word_of_the_question_and_nothing_that_is_only_added() {
    all(&[
        (
            "Why do the graves of Elmfold lie with the head to the west?",
            "The graves of Elmfold lie with the head to the west.",
            "The graves of Elmfold lie with the head to the west for the sake of the rising sun.",
        ),
        (
            "Why may cyclists not use the bridge of Elmfold?",
            "Cyclists may not use the bridge of Elmfold and have to dismount at either end.",
            "The bridge of Elmfold sways, and cyclists may not use it.",
        ),
        (
            "Why do the cows and sheep of Elmfold graze there?",
            "The cows and sheep of Elmfold graze there.",
            "The cows and sheep of Elmfold graze there, as the grass is good.",
        ),
        (
            "Why are dogs not allowed on the islands of Elmfold?",
            "Dogs are allowed on the islands of Elmfold, as long as they are on a lead.",
            "Dogs are not allowed on the islands of Elmfold, as they frighten the seals.",
        ),
    ]);
}

#[test]
fn what_is_paid_is_money_and_as_many_are_listed_as_are_asked_for() {
    all(&[
        (
            "Combien le groupe Valmer a-t-il payé la verrerie d'Elmfold ?",
            "Depuis dix ans, la verrerie d'Elmfold est la propriété du groupe Valmer, qui a payé.",
            "Le groupe Valmer a payé la verrerie d'Elmfold 3 millions d'euros.",
        ),
        (
            "Quels sont les trois instruments que prête la médiathèque d'Elmfold ?",
            "La médiathèque d'Elmfold prête aussi trois instruments.",
            "La médiathèque d'Elmfold prête trois instruments : une flûte, un luth et un cor.",
        ),
    ]);
}

/// What readers with fresh eyes found hidden by the first forms of these rules.
#[test]
fn what_only_looks_like_something_else_answers() {
    for (question, answer) in [
        ("What does article 5 of Elmfold regulate?", "Article 5 of Elmfold regulates the use of the seal."),
        (
            "Why was the plan for Elmfold not adopted?",
            "The plan for Elmfold was rejected because it cost too much.",
        ),
        (
            "Why did the team of Elmfold not win the match?",
            "The team of Elmfold lost the match because two players were ill.",
        ),
        (
            "How long is the bridge of Elmfold?",
            "The bridge of Elmfold dates from 1894. It carries two lanes. The total length is 210 metres.",
        ),
        (
            "Combien a payé le fermier d'Elmfold pour la vache ?",
            "Le fermier d'Elmfold a payé 30 écus pour la vache.",
        ),
        ("¿Cuánto pagan los niños en Villar?", "En Villar los niños pagan la mitad."),
        (
            "Was kostet ein Liegeplatz für ein Boot von 8 m Länge in Elmfeld?",
            "Für Boote bis 10 m Länge kostet der Liegeplatz in Elmfeld 15 Euro pro Nacht.",
        ),
        (
            "When did the club of Elmfold win the cup?",
            "The club of Elmfold were champions of the cup in 1987.",
        ),
        (
            "Which three months is the hut of Elmfold open?",
            "The hut of Elmfold is open for the months June to August.",
        ),
        (
            "Which three colours does the flag of Elmfold have?",
            "The flag of Elmfold has three stripes: black-red-gold.",
        ),
        (
            "What did three tickets for the mill of Elmfold cost?",
            "Three tickets for the mill of Elmfold cost 12 crowns.",
        ),
        ("When was the 5 km race of Elmfold first held?", "The 5 km race of Elmfold was first held in 1992."),
        (
            "What are the three mills of Elmfold used for?",
            "The three mills of Elmfold are used for grinding oats.",
        ),
        ("Is the tower of Elmfold 30 m high?", "The tower of Elmfold is 25 m high."),
        (
            "How much does a parcel of 5 kg to Elmfold cost?",
            "A parcel of 5 kg to Elmfold is sent free of charge.",
        ),
        ("Combien de bois brûle la chaudière de Lormes ?", "La chaudière de Lormes brûle 40 tonnes de bois."),
        (
            "Why did she move from Elmfold to Wexmoor?",
            "She moved from Elmfold to Wexmoor to be near her son.",
        ),
    ] {
        assert!(tells(question, answer), "{question}");
    }
}
