//! Room for dispatches under way, per target: one that accepts connections and is silent must not take the process's
//! file handles, which the store and the API need as well. It knows nothing of what is dispatched.

use futures_util::future::{Either, select};
use shared::limits::{DISPATCH_TIMEOUT_MS, DISPATCHES_PER_TARGET_MAX};
use shared::ports::Clock;
use shared::time::{Millis, Timestamp};
use std::collections::HashMap;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Rooms by the target's address.
#[derive(Default)]
pub(super) struct Rooms {
    rooms: Mutex<HashMap<String, Arc<Semaphore>>>,
}

impl Rooms {
    /// A place for one dispatch, kept until it is dropped; `None` where none is free.
    pub(super) fn enter(&self, address: &str) -> Option<OwnedSemaphorePermit> {
        self.of(address).try_acquire_owned().ok()
    }

    /// Waits for a place as long as the claim that ends at `until` leaves a dispatch its time; `None` where none got free
    /// by then.
    pub(super) async fn wait(
        &self,
        address: &str,
        clock: &dyn Clock,
        until: Timestamp,
    ) -> Option<OwnedSemaphorePermit> {
        let patience = Millis(until.since(clock.now()).0.saturating_sub(DISPATCH_TIMEOUT_MS));
        match select(pin!(self.of(address).acquire_owned()), clock.sleep(patience)).await {
            Either::Left((place, _)) => place.ok(),
            Either::Right(((), _)) => None,
        }
    }

    fn of(&self, address: &str) -> Arc<Semaphore> {
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        match rooms.get(address) {
            Some(room) => Arc::clone(room),
            None => {
                let room = Arc::new(Semaphore::new(DISPATCHES_PER_TARGET_MAX));
                rooms.insert(address.to_owned(), Arc::clone(&room));
                room
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use adapters::memory::ManualClock;
    use futures_util::FutureExt as _;

    const CLAIM: u64 = 30_000;

    fn full(rooms: &Rooms) -> Vec<OwnedSemaphorePermit> {
        let places: Vec<_> = (0..DISPATCHES_PER_TARGET_MAX).map(|_| rooms.enter("a").unwrap()).collect();
        assert!(rooms.enter("a").is_none());
        places
    }

    #[tokio::test]
    async fn a_full_room_is_waited_for_and_hinders_no_other_target() {
        let (rooms, clock) = (Rooms::default(), ManualClock::new(Timestamp::from_millis(0)));
        let mut places = full(&rooms);
        let until = clock.now().after(Millis(CLAIM));
        assert!(rooms.enter("b").is_some());
        let mut waiting = pin!(rooms.wait("a", &clock, until));
        assert!(waiting.as_mut().now_or_never().is_none());
        places.pop();
        assert!(waiting.await.is_some());
    }

    #[tokio::test]
    async fn waiting_ends_while_the_claim_still_leaves_a_dispatch_its_time() {
        let (rooms, clock) = (Rooms::default(), ManualClock::new(Timestamp::from_millis(0)));
        let _places = full(&rooms);
        let until = clock.now().after(Millis(CLAIM));
        let mut waiting = pin!(rooms.wait("a", &clock, until));
        assert!(waiting.as_mut().now_or_never().is_none());
        clock.advance(Millis(CLAIM - DISPATCH_TIMEOUT_MS - 1));
        assert!(waiting.as_mut().now_or_never().is_none());
        clock.advance(Millis(1));
        assert!(waiting.await.is_none());
    }
}
