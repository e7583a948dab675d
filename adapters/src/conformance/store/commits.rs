//! The conditional write and the journal.

use super::super::samples::{after, key, start};
use shared::limits::STATE_MAX_BYTES;
use shared::ports::{CommitOutcome, RunStore, StoreError, Urgency};
use shared::run::Run;
use std::sync::Arc;

pub(super) async fn a_run_is_created_once_and_changed_at_its_version(store: &impl RunStore) {
    let key = key("t", "one");
    assert!(store.load(&key).await.unwrap().is_none());
    let first = start(&key, 10, 1);
    committed(store.commit(first.clone()).await);
    assert_eq!(store.load(&key).await.unwrap().unwrap(), first.run);
    assert_eq!(
        fresh_state(store.commit(start(&key, 10, 2)).await),
        Some(Arc::clone(&first.run)),
        "it exists"
    );
    let second = after(&first.run, 20, 2, 1);
    committed(store.commit(second.clone()).await);
    assert_eq!(store.load(&key).await.unwrap().unwrap(), second.run);
    let late = after(&first.run, 30, 1, 2);
    assert_eq!(fresh_state(store.commit(late).await), Some(Arc::clone(&second.run)), "version 1 is over");
    let gone = after(&start(&super::super::samples::key("t", "two"), 1, 1).run, 2, 1, 1);
    assert_eq!(fresh_state(store.commit(gone).await), None, "there is no such run");
    store.check().await.unwrap();
}

pub(super) async fn the_same_commit_again_is_committed(store: &impl RunStore) {
    let first = start(&key("t", "one"), 10, 1);
    let second = after(&first.run, 20, 1, 1);
    let third = after(&second.run, 30, 2, 2);
    for commit in [&first, &first, &second, &second, &third] {
        committed(store.commit(commit.clone()).await);
    }
    committed(store.commit(second.clone()).await);
    committed(store.commit(first.clone()).await);
    let other = after(&first.run, 20, 1, 9);
    assert_eq!(
        fresh_state(store.commit(other).await),
        Some(Arc::clone(&third.run)),
        "another one is a conflict"
    );
    let journal = store.journal(&first.run.key, 0, 100).await.unwrap();
    assert_eq!(
        journal.iter().map(|record| record.seq).collect::<Vec<_>>(),
        [1, 2, 3, 4],
        "nothing is there twice"
    );
}

pub(super) async fn of_racing_writers_exactly_one_wins(store: Arc<impl RunStore + 'static>) {
    const WRITERS: u64 = 16;
    let key = key("t", "one");
    let mut current: Option<Arc<Run>> = None;
    for round in 0..8 {
        let tasks: Vec<_> = (1..=WRITERS)
            .map(|writer| {
                let commit = match &current {
                    None => start(&key, 10, writer),
                    Some(run) => after(run, 20 + round, 1, writer),
                };
                let store = Arc::clone(&store);
                tokio::spawn(async move { (Arc::clone(&commit.run), store.commit(commit).await) })
            })
            .collect();
        let (mut winners, mut seen) = (Vec::new(), Vec::new());
        for task in tasks {
            match task.await.unwrap() {
                (run, Ok(CommitOutcome::Committed)) => winners.push(run),
                (_, outcome) => seen.push(fresh_state(outcome).unwrap()),
            }
        }
        assert_eq!(winners.len(), 1, "round {round}");
        assert!(seen.iter().all(|run| *run == winners[0]), "losers see the winner's state");
        current = winners.pop();
    }
    assert_eq!(store.load(&key).await.unwrap(), current);
}

pub(super) async fn the_journal_comes_in_order_and_in_parts(store: &impl RunStore) {
    let (one, other) = (key("t", "one"), key("t", "one-2"));
    committed(store.commit(start(&other, 10, 9)).await);
    let mut run = start(&one, 10, 1);
    let mut all = run.records.clone();
    committed(store.commit(run.clone()).await);
    for count in [3, 1, 5, 2, 4] {
        run = after(&run.run, 20, count, 1);
        all.extend(run.records.clone());
        committed(store.commit(run.clone()).await);
    }
    for from in 0..=all.len() + 1 {
        for limit in [0, 1, 2, 7, 100] {
            let part = store.journal(&one, from as u64, limit).await.unwrap();
            let expected: Vec<_> = all.iter().skip(from).take(limit).cloned().collect();
            assert_eq!(part, expected, "after {from}, at most {limit}");
        }
    }
    assert!(store.journal(&key("t", "none"), 0, 10).await.unwrap().is_empty());
}

pub(super) async fn an_oversized_state_is_refused_by_name(store: &impl RunStore) {
    let mut commit = start(&key("t", "too-big"), 10, 1);
    Arc::make_mut(&mut commit.run).feedback = Some("x".repeat(STATE_MAX_BYTES));
    match store.commit(commit.clone()).await {
        Err(StoreError::TooLarge { what, bytes, limit }) => {
            assert!(what.contains("too-big") && bytes > limit, "{what} {bytes} {limit}");
        }
        other => unexpected(other),
    }
    assert!(store.load(&commit.run.key).await.unwrap().is_none(), "nothing is written");
    Arc::make_mut(&mut commit.run).feedback = Some("x".repeat(STATE_MAX_BYTES - 8 * 1024));
    committed(store.commit(commit.clone()).await);
    assert_eq!(store.load(&commit.run.key).await.unwrap(), Some(commit.run), "what just fits comes back");
}

pub(super) async fn lazy_and_urgent_writes_keep_their_order(store: Arc<impl RunStore + 'static>) {
    let first = start(&key("t", "one"), 10, 1);
    committed(store.commit(first.clone()).await);
    let mut lazy = after(&first.run, 20, 1, 1);
    lazy.urgency = Urgency::Lazy;
    let urgent = after(&lazy.run, 30, 1, 1);
    let waiting = tokio::spawn({
        let store = Arc::clone(&store);
        async move { store.commit(lazy).await }
    });
    committed(waiting.await.unwrap());
    committed(store.commit(urgent.clone()).await);
    assert_eq!(store.load(&first.run.key).await.unwrap(), Some(urgent.run));
}

/// Expects success.
pub(super) fn committed(outcome: Result<CommitOutcome, StoreError>) {
    assert!(matches!(outcome, Ok(CommitOutcome::Committed)), "{outcome:?}");
}

fn fresh_state(outcome: Result<CommitOutcome, StoreError>) -> Option<Arc<Run>> {
    match outcome {
        Ok(CommitOutcome::Conflict(state)) => state,
        other => unexpected(other),
    }
}

fn unexpected<T>(outcome: Result<CommitOutcome, StoreError>) -> T {
    panic!("unexpected outcome: {outcome:?}")
}
