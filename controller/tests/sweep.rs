//! The sweep over a store in which time passes, with runs that cannot be looked at.

use adapters::conformance::samples::{key, start};
use adapters::memory::{
    CountingEntropy, FixedKeys, MemoryPayloads, MemoryStore, RecordingBus, RecordingNotifier,
};
use async_trait::async_trait;
use controller::sweep::Sweeper;
use shared::ids::AgentName;
use shared::ports::{
    Agents, AttemptRef, Clock, Delivery, Dispatch, DispatchError, RunStore, Wake, WakeDelivery, WakeHint,
};
use shared::protocol::{Engine, Ports};
use shared::run::{Run, Target};
use shared::time::{Millis, Timestamp};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// A clock on which every look takes a millisecond: as if the disk were slow.
struct Ticking(AtomicI64);

#[async_trait]
impl Clock for Ticking {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.fetch_add(1, Ordering::SeqCst))
    }

    async fn sleep(&self, _: Millis) {}
}

struct Nobody;

#[async_trait]
impl Agents for Nobody {
    fn resolve(&self, _: &AgentName) -> Option<Target> {
        None
    }

    async fn dispatch(&self, _: Dispatch) -> Result<Delivery, DispatchError> {
        Ok(Delivery::Acknowledged)
    }

    async fn stop(&self, _: AttemptRef<'_>) -> Result<(), DispatchError> {
        Ok(())
    }
}

#[async_trait]
impl Wake for Nobody {
    fn delivery(&self) -> WakeDelivery {
        WakeDelivery::AtMostOnce
    }

    async fn wake(&self, _: WakeHint) {}

    fn changed(&self, _: &Run) {}
}

fn engine(store: &Arc<MemoryStore>) -> Engine {
    let ports = Ports {
        store: Arc::clone(store) as Arc<dyn RunStore>,
        payloads: Arc::new(MemoryPayloads::new()),
        agents: Arc::new(Nobody),
        bus: Arc::new(RecordingBus::new()),
        notifier: Arc::new(RecordingNotifier::new()),
        wake: Arc::new(Nobody),
        keys: Arc::new(FixedKeys::new(7)),
        clock: Arc::new(Ticking(AtomicI64::new(1_000_000))),
        entropy: Arc::new(CountingEntropy::new(1)),
    };
    Engine::new(ports, None)
}

#[tokio::test]
async fn the_first_sweep_looks_at_each_run_once_though_some_are_filed_anew() {
    let store = Arc::new(MemoryStore::new());
    // Their playbook is not stored: nothing can look at them.
    for id in ["one", "two", "three"] {
        store.commit(start(&key("t", id), 10, 1)).await.unwrap();
    }
    let engine = engine(&store);
    let swept = Sweeper::new(Arc::new(engine)).sweep(Timestamp::from_millis(i64::MAX)).await.unwrap();
    assert_eq!((swept.looked, swept.failed), (3, 3));
    let due = store.due(Timestamp::from_millis(i64::MAX), None, 9).await.unwrap();
    assert!(due.iter().all(|entry| entry.due.as_millis() > 1_000_000 + 59_000), "put off: {due:?}");
}
