//! One transition: answers first, then one conditional write, then the wake. A conflict decides anew on the fresh state.

use super::{Engine, TransactError};
use crate::decide::{Command, Context, Decision, Obstacle, Rejection, Reply, StartCommand, decide, start};
use crate::limits::{CONFLICT_BACKOFF_BASE_MS, CONFLICT_BACKOFF_MAX_MS, CONFLICT_TRIES_MAX};
use crate::payload::Loaded;
use crate::playbook::Playbook;
use crate::ports::{AnswerKey, AnswerRow, Commit, CommitOutcome, Pulse, Seen, Urgency, WakeHint};
use crate::run::{Run, RunKey, alarm};
use crate::time::Millis;
use std::sync::Arc;

/// How a transition is made.
#[derive(Clone, Debug)]
pub struct Options {
    /// The state as the caller knows it; saves a read where it is still the newest.
    pub known: Option<Arc<Run>>,
    /// The run's pulses as far as the caller knows them: what they say goes along with the commit.
    pub known_pulses: Vec<Pulse>,
    /// Whether to look at answer rows: for whoever comes back to a run after a fault.
    pub with_answers: bool,
    /// Whether to look at pulses.
    pub with_pulses: bool,
    /// Whether to leave what can wait for the next commit. For homes where a write is dear.
    pub leave_notes: bool,
    /// An answer that must not be lost if others write at the same time.
    pub keep_safe: Option<AnswerRow>,
    /// Whether the caller does what the commit leaves to do: nobody else is woken for it.
    pub performed_here: bool,
    /// Whether somebody waits.
    pub urgency: Urgency,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            known: None,
            known_pulses: Vec::new(),
            with_answers: false,
            with_pulses: false,
            leave_notes: false,
            keep_safe: None,
            performed_here: false,
            urgency: Urgency::Now,
        }
    }
}

/// What a transition came to.
#[derive(Debug)]
pub struct Transacted {
    /// The state now.
    pub run: Arc<Run>,
    /// One reply per command.
    pub replies: Vec<Result<Reply, Rejection>>,
    /// Whether anything was written.
    pub committed: bool,
    /// Whether rows say what the state does not say yet, which was left for the next commit.
    pub waits_for_a_commit: bool,
}

impl Transacted {
    fn of(run: Arc<Run>, replies: Vec<Result<Reply, Rejection>>, committed: bool) -> Self {
        Self { run, replies, committed, waits_for_a_commit: false }
    }

    /// The reply to a transition of one command.
    #[must_use]
    pub fn into_reply(self) -> (Arc<Run>, Option<Result<Reply, Rejection>>) {
        (self.run, self.replies.into_iter().next_back())
    }
}

enum Written {
    Committed(Arc<Run>),
    Conflict(Option<Arc<Run>>),
}

impl Engine {
    /// Starts a run, or attaches to it where the same request started it before.
    ///
    /// # Errors
    /// [`TransactError::IdReused`] where another request started a run with this id; else the store's failure.
    pub async fn start(
        &self,
        command: &StartCommand,
        playbook: &Arc<Playbook>,
    ) -> Result<Transacted, TransactError> {
        let tenant = &command.key.tenant;
        if !self.playbooks.is_stored(tenant, playbook.hash) {
            self.ports.store.put_playbook(tenant, playbook.hash, &playbook.source).await?;
            self.playbooks.note_stored(tenant, playbook.hash);
            self.playbooks.keep(Arc::clone(playbook));
        }
        let mut loaded = Loaded::new();
        let decision = loop {
            let outcome = start(command, &self.context(playbook, &loaded, &[]));
            match outcome {
                Ok(decision) => break decision,
                Err(Obstacle::Needed(needed)) => {
                    self.load_document(&command.key, needed.0, &mut loaded).await?;
                }
                Err(Obstacle::Broken(error)) => return Err(error.into()),
            }
        };
        match self.write(decision, None, Vec::new(), Urgency::Now).await? {
            Written::Committed(run) => {
                self.wake(&run).await;
                Ok(Transacted::of(run, Vec::new(), true))
            }
            Written::Conflict(Some(run)) if run.start_digest == command.digest => {
                Ok(Transacted::of(run, Vec::new(), false))
            }
            Written::Conflict(_) => Err(TransactError::IdReused { id: command.key.id.clone() }),
        }
    }

    /// Makes one transition of a run.
    ///
    /// # Errors
    /// [`TransactError`]; refused commands are replies instead.
    pub async fn transact(
        &self,
        key: &RunKey,
        commands: &[Command],
        mut options: Options,
    ) -> Result<Transacted, TransactError> {
        // What the caller knows may be old: good enough to write on (the condition finds out), not to refuse on.
        let mut certain = options.known.is_none();
        let Seen { mut run, mut answers, mut pulses } = self.first_look(key, &mut options).await?;
        let mut loaded = Loaded::new();
        for tries in 1..=CONFLICT_TRIES_MAX {
            if tries > 1 {
                (answers, pulses) = self.rows(key, &options).await?;
            }
            let batch: Vec<Command> =
                answers.iter().map(command_of).chain(commands.iter().cloned()).collect();
            let mut decision = self.decided(key, &run, &batch, &pulses, &mut loaded).await?;
            let replies = decision.replies.split_off(answers.len().min(decision.replies.len()));
            if decision.records.is_empty() || (options.leave_notes && decision.can_wait()) {
                let newest = if certain { Arc::clone(&run) } else { self.load(key).await? };
                if newest.version == run.version {
                    let waits_for_a_commit = !decision.records.is_empty();
                    return Ok(Transacted { run: newest, replies, committed: false, waits_for_a_commit });
                }
                (run, certain) = (newest, true);
                continue;
            }
            let applied = answers.drain(..).map(|row| row.key).chain(safe_key(&options)).collect();
            match self.write(decision, Some(&run), applied, options.urgency).await? {
                Written::Committed(run) => {
                    if !options.performed_here {
                        self.wake(&run).await;
                    }
                    return Ok(Transacted::of(run, replies, true));
                }
                Written::Conflict(None) => return Err(TransactError::NotFound { id: key.id.clone() }),
                Written::Conflict(Some(fresh)) => run = fresh,
            }
            self.ports.wake.conflicted(key, tries == CONFLICT_TRIES_MAX);
            // From here on the answer cannot be lost, whatever races follow; and whoever wins the race takes it along.
            if let Some(row) = options.keep_safe.take() {
                self.ports.store.put_answer(key, row).await?;
                options.with_answers = true;
            }
            self.back_off(tries).await;
        }
        if options.with_answers {
            // The answer is safe in its row, but whoever brought it may not come back: have the sweep take it in. Where
            // this fails the client is told to come back all the same.
            let _moved = self.ports.store.move_due(key, run.version, Some(self.now())).await;
        }
        Err(TransactError::Busy { id: key.id.clone() })
    }

    pub(super) async fn decided(
        &self,
        key: &RunKey,
        run: &Run,
        commands: &[Command],
        pulses: &[Pulse],
        loaded: &mut Loaded,
    ) -> Result<Decision, TransactError> {
        let playbook = self.playbook(key, run.playbook.hash).await?;
        loop {
            let outcome = decide(run, commands, &self.context(&playbook, loaded, pulses));
            match outcome {
                Ok(decision) => return Ok(decision),
                Err(Obstacle::Needed(needed)) => self.load_document(key, needed.0, loaded).await?,
                Err(Obstacle::Broken(error)) => return Err(error.into()),
            }
        }
    }

    fn context<'a>(&'a self, playbook: &'a Playbook, loaded: &'a Loaded, pulses: &'a [Pulse]) -> Context<'a> {
        Context {
            now: self.now(),
            commit_id: self.fresh_commit_id(),
            playbook,
            targets: self,
            sinks: self.sinks(),
            wakes: self.ports.wake.delivery(),
            loaded,
            pulses,
            exclusive_since: self.exclusive_since,
        }
    }

    /// Documents first, then the one conditional write.
    async fn write(
        &self,
        decision: Decision,
        before: Option<&Run>,
        answers: Vec<AnswerKey>,
        urgency: Urgency,
    ) -> Result<Written, TransactError> {
        let Decision { records, run, documents, .. } = decision;
        for (digest, bytes) in documents {
            self.ports.payloads.put(&run.key, digest, bytes).await?;
        }
        let run = Arc::new(run);
        let commit = Commit {
            run: Arc::clone(&run),
            expected: before.map(|run| run.version),
            records,
            due: if crate::sabotaged!(AlarmIgnoresOutbox) && run.is_terminal() { None } else { alarm(&run) },
            answers,
            now: run.updated_at,
            urgency,
        };
        match self.ports.store.commit(commit).await? {
            CommitOutcome::Committed => {}
            CommitOutcome::Conflict(_) if crate::sabotaged!(ConflictIsSuccess) => {}
            CommitOutcome::Unknown { .. } if crate::sabotaged!(UnknownIsSuccess) => {}
            CommitOutcome::Conflict(fresh) => return Ok(Written::Conflict(fresh)),
            CommitOutcome::Unknown { reason } => {
                return Err(TransactError::Unknown { id: run.key.id.clone(), reason });
            }
        }
        self.ports.wake.committed(before, &run);
        Ok(Written::Committed(run))
    }

    /// Has somebody do what a commit left to do.
    async fn wake(&self, run: &Arc<Run>) {
        if run.outbox.values().any(|effect| effect.claim.calls_for(run.commit_id)) {
            let hint = WakeHint { key: run.key.clone(), claim: run.commit_id, run: Some(Arc::clone(run)) };
            self.ports.wake.wake(hint).await;
        }
    }

    /// Full jitter: anything between nothing and a bound that doubles. The first conflict costs no wait, since it brought
    /// the fresh state along and a second writer is rarely behind it; two that meet again and again draw apart.
    async fn back_off(&self, tries: u32) {
        let Some(doublings) = tries.checked_sub(2) else { return };
        let bound =
            CONFLICT_BACKOFF_BASE_MS.saturating_mul(1 << doublings.min(16)).min(CONFLICT_BACKOFF_MAX_MS);
        let draw = u64::try_from(self.ports.entropy.bits() & u128::from(u32::MAX)).unwrap_or(0);
        self.ports.clock.sleep(Millis(draw % (bound + 1))).await;
    }
}

pub(super) fn command_of(row: &AnswerRow) -> Command {
    Command::Answer { step: row.key.step.clone(), attempt: row.key.attempt, answer: row.answer.clone() }
}

fn safe_key(options: &Options) -> Option<AnswerKey> {
    options.keep_safe.as_ref().map(|row| row.key.clone())
}
