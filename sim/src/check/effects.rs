//! Checks on every effect, as it is done.

use super::{Checks, Invariant};
use crate::actors::Contact;
use shared::ids::{AttemptNo, CommitId, StepId};
use shared::ports::Notice;
use shared::run::{EffectId, EffectKind, RunKey};
use shared::time::Timestamp;
use shared::wire::{EventView, Invocation};
use std::sync::Arc;

impl Checks {
    /// A dispatch leaves a process whose clock says `clock`, under the claims of a commit.
    pub(crate) fn dispatch_begins(
        &mut self,
        contact: &Contact,
        invocation: &Arc<Invocation>,
        claims: &[CommitId],
        clock: Timestamp,
    ) {
        let name = (contact.key.clone(), contact.step.clone(), contact.attempt);
        let first = self.invocations.entry(name).or_insert_with(|| Arc::clone(invocation));
        let same = **first == **invocation;
        self.check(Invariant::SameInvocation, same, || {
            format!("{contact} is handed over with another input than before")
        });
        let kind = EffectKind::Invoke { step: contact.step.clone(), attempt: contact.attempt };
        self.claimed(&contact.key, kind.id(), claims, clock);
    }

    /// A stop call leaves a process.
    pub(crate) fn stop_begins(
        &mut self,
        key: &RunKey,
        step: &StepId,
        attempt: AttemptNo,
        claims: &[CommitId],
        clock: Timestamp,
    ) {
        let kind = EffectKind::Stop { step: step.clone(), attempt, address: String::new() };
        self.claimed(key, kind.id(), claims, clock);
    }

    fn claimed(&mut self, key: &RunKey, effect: EffectId, claims: &[CommitId], clock: Timestamp) {
        let granted = |claim: &CommitId| self.claims.get(&(key.clone(), effect.clone(), *claim)).copied();
        let until = claims.iter().filter_map(granted).max();
        self.check(Invariant::ClaimsHold, until.is_some_and(|until| clock < until), || match until {
            Some(until) => {
                format!("{} {effect} is done at {clock} under a claim that ended at {until}", key.id)
            }
            None => format!("{} {effect} is done under a claim that nobody was granted", key.id),
        });
    }

    /// A dispatch arrives.
    pub(crate) fn delivered(&mut self, contact: &Contact, idempotent: bool) {
        let name = (contact.key.clone(), contact.step.clone(), contact.attempt);
        let count = self.deliveries.entry(name).or_default();
        *count += 1;
        let count = *count;
        self.check(Invariant::CalledOnce, idempotent || count == 1, || {
            format!("{contact} was called {count} times, at a target that must not be called twice")
        });
    }

    /// A target heard that nobody waits for an attempt any more.
    pub(crate) fn stopped(&mut self, key: &RunKey, step: &StepId, attempt: AttemptNo) {
        self.stopped.insert((key.clone(), step.clone(), attempt));
    }

    /// Events reached the bus.
    pub(crate) fn published(&mut self, events: &[EventView]) {
        for event in events {
            let name = (event.id.clone(), event.seq);
            let before = self.events.insert(name, event.clone());
            self.check(Invariant::EventsPublished, before.is_none_or(|before| before == *event), || {
                format!("event {} is published again, with other content", event.id)
            });
        }
    }

    /// An approver was told.
    pub(crate) fn noticed(&mut self, notice: &Notice) {
        let open = self.runs.get(&notice.run).is_some_and(|run| {
            run.steps
                .get(&notice.approval_id.step)
                .is_some_and(|state| state.last_round >= notice.approval_id.round)
        });
        self.check(Invariant::ClaimsHold, open, || format!("notice {} is about no gate", notice.id));
    }
}
