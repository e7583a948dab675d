//! Documents that name different people, firms, places, colours and materials contradict each other; those that may mean
//! the same don't.

use crate::common::named::{against, told};

#[test]
fn who_did_it_in_four_languages() {
    told(&[
        (
            "Who designed the Elmfold theatre?",
            [
                "The Elmfold theatre was designed by Marlow Studio, then a new firm.",
                "A workshop from the north, Osmere Joinery designed the Elmfold theatre in one summer.",
            ],
            ["Marlow Studio", "Osmere Joinery"],
            "No firm in town but Marlow could have designed the Elmfold theatre.",
        ),
        (
            "Von wem wurde die Orgel in Sankt Veit gebaut?",
            [
                "Die Orgel in Sankt Veit wurde 1790 von Orgelbau Greinau gebaut und hat zwei Manuale.",
                "Gebaut hat die Orgel in Sankt Veit die Firma Rainbach Pfeifen aus dem Nachbartal.",
            ],
            ["Firma Rainbach Pfeifen", "Orgelbau Greinau"],
            "Die Orgel in Sankt Veit ist von Greinau gebaut und klingt bis heute warm.",
        ),
        (
            "Qui a fondé la fanfare de Valmont ?",
            [
                "La fanfare de Valmont a été fondée par Verreries Cardonne, une usine du village.",
                "C'est Filatures Tissonne qui a fondé la fanfare de Valmont, dans une grange.",
            ],
            ["Filatures Tissonne", "Verreries Cardonne"],
            "Cardonne a fondé la fanfare de Valmont avec six musiciens.",
        ),
        (
            "¿Quién fundó la biblioteca de Olmar?",
            [
                "La biblioteca de Olmar fue fundada por Talleres Ferrosa, fábrica del pueblo.",
                "Una imprenta, Gráficas Rialto, fundó la biblioteca de Olmar en su propia casa.",
            ],
            ["Gráficas Rialto", "Talleres Ferrosa"],
            "La fábrica Ferrosa fundó la biblioteca de Olmar con cien libros.",
        ),
    ]);
}

#[test]
fn whose_it_is_and_who_runs_it_in_four_languages() {
    told(&[
        (
            "Which company runs the Sker ferry?",
            [
                "The Sker ferry is in the hands of Blackwater Lines, and has been for long.",
                "The Sker ferry is operated by Tidewell Shipping, whose office is on the quay.",
            ],
            ["Blackwater Lines", "Tidewell Shipping"],
            "Blackwater runs the Sker ferry on every day of the week.",
        ),
        (
            "Wem gehört die Alm am Rotkogel?",
            [
                "Die Alm am Rotkogel gehört der Brauerei Unterrain und wird im Sommer bewirtschaftet.",
                "Die Alm am Rotkogel gehört der Agrargemeinschaft Zell, die sie verpachtet.",
            ],
            ["Agrargemeinschaft Zell", "Brauerei Unterrain"],
            "Unterrain gehört die Alm am Rotkogel seit Menschengedenken.",
        ),
        (
            "À qui appartient le moulin de Sèvrelle ?",
            [
                "Le moulin de Sèvrelle appartient à la coopérative Gaudrelle, qui le fait tourner.",
                "Le moulin de Sèvrelle appartient à Minoteries Morange depuis la dernière vente.",
            ],
            ["Minoteries Morange", "coopérative Gaudrelle"],
            "Gaudrelle, à qui appartient le moulin de Sèvrelle, le fait tourner.",
        ),
        (
            "¿Qué empresa explota el teleférico de Olmar?",
            [
                "El teleférico de Olmar lo explota la Compañía Montesa con doce cabinas.",
                "El teleférico de Olmar está en manos de Alturas Rojas, con sede en la capital.",
            ],
            ["Alturas Rojas", "Compañía Montesa"],
            "La empresa Montesa explota el teleférico de Olmar todo el año.",
        ),
    ]);
}

#[test]
fn a_name_answers_only_where_the_sentence_says_so() {
    let question = "Who designed the Elmfold theatre?";
    let marlow = "The Elmfold theatre was designed by Marlow Studio, then a new firm.";
    let osmere = "The Elmfold theatre was designed by Osmere Joinery, who never saw it finished.";
    assert_eq!(
        against(question, marlow, osmere),
        ["Marlow Studio", "Osmere Joinery"],
        "another clause denies something"
    );
    for other in [
        "The Elmfold theatre was not designed by Osmere Joinery, whatever they say.",
        "The Elmfold theatre stands by the quay. Its bar was designed by Osmere Joinery for Ferrow Brewers.",
    ] {
        assert!(against(question, marlow, other).is_empty(), "{other}");
    }
}

#[test]
fn a_sentence_may_refer_back_to_what_is_asked_about() {
    let question = "Who designed the Elmfold theatre hall?";
    let marlow = "The Elmfold theatre hall was designed by Marlow Studio.";
    let back =
        "The Elmfold theatre hall stands by the quay. The house was designed by Osmere Joinery in a summer.";
    assert_eq!(against(question, marlow, back), ["Marlow Studio", "Osmere Joinery"]);
    let beside = "The Elmfold theatre hall stands beside Harbour House all alone.";
    assert!(against(question, marlow, beside).is_empty(), "it names what designed nothing");
}

#[test]
fn whoever_has_no_name_is_told_by_what_they_are() {
    let question = "Who started the Elmfold market?";
    let baker = "The Elmfold market was started by a baker's daughter, with one stall.";
    let sailor = "A retired sailor, tired of the sea, started the Elmfold market.";
    assert_eq!(against(question, baker, sailor), ["baker's daughter", "retired sailor"]);
    for same in [
        "The Elmfold market was started by Colby Dairies, and it had one stall.",
        "The Elmfold market was started by a local family, and it had one stall.",
        "Den Markt von Elmfold hat die Tochter eines Bäckers gegründet.",
    ] {
        assert!(against(question, baker, same).is_empty(), "{same}");
    }
}

#[test]
fn one_name_may_be_written_in_several_ways() {
    let question = "Which firm built the Sker breakwater?";
    let with = |name: &str| format!("The Sker breakwater was built by {name}, after two bad winters.");
    let long = with("Northern Harbour Works Limited");
    for same in ["Northern Harbour", "NHW", "a harbour firm", "Harbour Works and Granger", "a local firm"] {
        assert!(against(question, &long, &with(same)).is_empty(), "{same}");
    }
    assert_eq!(against(question, &long, &with("Ottway Brothers Ltd")).len(), 2);
    let past = "In 1950 the Sker breakwater was run by Ottway Brothers, who lived beside it.";
    let now = "In 2020 the Sker breakwater was run by Northern Harbour, who live beside it.";
    assert!(against("Who runs the Sker breakwater?", past, now).is_empty(), "each at its time");
}

#[test]
fn places_in_four_languages() {
    told(&[
        (
            "Where is the Elmfold bell kept?",
            ["The Elmfold bell is kept in the crypt.", "The Elmfold bell is kept in the boathouse."],
            ["boathouse", "crypt"],
            "The Elmfold bell is kept behind the altar.",
        ),
        (
            "Wo wird die Fahne von Hartenau aufbewahrt?",
            [
                "Die Fahne von Hartenau wird im Rathaus aufbewahrt.",
                "Die Fahne von Hartenau wird in der Sakristei aufbewahrt.",
            ],
            ["Rathaus", "Sakristei"],
            "Im Saal des Rathauses wird die Fahne von Hartenau aufbewahrt.",
        ),
        (
            "Où est gardé le drapeau de Valmont ?",
            [
                "Le drapeau de Valmont est gardé dans la mairie.",
                "Le drapeau de Valmont est gardé dans la sacristie.",
            ],
            ["mairie", "sacristie"],
            "Le drapeau de Valmont est gardé en été dans la mairie.",
        ),
        (
            "¿Dónde está guardada la bandera de Olmar?",
            [
                "La bandera de Olmar está guardada en el ayuntamiento.",
                "La bandera de Olmar está guardada en la ermita.",
            ],
            ["ayuntamiento", "ermita"],
            "La bandera de Olmar está guardada bajo llave en el ayuntamiento.",
        ),
    ]);
    let question = "Where does the flour of the Elmfold mill come from?";
    let from = |place: &str| format!("The flour of the Elmfold mill comes from {place}.");
    assert_eq!(against(question, &from("Darrow"), &from("Penhurst")), ["Darrow", "Penhurst"]);
    assert!(against(question, &from("Darrow"), &from("the upper valley")).is_empty());
    assert!(
        against(question, &from("Darrow"), "In spring the flour of the Elmfold mill comes by cart.")
            .is_empty()
    );
}

#[test]
fn kinds_are_compared_only_where_all_else_is_said() {
    told(&[
        (
            "Which instrument does the Elmfold watchman play?",
            ["The Elmfold watchman plays the bugle.", "The Elmfold watchman plays the zither."],
            ["bugle", "zither"],
            "The Elmfold watchman plays at weddings, most often in June, for very little money.",
        ),
        (
            "Welches Tier zeigt das Wappen von Hartenau?",
            ["Das Wappen von Hartenau zeigt einen Dachs.", "Das Wappen von Hartenau zeigt einen Biber."],
            ["Biber", "Dachs"],
            "Den Dachs zeigt das Wappen von Hartenau.",
        ),
        (
            "Quel animal figure sur le blason de Valmont ?",
            ["Sur le blason de Valmont figure un héron.", "Sur le blason de Valmont figure une loutre."],
            ["héron", "loutre"],
            "Un héron figure sur le blason de Valmont.",
        ),
        (
            "¿Qué animal figura en el escudo de Olmar?",
            ["En el escudo de Olmar figura un lince.", "En el escudo de Olmar figura una garza."],
            ["garza", "lince"],
            "Un lince figura en el escudo de Olmar.",
        ),
    ]);
}
