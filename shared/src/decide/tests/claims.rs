//! What must hold of claims: one holder at a time, and what must not be done twice has at most one who may do it.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a check names what is right: all else is wrong, new variants too"
)]

use super::check::{Checked, must, running};
use super::world::World;
use crate::ports::WakeDelivery;
use crate::run::{Claim, Effect, EffectId, EffectKind, Event, Hold, Run};
use std::collections::BTreeSet;

/// Dispatches that must not be repeated and that somebody may have made.
#[derive(Default)]
pub(super) struct Taken(BTreeSet<EffectId>);

impl Taken {
    pub(super) fn event(&mut self, world: &World, run: &Run, event: &Event) -> Checked {
        match event {
            Event::EffectAdded { effect } => {
                // An agent that died with its process is called anew.
                self.0.remove(&effect.kind.id());
                self.claimed(world, run, &effect.kind, effect.claim)
            }
            Event::EffectClaimed { id, claim } => {
                let Effect { kind, claim: before, .. } = &run.outbox[id];
                let ended = before.until <= world.now;
                let lapsed = ended || world.exclusive_since.is_some_and(|s| before.granted_at < s);
                let accepted = before.hold == Hold::Offered && claim.hold == Hold::Taken;
                must(lapsed || accepted, || format!("{id} is taken from its holder"))?;
                must(claim.hold != Hold::Taken || accepted, || format!("{id} is taken and was not offered"))?;
                must(!(ended && accepted), || format!("{id} is taken after its offer has ended"))?;
                self.claimed(world, run, kind, *claim)
            }
            // It was throttled: the target has not seen it.
            Event::EffectDeferred { id, .. } => {
                self.0.remove(id);
                Ok(())
            }
            _other => Ok(()),
        }
    }

    fn claimed(&mut self, world: &World, run: &Run, kind: &EffectKind, claim: Claim) -> Checked {
        let once = match kind {
            EffectKind::Invoke { step, .. } => running(run, step).is_some_and(|a| !a.target.idempotent),
            _other => false,
        };
        let queued = world.wakes == WakeDelivery::Repeated;
        must(claim.hold == Hold::Granted || (once && queued), || {
            format!("{} costs a commit that it need not", kind.id())
        })?;
        must(claim.hold != Hold::Granted || !(once && queued), || {
            format!("every delivery of a wake may do {}", kind.id())
        })?;
        let first = !once || claim.hold == Hold::Offered || self.0.insert(kind.id());
        must(first, || format!("{} may be done a second time", kind.id()))
    }
}
