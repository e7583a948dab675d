//! What rows beside a state say that it does not say yet. Whoever shows or judges a run looks at both.

use crate::ports::{Pulse, PulseKind};
use crate::run::{EffectId, EffectKind, Run};

/// The effects in a run's outbox that are done, as acknowledgements say.
pub(super) fn acknowledged(run: &Run, pulses: &[Pulse]) -> Vec<EffectId> {
    let mut done = Vec::new();
    for pulse in pulses {
        if let PulseKind::Acknowledged { done: others } = &pulse.kind {
            let invoke = EffectKind::Invoke { step: pulse.step.clone(), attempt: pulse.attempt }.id();
            let mentioned = std::iter::once(&invoke).chain(others);
            done.extend(mentioned.filter(|id| is_current(run, id, pulse)).cloned());
        }
    }
    done
}

fn is_current(run: &Run, id: &EffectId, pulse: &Pulse) -> bool {
    run.outbox.get(id).is_some_and(|effect| match &effect.kind {
        // A dispatch that was handed out again after the acknowledgement is another one.
        EffectKind::Invoke { .. } => effect.claim.granted_at <= pulse.at,
        EffectKind::Stop { .. } | EffectKind::Publish { .. } | EffectKind::Notify { .. } => true,
    })
}

/// The state as it will be once its acknowledgements are taken in: for views, never to be written.
#[must_use]
pub fn with_notes(run: &Run, pulses: &[Pulse]) -> Run {
    let mut noted = run.clone();
    for id in acknowledged(run, pulses) {
        noted.heard |= id.invocation().is_some();
        noted.outbox.remove(&id);
    }
    noted
}
