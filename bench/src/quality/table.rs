//! The figures as tables and limits.

use super::Outcome;
use super::half::Half;
use super::once::Cost;
use super::score::{MEASURES, Measure, Score};
use super::truth::Question;
use crate::report::{Cell, Check, Report, Table, number};
use std::collections::BTreeMap;
use std::time::Duration;

/// The system that the limits are for.
const OURS: &str = "aegis";

/// Tables and limits.
pub(super) fn report(outcomes: &[Outcome], costs: &[Cost]) -> Report {
    let columns: Vec<&'static str> = outcomes.iter().map(column).chain(["limit"]).collect();
    let rows = MEASURES.iter().map(|measure| row(measure, outcomes)).collect();
    let quality = Table { title: "Quality, in percent".to_owned(), columns, rows };
    let checks = outcomes.iter().filter(|outcome| outcome.system == OURS);
    // Near misses are a measure of gaps and have no limits of their own.
    let checks =
        checks.filter(|ours| !ours.half.is_near()).flat_map(|ours| checks_of(ours, outcomes)).collect();
    let costs = (!costs.is_empty()).then(|| cost_table(outcomes, costs));
    Report { notes: Vec::new(), tables: [quality].into_iter().chain(costs).collect(), checks }
}

/// The heads of a part's columns, ours first, by its letter.
macro_rules! heads {
    ($letter:literal) => {
        [concat!("aegis ", $letter), concat!("BM25 ", $letter), concat!("TextRank ", $letter)]
    };
}

/// The head of a column: the system, and T for tuning, H for held-out, P for practice, S for its spare part,
/// B for blind and C for its spare part, F for further and G for its spare part, N for near misses, Q for plain questions and
/// R for their spare part.
fn column(outcome: &Outcome) -> &'static str {
    let [ours, bm25, text_rank] = match outcome.half {
        Half::Tuning => heads!("T"),
        Half::HeldOut => heads!("H"),
        Half::Practice => heads!("P"),
        Half::Spare => heads!("S"),
        Half::Blind => heads!("B"),
        Half::BlindSpare => heads!("C"),
        Half::Further => heads!("F"),
        Half::FurtherSpare => heads!("G"),
        Half::NearCorpus | Half::NearBlind | Half::NearFurther | Half::NearShort => heads!("N"),
        Half::NearShortPractice | Half::NearShortBlind | Half::NearShortFurther => heads!("N"),
        Half::NearAsked | Half::NearAny | Half::NearFresh | Half::NearFreshPractice => heads!("N"),
        Half::NearFreshBlind | Half::NearFreshFurther => heads!("N"),
        Half::Plain | Half::PlainPractice | Half::PlainBlind | Half::PlainFurther => heads!("Q"),
        Half::PlainSpare | Half::PlainPracticeSpare => heads!("R"),
        Half::PlainBlindSpare | Half::PlainFurtherSpare | Half::NearShortSpare => heads!("R"),
    };
    match outcome.system {
        "BM25" => bm25,
        "TextRank" => text_rank,
        _ => ours,
    }
}

fn row(measure: &Measure, outcomes: &[Outcome]) -> (String, Vec<Cell>) {
    let cells = outcomes.iter().map(|outcome| Cell((measure.of)(&outcome.total())));
    (measure.name.to_owned(), cells.chain([Cell(measure.limit)]).collect())
}

/// The limits for one half, and how many columns a baseline is not beaten in.
fn checks_of(ours: &Outcome, outcomes: &[Outcome]) -> Vec<Check> {
    let total = ours.total();
    let half = ours.half.name();
    let mut checks = Vec::new();
    for measure in &MEASURES {
        let (Some(limit), value) = (measure.limit, (measure.of)(&total)) else { continue };
        let what = format!("{half}: {}, %", measure.name);
        // Without any declaration there is no false one; without any citation none is valid.
        let value = value.unwrap_or(0.0);
        checks.push(match measure.more_is_better {
            true => Check::at_least(what, value, limit),
            false => Check::at_most(what, value, limit),
        });
    }
    for other in outcomes.iter().filter(|other| other.half == ours.half && other.system != OURS) {
        let theirs = other.total();
        let behind = MEASURES.iter().filter(|measure| measure.compared && !measure.is_ahead(&total, &theirs));
        checks.push(Check::at_most(
            format!("{half}: figures in which {} is not beaten", other.system),
            number(behind.count()),
            0.0,
        ));
    }
    checks
}

fn cost_table(outcomes: &[Outcome], costs: &[Cost]) -> Table {
    let rows = costs.iter().map(|cost| {
        let times: Vec<Duration> = outcomes
            .iter()
            .filter(|outcome| outcome.system == cost.system)
            .flat_map(|outcome| outcome.times.clone())
            .collect();
        let cells = [median_ms(times), 1e3 * cost.read_s, 1e3 * cost.total_s, number(cost.peak) / 1e6];
        (cost.system.clone(), cells.map(Cell::from).to_vec())
    });
    Table {
        title: "Cost: an answer alone (median), and one question in a process of its own".to_owned(),
        columns: vec!["answer ms", "read ms", "in all ms", "peak MB"],
        rows: rows.collect(),
    }
}

fn median_ms(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times.get(times.len() / 2).map_or(f64::NAN, |time| 1e3 * time.as_secs_f64())
}

/// Facts and contradictions found per kind of question, in a part that may be looked at: where the misses lie.
pub(super) fn by_kind(half: Half, questions: &[Question], outcomes: &[Outcome]) -> Table {
    let mut kinds: BTreeMap<&str, Vec<Score>> = BTreeMap::new();
    let ours = outcomes.iter().filter(|outcome| outcome.system == OURS && outcome.half == half);
    for (question, score) in questions.iter().zip(ours.flat_map(|outcome| &outcome.scores)) {
        kinds.entry(&question.kind).or_default().push(*score);
    }
    let rows = kinds.into_iter().map(|(kind, scores)| {
        let total: Score = scores.into_iter().sum();
        let counts = [
            total.facts,
            total.facts_found,
            total.conflicts,
            total.conflicts_found,
            total.declared_wrongly,
            total.gaps + total.gaps_wrongly,
        ];
        (kind.to_owned(), counts.map(|count| Cell::from(number(count))).to_vec())
    });
    Table {
        title: format!("By kind of question, {}: counts", half.name()),
        columns: vec!["facts", "found", "conflicts", "declared", "falsely", "gaps"],
        rows: rows.collect(),
    }
}

impl Outcome {
    fn total(&self) -> Score {
        self.scores.iter().copied().sum()
    }
}
