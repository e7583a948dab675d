//! Files that can't be opened, and items that can't be read: a clear error, and nothing made worse.

use super::super::{OpenError, Options, RedbStore};
use crate::conformance::samples::{after, alive, key, start};
use shared::ports::{RunStore, StoreError};
use shared::run::SCHEMA;
use std::fs;
use std::sync::Arc;

fn open(path: &std::path::Path) -> Result<RedbStore, OpenError> {
    RedbStore::open(path, Options::default())
}

#[tokio::test]
async fn a_store_keeps_everything_over_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let first = start(&key("t", "one"), 10, 1);
    {
        let store = open(&path).unwrap();
        store.commit(first.clone()).await.unwrap();
        store.put_pulse(&first.run.key, alive("s", 5)).await.unwrap();
    }
    let store = open(&path).unwrap();
    assert_eq!(store.load(&first.run.key).await.unwrap(), Some(first.run.clone()));
    assert_eq!(
        store.pulses(&first.run.key).await.unwrap(),
        [alive("s", 5)],
        "what was queued is written at the end"
    );
}

#[test]
fn a_second_process_is_told_that_the_store_is_held() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let _holder = open(&path).unwrap();
    assert!(matches!(open(&path), Err(OpenError::Held { .. })));
}

#[tokio::test]
async fn a_damaged_file_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let store = open(&path).unwrap();
    store.commit(start(&key("t", "one"), 10, 1)).await.unwrap();
    drop(store);
    let good = fs::read(&path).unwrap();
    let mut header = good.clone();
    header[64..320].fill(0xa5);
    let mut pages = good.clone();
    pages[4_096..].fill(0xa5);
    let cut = good[..good.len() / 2].to_vec();
    for (what, bytes) in [
        ("text", b"this is no database, but a file of somebody".to_vec()),
        ("header", header),
        ("pages", pages),
        ("cut", cut),
        ("short", good[..100].to_vec()),
    ] {
        fs::write(&path, &bytes).unwrap();
        let error = open(&path).err().unwrap_or_else(|| panic!("{what} was opened"));
        assert!(matches!(error, OpenError::Damaged { .. }), "{what}: {error:?}");
        assert!(error.to_string().contains("restore it from a copy"), "{what}: {error}");
        assert_eq!(fs::read(&path).unwrap(), bytes, "{what}: the file is left as it is");
    }
    fs::write(&path, &good).unwrap();
    assert!(open(&path).is_ok());
}

#[test]
fn a_folder_that_does_not_exist_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let error = open(&folder.path().join("missing/store.redb")).err().unwrap();
    assert!(matches!(error, OpenError::Disk { .. }), "{error:?}");
    assert!(error.to_string().contains("check that the folder exists"), "{error}");
    let error = open(folder.path()).err().unwrap();
    assert!(matches!(error, OpenError::Disk { .. }), "a folder is no file: {error:?}");
}

#[cfg(unix)]
#[test]
fn only_the_owner_reads_the_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    drop(open(&path).unwrap());
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}

#[tokio::test]
async fn a_run_of_a_newer_release_is_neither_read_nor_written() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder.path().join("store.redb")).unwrap();
    let mut newer = start(&key("t", "one"), 10, 1);
    Arc::make_mut(&mut newer.run).schema = SCHEMA + 1;
    store.commit(newer.clone()).await.unwrap();
    let commits = store.stats().commits;
    let written = store.commit(after(&newer.run, 20, 1, 1)).await;
    assert!(
        matches!(written, Err(StoreError::NewerSchema { found, .. }) if found == SCHEMA + 1),
        "{written:?}"
    );
    let read = store.load(&newer.run.key).await;
    assert!(matches!(read, Err(StoreError::NewerSchema { .. })), "{read:?}");
    assert_eq!(store.stats().commits, commits);
}

#[tokio::test(flavor = "multi_thread")]
async fn writes_that_wait_together_share_a_sync() {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(open(&folder.path().join("store.redb")).unwrap());
    let tasks: Vec<_> = (0..200)
        .map(|number| {
            let (store, commit) = (Arc::clone(&store), start(&key("t", &format!("r{number}")), number, 1));
            tokio::spawn(async move { store.commit(commit).await.unwrap() })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let stats = store.stats();
    assert_eq!(stats.commits, 200);
    assert!(stats.transactions < 200, "{stats:?}");
    assert_eq!(stats.groups.iter().sum::<u64>(), stats.transactions);
}

/// Random bytes are changed all over the file: whatever redb makes of it, the caller gets an answer or an error, and the
/// writer lives on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn damage_anywhere_in_the_file_ends_in_answers_or_errors() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    {
        let store = open(&path).unwrap();
        for number in 0..60 {
            store.commit(start(&key("t", &format!("r{number}")), number, 1)).await.unwrap();
        }
    }
    let (pages, log) = (fs::read(&path).unwrap(), fs::read(path.with_extension("wal")).unwrap());
    let used = pages.iter().rposition(|byte| *byte != 0).unwrap();
    let dice = crate::memory::CountingEntropy::new(331);
    let (mut refused, mut failed) = (0, 0);
    for round in 0..150 {
        let mut damaged = pages.clone();
        for _ in 0..=round % 4 {
            damaged[dice.below(used)] ^= 1 << dice.below(8);
        }
        fs::write(&path, &damaged).unwrap();
        fs::write(path.with_extension("wal"), &log).unwrap();
        let Ok(store) = open(&path) else {
            refused += 1;
            continue;
        };
        let mut errors = vec![store.commit(start(&key("t", "new"), 1, 1)).await.err()];
        for number in 0..60 {
            errors.push(store.load(&key("t", &format!("r{number}"))).await.err());
        }
        errors.push(store.due(shared::time::Timestamp::from_millis(i64::MAX), None, 99).await.err());
        errors.push(store.check().await.err());
        let errors: Vec<String> = errors.into_iter().flatten().map(|error| error.to_string()).collect();
        failed += usize::from(!errors.is_empty());
        for error in errors {
            assert!(!error.contains("the writer has ended"), "round {round}: {error}");
            assert!(!error.contains("src/"), "round {round}: it names places in somebody's source: {error}");
        }
    }
    println!("150 damaged files: {refused} refused at once, {failed} failed later");
    assert!(refused + failed > 20, "{refused} refused, {failed} failed: the damage hits what nobody reads");
}
