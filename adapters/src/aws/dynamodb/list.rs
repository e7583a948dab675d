//! Lists: the shards of all statuses that are asked for, merged newest first. The index lags behind the table by
//! milliseconds, so a run that is just changing its status may be missing from a page, or be there with its old one.

use super::item::run::PLAYBOOK;
use super::item::{Item, corrupt};
use super::key;
use super::query::Range;
use super::store::DynamoStore;
use super::table::{IDS, LIST, PK};
use futures_util::future::try_join_all;
use shared::ids::{TenantId, WorkflowId};
use shared::ports::{Cursor, ListEntry, ListQuery, Page, StoreError};
use shared::run::ListStatus;

/// Most entries that one page looks at per shard: a filter that fits little gives a short page and where to go on.
const SCAN_MAX: usize = 2_000;

/// What one shard of one status gave.
struct Part {
    status: ListStatus,
    /// Places that fit, in order.
    places: Vec<String>,
    /// The last place that was looked at; `None` where the shard is exhausted. Behind it nothing is known.
    horizon: Option<String>,
}

impl DynamoStore {
    pub(super) async fn read_list(&self, query: &ListQuery) -> Result<Page, StoreError> {
        if query.limit == 0 {
            return Ok(Page::default());
        }
        let statuses = query.status.map_or_else(|| key::list::STATUSES.to_vec(), |status| vec![status]);
        let shards = statuses.into_iter().flat_map(|status| {
            key::list::pks(&query.tenant, status).into_iter().map(move |partition| (status, partition))
        });
        let parts = shards.map(|(status, partition)| self.part(query, status, partition));
        merge(try_join_all(parts).await?, query.limit)
    }

    async fn part(
        &self,
        query: &ListQuery,
        status: ListStatus,
        partition: String,
    ) -> Result<Part, StoreError> {
        // A place is a prefix of nothing else, so the mark behind it excludes exactly that one.
        let from = query.after.as_ref().map_or_else(
            || key::FIRST.to_string(),
            |after| format!("{}{}", key::list::sk(after.created_at, &after.id), key::FIRST),
        );
        let filter = query.playbook.as_ref().map(|name| (PLAYBOOK, name.as_str()));
        let between = (from, key::LAST.to_string());
        let range =
            Range { index: Some(&LIST), partition, between, consistent: false, backward: false, filter };
        // One more than fits says whether there is a next page.
        let wanted = query.limit.saturating_add(1);
        let (mut places, mut looked, mut next) = (Vec::new(), 0, None);
        loop {
            let page = self.table.page(&range, wanted, next).await?;
            places.extend(page.items.iter().filter_map(place));
            looked += wanted;
            let horizon = page.next.as_ref().map(|key| place(key).ok_or_else(damaged)).transpose()?;
            next = page.next;
            if horizon.is_none() || places.len() >= wanted || looked >= SCAN_MAX {
                return Ok(Part { status, places, horizon });
            }
        }
    }

    pub(super) async fn read_ids(
        &self,
        tenant: &TenantId,
        prefix: &str,
        limit: usize,
    ) -> Result<Vec<WorkflowId>, StoreError> {
        if limit == 0 {
            return Ok(Vec::new());
        }
        let between = key::id::between(tenant, prefix);
        let shards = key::id::pks(tenant).into_iter().map(|partition| {
            let between = between.clone();
            let range = Range {
                index: Some(&IDS),
                partition,
                between,
                consistent: false,
                backward: false,
                filter: None,
            };
            async move { self.ids_of_shard(&range, limit).await }
        });
        let mut ids: Vec<WorkflowId> = try_join_all(shards).await?.into_iter().flatten().collect();
        ids.sort();
        ids.truncate(limit);
        Ok(ids)
    }

    async fn ids_of_shard(&self, range: &Range<'_>, limit: usize) -> Result<Vec<WorkflowId>, StoreError> {
        let (mut ids, mut next) = (Vec::new(), None);
        loop {
            let page = self.table.page(range, limit, next).await?;
            ids.extend(page.items.iter().filter_map(id_of));
            next = page.next;
            if next.is_none() || ids.len() >= limit {
                return Ok(ids);
            }
        }
    }
}

/// The id of an entry; one that can't be read is logged and left out.
fn id_of(item: &Item) -> Option<WorkflowId> {
    let pk = item.get(IDS.range).and_then(|value| value.as_s().ok());
    let key = pk.and_then(|pk| key::run::decode(pk));
    if key.is_none() {
        tracing::error!(item = ?pk, "an entry of the index of ids can't be read; delete the item");
    }
    key.map(|key| key.id)
}

/// One page of all parts, as far as all of them are known.
fn merge(parts: Vec<Part>, limit: usize) -> Result<Page, StoreError> {
    let horizon = parts.iter().filter_map(|part| part.horizon.clone()).min();
    let mut all: Vec<(String, ListStatus)> = parts
        .into_iter()
        .flat_map(|part| part.places.into_iter().map(move |place| (place, part.status)))
        .filter(|(place, _)| horizon.as_ref().is_none_or(|horizon| place <= horizon))
        .collect();
    // A run that is just moving may be in two parts; stable sorting keeps the one that is asked first.
    all.sort_by(|(one, _), (other, _)| one.cmp(other));
    all.dedup_by(|(later, _), (earlier, _)| later == earlier);
    let more = all.len() > limit;
    all.truncate(limit);
    let last = all.last().map(|(place, _)| place.clone());
    let next = if more { last } else { horizon };
    let entries = all.into_iter().map(|(place, status)| {
        let Cursor { created_at, id } = read(&place)?;
        Ok(ListEntry { id, created_at, status })
    });
    let entries = entries.collect::<Result<_, StoreError>>()?;
    Ok(Page { entries, next: next.as_deref().map(read).transpose()? })
}

fn read(place: &str) -> Result<Cursor, StoreError> {
    key::list::decode(place).ok_or_else(damaged)
}

/// The place of an entry. One that can't be read is logged and left out: it must not hide the others.
fn place(item: &Item) -> Option<String> {
    let place = item.get(LIST.range).and_then(|value| value.as_s().ok());
    let place = place.filter(|place| key::list::decode(place).is_some());
    if place.is_none() {
        tracing::error!(item = ?item.get(PK), "an entry of the list index can't be read; delete the item");
    }
    place.cloned()
}

fn damaged() -> StoreError {
    corrupt("the list index", "a key in it is damaged")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::samples::at;

    fn place_of(created: i64, id: &str) -> String {
        key::list::sk(at(created), &WorkflowId::parse(id).unwrap())
    }

    fn part(status: ListStatus, runs: &[(i64, &str)], horizon: Option<(i64, &str)>) -> Part {
        let places = runs.iter().map(|(created, id)| place_of(*created, id)).collect();
        Part { status, places, horizon: horizon.map(|(created, id)| place_of(created, id)) }
    }

    fn ids(page: &Page) -> Vec<&str> {
        page.entries.iter().map(|entry| entry.id.as_str()).collect()
    }

    #[test]
    fn a_page_ends_where_one_part_is_no_longer_known() {
        let parts = vec![
            part(ListStatus::Active, &[(9, "a"), (5, "b")], Some((5, "b"))),
            part(ListStatus::Completed, &[(7, "c"), (3, "d")], None),
        ];
        let page = merge(parts, 10).unwrap();
        assert_eq!(ids(&page), ["a", "c", "b"], "what lies behind 'b' may have company");
        assert_eq!(page.next.unwrap().id.as_str(), "b");
    }

    #[test]
    fn a_run_between_two_statuses_is_listed_once() {
        let parts = vec![
            part(ListStatus::Active, &[(9, "a")], None),
            part(ListStatus::Completed, &[(9, "a"), (3, "d")], None),
        ];
        let page = merge(parts, 10).unwrap();
        assert_eq!((ids(&page), page.next.is_none()), (vec!["a", "d"], true));
    }

    #[test]
    fn a_full_page_says_where_to_go_on() {
        let page = merge(vec![part(ListStatus::Active, &[(9, "a"), (8, "b"), (7, "c")], None)], 2).unwrap();
        assert_eq!(ids(&page), ["a", "b"]);
        assert_eq!(page.next.unwrap().id.as_str(), "b");
    }
}
