//! The conditional write, and what became of it where that is in doubt. It decides nothing about a run.

use super::item::run::{COMMIT_ID, Known, VERSION};
use super::item::tail::Tail;
use super::item::{Item, number, run, text};
use super::query::{Condition, PutFailure};
use super::store::DynamoStore;
use shared::ports::{Commit, CommitOutcome, StoreError};
use shared::run::{Run, RunKey};
use std::sync::Arc;

/// What a try of a write came to.
enum Tried {
    /// This is the answer.
    Done(CommitOutcome),
    /// The expected version is there, but another commit's than the one that we had seen: once more, knowing that one.
    Again(Arc<Known>),
}

/// A stored run and what the next commit needs to know.
type Seen = (Arc<Run>, Arc<Known>);

impl DynamoStore {
    pub(super) async fn write_commit(&self, commit: Commit) -> Result<CommitOutcome, StoreError> {
        let mut before = match commit.expected {
            None => None,
            Some(version) => match self.known_at(&commit.run.key, version).await? {
                Ok(known) => Some(known),
                Err(seen) => return self.overtaken(&commit, seen).await,
            },
        };
        // Twice at most: only an id that was deleted and used again can be at the same version with another commit.
        for _try in 0..2 {
            match self.try_write(&commit, before.as_deref()).await? {
                Tried::Done(outcome) => return Ok(outcome),
                Tried::Again(known) => before = Some(known),
            }
        }
        Ok(CommitOutcome::Unknown { reason: "the run is deleted and made again all the time".to_owned() })
    }

    /// What is known of a run at a version: from the cache, else read. `Err` with what is there instead.
    async fn known_at(
        &self,
        key: &RunKey,
        version: u64,
    ) -> Result<Result<Arc<Known>, Option<Seen>>, StoreError> {
        if let Some(known) = self.cache.get(key).filter(|known| known.version == version) {
            return Ok(Ok(known));
        }
        Ok(match self.read(key).await? {
            Some((_, known)) if known.version == version => Ok(known),
            other => Err(other),
        })
    }

    async fn try_write(&self, commit: &Commit, before: Option<&Known>) -> Result<Tried, StoreError> {
        let key = &commit.run.key;
        let (item, known) = self.encoded(commit, before).await?;
        match self.table.put(item, condition(before)).await {
            Ok(()) => {
                self.cache.note(key, Arc::new(known));
                self.drop_answers(key, &commit.answers).await;
                Ok(Tried::Done(CommitOutcome::Committed))
            }
            Err(PutFailure::Condition(Some(item))) => {
                let seen = self.seen(key, &item)?;
                if commit.expected == Some(seen.1.version) {
                    return Ok(Tried::Again(seen.1));
                }
                self.overtaken(commit, Some(seen)).await.map(Tried::Done)
            }
            Err(PutFailure::Condition(None)) => self.look(commit, "it was not there").await.map(Tried::Done),
            Err(PutFailure::Failed { failure, ambiguous: true }) => {
                self.look(commit, &failure.to_string()).await.map(Tried::Done)
            }
            Err(PutFailure::Failed { failure, ambiguous: false }) => Err(failure.into()),
        }
    }

    /// The item of a commit. A long tail goes to chunks first, and so does any tail that makes the item too large.
    async fn encoded(&self, commit: &Commit, before: Option<&Known>) -> Result<(Item, Known), StoreError> {
        let expires = self.expires(commit.now);
        let none = Tail::default();
        let tail = before.map_or(&none, |before| &before.tail);
        if !tail.is_long() {
            match run::encode(commit, before, tail, expires) {
                Err(StoreError::TooLarge { .. }) if tail.count > 0 => {}
                encoded => return encoded,
            }
        }
        let key = &commit.run.key;
        // What no item could hold even without a tail must not leave chunks behind.
        let encoded = run::encode(commit, before, &tail.cut(), expires)?;
        self.write_chunks(key, tail, self.row_expires(commit.now)).await?;
        Ok(encoded)
    }

    fn seen(&self, key: &RunKey, item: &Item) -> Result<Seen, StoreError> {
        let (run, known) = run::decode(key, item)?;
        let known = Arc::new(known);
        self.cache.note(key, Arc::clone(&known));
        Ok((Arc::new(run), known))
    }

    /// Looks what is stored after a write whose outcome is open.
    async fn look(&self, commit: &Commit, reason: &str) -> Result<CommitOutcome, StoreError> {
        let unknown = |reason: String| Ok(CommitOutcome::Unknown { reason });
        match self.read(&commit.run.key).await {
            Err(error) => unknown(format!("{reason}; and then: {error}")),
            // The request may still arrive.
            Ok(seen) if seen.as_ref().map(|(_, known)| known.version) == commit.expected => {
                unknown(reason.to_owned())
            }
            Ok(seen) => match self.overtaken(commit, seen).await {
                Err(error) => unknown(format!("{reason}; and then: {error}")),
                outcome => outcome,
            },
        }
    }

    /// The stored version is not the expected one: ours went through, now or earlier, or another one came first.
    async fn overtaken(&self, commit: &Commit, seen: Option<Seen>) -> Result<CommitOutcome, StoreError> {
        let Some((run, known)) = seen else { return Ok(CommitOutcome::Conflict(None)) };
        let ours = commit.run.commit_id;
        if known.commit_id == ours {
            return Ok(CommitOutcome::Committed);
        }
        // One that has been overtaken since is still in the journal.
        let first = commit.records.first().map(|record| record.seq);
        let written_by = match first {
            Some(seq) => {
                self.record_at(&commit.run.key, &known.tail, seq).await?.map(|record| record.commit_id)
            }
            None => None,
        };
        Ok(match written_by {
            Some(id) if id == ours => CommitOutcome::Committed,
            Some(_) | None => CommitOutcome::Conflict(Some(run)),
        })
    }
}

/// Only on the very item that was seen: its version as the port asks, its commit because the tail that is written again
/// was that commit's.
fn condition(before: Option<&Known>) -> Condition {
    let Some(before) = before else { return Condition::absent() };
    Condition {
        expression: "#version = :version AND #commit = :commit",
        names: vec![("#version", VERSION), ("#commit", COMMIT_ID)],
        values: vec![(":version", number(before.version)), (":commit", text(before.commit_id.to_string()))],
    }
}
