//! Deliberate bugs, and the hunt for them: a simulation that does not find what is known to be broken proves nothing.

use crate::simulate::{Options, simulate};
use crate::{Invariant, SimError, playbooks};
use std::fmt::{self, Write as _};
use std::ops::Range;
use std::str::FromStr;

/// A deliberate bug of the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StoreBug {
    /// The due index says weeks later than it was told.
    DueTooLate,
    /// The due index forgets a run now and then.
    DueForgotten,
    /// A commit is acknowledged that is never written.
    AckBeforeDurable,
    /// A commit does not look at the version.
    BlindWrite,
    /// The last record of a commit is left out now and then.
    JournalGap,
}

/// A deliberate bug.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bug {
    /// Of the engine.
    Engine(shared::sabotage::Bug),
    /// Of the store.
    Store(StoreBug),
}

const ENGINE: usize = shared::sabotage::ALL.len();

/// All of them.
pub const ALL: [Bug; ENGINE + 5] = {
    let mut all = [Bug::Store(StoreBug::JournalGap); ENGINE + 5];
    let (engine, store) = all.split_at_mut(ENGINE);
    let mut place = 0;
    while place < ENGINE {
        #[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, which checks the bounds")]
        {
            engine[place] = Bug::Engine(shared::sabotage::ALL[place]);
        }
        place += 1;
    }
    if let [due, forgotten, ack, blind, _gap] = store {
        *due = Bug::Store(StoreBug::DueTooLate);
        *forgotten = Bug::Store(StoreBug::DueForgotten);
        *ack = Bug::Store(StoreBug::AckBeforeDurable);
        *blind = Bug::Store(StoreBug::BlindWrite);
    }
    all
};

impl fmt::Display for Bug {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Engine(bug) => write!(formatter, "{bug:?}"),
            Self::Store(bug) => write!(formatter, "Home{bug:?}"),
        }
    }
}

impl FromStr for Bug {
    type Err = SimError;

    fn from_str(name: &str) -> Result<Self, SimError> {
        ALL.into_iter()
            .find(|bug| bug.to_string() == name)
            .ok_or_else(|| SimError::NoSuchBug(name.to_owned()))
    }
}

/// A bug and the seed that caught it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caught {
    /// The bug.
    pub bug: Bug,
    /// The first seed that caught it, and the invariant that it broke; `None` where none did.
    pub by: Option<(u64, Invariant)>,
}

/// Looks for the first seed that catches a bug.
///
/// # Errors
/// [`SimError::Playbook`].
pub fn hunt(bug: Bug, seeds: Range<u64>) -> Result<Caught, SimError> {
    let playbooks = playbooks()?;
    let options = Options { bug: Some(bug), ..Options::default() };
    let by = seeds.into_iter().find_map(|seed| {
        let violation = simulate(seed, &playbooks, options).violation?;
        Some((seed, violation.invariant))
    });
    Ok(Caught { bug, by })
}

/// What was caught, as a table.
#[must_use]
pub fn table(caught: &[Caught]) -> String {
    let mut text = String::from("| deliberate bug | caught by seed | invariant |\n|---|---|---|\n");
    for Caught { bug, by } in caught {
        // Writing into a string can't fail.
        let _never = match by {
            Some((seed, invariant)) => writeln!(text, "| {bug} | {seed} | {invariant} |"),
            None => writeln!(text, "| {bug} | **not caught** | |"),
        };
    }
    text
}
