//! What only real texts showed: names that nobody has, sentences that share a few words by chance, questions for what is not so,
//! opposites, and questions that have the word for a measure and ask for none.

use super::gaps::{OTHER, is_answered, tells};

fn all(rows: &[(&str, &str, &str)]) {
    for (question, near, answer) in rows {
        assert!(!tells(question, near), "{question} {near}");
        assert!(tells(question, answer), "{question} {answer}");
    }
}

/// Whether a sentence answers, beside so many others that words have their weights.
fn answers(question: &str, own: &str) -> bool {
    let notes: String =
        (1..=40).map(|day| format!("On day {day} the keeper wrote down {day} birds.\n\n")).collect();
    is_answered(question, &[("elmfold/a.txt", own), ("other/notes.txt", notes.as_str())])
}

#[test]
fn nothing_is_told_of_whom_no_document_names() {
    all(&[
        (
            "When did Marlowe repair the mill of Elmfold?",
            "In 1742 the miller repaired the mill of Elmfold.",
            "In 1742 Marlowe repaired the mill of Elmfold.",
        ),
        (
            "¿Cuándo reparó Quevedo el molino de Elmfold?",
            "En 1742 el molinero reparó el molino de Elmfold.",
            "En 1742 Quevedo reparó el molino de Elmfold.",
        ),
    ]);
    let general = "One of the first men to serve as a general of Elmfold was Hervé in the 1050s.";
    assert!(answers("When did Herve serve as a general of Elmfold?", general), "written nearly alike");
    // By one of two names, or abbreviated.
    for (question, answer) in [
        ("When did Ada Marlowe repair the mill of Elmfold?", "In 1742 Marlowe repaired the mill of Elmfold."),
        (
            "When did the EMC repair the mill of Elmfold?",
            "In 1742 the Elmfold Mill Company repaired the mill.",
        ),
    ] {
        assert!(tells(question, answer), "{question}");
    }
}

#[test]
fn a_few_words_that_meet_by_chance_tell_nothing() {
    for (question, near, answer) in [
        (
            "What goal do many of these protests have?",
            "The protests lasted nine years.",
            "The goal that many of these protests have is a lower rent.",
        ),
        (
            "What is incorrectly thought about the outer membrane?",
            "The outer membrane of the cell is thin.",
            "It is incorrectly thought that the outer membrane comes from the host.",
        ),
        // In its language, what it says is said in its words at least in part.
        (
            "What did the physician purchase for the infirmary?",
            "The doctor bought a car last year.",
            "The doctor bought beds for the infirmary.",
        ),
        (
            "In a steam turbine, what are rotors mounted on?",
            "In the steam turbine of Elmfold the range of warmth is small.",
            "In a steam turbine the rotors are mounted on a shaft.",
        ),
    ] {
        assert!(!answers(question, near), "{question}");
        assert!(answers(question, answer), "{question}");
    }
}

#[test]
fn a_long_sentence_shares_some_words_with_every_question() {
    let question = "Which festival do the farmers of Elmfold hold after the harvest of apples?";
    let long = "The farmers of Elmfold, who had no road to the town until the bridge was built by the men of the next village, \
                bring the crop of apples to the mill every year, where they are pressed for them.";
    assert!(!answers(question, long));
    assert!(answers(
        question,
        "After the harvest of apples the farmers of Elmfold hold a festival of lights."
    ));
}

#[test]
fn what_is_farther_than_the_best_must_share_more() {
    let question = "Which company built the dome of the Elmfold observatory?";
    let dome = "The dome of the observatory turns on a rail. Nobody minds.";
    assert!(!answers(
        question,
        &format!("{dome} The company Norrin has an office in town. It built the road.")
    ));
    assert!(answers(
        question,
        &format!("{dome} The dome of the Elmfold observatory was built by the company Norrin.")
    ));
}

#[test]
fn what_is_not_so_is_not_told_by_what_is() {
    all(&[
        (
            "Which members of the choir did not pay the fee?",
            "The members of the choir from Elmfold paid the fee.",
            "The members of the choir from Elmfold never paid the fee.",
        ),
        (
            "Welche Gäste zahlen keine Kurtaxe?",
            "Gäste aus Elmfold zahlen die Kurtaxe.",
            "Gäste aus Elmfold sind von der Kurtaxe ausgenommen.",
        ),
        (
            "Quels bus ne passent pas par la gare ?",
            "Les bus de la ligne 4 passent par la gare.",
            "Tous les bus passent par la gare, à l'exception de la ligne 4.",
        ),
    ]);
    let yes_no = "Is smoking not allowed in the hall of Elmfold?";
    assert!(tells(yes_no, "Smoking is allowed in the hall of Elmfold."), "either is an answer");
}

#[test]
fn an_opposite_is_another_thing() {
    all(&[
        (
            "What is the shortest tunnel of the railway?",
            "The longest tunnel of the railway is the Elmfold tunnel.",
            "The shortest tunnel of the railway is the Elmfold tunnel.",
        ),
        (
            "Where do the two rivers merge?",
            "At Elmfold the two rivers divide.",
            "At Elmfold the two rivers merge.",
        ),
    ]);
}

#[test]
fn the_word_for_a_measure_does_not_always_ask_for_one() {
    for (question, answer) in [
        (
            "What company agreed to end the high court case against Elmfold?",
            "Norrin Mills agreed to end the high court case against Elmfold.",
        ),
        (
            "What is the last name of the baker of Elmfold?",
            "The last name of the baker of Elmfold is Thorne.",
        ),
        (
            "What is the name of the bridge that joins the parts of Elmfold?",
            "The bridge that joins the parts of Elmfold bears the name of Saint Ives.",
        ),
    ] {
        assert!(tells(question, answer), "{question}");
    }
    let asked = "What is the average height of the oaks of Elmfold?";
    assert!(!tells(asked, "The oaks of Elmfold have an average age of 90 years."));
    assert!(tells(asked, "The oaks of Elmfold have an average height of 21 metres."));
}

#[test]
fn years_of_old_and_centuries_are_times() {
    all(&[(
        "How many looms worked in Elmfold in the 1100s?",
        "In the 11th century 40 looms worked in Elmfold.",
        "In the 12th century 40 looms worked in Elmfold.",
    )]);
    assert!(tells(
        "How many looms worked in Elmfold in the 12th century?",
        "In 1150, 40 looms worked in Elmfold."
    ));
    let battle = "The monks of Elmfold lost their mill at the siege of Elmfold Abbey (1288).";
    assert!(is_answered(
        "When did the monks of Elmfold lose their mill?",
        &[("elmfold/notes.md", battle), OTHER]
    ));
}

#[test]
fn a_sentence_of_a_law_is_quoted_however_long_its_list_is() {
    let parishes: Vec<String> = (1..=40).map(|number| format!("Elmfold parish {number}")).collect();
    let law = format!("The toll on salt is paid by {} and by the keeper of the mill.", parishes.join(", "));
    assert!(law.chars().count() > 600);
    assert!(tells("Who pays the toll on salt?", &law));
}

#[test]
fn what_a_reader_found_hidden_answers() {
    for (question, answer) in [
        ("Who won the election in Denmark?", "The Danish election was won by the Social Democrats."),
        ("At what temperature in Celsius does gold melt?", "Gold melts at a temperature of 1,064 °C."),
        ("How many members does the Council have?", "The municipal assembly has 15 members."),
        ("How Long Does The Guided Tour Take?", "The guided tour takes two hours."),
        ("Which line does not run on Sundays?", "Line 7 runs from Monday to Saturday."),
        ("When does the ferry not run?", "The ferry runs from April to October."),
        ("What does the insurance not cover?", "The insurance excludes damage by flood."),
        ("Where may you not park?", "Parking in front of the fire station is prohibited."),
        ("Quelles communes n'ont pas d'école ?", "Les communes de Lisle et de Vaux sont dépourvues d'école."),
        (
            "What is the shortest way to the mill?",
            "The way past the church is not the longest one to the mill.",
        ),
        ("Which shops are open on Sundays?", "On Sundays all shops are closed except the bakery."),
        ("Could you tell me how deep the well of Elmfold is?", "The well of Elmfold is 40 metres deep."),
        ("What did the council of Elmfold decide?", "The council of Elmfold decided to sell the mill."),
        ("What was Elmfold known for?", "In the 12th century Elmfold was known for its wool."),
    ] {
        assert!(tells(question, answer), "{question}");
    }
}
