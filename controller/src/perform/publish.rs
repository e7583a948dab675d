//! Publishing journal records on the event bus, at least once.

use futures_util::future::join;
use shared::decide::EffectOutcome;
use shared::ids::{AttemptNo, Seq, StepId};
use shared::playbook::StepKind;
use shared::ports::AttemptRef;
use shared::protocol::Engine;
use shared::run::{ErrorKind, Event, JournalRecord, Run};
use shared::wire::EventView;

/// Publishes the public events among the records from `from` to `to`, and lets go of the attempts that ended there.
pub(super) async fn publish(engine: &Engine, run: &Run, from: Seq, to: Seq) -> EffectOutcome {
    let count = usize::try_from(to.saturating_sub(from)).unwrap_or(usize::MAX).saturating_add(1);
    let records = match engine.ports.store.journal(&run.key, from.saturating_sub(1), count).await {
        Ok(records) => records,
        Err(error) => return later(error.to_string()),
    };
    let events = records.iter().filter_map(|record| EventView::of(&run.key.id, record));
    let events: Vec<EventView> = events.skip(usize::from(shared::sabotaged!(EventDropped))).collect();
    let (published, ()) = join(engine.ports.bus.publish(&events), let_go(engine, run, &records)).await;
    match published {
        Ok(()) => EffectOutcome::Done,
        Err(error) => later(error.to_string()),
    }
}

/// Lets go of what is kept for attempts whose agents have given their last word. It rides on this effect because an effect
/// of its own would be a write per step, for something that an idle time-out does as well, only later. Attempts that
/// were given up are stopped by effects of their own.
async fn let_go(engine: &Engine, run: &Run, records: &[JournalRecord]) {
    let ended: Vec<_> = records.iter().filter_map(|record| ended(&record.event)).collect();
    if ended.is_empty() {
        return;
    }
    let Ok(playbook) = engine.playbook(&run.key, run.playbook.hash).await else { return };
    for (step, attempt) in ended {
        let Some(StepKind::Agent(agent)) = playbook.step(step).map(|step| &step.kind) else { continue };
        let Some(target) = engine.ports.agents.resolve(&agent.agent) else { continue };
        let gone = AttemptRef { run: &run.key, step, attempt, address: &target.address };
        if let Err(error) = engine.ports.agents.let_go(gone).await {
            tracing::warn!(
                workflow_id = %run.key.id, step = %step, attempt = %attempt, %error,
                "a session could not be ended; it ends by its idle time-out"
            );
        }
    }
}

/// The attempt that an event ends by its agent's own word.
const fn ended(event: &Event) -> Option<(&StepId, AttemptNo)> {
    if let Event::StepSucceeded { step, attempt, .. } = event {
        return Some((step, *attempt));
    }
    if let Event::AttemptFailed { step, attempt, error, .. } = event
        && matches!(error.kind, ErrorKind::InvalidResult | ErrorKind::Agent(_))
    {
        return Some((step, *attempt));
    }
    None
}

fn later(reason: String) -> EffectOutcome {
    EffectOutcome::TryLater { reason, after_ms: None, maybe_done: true }
}
