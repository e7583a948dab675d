//! One document says yes and the other no, in four languages and many forms; what only looks so is no contradiction.

use crate::common::named::denials;

/// Each row: a question, a yes, a no, and another yes.
#[track_caller]
fn told(rows: &[(&str, &str, &str, &str)]) {
    for (question, yes, no, agreeing) in rows {
        assert_eq!(denials(question, yes, no), 1, "{yes} <> {no}");
        assert_eq!(denials(question, yes, agreeing), 0, "{yes} = {agreeing}");
    }
}

#[test]
fn denials_in_four_languages() {
    told(&[
        (
            "Do guests have to book a table at the Elmfold inn?",
            "Guests have to book a table at the Elmfold inn two days ahead.",
            "Guests need not book a table at the Elmfold inn.",
            "Guests book a table at the Elmfold inn by letter.",
        ),
        (
            "Does the bus stop at the Elmfold mill?",
            "The bus stops at the Elmfold mill on its way to the coast.",
            "The bus no longer stops at the Elmfold mill.",
            "On its way down the bus stops at the Elmfold mill too.",
        ),
        (
            "Hält der Bus an der Mühle von Hartenau?",
            "Der Bus hält an der Mühle von Hartenau, wenn jemand winkt.",
            "Der Bus hält nicht mehr an der Mühle von Hartenau.",
            "Der Bus hält auch sonntags an der Mühle von Hartenau.",
        ),
        (
            "Le bus s'arrête-t-il au moulin de Valmont ?",
            "Le bus s'arrête au moulin de Valmont à la demande.",
            "Le bus ne s'arrête plus au moulin de Valmont.",
            "Le bus ne s'arrête au moulin de Valmont que deux minutes.",
        ),
        (
            "¿Para el autobús en el molino de Olmar?",
            "El autobús para en el molino de Olmar cuando alguien levanta la mano.",
            "El autobús ya no para en el molino de Olmar.",
            "El autobús para dos veces en el molino de Olmar.",
        ),
    ]);
}

#[test]
fn opposites_of_the_question_in_four_languages() {
    told(&[
        (
            "Is the Elmfold pool heated?",
            "The Elmfold pool is heated with wood from the common.",
            "The Elmfold pool is unheated and cold until July.",
            "The Elmfold pool is heated from May on.",
        ),
        (
            "Ist das Becken in Hartenau beheizt?",
            "Das Becken in Hartenau ist beheizt und groß.",
            "Das Becken in Hartenau ist unbeheizt und klein.",
            "Das Becken in Hartenau ist seit Mai beheizt.",
        ),
        (
            "La route de Valmont est-elle goudronnée ?",
            "La route de Valmont est goudronnée depuis longtemps.",
            "The road of Valmont is unpaved and steep.",
            "La route de Valmont est bien goudronnée et large.",
        ),
        (
            "¿Es obligatorio el casco en la mina de Olmar?",
            "El casco es obligatorio en la mina de Olmar.",
            "El casco es opcional en la mina de Olmar.",
            "En la mina de Olmar el casco es obligatorio para todos.",
        ),
    ]);
}

#[test]
fn what_is_lacking_or_excepted_is_denied() {
    told(&[
        (
            "Does the Elmfold hall have a lift?",
            "The Elmfold hall has a lift behind the stage.",
            "The Elmfold hall is without a lift so far.",
            "The Elmfold hall has a lift and two flights of stairs.",
        ),
        (
            "Is the Elmfold hall open on Mondays?",
            "The Elmfold hall is open every day from ten on.",
            "The Elmfold hall is closed on Mondays for cleaning.",
            "The Elmfold hall is open on Mondays too.",
        ),
        (
            "Hat der Saal in Hartenau einen Aufzug?",
            "Der Saal in Hartenau hat einen Aufzug neben der Treppe.",
            "Dem Saal in Hartenau fehlt ein Aufzug.",
            "Der Saal in Hartenau hat seit Jahren einen Aufzug.",
        ),
    ]);
    told(&[
        (
            "La salle de Valmont a-t-elle un ascenseur ?",
            "La salle de Valmont a un ascenseur près de l'escalier.",
            "La salle de Valmont est sans ascenseur.",
            "La salle de Valmont a un bon ascenseur.",
        ),
        (
            "¿Tiene ascensor el salón de Olmar?",
            "El salón de Olmar tiene ascensor junto a la escalera.",
            "El salón de Olmar carece de ascensor.",
            "El salón de Olmar tiene más o menos un buen ascensor.",
        ),
    ]);
    let question = "Is the Elmfold hall closed on Sundays in January?";
    let closed = "The Elmfold hall is closed on Sundays in January.";
    assert_eq!(denials(question, closed, "The Elmfold hall is open every day and warm."), 1);
    assert_eq!(denials(question, closed, "The Elmfold hall is open and warm."), 0, "when is not said");
    let question = "May one enter the Elmfold hall without a ticket?";
    let yes = "One may enter the Elmfold hall without a ticket.";
    assert_eq!(denials(question, yes, "One enters the Elmfold hall without a ticket, by the back door."), 0);
}

#[test]
fn another_clause_or_another_thing_is_not_denied() {
    let question = "Are dogs allowed on the Elmfold beach?";
    let yes = "Dogs are allowed on the Elmfold beach.";
    for same in [
        "Dogs are allowed on the Elmfold beach, but horses are not.",
        "Dogs are allowed on the Elmfold beach although nobody cleans it.",
        "On the Elmfold beach dogs are not forbidden at all.",
    ] {
        assert_eq!(denials(question, yes, same), 0, "{same}");
    }
    let question = "Is the Elmfold pool open in winter?";
    let outdoor = "The outdoor Elmfold pool is open in winter.";
    assert_eq!(denials(question, "The indoor Elmfold pool is open in winter.", outdoor), 0);
}
