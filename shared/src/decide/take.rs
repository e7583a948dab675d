//! Taking an effect that must not be done twice. A hint may come any number of times; the state has room for one taker.

use super::scratch::Scratch;
use super::{Obstacle, Reply};
use crate::ids::CommitId;
use crate::run::{EffectId, Event, Hold};

/// Gives the effect to this commit, where it is still offered by the one that the hint spoke of. Else nothing changes:
/// another delivery of the hint was faster, the offer has lapsed, or nobody waits for the effect any more.
pub(super) fn take(scratch: &mut Scratch<'_>, id: &EffectId, offer: CommitId) -> Result<Reply, Obstacle> {
    let offered = scratch
        .run
        .outbox
        .get(id)
        .filter(|effect| effect.claim.is_held(offer, Hold::Offered))
        .filter(|effect| scratch.context.now < effect.claim.until);
    if let Some(effect) = offered {
        let claim = scratch.claim(&effect.kind, Hold::Taken);
        scratch.emit(Event::EffectClaimed { id: id.clone(), claim })?;
    }
    Ok(Reply::Noted)
}
