//! The power goes at any write: what was acknowledged stays, and what was not is there whole or not at all.

use super::super::{OpenError, Options, RedbStore};
use super::disk::{Disk, Fault};
use crate::conformance::samples::{after, answer, key, start};
use shared::ports::{Commit, CommitOutcome, RunStore, StoreError};
use shared::run::{Run, RunKey};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What became of each write, in order, per run.
type Ledger = BTreeMap<RunKey, Vec<(Commit, Fate)>>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Acknowledged,
    Refused,
    Unknown,
}

const RUNS: [&str; 3] = ["a", "b", "c"];

/// With a log that is soon full, so that crashes meet checkpoints too.
const LOG_BYTES: u64 = 6_000;

fn open(disk: &Disk) -> Result<RedbStore, OpenError> {
    let options = Options { backend: Some(disk.backend()), log_bytes: LOG_BYTES, ..Options::default() };
    RedbStore::open("unused", options)
}

/// A disk with an empty store. A real file gets its name only once it holds one, so no crash meets a half-made one.
fn created(seed: u64) -> Disk {
    let disk = Disk::new(seed);
    drop(open(&disk).unwrap());
    disk
}

/// Three runs take four commits and an answer each, side by side, until something fails.
async fn work(store: &Arc<RedbStore>) -> Ledger {
    let tasks = RUNS.map(|id| {
        let (store, key) = (Arc::clone(store), key("t", id));
        tokio::spawn(async move {
            let mut fates = Vec::new();
            let mut commit = start(&key, 10, 1);
            for round in 1..=4 {
                let fate = fate(&store.commit(commit.clone()).await);
                fates.push((commit.clone(), fate));
                if fate != Fate::Acknowledged || store.put_answer(&key, answer("s", id)).await.is_err() {
                    break;
                }
                commit = after(&commit.run, 10 + round, 2, 1);
            }
            (key, fates)
        })
    });
    let mut ledger = Ledger::new();
    for task in tasks {
        let (key, fates) = task.await.unwrap();
        ledger.insert(key, fates);
    }
    ledger
}

fn fate(outcome: &Result<CommitOutcome, StoreError>) -> Fate {
    match outcome {
        Ok(CommitOutcome::Committed) => Fate::Acknowledged,
        Ok(CommitOutcome::Unknown { .. }) => Fate::Unknown,
        Err(StoreError::Unavailable { .. }) => Fate::Refused,
        other => panic!("unexpected {other:?}"),
    }
}

async fn check(store: &RedbStore, ledger: &Ledger, context: &str) {
    for (key, fates) in ledger {
        let stored = store.load(key).await.unwrap();
        let acknowledged = fates.iter().rfind(|(_, fate)| *fate == Fate::Acknowledged);
        let version = stored.as_ref().map_or(0, |run| run.version);
        let expected: Vec<Option<Arc<Run>>> = fates
            .iter()
            .skip_while(|(commit, _)| {
                acknowledged.is_some_and(|(last, _)| commit.run.version < last.run.version)
            })
            .filter(|(_, fate)| *fate != Fate::Refused)
            .map(|(commit, _)| Some(Arc::clone(&commit.run)))
            .chain(acknowledged.is_none().then_some(None))
            .collect();
        assert!(expected.contains(&stored), "{context}: {} is at version {version}, {fates:?}", key.id);
        let journal = store.journal(key, 0, 100).await.unwrap();
        let written: Vec<_> = fates.iter().take(usize::try_from(version).unwrap()).collect();
        let records: Vec<_> = written.iter().flat_map(|(commit, _)| commit.records.clone()).collect();
        assert_eq!(journal, records, "{context}: the journal goes with the state");
        let listed = store.ids_with_prefix(&key.tenant, key.id.as_str(), 9).await.unwrap().len();
        let due = store.due(shared::time::Timestamp::from_millis(i64::MAX), None, 9).await.unwrap();
        let indexed = due.iter().filter(|entry| entry.key == *key).count();
        assert_eq!((listed, indexed), (usize::from(version > 0), usize::from(version > 0)), "{context}");
        if version > 1 {
            assert_eq!(store.answers(key).await.unwrap().len(), 1, "{context}: acknowledged answers stay");
        }
    }
}

async fn goes_on(store: &RedbStore, context: &str) {
    let commit = start(&key("t", "later"), 99, 1);
    assert_eq!(fate(&store.commit(commit).await), Fate::Acknowledged, "{context}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crash_at_any_write_loses_nothing_that_was_acknowledged() {
    let whole = created(0);
    let before = whole.operations();
    work(&Arc::new(open(&whole).unwrap())).await;
    let operations = whole.operations() - before;
    let mut acknowledged = 0;
    for dies_after in 0..=operations {
        let seed = dies_after as u64;
        let context = format!("seed {seed}, dies after {dies_after} of {operations}");
        let disk = created(seed);
        disk.set(Fault::DiesAfter(dies_after));
        let ledger = match open(&disk) {
            Ok(store) => work(&Arc::new(store)).await,
            Err(_) => Ledger::new(),
        };
        disk.crash();
        let store = open(&disk).unwrap_or_else(|error| panic!("{context}: {error}"));
        check(&store, &ledger, &context).await;
        goes_on(&store, &context).await;
        acknowledged += ledger.values().flatten().filter(|(_, fate)| *fate == Fate::Acknowledged).count();
    }
    println!("{operations} places to crash, {acknowledged} acknowledged commits, all present");
    assert!(acknowledged > operations, "the crashes came late enough to lose something");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failed_sync_is_repaired_without_anybody_noticing() {
    for sync in 0..10 {
        for seed in 0..4 {
            let context = format!("seed {seed}, sync {sync} fails");
            let disk = Disk::new(seed);
            let store = Arc::new(open(&disk).unwrap());
            disk.set(Fault::SyncFailsAfter(sync));
            let ledger = work(&store).await;
            let fates: Vec<Fate> = ledger.values().flatten().map(|(_, fate)| *fate).collect();
            assert_eq!(fates, [Fate::Acknowledged; 12], "{context}");
            check(&store, &ledger, &context).await;
            drop(store);
            disk.crash();
            check(&open(&disk).unwrap(), &ledger, &context).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_told_and_the_store_goes_on_once_there_is_space() {
    for full_after in [0, 1, 2, 5, 9, 14] {
        let context = format!("full after {full_after}");
        let disk = Disk::new(7);
        let store = Arc::new(open(&disk).unwrap());
        disk.set(Fault::FullAfter(full_after));
        let mut ledger = work(&store).await;
        let probe = start(&key("t", "probe"), 1, 1);
        let refused = match store.commit(probe.clone()).await {
            Ok(CommitOutcome::Unknown { reason }) => reason,
            Err(error) => error.to_string(),
            other => panic!("{context}: {other:?}"),
        };
        assert!(refused.contains("the disk is full: free some space"), "{context}: {refused}");
        disk.set(Fault::None);
        // It tries again by itself after a short pause; nobody has to restart anything.
        while fate(&store.commit(probe.clone()).await) != Fate::Acknowledged {
            tokio::task::yield_now().await;
        }
        check(&store, &ledger, &context).await;
        ledger.insert(probe.run.key.clone(), vec![]);
        assert_eq!(store.load(&probe.run.key).await.unwrap(), Some(probe.run.clone()), "{context}");
    }
}
