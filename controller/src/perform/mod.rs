//! Performing effects: only under a claim, only before it ends, and with the outcome as a command like any other.

mod invoke;
mod notify;
mod publish;

use futures_util::future::join_all;
use shared::decide::{Command, EffectOutcome, Outcome};
use shared::ids::CommitId;
use shared::ports::{Pulse, PulseKind, Urgency, WakeHint};
use shared::protocol::{Engine, Options, TransactError};
use shared::run::{Effect, EffectId, EffectKind, Run, RunKey};
use std::sync::Arc;

/// Performs effects for a home whose API can be reached at `base_url`.
pub struct Performer {
    engine: Arc<Engine>,
    base_url: String,
}

impl Performer {
    /// A performer. `base_url` has no slash at its end; callback URLs and links are made from it, never from input.
    #[must_use]
    pub fn new(engine: Arc<Engine>, base_url: impl Into<String>) -> Self {
        Self { engine, base_url: base_url.into().trim_end_matches('/').to_owned() }
    }

    /// Performs what a commit left to do and takes the outcomes in.
    ///
    /// # Errors
    /// What kept the run from being read or the outcomes from being written; the sweep repairs either.
    pub async fn perform(&self, hint: WakeHint) -> Result<(), TransactError> {
        let run = match hint.run {
            Some(run) => run,
            None => self.engine.load(&hint.key).await?,
        };
        let now = self.engine.now();
        let claimed: Vec<(&EffectId, &Effect)> = run
            .outbox
            .iter()
            .filter(|(_, effect)| effect.claim.holder == Some(hint.claim))
            // A holder that is too late drops the effect: somebody else has it by now.
            .filter(|(_, effect)| shared::sabotaged!(IgnoreClaimEnd) || now < effect.claim.until)
            .collect();
        let outcomes =
            join_all(claimed.into_iter().map(|(id, effect)| async {
                (id.clone(), effect.kind.clone(), self.one(&run, effect).await)
            }))
            .await;
        self.take_in(&run, hint.claim, outcomes).await
    }

    async fn one(&self, run: &Run, effect: &Effect) -> EffectOutcome {
        match &effect.kind {
            EffectKind::Invoke { step, attempt } => {
                invoke::invoke(&self.engine, &self.base_url, run, step, *attempt, effect.claim.until).await
            }
            EffectKind::Stop { step, attempt, address } => {
                invoke::stop(&self.engine, run, step, *attempt, address).await
            }
            EffectKind::Publish { from, to } => publish::publish(&self.engine, run, *from, *to).await,
            EffectKind::Notify { approval, notice, number } => {
                notify::notify(&self.engine, &self.base_url, run, approval, *notice, *number).await
            }
        }
    }

    /// An acknowledged dispatch goes to the attempt's own row, and takes along what else is done: the run's next commit
    /// needs no other one for it. Everything else is a commit of its own.
    async fn take_in(
        &self,
        run: &Run,
        claim: CommitId,
        outcomes: Vec<(EffectId, EffectKind, EffectOutcome)>,
    ) -> Result<(), TransactError> {
        let mut acknowledged = None;
        let mut done = Vec::new();
        let mut commands = Vec::new();
        for (effect, kind, result) in outcomes {
            match (kind, result) {
                (EffectKind::Invoke { step, attempt }, EffectOutcome::Done) if acknowledged.is_none() => {
                    acknowledged = Some((step, attempt));
                }
                (_, EffectOutcome::Done) => done.push(effect),
                (
                    _,
                    result @ (EffectOutcome::Answered(_)
                    | EffectOutcome::Refused { .. }
                    | EffectOutcome::TryLater { .. }),
                ) => {
                    commands.push(Command::Outcome(Outcome { effect, claim, result }));
                }
            }
        }
        match acknowledged {
            Some((step, attempt)) => {
                let kind = PulseKind::Acknowledged { done };
                let pulse = Pulse { step, attempt, at: self.engine.now(), kind };
                self.engine.ports.store.put_pulse(&run.key, pulse).await?;
            }
            None => commands.extend(
                done.into_iter()
                    .map(|effect| Command::Outcome(Outcome { effect, claim, result: EffectOutcome::Done })),
            ),
        }
        self.commit(&run.key, commands).await
    }

    async fn commit(&self, key: &RunKey, commands: Vec<Command>) -> Result<(), TransactError> {
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
            | Command::Tick => true,
        });
        let urgency = if urgent { Urgency::Now } else { Urgency::Lazy };
        self.engine.transact(key, &commands, Options { urgency, ..Options::default() }).await?;
        Ok(())
    }
}
