//! The due index.

use super::super::samples::{after, at, key, start};
use super::commits::committed;
use shared::ports::{DueEntry, RunStore};

async fn due(store: &impl RunStore, until: i64) -> Vec<DueEntry> {
    store.due(at(until), None, 100).await.unwrap()
}

fn entry(id: &str, due: i64) -> DueEntry {
    DueEntry { key: key("t", id), due: at(due) }
}

pub(super) async fn entries_come_early_never_late_and_in_order(store: &impl RunStore) {
    for (id, created) in [("c", 300), ("a", 100), ("b", 200)] {
        committed(store.commit(start(&key("t", id), created, 1)).await);
    }
    assert_eq!(due(store, 1_099).await, []);
    assert_eq!(due(store, 1_100).await, [entry("a", 1_100)], "due at that very time");
    assert_eq!(due(store, i64::MAX).await, [entry("a", 1_100), entry("b", 1_200), entry("c", 1_300)]);
    let first = start(&key("t", "a"), 100, 1);
    let mut sooner = after(&first.run, 500, 1, 1);
    sooner.due = Some(at(700));
    committed(store.commit(sooner.clone()).await);
    assert_eq!(due(store, 700).await, [entry("a", 700)], "an earlier alarm is never indexed late");
    let mut done = after(&sooner.run, 600, 1, 1);
    done.due = None;
    committed(store.commit(done).await);
    assert_eq!(due(store, i64::MAX).await, [entry("b", 1_200), entry("c", 1_300)]);
}

pub(super) async fn an_earlier_entry_stays_no_longer_than_it_may(store: &impl RunStore) {
    let first = start(&key("t", "a"), 0, 1);
    committed(store.commit(first.clone()).await);
    let mut before = (first.run, at(1_000));
    // Soon; much later, while the entry lies ahead; much later, when it lies behind.
    for (now, next) in [(500, 5_000), (800, 9_000_000), (9_000_000, 9_030_000), (9_050_000, 99_000_000)] {
        let mut later = after(&before.0, now, 1, 1);
        later.due = Some(at(next));
        committed(store.commit(later.clone()).await);
        let indexed = due(store, i64::MAX).await;
        assert_eq!(indexed.len(), 1, "one entry per run");
        let entry = indexed[0].due;
        assert!(entry == at(next) || (entry == before.1 && later.may_stay(entry)), "{now}: {indexed:?}");
        before = (later.run, entry);
    }
    let indexed = due(store, i64::MAX).await;
    assert_eq!(indexed[0].due, at(99_000_000), "what lies behind goes where nothing is due soon");
}

pub(super) async fn moving_an_entry_needs_the_version(store: &impl RunStore) {
    let first = start(&key("t", "a"), 0, 1);
    committed(store.commit(first.clone()).await);
    store.move_due(&first.run.key, 1, Some(at(4_000))).await.unwrap();
    assert_eq!(due(store, i64::MAX).await, [entry("a", 4_000)]);
    store.move_due(&first.run.key, 2, Some(at(5_000))).await.unwrap();
    assert_eq!(due(store, i64::MAX).await, [entry("a", 4_000)], "it is not at version 2");
    assert_eq!(
        store.load(&first.run.key).await.unwrap(),
        Some(first.run.clone()),
        "the state stays as it is"
    );
    store.move_due(&first.run.key, 1, None).await.unwrap();
    assert_eq!(due(store, i64::MAX).await, []);
    store.move_due(&key("t", "none"), 1, Some(at(1))).await.unwrap();
    assert_eq!(due(store, i64::MAX).await, []);
    let mut next = after(&first.run, 10, 1, 1);
    next.due = Some(at(20));
    committed(store.commit(next).await);
    assert_eq!(due(store, i64::MAX).await, [entry("a", 20)], "a commit indexes it again");
}

pub(super) async fn pages_go_on_after_an_entry(store: &impl RunStore) {
    for number in 0..25 {
        // Several runs are due at the same time.
        committed(store.commit(start(&key("t", &format!("r{number:02}")), number / 4, 1)).await);
    }
    let all = due(store, i64::MAX).await;
    assert_eq!(all.len(), 25);
    let (mut paged, mut last) = (Vec::new(), None);
    loop {
        let page = store.due(at(i64::MAX), last.as_ref(), 4).await.unwrap();
        assert!(page.len() <= 4);
        let Some(entry) = page.last() else { break };
        last = Some(entry.clone());
        paged.extend(page);
    }
    assert_eq!(paged, all);
    assert_eq!(store.due(at(0), last.as_ref(), 4).await.unwrap(), [], "nothing lies behind the end");
}
