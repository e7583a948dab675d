//! The event bus, the notifier and the wake of a simulated process.

use super::Outside;
use crate::actors;
use crate::fault::Fault;
use crate::sabotage::StoreBug;
use crate::world::lock;
use async_trait::async_trait;
use shared::ports::{EventBus, Notice, Notifier, NotifyError, PublishError, Wake, WakeHint};
use shared::run::{EffectKind, Run};
use shared::wire::EventView;
use std::sync::Arc;

#[async_trait]
impl EventBus for Outside {
    fn is_connected(&self) -> bool {
        self.world.setup.events
    }

    async fn publish(&self, events: &[EventView]) -> Result<(), PublishError> {
        self.step().await;
        let failed = || PublishError { reason: "simulated".to_owned() };
        if self.world.fault(Fault::BusFailed) {
            return Err(failed());
        }
        lock(&self.world.checks).published(events);
        if self.world.fault(Fault::BusFailedAfter) {
            return Err(failed());
        }
        self.step().await;
        Ok(())
    }
}

#[async_trait]
impl Notifier for Outside {
    fn is_connected(&self) -> bool {
        self.world.setup.notices
    }

    async fn notify(&self, notice: &Notice) -> Result<(), NotifyError> {
        self.step().await;
        if self.world.fault(Fault::NoticeFailed) {
            return Err(NotifyError { reason: "simulated".to_owned() });
        }
        self.world.note(format_args!("notice {}", notice.id));
        lock(&self.world.checks).noticed(notice);
        actors::on_notice(&self.world, notice);
        self.step().await;
        Ok(())
    }
}

#[async_trait]
impl Wake for Outside {
    async fn wake(&self, hint: WakeHint) {
        if self.world.is_laptop() {
            // Within one process a hint is lost only together with it.
            self.step().await;
            self.world.perform(hint, Some(self.process)).await;
            return;
        }
        self.step().await;
        if self.world.fault(Fault::LostWake) {
            self.world.note(format_args!("{} wake lost", hint.key.id));
            return;
        }
        let hint = WakeHint { run: None, ..hint };
        // See `StoreBug::WakeTwice`.
        let spared = self.world.bug != Some(StoreBug::WakeTwice) && self.calls_fragile(&hint).await;
        if !spared && self.world.fault(Fault::DuplicateWake) {
            self.hand_on(hint.clone(), true);
        }
        let delayed = self.world.fault(Fault::DelayedWake);
        self.hand_on(hint, delayed);
    }

    fn changed(&self, _run: &Run) {}
}

impl Outside {
    fn hand_on(&self, hint: WakeHint, delayed: bool) {
        let delay = self.world.draw(|rng| if delayed { rng.span(40_000, 7_200_000) } else { rng.below(50) });
        let world = Arc::clone(&self.world);
        self.world.spawn(async move {
            world.sleep(delay).await;
            world.perform(hint, None).await;
        });
    }

    async fn calls_fragile(&self, hint: &WakeHint) -> bool {
        use shared::ports::RunStore as _;
        let Ok(Some(run)) = self.world.store.load(&hint.key).await else { return false };
        run.outbox.values().any(|effect| match &effect.kind {
            EffectKind::Invoke { step, .. } => actors::is_fragile(&run, step),
            EffectKind::Stop { .. } | EffectKind::Publish { .. } | EffectKind::Notify { .. } => false,
        })
    }
}
