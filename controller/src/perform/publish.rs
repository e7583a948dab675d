//! Publishing journal records on the event bus, at least once.

use shared::decide::EffectOutcome;
use shared::ids::Seq;
use shared::protocol::Engine;
use shared::run::Run;
use shared::wire::EventView;

/// Publishes the public events among the records from `from` to `to`.
pub(super) async fn publish(engine: &Engine, run: &Run, from: Seq, to: Seq) -> EffectOutcome {
    let count = usize::try_from(to.saturating_sub(from)).unwrap_or(usize::MAX).saturating_add(1);
    let records = match engine.ports.store.journal(&run.key, from.saturating_sub(1), count).await {
        Ok(records) => records,
        Err(error) => return later(error.to_string()),
    };
    let events: Vec<EventView> =
        records.iter().filter_map(|record| EventView::of(&run.key.id, record)).collect();
    match engine.ports.bus.publish(&events).await {
        Ok(()) => EffectOutcome::Done,
        Err(error) => later(error.to_string()),
    }
}

fn later(reason: String) -> EffectOutcome {
    EffectOutcome::TryLater { reason, after_ms: None, maybe_done: true }
}
