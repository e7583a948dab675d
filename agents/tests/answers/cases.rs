//! Values for different cases are no contradiction, whatever they are; things that are counted by other words are one thing.

use crate::common::named::against;

/// Each row: a question, two sentences that contradict each other, and one that tells another case than the first.
#[track_caller]
fn told(rows: &[(&str, [&str; 2], &str)]) {
    for (question, [a, b], other_case) in rows {
        assert_eq!(against(question, a, b).len(), 2, "{a} <> {b}");
        assert_eq!(against(question, a, other_case), Vec::<String>::new(), "{a} | {other_case}");
    }
}

#[test]
fn members_and_guests_pay_different_prices() {
    told(&[
        (
            "What does a day at the Elmfold boathouse cost?",
            [
                "A day at the Elmfold boathouse costs members 15 euros.",
                "Members pay 18 euros for a day at the Elmfold boathouse.",
            ],
            "Guests pay 29 euros for a day at the Elmfold boathouse.",
        ),
        (
            "Was kostet ein Tag im Bootshaus Hartenau?",
            [
                "Ein Tag im Bootshaus Hartenau kostet Mitglieder 15 Euro.",
                "Mitglieder zahlen 18 Euro für einen Tag im Bootshaus Hartenau.",
            ],
            "Gäste zahlen 29 Euro für einen Tag im Bootshaus Hartenau.",
        ),
        (
            "Combien coûte une journée au refuge de Valmont ?",
            [
                "Une journée au refuge de Valmont coûte 15 euros aux membres.",
                "Les membres paient 18 euros pour une journée au refuge de Valmont.",
            ],
            "Une journée au refuge de Valmont coûte 29 euros aux non-membres.",
        ),
        (
            "¿Cuánto cuesta un día en el refugio de Olmar?",
            [
                "Un día en el refugio de Olmar cuesta 15 euros para los socios.",
                "A los socios les cuesta 18 euros un día en el refugio de Olmar.",
            ],
            "Un día en el refugio de Olmar cuesta 29 euros para los invitados.",
        ),
    ]);
}

#[test]
fn prices_with_and_without_tax_differ() {
    told(&[
        (
            "What did the new roof of the Elmfold hall cost?",
            [
                "Excluding VAT, the new roof of the Elmfold hall cost 40,000 euros.",
                "The new roof of the Elmfold hall cost 44,000 euros before tax.",
            ],
            "Including VAT, the new roof of the Elmfold hall cost 48,000 euros.",
        ),
        (
            "Was hat das neue Dach der Halle Hartenau gekostet?",
            [
                "Das neue Dach der Halle Hartenau hat netto 40.000 Euro gekostet.",
                "Netto hat das neue Dach der Halle Hartenau 44.000 Euro gekostet.",
            ],
            "Brutto hat das neue Dach der Halle Hartenau 48.000 Euro gekostet.",
        ),
    ]);
}

#[test]
fn what_is_counted_may_have_another_name_on_each_side() {
    for (question, a, b, agreeing) in [
        (
            "Combien de fermes compte la vallée de Valmont ?",
            "La vallée de Valmont compte 42 fermes entre la rivière et la forêt.",
            "Dans la vallée de Valmont, on compte 37 exploitations.",
            "Dans la vallée de Valmont, on compte 42 exploitations.",
        ),
        (
            "How many engineers work at the Elmfold yard?",
            "At the Elmfold yard work 14 engineers, most of them in the dry dock.",
            "Eleven of our engineers work at the Elmfold yard.",
            "Fourteen of our engineers work at the Elmfold yard.",
        ),
    ] {
        assert_eq!(against(question, a, b).len(), 2, "{a} <> {b}");
        assert_eq!(against(question, a, agreeing), Vec::<String>::new(), "{agreeing}");
    }
}
