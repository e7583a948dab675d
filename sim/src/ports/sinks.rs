//! The event bus, the notifier and the wake of a simulated process.

use super::Outside;
use crate::actors;
use crate::fault::Fault;
use crate::world::lock;
use async_trait::async_trait;
use shared::ports::{EventBus, Notice, Notifier, NotifyError, PublishError, Wake, WakeDelivery, WakeHint};
use shared::run::Run;
use shared::wire::EventView;
use std::sync::Arc;

/// Most deliveries of one wake.
const COPIES_MAX: u32 = 4;

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
    fn delivery(&self) -> WakeDelivery {
        if self.world.is_laptop() { WakeDelivery::AtMostOnce } else { WakeDelivery::Repeated }
    }

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
        let mut copies = 1;
        while copies < COPIES_MAX && self.world.fault(Fault::DuplicateWake) {
            copies += 1;
            // At the same time, while the first is at work, or when all is long over.
            let delay = self.world.draw(|rng| match rng.below(3) {
                0 => rng.below(50),
                1 => rng.span(50, 40_000),
                _ => rng.span(40_000, 7_200_000),
            });
            self.hand_on(hint.clone(), delay);
        }
        let delayed = self.world.fault(Fault::DelayedWake);
        let delay = self.world.draw(|rng| if delayed { rng.span(40_000, 7_200_000) } else { rng.below(50) });
        self.hand_on(hint, delay);
    }

    fn changed(&self, _run: &Run) {}
}

impl Outside {
    fn hand_on(&self, hint: WakeHint, delay: u64) {
        let world = Arc::clone(&self.world);
        self.world.spawn(async move {
            world.sleep(delay).await;
            world.perform(hint, None).await;
        });
    }
}
