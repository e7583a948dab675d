//! How good a report is: questions about a bundled corpus with planted facts, contradictions and traps, asked of Aegis and of
//! two baselines. It tunes nothing: one part of the questions is shown in detail, the other only as totals.

mod answer;
mod baseline;
mod explain;
mod formats;
mod half;
mod matching;
mod once;
mod ours;
#[cfg(test)]
mod plausible;
mod reading;
mod scale;
mod score;
mod squad;
mod table;
mod truth;

pub(crate) use half::Half;
pub(crate) use once::{OnceArgs, once};
pub(crate) use ours::READ_DOCUMENT;
pub(crate) use squad::squad;

use crate::report::{Report, narrate};
use crate::{Failure, ReportArgs};
use agents::reading::Corpus;
use answer::System;
use baseline::{Baseline, Ranking};
use ours::Ours;
use score::{Score, score};
use std::path::Path;
use std::time::Duration;
use truth::Question;

/// What one system made of one half.
pub(super) struct Outcome {
    /// The half.
    half: Half,
    /// The system's name.
    system: &'static str,
    /// Counts, question by question.
    scores: Vec<Score>,
    /// Time of each answer.
    times: Vec<Duration>,
}

/// Asks all questions, or explains the answer to one.
pub(crate) async fn run(arguments: &ReportArgs, folder: &Path) -> Result<Report, Failure> {
    if arguments.scale {
        return scale::run(folder).await;
    }
    let explaining = arguments.explain || arguments.question.is_some();
    let (half, chosen) = match explaining {
        true => explain::chosen(arguments)?,
        false => (arguments.only.unwrap_or(Half::Tuning), Vec::new()),
    };
    let all = half.set().into_iter().map(truth::questions).collect::<Result<Vec<_>, _>>()?.concat();
    let documents = folder.join("documents");
    let written = formats::materialise(&half.documents(), &documents)?;
    let corpus = ours::read(&documents)?;
    let halves = arguments.only.map_or_else(|| Half::BOTH.to_vec(), Half::parts);
    let ours = Ours { corpus: &corpus, scratch: folder.to_owned() };
    if explaining {
        return explain::run(&chosen, &ours, &all);
    }
    let baselines = [Ranking::Bm25, Ranking::TextRank].map(|ranking| Baseline::new(ranking, &corpus));
    let mut systems: Vec<&dyn System> = vec![&ours];
    systems.extend(baselines.iter().map(|baseline| baseline as &dyn System));
    let mut outcomes = Vec::new();
    for half in halves.iter().copied() {
        let asked = truth::questions(half)?;
        for system in &systems {
            narrate(&format!("asking {} the {} questions", system.name(), half.name()));
            outcomes.push(ask(*system, half, &asked, &all)?);
        }
    }
    let costs = if arguments.no_cost { Vec::new() } else { once::costs(&documents).await? };
    let mut report = table::report(&outcomes, &costs);
    report.notes = notes(written, &corpus, &all);
    report.tables.push(reading::table(&corpus, &halves)?);
    for half in halves.into_iter().filter(|half| half.is_open()) {
        report.tables.push(table::by_kind(half, &truth::questions(half)?, &outcomes));
    }
    Ok(report)
}

fn ask(system: &dyn System, half: Half, asked: &[Question], all: &[Question]) -> Result<Outcome, Failure> {
    let mut outcome = Outcome { half, system: system.name(), scores: Vec::new(), times: Vec::new() };
    for question in asked {
        let answer = system.answer(&question.question)?;
        outcome.scores.push(score(question, &answer, all));
        outcome.times.push(answer.time);
    }
    Ok(outcome)
}

fn notes(written: usize, corpus: &Corpus, all: &[Question]) -> Vec<String> {
    let facts: usize = all.iter().map(|question| question.facts.len()).sum();
    let conflicts: usize = all.iter().map(|question| question.conflicts.len()).sum();
    let mut notes = vec![format!(
        "{written} documents, {} questions, {facts} planted facts, {conflicts} planted contradictions; {} documents were read.",
        all.len(),
        corpus.sources.len()
    )];
    if !corpus.skipped.is_empty() {
        let names: Vec<&str> = corpus.skipped.iter().map(|skipped| skipped.path.as_str()).collect();
        notes.push(format!("Not read, so that what they hold is missed: {}.", names.join(", ")));
    }
    notes
}
