//! The due index: read from all its shards, merged in order.

use super::item::run::VERSION;
use super::item::{Item, SCHEMA_NAME, number};
use super::key;
use super::query::{Condition, Range};
use super::store::DynamoStore;
use super::table::{DUE, PK};
use futures_util::future::try_join_all;
use shared::ids::Version;
use shared::ports::{DueEntry, StoreError};
use shared::run::{RunKey, SCHEMA};
use shared::time::Timestamp;

impl DynamoStore {
    pub(super) async fn read_due(
        &self,
        until: Timestamp,
        after: Option<&DueEntry>,
        limit: usize,
    ) -> Result<Vec<DueEntry>, StoreError> {
        let from = after.map_or_else(|| key::FIRST.to_string(), key::due::after);
        let to = key::due::until(until);
        if limit == 0 || from > to {
            return Ok(Vec::new());
        }
        let shards = key::due::pks().into_iter().map(|pk| self.due_of_shard(pk, &from, &to, limit));
        let mut entries: Vec<DueEntry> = try_join_all(shards).await?.into_iter().flatten().collect();
        entries.sort_by(|one, other| (one.due, &one.key).cmp(&(other.due, &other.key)));
        entries.truncate(limit);
        Ok(entries)
    }

    async fn due_of_shard(
        &self,
        partition: String,
        from: &str,
        to: &str,
        limit: usize,
    ) -> Result<Vec<DueEntry>, StoreError> {
        let between = (from.to_owned(), to.to_owned());
        let range =
            Range { index: Some(&DUE), partition, between, consistent: false, backward: false, filter: None };
        let (mut entries, mut next) = (Vec::new(), None);
        loop {
            let page = self.table.page(&range, limit, next).await?;
            entries.extend(page.items.iter().filter_map(entry));
            next = page.next;
            if next.is_none() || entries.len() >= limit {
                return Ok(entries);
            }
        }
    }

    pub(super) async fn write_due(
        &self,
        key: &RunKey,
        version: Version,
        due: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        let condition = Condition {
            expression: "#version = :version AND #schema <= :schema",
            names: vec![("#version", VERSION), ("#schema", SCHEMA_NAME)],
            values: vec![(":version", number(version)), (":schema", number(SCHEMA))],
        };
        let place = due.map(|due| (key::due::pk(key), key::due::sk(due, key)));
        Ok(self.table.place(key::run::key(key), condition, &DUE, place).await?)
    }
}

/// An entry of the index. One that can't be read is logged and left out: it must not hide the others from the sweep.
fn entry(item: &Item) -> Option<DueEntry> {
    let place = item.get(DUE.range).and_then(|value| value.as_s().ok());
    let entry = place.and_then(|place| key::due::decode(place));
    if entry.is_none() {
        tracing::error!(item = ?item.get(PK), "an entry of the due index can't be read; delete the item");
    }
    entry
}
