//! What is plainly told answers, whatever words stand beside the number, the time or the colour.

use super::gaps::tells;

fn answered(cases: &[(&str, &str)]) {
    let gaps: Vec<_> = cases.iter().filter(|(question, sentence)| !tells(question, sentence)).collect();
    assert!(gaps.is_empty(), "{gaps:#?}");
}

#[test]
fn how_many_whatever_stands_before_the_noun() {
    answered(&[
        ("How many steps does the Weston tower have?", "The Weston tower has 212 narrow stone steps."),
        ("How many sheep does the Brandt company have?", "The Brandt company has 12 white sheep."),
        ("Wie viele Lastwagen hat die Firma Brandt?", "Die Firma Brandt hat 12 neue Lastwagen auf dem Hof."),
        (
            "Combien de bateaux possède la maison Belmar ?",
            "La maison Belmar possède 12 grands bateaux dans le port de la ville.",
        ),
        ("¿Cuántas habitaciones tiene el hotel Marbello?", "El hotel Marbello tiene 24 habitaciones."),
        (
            "How many lamps does the Weston bridge have?",
            "The number of lamps on the Weston bridge rose to 48 lit ones.",
        ),
        (
            "How many rooms does the Seabright hotel have?",
            "The number of rooms in the Seabright hotel is 24 since spring.",
        ),
        (
            "How many windows are there in the Weston hall?",
            "There are windows on each side of the Weston hall, 14 altogether.",
        ),
        (
            "How many women sing in the Weston choir?",
            "The Weston choir has 48 members who sing, 30 of them women.",
        ),
    ]);
}

#[test]
fn how_much_of_what_is_told_as_a_time() {
    answered(&[
        (
            "How much holiday do employees of Brandt Ltd get?",
            "Employees of Brandt Ltd get 28 days of holiday a year.",
        ),
        ("How much warranty does Brandt Ltd give?", "Brandt Ltd gives a warranty of five years."),
        (
            "Wie viel Urlaub bekommen die Leute bei Brandt?",
            "Bei Brandt bekommen die Leute 28 Tage Urlaub im Jahr.",
        ),
    ]);
}

#[test]
fn when_in_the_present_in_clauses_and_by_the_time_of_day() {
    answered(&[
        (
            "¿Cuándo se paga el alquiler en Valmora?",
            "En Valmora el alquiler se paga el primer día de cada mes.",
        ),
        ("¿Cuándo se riegan los jardines de Valmora?", "Los jardines de Valmora se riegan por la noche."),
        (
            "Wann wurde die Regel eingeführt, die Hunde im Park Lindach verbietet?",
            "Die Regel gegen Hunde im Park Lindach wurde 1998 eingeführt.",
        ),
        (
            "When was the letter by Anna Brandt delivered?",
            "The letter by Anna Brandt was delivered this morning.",
        ),
        (
            "Wann wurde der Laden in Lindach ausgeraubt?",
            "Der Laden in Lindach wurde in der Nacht ausgeraubt.",
        ),
        (
            "Quand cet été prochain ouvre la piscine de Weston ?",
            "La piscine de Weston ouvre le 3 juin, et le soir elle ferme tard.",
        ),
    ]);
}

#[test]
fn colours_and_times_of_day_beside_something_else() {
    answered(&[
        (
            "How high is the White House of Weston?",
            "The White House of Weston is 12 metres high and its green roof is made of copper.",
        ),
        (
            "When does the Red Lion of Weston close?",
            "The pub of Weston, the Lion, closes at 23:00 and the white gate at midnight.",
        ),
        (
            "When does the Weston library open on Saturday evenings?",
            "On Saturday the Weston library is open from 9 in the morning to 8 pm.",
        ),
    ]);
}

#[test]
fn within_a_time_and_lengths_of_time() {
    answered(&[
        (
            "How long does it take to get a permit from the Weston council?",
            "The Weston council issues a permit within six weeks.",
        ),
        (
            "Quelle est la longueur du stage chez Belmar ?",
            "Le stage chez Belmar a une longueur de six semaines.",
        ),
        ("Wie lang ist das Seil der Bergbahn?", "Das Seil der Bergbahn ist aus einem Stück, 840 Meter lang."),
        (
            "How long is the return period at Brandt Ltd?",
            "At Brandt Ltd the return period ends within 30 days.",
        ),
        (
            "Was kostet der Eintritt ins Schloss Lindach?",
            "Der Preis für den Eintritt ins Schloss Lindach ist pro Zimmer 4,50.",
        ),
    ]);
}
