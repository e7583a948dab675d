//! The simulation as tests: determinism, seeds over every variant, and the hunt for deliberate bugs.

use sim::{BUGS, Caught, FAULTS, INVARIANTS, Options, Variant, hunt, playbooks, run_seeds, simulate, table};
use std::fmt::Write as _;

/// Seeds that every test run goes through; the program goes through as many as it is asked to.
const SEEDS: std::ops::Range<u64> = 0..1_200;
/// Seeds in which every deliberate bug has to be caught.
const HUNTED: std::ops::Range<u64> = 0..1_000;

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let playbooks = playbooks().unwrap();
    let options = Options { keep_trace: true, ..Options::default() };
    for seed in [0, 1, 6, 7, 1_470, 4_467] {
        let (one, again) = (simulate(seed, &playbooks, options), simulate(seed, &playbooks, options));
        assert!(one.trace.as_ref().unwrap().len() > 1_000, "seed {seed} has a trace");
        assert_eq!(one, again, "seed {seed}");
    }
    let hash = |seed| simulate(seed, &playbooks, Options::default()).trace_hash;
    assert_ne!(hash(0), hash(2), "another seed is another world");
}

#[test]
fn a_violation_replays_byte_for_byte() {
    let playbooks = playbooks().unwrap();
    for bug in BUGS.into_iter().step_by(3) {
        let (seed, _) = hunt(bug, HUNTED).unwrap().by.unwrap();
        let options = Options { bug: Some(bug), keep_trace: true };
        let (one, again) = (simulate(seed, &playbooks, options), simulate(seed, &playbooks, options));
        assert!(one.violation.is_some());
        assert_eq!(one, again, "{bug}");
        // The bug is off again for whoever comes next in this thread.
        assert_eq!(simulate(seed, &playbooks, Options::default()).violation, None, "{bug}");
    }
}

#[test]
fn every_invariant_holds_under_every_fault() {
    let batch = run_seeds(SEEDS, 4, Options::default()).unwrap();
    let mut failed = String::new();
    for outcome in batch.failed.iter().take(3) {
        let violation = outcome.violation.as_ref().unwrap();
        writeln!(failed, "seed {} {}: {}", outcome.seed, violation.invariant, violation.detail).unwrap();
        writeln!(failed, "{}", outcome.tail.join("\n")).unwrap();
        writeln!(failed, "replay: cargo run --release -p sim -- --seed {} --trace", outcome.seed).unwrap();
    }
    assert!(batch.failed.is_empty(), "{} seeds broke an invariant\n{failed}", batch.failed.len());
    for fault in FAULTS {
        assert!(batch.faults.get(&fault).is_some_and(|count| *count > 10), "{fault:?} hardly ever strikes");
    }
    for invariant in INVARIANTS {
        assert!(
            batch.checks.get(&invariant).is_some_and(|count| *count > 100),
            "{invariant} is hardly ever checked"
        );
    }
}

#[test]
fn both_kinds_of_home_are_simulated() {
    let playbooks = playbooks().unwrap();
    let variants: Vec<Variant> =
        (0..2).map(|seed| simulate(seed, &playbooks, Options::default()).variant).collect();
    assert_eq!(variants, [Variant::Laptop, Variant::Serverless]);
}

#[test]
fn every_deliberate_bug_is_caught() {
    let caught: Vec<Caught> = BUGS.into_iter().map(|bug| hunt(bug, HUNTED).unwrap()).collect();
    let missed: Vec<String> = caught.iter().filter(|c| c.by.is_none()).map(|c| c.bug.to_string()).collect();
    assert!(missed.is_empty(), "not caught: {missed:?}");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/SABOTAGE.md");
    let text = format!("{HEAD}\n{}", table(&caught));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    let golden = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(golden, text, "run `UPDATE_GOLDEN=1 cargo test -p sim` and look at what changed");
}

const HEAD: &str = "# Deliberate bugs that the simulation catches

Each was switched on alone; the first seed from 0 on that found it, and the invariant that it broke. A test keeps this
table true. Replay one with `cargo run --release -p sim -- --seed SEED --sabotage BUG --trace`.
";
