//! The earliest time that may stand in the due index, so that a sweep which would find nothing looks nothing up,
//! however many runs are stored. It may be too early, never too late: writers lower it once their entry can be seen, and
//! a reader raises it only if nobody has written since before it looked.

use shared::time::Timestamp;
use std::sync::{Mutex, MutexGuard, PoisonError};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
enum Floor {
    /// Nobody has looked yet.
    #[default]
    Unknown,
    /// No entry is earlier.
    At(Timestamp),
    /// There is no entry.
    Empty,
}

#[derive(Debug, Default)]
struct State {
    floor: Floor,
    /// Grows with every entry that is written.
    written: u64,
}

/// See the module.
#[derive(Debug, Default)]
pub(super) struct DueFloor(Mutex<State>);

/// That somebody looks, and since when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    written: u64,
}

impl DueFloor {
    /// Begins to look for entries up to `until`; `None` where there can't be any.
    pub(super) fn look(&self, until: Timestamp) -> Option<Look> {
        let state = self.lock();
        let nothing = match state.floor {
            Floor::Unknown => false,
            Floor::At(floor) => until < floor,
            Floor::Empty => true,
        };
        (!nothing).then_some(Look { written: state.written })
    }

    /// Notes the first entry of the whole index, as it was seen after [`DueFloor::look`].
    pub(super) fn seen(&self, look: Look, first: Option<Timestamp>) {
        let mut state = self.lock();
        if state.written == look.written {
            state.floor = first.map_or(Floor::Empty, Floor::At);
        }
    }

    /// Notes an entry that can be seen from now on.
    pub(super) fn wrote(&self, due: Timestamp) {
        let mut state = self.lock();
        state.written = state.written.wrapping_add(1);
        state.floor = match state.floor {
            Floor::Unknown => Floor::Unknown,
            Floor::At(floor) => Floor::At(floor.min(due)),
            Floor::Empty => Floor::At(due),
        };
    }

    /// Forgets all: what is stored may be something else now.
    pub(super) fn clear(&self) {
        let mut state = self.lock();
        state.written = state.written.wrapping_add(1);
        state.floor = Floor::Unknown;
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    #[test]
    fn nothing_is_looked_up_before_the_first_entry() {
        let floor = DueFloor::default();
        let look = floor.look(at(1)).expect("nobody knows yet");
        floor.seen(look, Some(at(10)));
        assert!(floor.look(at(9)).is_none());
        assert!(floor.look(at(10)).is_some());
        floor.wrote(at(5));
        assert!(floor.look(at(5)).is_some());
        assert!(floor.look(at(4)).is_none());
    }

    #[test]
    fn an_empty_index_stays_empty_until_somebody_writes() {
        let floor = DueFloor::default();
        floor.seen(floor.look(at(0)).unwrap(), None);
        assert!(floor.look(at(i64::MAX)).is_none());
        floor.wrote(at(7));
        assert!(floor.look(at(7)).is_some());
        floor.clear();
        assert!(floor.look(at(0)).is_some());
    }

    #[test]
    fn who_looked_before_a_write_raises_nothing() {
        let floor = DueFloor::default();
        let look = floor.look(at(0)).unwrap();
        floor.wrote(at(3));
        floor.seen(look, None);
        assert!(floor.look(at(3)).is_some(), "the entry would never be found");
    }
}
