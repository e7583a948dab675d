//! One seed from beginning to end: faults for a while, then calm, then everything has to come to its end.

use crate::actors;
use crate::check::{Invariant, Violation};
use crate::fault::Fault;
use crate::sabotage::Bug;
use crate::setup::{Setup, Variant};
use crate::world::{EPOCH, World, lock, signed};
use shared::ids::{TenantId, WorkflowId};
use shared::playbook::Playbook;
use shared::run::RunKey;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How long runs have to end once faults stop, in milliseconds of virtual time: six hours.
const PATIENCE_MS: i64 = 6 * 3_600_000;
/// How long stragglers may go on after everything has ended, in milliseconds of virtual time.
const LINGER_MS: i64 = 600_000;
/// Most turns of the executor: beyond them a world runs in circles.
const TURNS_MAX: u64 = 400_000;

/// How a seed is simulated.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// A deliberate bug.
    pub bug: Option<Bug>,
    /// Whether to keep the whole trace.
    pub keep_trace: bool,
}

/// What became of a seed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The seed.
    pub seed: u64,
    /// Its kind of home.
    pub variant: Variant,
    /// How many runs it had.
    pub runs: usize,
    /// The first invariant that was broken.
    pub violation: Option<Violation>,
    /// SHA-256 of the trace.
    pub trace_hash: String,
    /// The last lines of the trace.
    pub tail: Vec<String>,
    /// The whole trace, where it was kept.
    pub trace: Option<String>,
    /// Which faults struck, and how often.
    pub faults: BTreeMap<Fault, u64>,
    /// Which invariants were checked, and how often.
    pub checks: BTreeMap<Invariant, u64>,
    /// Turns of the executor.
    pub turns: u64,
    /// Virtual time that passed, in milliseconds.
    pub virtual_ms: i64,
    /// Virtual time from the end of all faults until every run had ended and left nothing to do, in milliseconds.
    pub settled_ms: i64,
}

/// Simulates a seed.
#[must_use]
pub fn simulate(seed: u64, playbooks: &[Arc<Playbook>], options: Options) -> Outcome {
    let (engine_bug, store_bug) = match options.bug {
        Some(Bug::Engine(bug)) => (Some(bug), None),
        Some(Bug::Store(bug)) => (None, Some(bug)),
        None => (None, None),
    };
    shared::sabotage::set(engine_bug);
    let setup = Setup::of(seed);
    let world = World::new(setup, playbooks.to_vec(), store_bug, options.keep_trace);
    lock(&world.checks).know(playbooks);
    let (turns, settled_ms) = live(&world);
    shared::sabotage::set(None);
    finish(&world, turns, settled_ms)
}

fn live(world: &Arc<World>) -> (u64, i64) {
    let setup = &world.setup;
    world.note(format_args!("seed {} {setup:?}", setup.seed));
    for process in 0..setup.processes {
        world.boot(process);
    }
    actors::begin(world, &keys(setup.runs));
    let mut calm_at = EPOCH + signed(setup.chaos_ms);
    let mut ends_at = None;
    let (mut turns, mut settled_ms) = (0, 0);
    loop {
        turns += 1;
        let now = world.now();
        {
            let mut checks = lock(&world.checks);
            if checks.is_violated() {
                return (turns, settled_ms);
            }
            if turns >= TURNS_MAX || now > calm_at + PATIENCE_MS {
                checks.at_the_end(world, false);
                return (turns, settled_ms);
            }
            if ends_at.is_some_and(|end| now >= end && world.is_quiet()) {
                checks.at_the_end(world, true);
                return (turns, settled_ms);
            }
            let done = checks.all_done(setup.runs);
            match (done, ends_at) {
                (true, None) => {
                    // Whatever still happens must change nothing; faults go on for a while.
                    ends_at = Some(now + LINGER_MS);
                    settled_ms = (now - calm_at).max(0);
                    calm_at = calm_at.min(now + LINGER_MS / 2);
                }
                (false, Some(_)) => ends_at = None,
                (true, Some(_)) | (false, None) => {}
            }
        }
        if !world.is_quiet() && now >= calm_at {
            world.calm();
        }
        let horizon = if world.is_quiet() { ends_at.unwrap_or(calm_at + PATIENCE_MS + 1) } else { calm_at };
        world.advance(horizon);
    }
}

fn keys(runs: usize) -> Vec<RunKey> {
    (0..runs)
        .filter_map(|number| {
            let tenant = TenantId::parse("local").ok()?;
            Some(RunKey { tenant, id: WorkflowId::parse(format!("r{number}")).ok()? })
        })
        .collect()
}

fn finish(world: &World, turns: u64, settled_ms: i64) -> Outcome {
    let (violation, checks) = lock(&world.checks).take();
    if let Some(violation) = &violation {
        world.note(format_args!("VIOLATION {}: {}", violation.invariant, violation.detail));
    }
    let virtual_ms = world.now() - EPOCH;
    let (trace_hash, tail, trace, faults) = world.end();
    Outcome {
        seed: world.setup.seed,
        variant: world.setup.variant,
        runs: world.setup.runs,
        violation,
        trace_hash,
        tail,
        trace,
        faults,
        checks,
        turns,
        virtual_ms,
        settled_ms,
    }
}
