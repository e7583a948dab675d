//! Which questions count as answered: the kind of value that is asked for, told of what the question names, in its words or in
//! others.

use crate::common;
use agents::analysis::analyse;
use agents::research::Depth;
use agents::writing::{Approval, WriteRequest, names, write};

pub(crate) fn is_answered(question: &str, documents: &[(&str, &str)]) -> bool {
    let (_dir, corpus) = common::corpus_of(documents);
    common::ask(question, Depth::Basic, &corpus, None).metadata.sub_questions[0].answered
}

/// A document beside the one in question, so that words differ in how much they tell.
pub(crate) const OTHER: (&str, &str) =
    ("other/z.txt", "A storm took the roof of the barn. Apples are pressed in autumn by the whole village.");

/// Whether one sentence answers the question.
pub(crate) fn tells(question: &str, sentence: &str) -> bool {
    is_answered(question, &[("elmfold/a.txt", sentence), OTHER])
}

#[test]
fn what_is_told_of_something_else_is_no_answer() {
    let bells = "Three bells hang in the old school, and they are rung at noon.";
    let oakham = "Oakham lies on the river and has a chapel with a tower of brick.";
    let question = "How many bells hang in Oakham?";
    assert!(!is_answered(question, &[("oakham/town.txt", oakham), ("school/bells.txt", bells)]));
    // What lies in one folder is about one thing.
    assert!(is_answered(question, &[("oakham/town.txt", oakham), ("oakham/bells.txt", bells)]));
}

#[test]
fn an_age_or_a_duration_is_told_in_units_of_time() {
    let question = "From what age can children join the Oakham band?";
    let members = "The Oakham band has twenty members. Eleven children joined the Oakham band in 1990.";
    assert!(!is_answered(question, &[("band.txt", members)]));
    let age = "Children of eight years and more can join the Oakham band.";
    assert!(is_answered(question, &[("band.txt", age)]));
}

#[test]
fn a_price_is_told_of_what_has_it() {
    let question = "Combien coûte un abonnement au festival de Valmont ?";
    let budget = "Le budget du festival de Valmont a atteint deux millions d'euros, soit 2 000 000 euros.";
    let tram = "Un abonnement au tramway de la ville coûte 30 euros.";
    assert!(!is_answered(question, &[("festival/a.txt", budget), ("tram/b.txt", tram)]));
    let price = "Un abonnement au festival de Valmont coûte 60 euros pour toute la saison.";
    assert!(is_answered(question, &[("a.txt", price)]));
    let question = "Was kostet der Eintritt in die Mühle Lindach?";
    let other = ("b.txt", "Ein Sturm nahm das Dach der Scheune mit. Äpfel werden im Herbst gepresst.");
    let free = "Der Eintritt in die Mühle Lindach ist für alle Besucher frei.";
    assert!(is_answered(question, &[("a.txt", free), other]));
    let vacant = "Vor dem Eintritt in die Mühle Lindach sind für alle Besucher freie Plätze.";
    assert!(!is_answered(question, &[("a.txt", vacant), other]));
}

#[test]
fn what_is_counted_may_be_called_otherwise_beside_something_else_that_is_asked() {
    let question = "How many guards does the Oakham Museum employ?";
    assert!(!is_answered(
        question,
        &[("a.txt", "The Oakham Museum has 3,170 watches on show in its vault.")]
    ));
    let question = "How many spectators does the upper hall of the Oakham theatre hold?";
    assert!(is_answered(
        question,
        &[("a.txt", "The upper hall of the Oakham theatre has room for an audience of 140.")]
    ));
}

#[test]
fn other_words_answer_in_the_document_that_has_the_name() {
    let question = "Where are the objects from the Oakham excavation stored?";
    let kept = "Oakham, a report on the dig\n\nThe finds are kept in the old mill until a house takes them.";
    assert!(is_answered(question, &[("a.txt", kept)]));
    assert!(!is_answered(question, &[("a.txt", "The bread of the Oakham mill is kept warm in a cupboard.")]));
}

#[test]
fn a_compound_is_also_called_by_its_last_part() {
    let question = "Warum wurde der Hackschnitzelkessel in Lindach ausgetauscht?";
    let boiler = "Nahwärme in Lindach\n\nAusgetauscht wurde der Kessel, weil der Rost nach neun Wintern durchgebrannt war.";
    assert!(is_answered(question, &[("a.txt", boiler)]));
    let other = "Nahwärme in Lindach\n\nAusgetauscht wurde das Fenster, weil der Rahmen nach neun Wintern morsch war.";
    assert!(!is_answered(question, &[("a.txt", other)]));
}

#[test]
fn yes_or_no_takes_more_of_the_question() {
    let sold = ("ferry/a.txt", "Tickets for the Oakham ferry are sold at the kiosk beside the landing.");
    let bank = ("village/b.txt", "The bank pays for the card machine that the shop has in winter.");
    let question = "Can I pay for a ticket on the Oakham ferry by bank card in winter?";
    assert!(!is_answered(question, &[sold, bank]));
    assert!(is_answered("Can I buy a ticket for the Oakham ferry at the kiosk?", &[sold, bank]));
}

/// A question that the documents don't surely answer, and the documents.
const STAY: &str = "What do yachts pay to stay in the harbour of Elmfold?";
const HARBOURS: [(&str, &str); 3] = [
    ("oakham/a.txt", "What yachts pay to stay is told at the office of Oakham."),
    (
        "elmfold/a.txt",
        "Elmfold has a crane.\n\nA night in the harbour of Elmfold costs 2 crowns for each metre.",
    ),
    (
        "elmfold/b.txt",
        "A storm took the roof of the barn. Apples are pressed in autumn by the whole village.",
    ),
];

#[test]
fn a_gap_names_the_quote_that_comes_nearest_and_what_it_lacks() {
    let (_dir, corpus) = common::corpus_of(&HARBOURS);
    let ask = |question: &str| common::ask(question, Depth::Basic, &corpus, None);
    let result = ask(STAY);
    assert_eq!(result.research_gaps[0], format!("No sentence surely answers: {STAY}"));
    let nearest = result.metadata.sub_questions[0].nearest.clone().unwrap();
    assert!(result.citation(&nearest.citation).unwrap().quote.contains("2 crowns"), "{nearest:?}");
    assert_eq!(nearest.lacks, ["yachts", "stay"]);
    let bundle = common::bundle(STAY, &corpus);
    for name in [names::MARKDOWN, names::HTML, names::DOCX] {
        let text = common::text_of(&bundle, name);
        for told in ["No quote surely answers the question itself.", "it lacks “yachts”, “stay”, unless"]
        {
            assert!(text.contains(told), "{name}: {told}\n{text}");
        }
    }
    let none = ask("How many penguins breed?").research_gaps;
    assert_eq!(none[0], "No evidence in the documents for: How many penguins breed?");
    let answered = ask("What does a night in the harbour of Elmfold cost?").metadata.sub_questions;
    let coverage = bundle.report.coverage.iter().skip(1).chain(&answered);
    assert_eq!(coverage.filter(|sub| sub.nearest.is_some()).count(), 0);
}

#[test]
fn what_a_person_took_out_is_not_pointed_at() {
    let (_dir, corpus) = common::corpus_of(&HARBOURS);
    let research = common::ask(STAY, Depth::Basic, &corpus, None);
    let nearest = |insights: usize| {
        let mut analysis = analyse(&research);
        analysis.key_insights.truncate(insights);
        analysis.figures.truncate(insights);
        let analysis = serde_json::to_value(analysis).unwrap();
        let approval = Approval { edited: true, ..Approval::default() };
        let bundle = write(&WriteRequest {
            analysis: &analysis,
            research: &research,
            corpus: &corpus,
            approval: &approval,
            generated_at: "2026-01-02T03:04:05Z",
        });
        bundle.unwrap().report.coverage[0].nearest.clone()
    };
    assert_eq!(nearest(usize::MAX), research.metadata.sub_questions[0].nearest);
    assert_eq!(nearest(0), None);
}
