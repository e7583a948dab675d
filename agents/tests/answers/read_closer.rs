//! Questions that were misread: a noun elsewhere, a clause, a part or a manner was taken for what they ask for.

use super::gaps::tells;

#[test]
fn the_noun_of_the_interrogative_alone_says_what_is_wanted() {
    for (question, answer) in [
        (
            "Which diseases do many scientists of Elmfold see behind the plague?",
            "Many scientists of Elmfold see fevers and coughs behind the plague.",
        ),
        (
            "What body in Elmfold provides water to the mill?",
            "In Elmfold the union provides water to the mill.",
        ),
        ("What was the average family size in Elmfold?", "The average family size in Elmfold was 3.6."),
        ("¿Qué partido gobierna en Elmfold?", "En Elmfold gobierna el partido de los Verdes."),
    ] {
        assert!(tells(question, answer), "{question}");
    }
    let firm = "Which firm in Elmfold provides water to the mill?";
    assert!(!tells(firm, "In Elmfold a spring provides water to the mill."));
}

#[test]
fn a_part_a_region_a_manner_and_a_rate_are_no_amounts() {
    for (question, answer) in [
        (
            "What part of the career of the miller of Elmfold was the best?",
            "The early part of the career of the miller of Elmfold was the best.",
        ),
        (
            "¿En qué parte de Elmfold viven los molineros?",
            "Los molineros viven en la parte norte de Elmfold.",
        ),
        (
            "¿Qué parte del presupuesto de Elmfold va a las escuelas?",
            "El 40 por ciento del presupuesto de Elmfold va a las escuelas.",
        ),
        (
            "In what area of Elmfold is the trust in millers high?",
            "In the west of Elmfold the trust in millers is high.",
        ),
        (
            "How do the fees of the mill of Elmfold compare to those of others?",
            "The mill of Elmfold sets much higher fees than others.",
        ),
        (
            "How was it decided how many millers Elmfold gets?",
            "It was decided how many millers Elmfold gets by the strength of each village.",
        ),
        (
            "What is the admission rate of the school of Elmfold?",
            "The school of Elmfold has an admission rate of 5.3 %.",
        ),
    ] {
        assert!(tells(question, answer), "{question}");
    }
    let area = "What area does the wood of Elmfold cover?";
    assert!(
        !tells(area, "The wood of Elmfold has a cover of snow.")
            && tells(area, "The wood of Elmfold covers 12 ha.")
    );
    let fee = "What is the admission to the mill of Elmfold?";
    assert!(
        !tells(fee, "The admission to the mill of Elmfold is at the back.")
            && tells(fee, "The admission to the mill of Elmfold is 4 €.")
    );
}

#[test]
fn when_may_open_a_clause_and_a_time_may_be_told_by_one() {
    for (question, answer) in [
        (
            "What happens when the wheel of Elmfold stands still?",
            "When the wheel of Elmfold stands still the miller is called.",
        ),
        ("When does the wheel of Elmfold stop?", "The wheel of Elmfold stops when the pond is dry."),
        ("When did the last ice at Elmfold end?", "The last ice at Elmfold ended about 11,600 BP."),
    ] {
        assert!(tells(question, answer), "{question}");
    }
    assert!(!tells("When does the wheel of Elmfold stop?", "The wheel of Elmfold stops at the pond."));
    assert!(!tells("When did the last ice at Elmfold end?", "The last ice at Elmfold ended at a ridge."));
}

#[test]
fn how_long_is_told_by_its_ends_or_in_vague_words() {
    for (question, near, answer) in [
        (
            "How long was the theatre of Elmfold in use?",
            "The theatre of Elmfold was in use for plays.",
            "The theatre of Elmfold was in use from 1870 to 1939.",
        ),
        (
            "Wie lange war das Theater von Elmfold in Betrieb?",
            "Das Theater von Elmfold war für Stücke in Betrieb.",
            "Das Theater von Elmfold war von 1870 bis 1939 in Betrieb.",
        ),
        (
            "How long does it take to learn milling in Elmfold?",
            "In Elmfold it takes patience to learn milling.",
            "In Elmfold it takes several years to learn milling.",
        ),
        (
            "How long is the wall of the mill of Elmfold?",
            "The wall of the mill of Elmfold took several years.",
            "The wall of the mill of Elmfold is 40 m long.",
        ),
    ] {
        assert!(!tells(question, near), "{question} {near}");
        assert!(tells(question, answer), "{question} {answer}");
    }
}

#[test]
fn somebody_without_a_name_and_a_place_that_opens_the_sentence_are_told() {
    for (question, near, answer) in [
        (
            "Who built the mill of Elmfold?",
            "The mill of Elmfold was built well.",
            "Alder built the mill of Elmfold.",
        ),
        (
            "Who may sell medicine in Elmfold?",
            "In Elmfold one may sell medicine.",
            "In Elmfold only pharmacists may sell medicine.",
        ),
        (
            "¿Quién puede pedir cambios en la ley de Elmfold?",
            "Se puede pedir cambios en la ley de Elmfold.",
            "Un abogado puede pedir cambios en la ley de Elmfold.",
        ),
        (
            "Which country signed the treaty about the mill of Elmfold?",
            "Yesterday the treaty about the mill of Elmfold was signed.",
            "Greenland signed the treaty about the mill of Elmfold.",
        ),
        (
            "Which island did the king of Elmfold visit?",
            "Albrecht visited the king of Elmfold.",
            "The king of Elmfold visited the island in the west lake.",
        ),
        (
            "Which firm cleaned the mill of Elmfold?",
            "As part of it the owners cleaned the Elmfold mill.",
            "As part of it Alder cleaned the Elmfold mill.",
        ),
        (
            "Which firm agreed to end the case about the mill?",
            "As part of it the owners agreed to end the case about the mill.",
            "As part of it Alder agreed to end the case about the mill.",
        ),
    ] {
        assert!(!tells(question, near), "{question} {near}");
        assert!(tells(question, answer), "{question} {answer}");
    }
}
