//! One question in a process of its own, from reading the documents to the verified report: its time and its memory.

use super::answer::System;
use super::baseline::{Baseline, Ranking};
use super::ours::{self, Ours};
use crate::Failure;
use crate::process::usage;
use clap::Args;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::process::Output;
use std::time::Instant;
use tokio::process::Command;

/// The hidden command that does it.
const COMMAND: &str = "__answer-once";
/// What is asked where only the cost counts.
const QUESTION: &str = "How much electricity did the wind farm at Nine Cairns feed into the grid in 2022?";

/// What the hidden command takes.
#[derive(Args)]
pub(crate) struct OnceArgs {
    /// Folder with the documents
    documents: PathBuf,
    /// aegis, BM25, TextRank, or "read" to stop after reading
    system: String,
    /// The question
    question: String,
}

/// What it cost, from the start of the work in its process.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Cost {
    /// The system's name.
    pub(super) system: String,
    /// Documents read.
    pub(super) documents: usize,
    /// Files not read, with reasons.
    pub(super) skipped: Vec<(String, String)>,
    /// Reading the documents, in seconds.
    pub(super) read_s: f64,
    /// From reading to the end, in seconds.
    pub(super) total_s: f64,
    /// Most resident memory, in bytes.
    pub(super) peak: u64,
}

/// The hidden command: prints its cost as JSON.
#[expect(clippy::print_stdout, reason = "how the process that asked for it learns it")]
pub(crate) fn once(arguments: &OnceArgs) -> Result<(), Failure> {
    let begin = Instant::now();
    let read = ours::read(&arguments.documents);
    let read_s = begin.elapsed().as_secs_f64();
    let (documents, skipped) = match &read {
        Ok(corpus) => (
            corpus.sources.len(),
            corpus.skipped.iter().map(|file| (file.path.clone(), file.reason.to_string())).collect(),
        ),
        Err(error) => (0, vec![("all".to_owned(), error.to_string())]),
    };
    if let (Ok(corpus), true) = (&read, arguments.system != "read") {
        let scratch = tempfile::tempdir()?;
        let ours = Ours { corpus, scratch: scratch.path().to_owned() };
        let baseline = |ranking| Baseline::new(ranking, corpus);
        let _answer = match arguments.system.as_str() {
            "BM25" => baseline(Ranking::Bm25).answer(&arguments.question)?,
            "TextRank" => baseline(Ranking::TextRank).answer(&arguments.question)?,
            _ => ours.answer(&arguments.question)?,
        };
    }
    let total_s = begin.elapsed().as_secs_f64();
    let peak = usage(std::process::id()).peak;
    let cost = Cost { system: arguments.system.clone(), documents, skipped, read_s, total_s, peak };
    println!("{}", serde_json::to_string(&cost)?);
    Ok(())
}

/// What each system costs on the bundled corpus.
pub(super) async fn costs(documents: &Path) -> Result<Vec<Cost>, Failure> {
    let mut costs = Vec::new();
    for system in ["aegis", "BM25", "TextRank"] {
        costs.push(cost_of(&command(documents, system, QUESTION)?.output().await?)?);
    }
    Ok(costs)
}

/// The hidden command with its arguments.
pub(super) fn command(documents: &Path, system: &str, question: &str) -> Result<Command, Failure> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(COMMAND).arg(documents).args([system, question]).kill_on_drop(true);
    Ok(command)
}

/// What the hidden command printed.
pub(super) fn cost_of(output: &Output) -> Result<Cost, Failure> {
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("a measured process ended with {}: {said}", output.status).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}
