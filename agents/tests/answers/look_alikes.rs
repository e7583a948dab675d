//! Sentences that look as if they contradicted each other, and don't: each beside one that does.

use crate::common::named::against;

/// Each row: a question, an answer, one that only looks as if it contradicted it, and one that does.
#[track_caller]
fn told_apart(rows: &[(&str, &str, &str, &str)]) {
    let mut wrong = Vec::new();
    for (question, a, alike, contrary) in rows {
        let found = against(question, a, alike);
        if !found.is_empty() {
            wrong.push(format!("{a} = {alike}: {found:?}"));
        }
        if against(question, a, contrary).len() != 2 {
            wrong.push(format!("{a} <> {contrary}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn seasons_months_and_days_of_the_week_are_different_cases() {
    told_apart(&[
        (
            "How far does an electric bus of the Elmfold network run without a charge?",
            "In the fine season an electric bus of the Elmfold network runs up to 260 km on one charge.",
            "In January an electric bus runs no more than 180 km on one charge.",
            "In summer an electric bus of the Elmfold network runs 310 km on one charge.",
        ),
        (
            "Wie viele Liter liefert die Quelle von Lindach?",
            "Im Sommer liefert die Quelle von Lindach 40 Liter in der Minute.",
            "Im Februar liefert die Quelle von Lindach 90 Liter in der Minute.",
            "Im Juli liefert die Quelle von Lindach 25 Liter in der Minute.",
        ),
        (
            "Combien de passagers le bac de Valmont transporte-t-il par jour ?",
            "À la belle saison, le bac de Valmont transporte 900 passagers par jour.",
            "En janvier, le bac de Valmont transporte 120 passagers par jour.",
            "En juillet, le bac de Valmont transporte 1400 passagers par jour.",
        ),
        (
            "¿Cuántos litros de leche da una cabra de Olmar al día?",
            "En primavera una cabra de Olmar da 3 litros de leche al día.",
            "En noviembre una cabra de Olmar da 1 litro de leche al día.",
            "En abril una cabra de Olmar da 5 litros de leche al día.",
        ),
        (
            "How many visitors does the Sker museum have a day?",
            "On Sundays the Sker museum has 400 visitors a day.",
            "On Tuesdays the Sker museum has 60 visitors a day.",
            "The Sker museum has 250 visitors a day.",
        ),
        (
            "Combien de passagers le bac de Valmont transporte-t-il par jour ?",
            "Le bac de Valmont transporte 900 passagers par jour le dimanche.",
            "Le bac de Valmont transporte 120 passagers par jour le mardi.",
            "Le bac de Valmont transporte 500 passagers par jour.",
        ),
        (
            "Wie viele Gäste hat das Bad von Lindach am Tag?",
            "Das Bad von Lindach hat samstags 900 Gäste am Tag.",
            "Das Bad von Lindach hat dienstags 200 Gäste am Tag.",
            "Das Bad von Lindach hat samstags 1300 Gäste am Tag.",
        ),
    ]);
}

#[test]
fn loads_weather_and_models_are_different_cases() {
    told_apart(&[
        (
            "How fast does the lift of the Elmfold mine run?",
            "Empty, the lift of the Elmfold mine runs at 30 km/h.",
            "Fully loaded, the lift of the Elmfold mine runs at 18 km/h.",
            "The lift of the Elmfold mine runs at 22 km/h.",
        ),
        (
            "Wie viel wiegt der Anhänger von Lindach?",
            "Leer wiegt der Anhänger von Lindach 600 kg.",
            "Beladen wiegt der Anhänger von Lindach 2000 kg.",
            "Leer wiegt der Anhänger von Lindach 750 kg.",
        ),
        (
            "Quelle est la vitesse du train de Valmont ?",
            "Par temps sec, la vitesse du train de Valmont est de 60 km/h.",
            "Par temps de pluie, la vitesse du train de Valmont est de 40 km/h.",
            "Par temps sec, la vitesse du train de Valmont est de 80 km/h.",
        ),
        (
            "¿Cuánto pesa el remolque de Olmar?",
            "Vacío, el remolque de Olmar pesa 600 kg.",
            "Cargado, el remolque de Olmar pesa 2000 kg.",
            "Vacío, el remolque de Olmar pesa 900 kg.",
        ),
        (
            "Wie viel wiegt die Lampe der Firma Kelder?",
            "Die Lampe K2 der Firma Kelder wiegt 3 kg.",
            "Die Lampe K5 der Firma Kelder wiegt 5 kg.",
            "Die Lampe K2 der Firma Kelder wiegt 4 kg.",
        ),
    ]);
}

#[test]
fn what_is_decided_for_later_is_not_what_holds_now() {
    told_apart(&[
        (
            "What is the yearly rent of a full plot at Cobble Mead?",
            "The rent for a full plot at Cobble Mead is £46, due by the end of April.",
            "It was resolved to raise the rent of a full plot at Cobble Mead to £52 from January 2031.",
            "The rent for a full plot at Cobble Mead is £58.",
        ),
        (
            "Wie hoch ist die Miete für einen Platz im Hafen von Lindach?",
            "Die Miete für einen Platz im Hafen von Lindach beträgt derzeit 480 Euro.",
            "Die Miete für einen Platz im Hafen von Lindach steigt ab Januar 2031 auf 520 Euro.",
            "Die Miete für einen Platz im Hafen von Lindach beträgt 540 Euro.",
        ),
        (
            "Quel est le loyer d'une parcelle à Valmont ?",
            "Le loyer d'une parcelle à Valmont est de 46 euros cette année.",
            "Le loyer d'une parcelle à Valmont passera à 52 euros à partir de 2031.",
            "Le loyer d'une parcelle à Valmont est de 58 euros.",
        ),
        (
            "¿Cuál es el alquiler de una parcela en Olmar?",
            "El alquiler de una parcela en Olmar es de 46 euros este año.",
            "El alquiler de una parcela en Olmar subirá a 52 euros a partir de enero de 2031.",
            "El alquiler de una parcela en Olmar es de 58 euros.",
        ),
        (
            "What is the yearly rent of a full plot at Cobble Mead?",
            "The rent for a full plot at Cobble Mead is £46.",
            "Until 2012 the rent for a full plot at Cobble Mead was £30.",
            "The rent for a full plot at Cobble Mead is £40.",
        ),
    ]);
}

#[test]
fn a_part_is_not_the_whole() {
    told_apart(&[
        (
            "How much stone for railway tracks did the Elmfold quarry sell in 2022?",
            "Railway ballast made up 96,000 tonnes of what the Elmfold quarry sold in 2022.",
            "Some 420,000 tonnes of stone were sold by the Elmfold quarry in 2022.",
            "In 2022 the Elmfold quarry sold 130,000 tonnes of railway ballast.",
        ),
        (
            "Wie viele Tonnen Milch verarbeitete die Molkerei Lindach?",
            "Die Molkerei Lindach verarbeitete 5000 Tonnen Milch.",
            "Auf Käse entfielen 900 Tonnen der Milch, die die Molkerei Lindach verarbeitete.",
            "Die Molkerei Lindach verarbeitete 6200 Tonnen Milch.",
        ),
        (
            "Combien d'hectares possède le domaine de Valmont ?",
            "Le domaine de Valmont possède 80 hectares.",
            "Le domaine de Valmont possède des terres, dont 30 hectares de vigne.",
            "Le domaine de Valmont possède 95 hectares.",
        ),
        (
            "¿Cuántas casas tiene el pueblo de Olmar?",
            "El pueblo de Olmar tiene 120 casas.",
            "El pueblo de Olmar se vacía, y de ellas 40 casas están cerradas.",
            "El pueblo de Olmar tiene 90 casas.",
        ),
        (
            "How long did the outage at Talwin last?",
            "The outage at Talwin lasted almost eight hours.",
            "During the outage at Talwin we spent three hours on a wrong theory about a disk.",
            "The outage at Talwin lasted eleven hours.",
        ),
    ]);
}

#[test]
fn what_is_added_is_not_what_there_is_and_a_year_is_not_today() {
    told_apart(&[
        (
            "How many seats has the Elmfold theatre?",
            "The Elmfold theatre has 420 seats.",
            "Another 60 seats are to be added to the Elmfold theatre.",
            "The Elmfold theatre has 380 seats.",
        ),
        (
            "Wie viele Plätze hat das Theater von Lindach?",
            "Das Theater von Lindach hat 420 Plätze.",
            "Weitere 60 Plätze bekommt das Theater von Lindach auf dem Balkon.",
            "Das Theater von Lindach hat 380 Plätze.",
        ),
        (
            "Combien de places le théâtre de Valmont a-t-il ?",
            "Le théâtre de Valmont a 420 places.",
            "Le théâtre de Valmont aura 60 places de plus.",
            "Le théâtre de Valmont a 380 places.",
        ),
        (
            "¿Cuántas plazas tiene el teatro de Olmar?",
            "El teatro de Olmar tiene 420 plazas.",
            "El teatro de Olmar tendrá otras 60 plazas.",
            "El teatro de Olmar tiene 380 plazas.",
        ),
        (
            "Wie viele Menschen arbeiten in der Mühle von Lindach?",
            "Heute arbeiten in der Mühle von Lindach 23 Menschen.",
            "2012 arbeiteten in der Mühle von Lindach 40 Menschen.",
            "In der Mühle von Lindach arbeiten derzeit 40 Menschen.",
        ),
        (
            "Combien de salariés compte la verrerie de Valmont ?",
            "La verrerie de Valmont compte aujourd'hui 23 salariés.",
            "La verrerie de Valmont comptait 40 salariés en 2012.",
            "La verrerie de Valmont compte 40 salariés.",
        ),
    ]);
}

#[test]
fn others_of_a_similar_name_or_place_are_others() {
    told_apart(&[
        (
            "How many people work for Tollbar Bakeries?",
            "Tollbar Bakeries employed 612 people, apprentices included.",
            "Tollgate Bakery, a family business in Smith Lane, employs 23 people.",
            "Tollbar Bakeries employs 480 people.",
        ),
        (
            "Combien de kilomètres un autobus de Valmont parcourt-il sans recharge ?",
            "Un autobus de Valmont parcourt 260 km sans recharge.",
            "Il n'y a pas de station de recharge pour un autobus de Valmont à moins de 90 km.",
            "Un autobus de Valmont parcourt 340 km sans recharge.",
        ),
        (
            "How many SC-40 cookers are affected by the recall?",
            "The recall covers 18,400 cookers of the type SC-40.",
            "Affected SC-40 cookers carry a serial number beginning with 23B or 23C.",
            "The recall of the SC-40 covers 26,900 cookers.",
        ),
        (
            "Wie viele Betten hat das Heim in Lindach?",
            "Das Heim in Lindach hat 40 Betten.",
            "Das Heim in Lindach hat keine 100 Betten wie früher geplant.",
            "Das Heim in Lindach hat 55 Betten.",
        ),
    ]);
}

#[test]
fn seasons_and_days_are_no_answer_to_a_question_since_when() {
    for (question, a, b) in [
        (
            "De quand date la création de la coopérative de Valmont ?",
            "La coopérative de Valmont organise depuis l'été la création d'un marché.",
            "La coopérative de Valmont fête sa création en octobre.",
        ),
        (
            "Seit wann gibt es die Genossenschaft von Lindach?",
            "Die Genossenschaft von Lindach gibt es im Juni auf dem Markt.",
            "Die Genossenschaft von Lindach gibt es im Herbst auf der Messe.",
        ),
    ] {
        assert_eq!(against(question, a, b), Vec::<String>::new(), "{a} = {b}");
    }
    let question = "Since when has the Elmfold choir existed?";
    let [a, b] = ["The Elmfold choir has existed since 1931.", "The Elmfold choir has existed since 1947."];
    assert_eq!(against(question, a, b), ["1931", "1947"]);
}
