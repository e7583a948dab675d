//! Lists and their pages.

use super::super::samples::{after, at, key, start, with_status};
use super::commits::committed;
use shared::ids::{PlaybookName, TenantId};
use shared::ports::{Commit, ListEntry, ListQuery, Page, RunStore};
use shared::run::ListStatus;
use std::sync::Arc;

const ALL: [ListStatus; 6] = [
    ListStatus::Active,
    ListStatus::AwaitingApproval,
    ListStatus::Completed,
    ListStatus::Rejected,
    ListStatus::Failed,
    ListStatus::Cancelled,
];

/// Everything of a tenant, newest first.
pub(super) fn query(tenant: &str) -> ListQuery {
    let tenant = TenantId::parse(tenant).unwrap();
    ListQuery { tenant, status: None, playbook: None, after: None, limit: 100 }
}

fn ids(page: &Page) -> Vec<&str> {
    page.entries.iter().map(|entry| entry.id.as_str()).collect()
}

pub(super) async fn the_newest_comes_first_and_tenants_are_apart(store: &impl RunStore) {
    for (id, created) in [("b", 200), ("c", 300), ("a", 100), ("old", -5)] {
        committed(store.commit(start(&key("t", id), created, 1)).await);
    }
    let mut other_book = start(&key("t", "d"), 400, 1);
    Arc::make_mut(&mut other_book.run).playbook.name = PlaybookName::parse("other").unwrap();
    committed(store.commit(other_book).await);
    committed(store.commit(start(&key("t2", "x"), 1, 1)).await);
    let page = store.list(&query("t")).await.unwrap();
    assert_eq!(ids(&page), ["d", "c", "b", "a", "old"]);
    assert_eq!((page.entries[1].created_at, page.next), (at(300), None));
    assert_eq!(ids(&store.list(&query("t2")).await.unwrap()), ["x"]);
    assert!(store.list(&query("nobody")).await.unwrap().entries.is_empty());
    let book = |name| ListQuery { playbook: Some(PlaybookName::parse(name).unwrap()), ..query("t") };
    assert_eq!(ids(&store.list(&book("other")).await.unwrap()), ["d"]);
    assert_eq!(ids(&store.list(&book("book")).await.unwrap()), ["c", "b", "a", "old"]);
}

pub(super) async fn a_status_lists_what_has_it_now(store: &impl RunStore) {
    let mut run = start(&key("t", "a"), 100, 1);
    committed(store.commit(run.clone()).await);
    committed(store.commit(start(&key("t", "b"), 200, 1)).await);
    for status in ALL.into_iter().skip(1).chain([ListStatus::Active]) {
        let step: Commit = with_status(after(&run.run, 300, 1, 1), status);
        committed(store.commit(step.clone()).await);
        run = step;
        for listed in ALL {
            let page = store.list(&ListQuery { status: Some(listed), ..query("t") }).await.unwrap();
            let has_a = page.entries.iter().any(|entry| entry.id.as_str() == "a");
            assert_eq!(has_a, listed == status, "{status:?} under {listed:?}");
            assert!(page.entries.iter().all(|entry| entry.status == listed));
        }
        let page = store.list(&query("t")).await.unwrap();
        assert_eq!(ids(&page), ["b", "a"], "one line per run, where it was");
        assert_eq!(page.entries[1].status, status);
    }
}

pub(super) async fn pages_are_stable_while_runs_are_written(store: &impl RunStore) {
    let mut commits = Vec::new();
    for number in 0..20 {
        let commit = start(&key("t", &format!("r{number:02}")), 100 + number / 3, 1);
        committed(store.commit(commit.clone()).await);
        commits.push(commit);
    }
    let before = store.list(&query("t")).await.unwrap().entries;
    let (mut seen, mut cursor, mut number) = (Vec::<ListEntry>::new(), None, 0);
    loop {
        let page = store.list(&ListQuery { after: cursor, limit: 3, ..query("t") }).await.unwrap();
        assert!(page.entries.len() <= 3);
        seen.extend(page.entries);
        // Newer runs come and listed ones move on while somebody turns the pages.
        committed(store.commit(start(&key("t", &format!("n{number}")), 1_000 + number, 1)).await);
        let moved = &commits[usize::try_from(number).unwrap() * 2];
        committed(store.commit(with_status(after(&moved.run, 500, 1, 1), ListStatus::Completed)).await);
        number += 1;
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    let places = |entries: &[ListEntry]| entries.iter().map(|entry| entry.id.clone()).collect::<Vec<_>>();
    assert_eq!(places(&seen), places(&before), "no line is skipped or repeated");
    let whole = ListQuery { limit: 20 + usize::try_from(number).unwrap(), ..query("t") };
    assert_eq!(store.list(&whole).await.unwrap().next, None, "a page that just holds all has none behind it");
}

pub(super) async fn ids_are_found_by_their_beginning(store: &impl RunStore) {
    for id in ["abc", "abd", "ab", "b", "a-b", "A"] {
        committed(store.commit(start(&key("t", id), 1, 1)).await);
    }
    committed(store.commit(start(&key("tt", "abz"), 1, 1)).await);
    let tenant = TenantId::parse("t").unwrap();
    for (prefix, limit, expected) in [
        ("ab", 10, vec!["ab", "abc", "abd"]),
        ("ab", 2, vec!["ab", "abc"]),
        ("abc", 10, vec!["abc"]),
        ("", 10, vec!["A", "a-b", "ab", "abc", "abd", "b"]),
        ("x", 10, vec![]),
    ] {
        let found = store.ids_with_prefix(&tenant, prefix, limit).await.unwrap();
        let found: Vec<&str> = found.iter().map(|id| id.as_str()).collect();
        assert_eq!(found, expected, "{prefix:?}");
    }
}
