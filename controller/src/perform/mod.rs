//! Performing effects: only under a claim, only before it ends, and with the outcome as a command like any other.

mod invoke;
mod notify;
mod publish;
mod rooms;

use futures_util::future::{join, join_all};
use invoke::Desk;
use rooms::Rooms;
use shared::decide::{Command, EffectOutcome, Outcome};
use shared::ids::CommitId;
use shared::ports::{AttemptRef, Pulse, PulseKind, Urgency, WakeDelivery, WakeHint};
use shared::protocol::{Engine, Options, TransactError};
use shared::run::{Effect, EffectId, EffectKind, Hold, ReplyMode, Run};
use std::sync::Arc;

/// An effect that was tried, and what became of it.
struct Tried {
    kind: EffectKind,
    outcome: Outcome,
}

/// The commit under whose claim an effect may be done here: the hint's, or the one that took it.
fn holder(effect: &Effect, hint: CommitId, own: Option<CommitId>) -> Option<CommitId> {
    let unasked = shared::sabotaged!(PerformWithoutTaking) && effect.claim.is_held(hint, Hold::Offered);
    if unasked || effect.claim.is_held(hint, Hold::Granted) {
        return Some(hint);
    }
    own.filter(|own| effect.claim.is_held(*own, Hold::Taken))
}

/// Whether an effect may take as long as an agent works: its reply is the result. What else the commit left to do is taken in
/// without it, or its claim would end meanwhile, and an event be published and a sibling be called once more.
fn works_in_its_reply(run: &Run, effect: &Effect) -> bool {
    match &effect.kind {
        EffectKind::Invoke { step, attempt } => invoke::current(run, step, *attempt)
            .is_some_and(|attempt| attempt.target.reply == ReplyMode::Response),
        EffectKind::Stop { .. } | EffectKind::Publish { .. } | EffectKind::Notify { .. } => false,
    }
}

/// Performs effects for a home whose API can be reached at `base_url`.
pub struct Performer {
    engine: Arc<Engine>,
    base_url: String,
    rooms: Rooms,
}

impl Performer {
    /// A performer. `base_url` has no slash at its end; callback URLs and links are made from it, never from input.
    #[must_use]
    pub fn new(engine: Arc<Engine>, base_url: impl Into<String>) -> Self {
        let base_url = base_url.into().trim_end_matches('/').to_owned();
        Self { engine, base_url, rooms: Rooms::default() }
    }

    /// Performs what a commit left to do and takes the outcomes in. The same hint may come any number of times, late and
    /// to several performers at once.
    ///
    /// # Errors
    /// What kept the run from being read, an effect from being taken, or the outcomes from being written; the sweep
    /// repairs each.
    pub async fn perform(&self, hint: WakeHint) -> Result<(), TransactError> {
        let run = match hint.run {
            Some(run) => run,
            None => self.engine.load(&hint.key).await?,
        };
        if !self.is_late(&run, hint.claim) {
            return self.under(run, hint.claim).await;
        }
        let options = Options {
            with_answers: true,
            with_pulses: true,
            leave_notes: true,
            performed_here: true,
            ..Options::default()
        };
        let done = self.engine.transact(&hint.key, &[Command::Tick], options).await?;
        let own = done.run.commit_id;
        // Claims of one commit end at different times: what the hint's still holds is nobody else's to do.
        let held = self.under(Arc::clone(&done.run), hint.claim);
        if !done.committed {
            return held.await;
        }
        let (taken_over, held) = join(self.under(done.run, own), held).await;
        taken_over.and(held)
    }

    /// Whether a claim has ended before the hint of it came, and nobody has taken its effects over. A queue is slow where much
    /// is to be done; to leave it to the sweep, whose hints wait behind all others, would be to do nothing any more.
    fn is_late(&self, run: &Run, claim: CommitId) -> bool {
        let now = self.engine.now();
        self.engine.ports.wake.delivery() == WakeDelivery::Repeated
            && run.outbox.values().any(|effect| effect.claim.calls_for(claim) && effect.claim.until <= now)
    }

    /// Performs what a commit left to do, by the state that it led to or a later one.
    async fn under(&self, run: Arc<Run>, commit: CommitId) -> Result<(), TransactError> {
        let (run, own, not_taken) = match self.take(&run, commit).await {
            Ok(Some(newer)) => (Arc::clone(&newer), Some(newer.commit_id), None),
            Ok(None) => (run, None, None),
            // What is granted does not wait for what could not be taken.
            Err(error) => (run, None, Some(error)),
        };
        let now = self.engine.now();
        let claimed: Vec<(&EffectId, &Effect, CommitId)> = run
            .outbox
            .iter()
            .filter_map(|(id, effect)| Some((id, effect, holder(effect, commit, own)?)))
            // A holder that is too late drops the effect: somebody else has it by now.
            .filter(|(_, effect, _)| shared::sabotaged!(IgnoreClaimEnd) || now < effect.claim.until)
            .collect();
        let (long, short): (Vec<_>, Vec<_>) =
            claimed.into_iter().partition(|(_, effect, _)| works_in_its_reply(&run, effect));
        let together = async {
            let tried = short.into_iter().map(|(id, effect, claim)| self.tried(&run, id, effect, claim));
            let tried = join_all(tried).await;
            self.take_in(&run, tried).await
        };
        let run = &run;
        let alone = long.into_iter().map(async |(id, effect, claim)| {
            let tried = self.tried(run, id, effect, claim).await;
            self.take_in(run, vec![tried]).await
        });
        let (together, alone) = join(together, join_all(alone)).await;
        together?;
        alone.into_iter().collect::<Result<(), _>>()?;
        not_taken.map_or(Ok(()), Err)
    }

    /// Takes what the hint's commit only offered, by a commit of its own; of several deliveries of the hint one succeeds.
    /// The state after that commit, where there was one.
    async fn take(&self, run: &Arc<Run>, offer: CommitId) -> Result<Option<Arc<Run>>, TransactError> {
        let commands: Vec<Command> = run
            .outbox
            .iter()
            .filter(|(_, effect)| effect.claim.is_held(offer, Hold::Offered))
            .map(|(id, _)| Command::Take { effect: id.clone(), offer })
            .collect();
        if commands.is_empty() || shared::sabotaged!(PerformWithoutTaking) {
            return Ok(None);
        }
        let options = Options { known: Some(Arc::clone(run)), ..Options::default() };
        let done = self.engine.transact(&run.key, &commands, options).await?;
        Ok(done.committed.then_some(done.run))
    }

    async fn tried(&self, run: &Run, id: &EffectId, effect: &Effect, claim: CommitId) -> Tried {
        let result = self.one(run, effect).await;
        if let EffectOutcome::TryLater { reason, .. } = &result {
            // The run only counts it; whoever operates it has to learn what is missing.
            tracing::warn!(workflow_id = %run.key.id, effect = %id, %reason, "an effect is put off; it is tried again");
        }
        Tried { kind: effect.kind.clone(), outcome: Outcome { effect: id.clone(), claim, result } }
    }

    async fn one(&self, run: &Run, effect: &Effect) -> EffectOutcome {
        match &effect.kind {
            EffectKind::Invoke { step, attempt } => {
                let desk = Desk { engine: &self.engine, base_url: &self.base_url, rooms: &self.rooms };
                invoke::invoke(desk, run, step, *attempt, effect.claim.until).await
            }
            EffectKind::Stop { step, attempt, address } => {
                let attempt = AttemptRef { run: &run.key, step, attempt: *attempt, address };
                invoke::stop(&self.engine, attempt).await
            }
            EffectKind::Publish { from, to } => publish::publish(&self.engine, run, *from, *to).await,
            EffectKind::Notify { approval, notice, number } => {
                notify::notify(&self.engine, &self.base_url, run, approval, *notice, *number).await
            }
        }
    }

    /// An acknowledged dispatch goes to the attempt's own row, and takes along what else is done: the run's next commit
    /// needs no other one for it. Everything else is a commit of its own.
    async fn take_in(&self, run: &Arc<Run>, tried: Vec<Tried>) -> Result<(), TransactError> {
        let mut acknowledged = None;
        let mut done = Vec::new();
        let mut commands = Vec::new();
        for Tried { kind, outcome } in tried {
            match (kind, &outcome.result) {
                (EffectKind::Invoke { step, attempt }, EffectOutcome::Done) if acknowledged.is_none() => {
                    acknowledged = Some((step, attempt));
                }
                (_, EffectOutcome::Done) => done.push(outcome),
                (
                    _,
                    EffectOutcome::Answered(_)
                    | EffectOutcome::Refused { .. }
                    | EffectOutcome::TryLater { .. },
                ) => commands.push(Command::Outcome(outcome)),
            }
        }
        match acknowledged {
            Some((step, attempt)) => {
                let done = done.into_iter().map(|outcome| outcome.effect).collect();
                let kind = PulseKind::Acknowledged { done };
                let pulse = Pulse { step, attempt, at: self.engine.now(), kind };
                self.engine.ports.store.put_pulse(&run.key, pulse).await?;
            }
            None => commands.extend(done.into_iter().map(Command::Outcome)),
        }
        self.commit(run, commands).await
    }

    async fn commit(&self, run: &Arc<Run>, commands: Vec<Command>) -> Result<(), TransactError> {
        if commands.is_empty() {
            return Ok(());
        }
        let urgent = commands.iter().any(|command| match command {
            Command::Outcome(outcome) => outcome.result != EffectOutcome::Done,
            Command::Answer { .. }
            | Command::Decide(_)
            | Command::Cancel { .. }
            | Command::Pause { .. }
            | Command::Resume { .. }
            | Command::Take { .. }
            | Command::Tick => true,
        });
        let urgency = if urgent { Urgency::Now } else { Urgency::Lazy };
        let options = Options { known: Some(Arc::clone(run)), urgency, ..Options::default() };
        self.engine.transact(&run.key, &commands, options).await?;
        Ok(())
    }
}
