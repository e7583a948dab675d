//! Many seeds on all cores, and the sum of what they did.

use crate::simulate::{Options, Outcome, simulate};
use crate::{Fault, Invariant, SimError, playbooks};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// The sum of many seeds.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// How many seeds.
    pub seeds: u64,
    /// How many workflow runs.
    pub runs: u64,
    /// Virtual time in milliseconds.
    pub virtual_ms: i64,
    /// Turns of the executor.
    pub turns: u64,
    /// The longest that a world took to end after its faults had stopped, in milliseconds of virtual time, and its seed.
    pub slowest: (i64, u64),
    /// Which faults struck.
    pub faults: BTreeMap<Fault, u64>,
    /// Which invariants were checked.
    pub checks: BTreeMap<Invariant, u64>,
    /// Seeds that broke an invariant, ascending.
    pub failed: Vec<Outcome>,
}

impl Batch {
    fn add(&mut self, outcome: Outcome) {
        self.seeds += 1;
        self.runs += u64::try_from(outcome.runs).unwrap_or(0);
        self.virtual_ms += outcome.virtual_ms;
        self.turns += outcome.turns;
        // The smaller seed of two that are as slow, whichever thread came first.
        if (outcome.settled_ms, u64::MAX - outcome.seed) > (self.slowest.0, u64::MAX - self.slowest.1) {
            self.slowest = (outcome.settled_ms, outcome.seed);
        }
        for (fault, count) in &outcome.faults {
            *self.faults.entry(*fault).or_default() += count;
        }
        for (invariant, count) in &outcome.checks {
            *self.checks.entry(*invariant).or_default() += count;
        }
        if outcome.violation.is_some() {
            self.failed.push(outcome);
        }
    }
}

/// Simulates a range of seeds on `threads` threads.
///
/// # Errors
/// [`SimError::Playbook`].
pub fn run_seeds(seeds: Range<u64>, threads: usize, options: Options) -> Result<Batch, SimError> {
    let playbooks = playbooks()?;
    let next = AtomicU64::new(seeds.start);
    let batch = Mutex::new(Batch::default());
    std::thread::scope(|scope| {
        for _thread in 0..threads.max(1) {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds.end {
                        return;
                    }
                    let outcome = simulate(seed, &playbooks, options);
                    batch.lock().unwrap_or_else(PoisonError::into_inner).add(outcome);
                }
            });
        }
    });
    let mut batch = batch.into_inner().unwrap_or_else(PoisonError::into_inner);
    batch.failed.sort_by_key(|outcome| outcome.seed);
    Ok(batch)
}
