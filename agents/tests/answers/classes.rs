//! Colours, materials, languages, days and versions are told apart whatever the language of the documents is.

use crate::common::named::told;

#[test]
fn colours_in_four_languages() {
    told(&[
        (
            "What colour is the lighthouse of Sker?",
            [
                "The lighthouse of Sker is painted red from top to bottom.",
                "Der Leuchtturm von Sker ist blau gestrichen.",
            ],
            ["blau", "red"],
            "El faro de Sker es rojo desde hace mucho tiempo.",
        ),
        (
            "Welche Farbe hat der Turm von Olmar?",
            [
                "Der Turm von Olmar ist grün und weithin sichtbar.",
                "La tour d'Olmar est jaune et se voit de loin.",
            ],
            ["grün", "jaune"],
            "Der Turm von Olmar ist dunkelgrün wie der Wald dahinter.",
        ),
        (
            "De quelle couleur sont les volets de l'école de Valmont ?",
            ["Les volets de l'école de Valmont sont bleus.", "Les volets de l'école de Valmont sont verts."],
            ["bleus", "verts"],
            "Les volets de l'école de Valmont sont d'un bleu foncé.",
        ),
        (
            "¿De qué color son las puertas del mercado de Olmar?",
            ["Las puertas del mercado de Olmar son blancas.", "Las puertas del mercado de Olmar son negras."],
            ["blancas", "negras"],
            "Las puertas del mercado de Olmar son blancas y negras.",
        ),
    ]);
}

#[test]
fn materials_in_four_languages() {
    told(&[
        (
            "What is the Elmfold bridge made of?",
            [
                "The Elmfold bridge is made of granite from the hill.",
                "The Elmfold bridge is of oak, cut in winter.",
            ],
            ["granite", "oak"],
            "The Elmfold bridge is made of stone from the hill.",
        ),
        (
            "Aus welchem Holz sind die Türen der Burg Hartenau?",
            [
                "Die Türen der Burg Hartenau sind aus Eichenholz.",
                "Die Türen der Burg Hartenau sind aus Lärche.",
            ],
            ["Eichenholz", "Lärche"],
            "Die Türen der Burg Hartenau sind aus Holz und mannshoch.",
        ),
        (
            "En quoi est construit le pont de Valmont ?",
            ["Le pont de Valmont est construit en pierre.", "Le pont de Valmont est construit en fer forgé."],
            ["fer", "pierre"],
            "Le pont de Valmont est construit en calcaire de la vallée.",
        ),
        (
            "¿De qué está hecha la torre de Olmar?",
            ["La torre de Olmar está hecha de ladrillo.", "La torre de Olmar está hecha de hormigón."],
            ["hormigón", "ladrillo"],
            "La torre de Olmar está hecha de ladrillos cocidos.",
        ),
    ]);
}

#[test]
fn languages_days_and_versions() {
    told(&[
        (
            "In which language is the Sker mass sung?",
            ["The Sker mass is sung in Latin every Sunday.", "On Sundays the Sker mass is sung in Welsh."],
            ["Latin", "Welsh"],
            "The Sker mass is sung in Latin and Welsh.",
        ),
        (
            "On which day is the Elmfold market held?",
            [
                "The Elmfold market is held on Tuesdays.",
                "The Elmfold market is held each Friday by the church.",
            ],
            ["Friday", "Tuesdays"],
            "The Elmfold market is held on Tuesday and Friday.",
        ),
        (
            "An welchem Tag findet der Markt in Hartenau statt?",
            ["Der Markt in Hartenau findet am Montag statt.", "Der Markt in Hartenau findet samstags statt."],
            ["Montag", "samstags"],
            "Montags findet der Markt in Hartenau statt.",
        ),
        (
            "Which version of the Sker timetable is in force?",
            [
                "Version 4.2 of the Sker timetable is in force.",
                "The Sker timetable in force is version 5.0 now.",
            ],
            ["4.2", "5.0"],
            "Version 4 of the Sker timetable is in force.",
        ),
    ]);
}
