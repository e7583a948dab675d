//! The newest states of the runs that were written last, so that whoever goes on with one neither reads nor parses it
//! again. Only the writer thread puts states in, each before its write is answered; what it does not hold is read.
//!
//! Invariant: a state in here is the stored one. That holds because this process alone has the file, because a state
//! comes in only by the transaction that made it the newest, and because all are dropped when the file is opened again.

use shared::run::{Run, RunKey, SCHEMA};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Most bytes of JSON whose states are held, in each of two halves; parsed, they take a few times as much memory. Room for
/// about a thousand runs at work.
const HALF_BYTES: usize = 2 * 1024 * 1024;

/// States by run.
#[derive(Default)]
pub(super) struct Recent {
    halves: Mutex<Halves>,
}

/// New states go to the young half. Once it is full it becomes the old one, and the older one is dropped: what nobody
/// writes any more leaves without a list of who was used when.
#[derive(Default)]
struct Halves {
    young: HashMap<RunKey, Arc<Run>>,
    young_bytes: usize,
    old: HashMap<RunKey, Arc<Run>>,
}

impl Recent {
    /// The stored state, where it is held.
    pub(super) fn get(&self, key: &RunKey) -> Option<Arc<Run>> {
        let halves = self.halves.lock().unwrap_or_else(PoisonError::into_inner);
        halves.young.get(key).or_else(|| halves.old.get(key)).cloned()
    }

    /// Holds a state that has just been stored, with the size of its JSON. One that has ended is dropped instead, since
    /// hardly anybody goes on with it; so is one that only a newer release may read.
    pub(super) fn stored(&self, run: &Arc<Run>, bytes: usize) {
        let mut halves = self.halves.lock().unwrap_or_else(PoisonError::into_inner);
        halves.old.remove(&run.key);
        if run.is_terminal() || run.schema > SCHEMA {
            halves.young.remove(&run.key);
            return;
        }
        if halves.young_bytes > HALF_BYTES {
            halves.old = std::mem::take(&mut halves.young);
            halves.old.remove(&run.key);
            halves.young_bytes = 0;
        }
        halves.young_bytes += bytes;
        halves.young.insert(run.key.clone(), Arc::clone(run));
    }

    /// Forgets all: what is stored may be something else now.
    pub(super) fn clear(&self) {
        *self.halves.lock().unwrap_or_else(PoisonError::into_inner) = Halves::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::samples;
    use shared::run::ListStatus;

    fn run(id: &str) -> Arc<Run> {
        samples::start(&samples::key("t", id), 1, 1).run
    }

    #[test]
    fn the_newest_state_counts_and_one_that_ended_is_not_held() {
        let recent = Recent::default();
        let first = run("a");
        recent.stored(&first, 100);
        let second = samples::after(&first, 2, 1, 1).run;
        recent.stored(&second, 100);
        assert_eq!(recent.get(&first.key).unwrap().version, 2);
        let ended = samples::with_status(samples::after(&second, 3, 1, 1), ListStatus::Completed).run;
        recent.stored(&ended, 100);
        assert!(recent.get(&first.key).is_none());
    }

    #[test]
    fn an_older_state_never_comes_back_from_the_old_half() {
        let recent = Recent::default();
        let first = run("a");
        recent.stored(&first, HALF_BYTES + 1);
        recent.stored(&run("b"), 1);
        assert_eq!(recent.get(&first.key).unwrap().version, 1, "it is in the old half now");
        let second = samples::after(&first, 2, 1, 1).run;
        recent.stored(&second, HALF_BYTES + 1);
        recent.stored(&run("c"), 1);
        assert_eq!(recent.get(&first.key).unwrap().version, 2);
    }

    #[test]
    fn what_it_holds_is_bounded_and_can_be_forgotten() {
        let recent = Recent::default();
        for number in 0..100 {
            recent.stored(&run(&format!("r{number}")), HALF_BYTES / 10);
        }
        let held =
            (0..100).filter(|number| recent.get(&samples::key("t", &format!("r{number}"))).is_some()).count();
        assert!((10..=24).contains(&held), "{held}");
        recent.clear();
        assert!(recent.get(&samples::key("t", "r99")).is_none());
    }
}
