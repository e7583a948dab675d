//! The rows beside the state: answers, pulses, playbooks.

use super::item::{SCHEMA_NAME, number, row, run};
use super::key;
use super::query::{Condition, PutFailure, Range};
use super::store::DynamoStore;
use super::table::{PK, SK};
use futures_util::future::join_all;
use serde_json::Value;
use shared::digest::Digest;
use shared::ids::TenantId;
use shared::ports::{AnswerKey, AnswerRow, Beside, Pulse, Seen, StoreError};
use shared::run::{RunKey, SCHEMA};
use std::sync::Arc;

/// Attribute of a pulse: when it was, in milliseconds.
const AT: &str = "at";

impl DynamoStore {
    pub(super) async fn write_answer(&self, key: &RunKey, row: &AnswerRow) -> Result<(), StoreError> {
        let what = format!("an answer to {}", run::name(key));
        let item = row::encode(key::answer::key(key, &row.key), &what, row, Some(self.row_expires(row.at)))?;
        // The same answer again changes nothing, whoever wrote it.
        match self.table.put(item, Condition::absent()).await {
            Ok(()) | Err(PutFailure::Condition(_)) => {
                self.cache.note_answer(key, &row.key);
                Ok(())
            }
            Err(PutFailure::Failed { failure, .. }) => Err(failure.into()),
        }
    }

    pub(super) async fn read_answers(&self, key: &RunKey) -> Result<Vec<AnswerRow>, StoreError> {
        let what = format!("an answer to {}", run::name(key));
        let rows: Vec<AnswerRow> = self.rows(key, key::answer::PREFIX, &what).await?;
        for row in &rows {
            self.cache.note_answer(key, &row.key);
        }
        Ok(rows)
    }

    /// Drops answers that a commit has taken in, as far as they are known to be there: most never were rows. One that
    /// stays is taken for a repetition and expires.
    pub(super) async fn drop_answers(&self, key: &RunKey, answers: &[AnswerKey]) {
        let stored = answers.iter().filter(|answer| self.cache.forget_answer(key, answer));
        let deletions = stored.map(|answer| self.table.delete(key::answer::key(key, answer)));
        for failure in join_all(deletions).await.into_iter().filter_map(Result::err) {
            tracing::warn!(run = %key.id, %failure, "an answer that was taken in stays until it expires");
        }
    }

    pub(super) async fn write_pulse(&self, key: &RunKey, pulse: &Pulse) -> Result<(), StoreError> {
        let what = format!("a pulse of {}", run::name(key));
        let expires = Some(self.row_expires(pulse.at));
        let mut item = row::encode(key::pulse::key(key, pulse), &what, pulse, expires)?;
        let at = number(pulse.at.as_millis());
        item.insert(AT.to_owned(), at.clone());
        let condition = Condition {
            expression: "attribute_not_exists(#pk) OR (#at <= :at AND #schema <= :schema)",
            names: vec![("#pk", PK), ("#at", AT), ("#schema", SCHEMA_NAME)],
            values: vec![(":at", at), (":schema", number(SCHEMA))],
        };
        match self.table.put(item, condition).await {
            // A newer one is there.
            Ok(()) | Err(PutFailure::Condition(_)) => Ok(()),
            Err(PutFailure::Failed { failure, .. }) => Err(failure.into()),
        }
    }

    pub(super) async fn read_pulses(&self, key: &RunKey) -> Result<Vec<Pulse>, StoreError> {
        self.rows(key, key::pulse::PREFIX, &format!("a pulse of {}", run::name(key))).await
    }

    /// One request for all that lies in the run's partition up to its pulses, or to its answers. Chunks of the journal lie
    /// between the two: a run that is long enough to have some pays for them.
    pub(super) async fn read_beside(
        &self,
        key: &RunKey,
        beside: Beside,
        consistent: bool,
    ) -> Result<Option<Seen>, StoreError> {
        let last = match beside {
            Beside::Pulses => key::pulse::PREFIX,
            Beside::All => key::answer::PREFIX,
        };
        let mut range = Range::beginning(key::run::pk(key), "");
        range.consistent = consistent;
        range.between = (key::run::SK.to_owned(), format!("{last}{}", key::LAST));
        let (mut run, mut answers, mut pulses) = (None, Vec::new(), Vec::<Pulse>::new());
        for item in self.table.all(&range).await? {
            let place = item.get(SK).and_then(|place| place.as_s().ok()).map_or("", String::as_str);
            if place == key::run::SK {
                run = Some(run::decode(key, &item)?);
            } else if place.starts_with(key::pulse::PREFIX) {
                pulses.push(row::decode(&item, &format!("a pulse of {}", run::name(key)))?);
            } else if place.starts_with(key::answer::PREFIX) {
                let answer: AnswerRow = row::decode(&item, &format!("an answer to {}", run::name(key)))?;
                self.cache.note_answer(key, &answer.key);
                answers.push(answer);
            }
        }
        let Some((run, known)) = run else { return Ok(None) };
        // What may be old is no ground for the next commit.
        if consistent {
            self.cache.note(key, Arc::new(known));
        }
        Ok(Some(Seen { run: Arc::new(run), answers, pulses }))
    }

    async fn rows<T: serde::de::DeserializeOwned>(
        &self,
        key: &RunKey,
        prefix: &str,
        what: &str,
    ) -> Result<Vec<T>, StoreError> {
        let items = self.table.all(&Range::beginning(key::run::pk(key), prefix)).await?;
        items.iter().map(|item| row::decode(item, what)).collect()
    }

    pub(super) async fn write_playbook(
        &self,
        tenant: &TenantId,
        hash: Digest,
        source: &Value,
    ) -> Result<(), StoreError> {
        let what = format!("playbook {}", hash.short());
        let key = key::playbook::key(tenant, hash);
        let item = row::encode(key.clone(), &what, source, None)?;
        // Looking costs a tenth of a write that is refused.
        if self.table.has(key).await? {
            return Ok(());
        }
        match self.table.put(item, Condition::absent()).await {
            Ok(()) | Err(PutFailure::Condition(_)) => Ok(()),
            Err(PutFailure::Failed { failure, .. }) => Err(failure.into()),
        }
    }

    pub(super) async fn read_playbook(
        &self,
        tenant: &TenantId,
        hash: Digest,
    ) -> Result<Option<Value>, StoreError> {
        let item = self.table.get_settled(key::playbook::key(tenant, hash)).await?;
        item.map(|item| row::decode(&item, &format!("playbook {}", hash.short()))).transpose()
    }
}
