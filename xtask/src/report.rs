//! What the gate prints. It must not run anything.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "what this tool prints is its result")]

use crate::error::Error;
use crate::outcome::Outcome;
use crate::stages::Stage;
use std::time::Duration;

/// One finished stage.
pub(crate) struct Line {
    /// The stage's name.
    pub(crate) name: &'static str,
    /// What it came to.
    pub(crate) outcome: Outcome,
    /// How long it took.
    pub(crate) took: Duration,
}

/// What will be run.
pub(crate) fn plan(stages: &[Stage]) {
    println!("Plan:");
    for stage in stages {
        println!("  {:<14} {}", stage.name, stage.about);
    }
}

/// A stage begins.
pub(crate) fn begin(stage: &Stage) {
    println!("\n==> {}: {}", stage.name, stage.about);
}

/// A stage has ended.
pub(crate) fn end(line: &Line) {
    for note in &line.outcome.notes {
        println!("    {note}");
    }
    println!("<== {}: {} in {:.1} s", line.name, line.outcome.verdict(), line.took.as_secs_f64());
}

/// The table of all stages and the last line.
pub(crate) fn summary(lines: &[Line]) {
    println!("\n{:<14} {:<8} {:>8} {:>8}", "stage", "result", "checks", "seconds");
    let mut total = Outcome::default();
    for line in lines {
        total.add(&line.outcome);
        let checks = line.outcome.passed + line.outcome.failed + line.outcome.skipped;
        let seconds = line.took.as_secs_f64();
        println!("{:<14} {:<8} {checks:>8} {seconds:>8.1}", line.name, line.outcome.verdict());
    }
    for line in lines {
        let verdict = line.outcome.verdict();
        if line.outcome.failed + line.outcome.skipped > 0 {
            for note in &line.outcome.notes {
                println!("{verdict} {}: {note}", line.name);
            }
        }
    }
    println!("{} passed, {} failed, {} skipped", total.passed, total.failed, total.skipped);
}

/// A line about what a task does.
pub(crate) fn say(text: &str) {
    println!("{text}");
}

/// Why a task could not go on.
pub(crate) fn error(error: &Error) {
    eprintln!("error: {error}");
}
