//! What a seed stands for: the home, its faults and how long they last.

use crate::fault::{ALL, Fault};
use crate::rng::Rng;

/// The two kinds of home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Variant {
    /// One process at a time holds the store (`exclusive_since`): the laptop.
    Laptop,
    /// Many processes at once, each with a clock of its own: serverless.
    Serverless,
}

impl Variant {
    /// Its name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Laptop => "laptop",
            Self::Serverless => "serverless",
        }
    }
}

/// The make-up of a world.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The seed.
    pub seed: u64,
    /// The home.
    pub variant: Variant,
    /// How many processes.
    pub processes: usize,
    /// How many runs.
    pub runs: usize,
    /// Whether an event bus is connected.
    pub events: bool,
    /// Whether a notifier is connected.
    pub notices: bool,
    /// By how much each process's clock is off, in milliseconds.
    pub skews: Vec<i64>,
    /// How long faults last, in milliseconds of virtual time.
    pub chaos_ms: u64,
    /// Faults are this many times rarer than in a harsh world; 0 for a world without any.
    pub mildness: u64,
    /// The kinds of fault that this world has: each world leaves some out, so that rare ones get their chance.
    pub faults: Vec<Fault>,
}

impl Setup {
    /// The make-up of a seed.
    #[must_use]
    pub fn of(seed: u64) -> Self {
        let mut rng = Rng::new(seed ^ 0xA5A5_5A5A_0F0F_F0F0);
        let variant = if seed.is_multiple_of(2) { Variant::Laptop } else { Variant::Serverless };
        let processes = match variant {
            Variant::Laptop => 1,
            Variant::Serverless => 2 + rng.index(3),
        };
        let skew = match rng.below(4) {
            0 => 45_000,
            1 => 3_000,
            _ => 0,
        };
        let mut skewed = || match variant {
            Variant::Laptop => 0,
            Variant::Serverless => {
                i64::try_from(rng.below(2 * skew + 1)).unwrap_or(0) - i64::try_from(skew).unwrap_or(0)
            }
        };
        let skews = (0..processes).map(|_| skewed()).collect();
        let chaos_ms = match rng.below(8) {
            0 => 10_000_000,
            1 | 2 => 1_200_000,
            3..=5 => 150_000,
            _ => 30_000,
        };
        let mildness = match rng.below(10) {
            0 => 0,
            1 | 2 => 6,
            3..=5 => 2,
            _ => 1,
        };
        let faults = ALL.into_iter().filter(|_| !rng.one_in(3)).collect();
        let runs = 2 + rng.index(5);
        let events = rng.one_in(2);
        let notices = rng.one_in(2);
        Self { seed, variant, processes, runs, events, notices, skews, chaos_ms, mildness, faults }
    }
}
