//! Looking at a run before a transition, or to find out whether one is due.

use super::transact::command_of;
use super::{Engine, Options, TransactError};
use crate::decide::{Command, with_notes};
use crate::payload::Loaded;
use crate::ports::{AnswerRow, Beside, Pulse, Seen};
use crate::run::{RunKey, alarm};
use crate::time::Timestamp;

/// What a glance at a run shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glance {
    /// Its timers would change it.
    Moves {
        /// Since when, by its state and by what the rows say.
        since: Option<Timestamp>,
    },
    /// Nothing is to be done.
    Rests {
        /// Whether rows say what its state does not say yet, which the next commit takes along.
        waits_for_a_commit: bool,
        /// When something will be.
        alarm: Option<Timestamp>,
    },
}

impl Engine {
    /// Whether looking at the timers of a run would change it, and else when it will: by a look that may be a moment old,
    /// for homes where a certain one is dear. `None` where there is no such run.
    ///
    /// # Errors
    /// What kept it from being looked at.
    pub async fn glance(&self, key: &RunKey) -> Result<Option<Glance>, TransactError> {
        let Some(seen) = self.ports.store.glance(key).await? else { return Ok(None) };
        let batch: Vec<Command> = seen.answers.iter().map(command_of).chain([Command::Tick]).collect();
        let decision = self.decided(key, &seen.run, &batch, &seen.pulses, &mut Loaded::new()).await?;
        let rests = decision.records.is_empty() || decision.can_wait();
        let waits_for_a_commit = !decision.records.is_empty();
        Ok(Some(if rests {
            Glance::Rests { waits_for_a_commit, alarm: alarm(&decision.run) }
        } else {
            Glance::Moves { since: alarm(&with_notes(&seen.run, &seen.pulses)) }
        }))
    }

    /// The state, and the rows that the options ask for, in one request where nothing is known yet.
    pub(super) async fn first_look(
        &self,
        key: &RunKey,
        options: &mut Options,
    ) -> Result<Seen, TransactError> {
        match (options.known.take(), options.with_answers, options.with_pulses) {
            (None, true, _) => self.look(key, Beside::All).await,
            (None, false, true) => self.look(key, Beside::Pulses).await,
            (known, _, _) => {
                let run = match known {
                    Some(run) => run,
                    None => self.load(key).await?,
                };
                let (answers, pulses) = self.rows(key, options).await?;
                Ok(Seen { run, answers, pulses })
            }
        }
    }

    pub(super) async fn rows(
        &self,
        key: &RunKey,
        options: &Options,
    ) -> Result<(Vec<AnswerRow>, Vec<Pulse>), TransactError> {
        let store = &self.ports.store;
        let answers = if options.with_answers { store.answers(key).await? } else { Vec::new() };
        let pulses =
            if options.with_pulses { store.pulses(key).await? } else { options.known_pulses.clone() };
        Ok((answers, pulses))
    }
}
