//! The door of one attempt: its token is checked before anything is read, then its run is loaded. It changes nothing.

use crate::problem::of_transact;
use shared::ids::{AttemptNo, StepId};
use shared::ports::{Beside, Payloads, Pulse, Seen};
use shared::protocol::Engine;
use shared::run::{Run, RunKey, StepStatus};
use shared::token::CallbackClaims;
use shared::wire::{Problem, ProblemKind};
use std::sync::Arc;

/// Somebody with a token that holds for the run in the path. Nothing has been read yet.
pub(crate) struct Knock<'a> {
    engine: &'a Engine,
    token: &'a str,
    claims: CallbackClaims,
}

/// Somebody who may act for one attempt of a run.
pub struct Door<'a> {
    knock: Knock<'a>,
    run: Arc<Run>,
}

impl<'a> Knock<'a> {
    /// Checks the token: from the header or the address, or from the body.
    pub(crate) fn new(
        engine: &'a Engine,
        key: &RunKey,
        token: Option<&'a str>,
        in_body: Option<&'a str>,
    ) -> Result<Self, Problem> {
        let token = match (token, in_body) {
            (Some(token), Some(other)) if token != other => return Err(bad_token()),
            (Some(token), _) | (None, Some(token)) => token,
            (None, None) => return Err(no_token()),
        };
        let claims = CallbackClaims::verify(&*engine.ports.keys, token).map_err(|_| bad_token())?;
        match claims.run == *key || shared::sabotaged!(TokenForAnyRun) {
            true => Ok(Self { engine, token, claims }),
            false => Err(bad_token()),
        }
    }

    /// Loads the run.
    pub(crate) async fn open(self) -> Result<Door<'a>, Problem> {
        let run = self.engine.load(&self.claims.run).await.map_err(|error| of_transact(&error))?;
        self.of(run)
    }

    /// Loads the run and what its agents said beside it, which a commit takes along.
    pub(crate) async fn open_with_pulses(self) -> Result<(Door<'a>, Vec<Pulse>), Problem> {
        let seen = self.engine.look(&self.claims.run, Beside::Pulses).await;
        let Seen { run, pulses, .. } = seen.map_err(|error| of_transact(&error))?;
        Ok((self.of(run)?, pulses))
    }

    fn of(self, run: Arc<Run>) -> Result<Door<'a>, Problem> {
        match run.incarnation == self.claims.incarnation {
            true => Ok(Door { knock: self, run }),
            false => Err(bad_token()),
        }
    }
}

impl<'a> Door<'a> {
    /// Checks the token, and loads the run.
    ///
    /// # Errors
    /// 401 without a token, 403 for one that does not hold for this run.
    pub async fn open(
        engine: &'a Engine,
        key: &RunKey,
        token: Option<&'a str>,
        in_body: Option<&'a str>,
    ) -> Result<Self, Problem> {
        Knock::new(engine, key, token, in_body)?.open().await
    }

    /// The engine.
    pub(crate) fn engine(&self) -> &'a Engine {
        self.knock.engine
    }

    /// Where the run lives.
    pub(crate) fn key(&self) -> &RunKey {
        &self.run.key
    }

    /// The run, as it was when the door was opened.
    pub(crate) fn run(&self) -> &Arc<Run> {
        &self.run
    }

    /// The step.
    pub(crate) fn step(&self) -> &StepId {
        &self.knock.claims.step
    }

    /// The attempt.
    pub(crate) fn attempt(&self) -> AttemptNo {
        self.knock.claims.attempt
    }

    /// What was brought.
    pub(crate) fn token(&self) -> &str {
        self.knock.token
    }

    /// The payload store.
    pub(crate) fn payloads(&self) -> &'a dyn Payloads {
        &*self.knock.engine.ports.payloads
    }

    /// Refuses an attempt that nobody waits for any more (410).
    pub(crate) fn current(&self) -> Result<(), Problem> {
        let current = match self.run.steps.get(self.step()).map(|state| &state.status) {
            Some(StepStatus::Running(attempt)) => attempt.number == self.attempt(),
            Some(
                StepStatus::Pending
                | StepStatus::WaitingRetry { .. }
                | StepStatus::AwaitingApproval(_)
                | StepStatus::Succeeded { .. }
                | StepStatus::Failed { .. }
                | StepStatus::Skipped
                | StepStatus::Cancelled,
            )
            | None => false,
        };
        if current {
            return Ok(());
        }
        let detail =
            format!("attempt {} of step '{}' is over; stop working on it", self.attempt(), self.step());
        Err(Problem::new(ProblemKind::Superseded, detail))
    }
}

fn no_token() -> Problem {
    Problem::new(
        ProblemKind::NotAuthenticated,
        "the attempt's token is missing: send it as 'token' in the body or in the header X-Callback-Token",
    )
}

pub(crate) fn bad_token() -> Problem {
    Problem::new(
        ProblemKind::BadToken,
        "the token was not issued for an attempt of this run; use the one that came with the invocation",
    )
}
