//! The program `sim`: many seeds, one seed with its trace, or the hunt for deliberate bugs.

use clap::Parser;
use serde_json::json;
use sim::{
    BUGS, Batch, Bug, Caught, INVARIANTS, Options, Outcome, SimError, hunt, playbooks, run_seeds, simulate,
    table,
};
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::ops::Range;
use std::process::ExitCode;
use std::time::Instant;

/// A third of the time goes into small allocations.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Simulates the engine under faults, from seeds.
#[derive(Parser)]
#[command(version)]
struct Args {
    /// Seeds from A up to, not including, B.
    #[arg(long, value_name = "A..B", default_value = "0..2000", value_parser = range)]
    seeds: Range<u64>,
    /// One seed only.
    #[arg(long)]
    seed: Option<u64>,
    /// Print the whole trace of the seed.
    #[arg(long, requires = "seed")]
    trace: bool,
    /// A deliberate bug that has to be caught, or `all` of them.
    #[arg(long, value_name = "BUG")]
    sabotage: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// Threads; as many as there are processors where it is not given.
    #[arg(long)]
    threads: Option<usize>,
}

fn range(text: &str) -> Result<Range<u64>, String> {
    let parsed = text.split_once("..").and_then(|(from, to)| Some(from.parse().ok()?..to.parse().ok()?));
    parsed.ok_or_else(|| format!("'{text}' is no range of seeds; write it like 0..2000"))
}

fn main() -> ExitCode {
    let args = Args::parse();
    let (text, good) = match run(&args) {
        Ok(done) => done,
        Err(error) => (format!("sim: {error}\n"), false),
    };
    // Whoever closed the pipe has seen enough.
    let written = io::stdout().lock().write_all(text.as_bytes());
    if good && written.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn run(args: &Args) -> Result<(String, bool), SimError> {
    let bug = match args.sabotage.as_deref() {
        Some("all") => return sabotage_all(args),
        Some(name) => Some(name.parse::<Bug>()?),
        None => None,
    };
    match args.seed {
        Some(seed) => {
            let outcome = simulate(seed, &playbooks()?, Options { bug, keep_trace: args.trace });
            let mut text = outcome.trace.clone().unwrap_or_default();
            text.push_str(&one(&outcome, args));
            Ok((text, outcome.violation.is_none()))
        }
        None => {
            let began = Instant::now();
            let threads =
                args.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
            let batch = run_seeds(args.seeds.clone(), threads, Options { bug, keep_trace: false })?;
            let seconds = began.elapsed().as_secs_f64();
            let text =
                if args.json { json(&batch, seconds) } else { summary(&batch, seconds, threads, args) };
            Ok((text, batch.failed.is_empty()))
        }
    }
}

fn sabotage_all(args: &Args) -> Result<(String, bool), SimError> {
    let caught =
        BUGS.into_iter().map(|bug| hunt(bug, args.seeds.clone())).collect::<Result<Vec<Caught>, _>>()?;
    let count = caught.iter().filter(|caught| caught.by.is_some()).count();
    let text = format!("{}\n{count} of {} deliberate bugs caught\n", table(&caught), caught.len());
    Ok((text, count == caught.len()))
}

fn one(outcome: &Outcome, args: &Args) -> String {
    let mut text = format!(
        "seed {}: {}, {} runs, {} turns, {} s of virtual time, trace {}\n",
        outcome.seed,
        outcome.variant.as_str(),
        outcome.runs,
        outcome.turns,
        outcome.virtual_ms / 1_000,
        outcome.trace_hash
    );
    text.push_str(&violation(outcome, args, !args.trace));
    text
}

fn violation(outcome: &Outcome, args: &Args, with_tail: bool) -> String {
    let Some(violation) = &outcome.violation else { return String::new() };
    let mut text =
        format!("\nVIOLATION of {} by seed {}: {}\n", violation.invariant, outcome.seed, violation.detail);
    if with_tail {
        for line in &outcome.tail {
            text.push_str(line);
            text.push('\n');
        }
    }
    let sabotage = args.sabotage.as_ref().map(|bug| format!(" --sabotage {bug}")).unwrap_or_default();
    text.push_str(&format!(
        "replay: cargo run --release -p sim -- --seed {}{sabotage} --trace\n",
        outcome.seed
    ));
    text
}

fn summary(batch: &Batch, seconds: f64, threads: usize, args: &Args) -> String {
    let mut text = format!(
        "{} seeds ({:?}), {} runs in {seconds:.1} s on {threads} threads",
        batch.seeds, args.seeds, batch.runs
    );
    let rate = batch.runs as f64 / seconds;
    // Writing into a string can't fail.
    let _never = writeln!(
        text,
        ": {rate:.0} runs/s; {} h of virtual time, {} turns",
        batch.virtual_ms / 3_600_000,
        batch.turns
    );
    let (slowest, seed) = batch.slowest;
    let _never =
        writeln!(text, "all done at most {} s after the faults stopped (seed {seed})", slowest / 1_000);
    text.push_str("faults that struck:\n");
    for (fault, count) in &batch.faults {
        let _never = writeln!(text, "  {fault:?}: {count}");
    }
    text.push_str("invariants checked:\n");
    for invariant in INVARIANTS {
        let count = batch.checks.get(&invariant).copied().unwrap_or(0);
        let _never = writeln!(text, "  {invariant}: {count}");
    }
    for outcome in batch.failed.iter().take(3) {
        text.push_str(&violation(outcome, args, true));
    }
    if batch.failed.len() > 3 {
        let seeds: Vec<String> = batch
            .failed
            .iter()
            .map(|o| {
                format!(
                    "{}:{}",
                    o.seed,
                    o.violation.as_ref().map_or("?".to_owned(), |v| v.invariant.to_string())
                )
            })
            .collect();
        let _never = writeln!(text, "\n{} seeds broke an invariant: {}", seeds.len(), seeds.join(" "));
    }
    text.push_str(if batch.failed.is_empty() { "every invariant held\n" } else { "" });
    text
}

fn json(batch: &Batch, seconds: f64) -> String {
    let counted = |name: String, count: u64| (name, json!(count));
    let faults: serde_json::Map<_, _> =
        batch.faults.iter().map(|(f, n)| counted(format!("{f:?}"), *n)).collect();
    let checks: serde_json::Map<_, _> =
        batch.checks.iter().map(|(i, n)| counted(i.to_string(), *n)).collect();
    let failed: Vec<_> = batch
        .failed
        .iter()
        .map(|outcome| {
            let violation = outcome.violation.as_ref();
            json!({
                "seed": outcome.seed,
                "invariant": violation.map(|v| v.invariant.to_string()),
                "detail": violation.map(|v| v.detail.clone()),
            })
        })
        .collect();
    let rate = batch.runs as f64 / seconds;
    let value = json!({
        "seeds": batch.seeds, "runs": batch.runs, "seconds": seconds, "runs_per_second": rate,
        "virtual_ms": batch.virtual_ms, "faults": faults, "checks": checks, "failed": failed,
    });
    format!("{value}\n")
}
