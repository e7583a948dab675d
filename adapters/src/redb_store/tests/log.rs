//! The log: what a kill leaves behind is read again, and nothing that does not belong to the store ever is.

use super::super::{OpenError, Options, RedbStore};
use crate::conformance::samples::{after, key, start};
use shared::ports::{Commit, RunStore as _};
use std::fs;
use std::path::{Path, PathBuf};

fn open(path: &Path) -> Result<RedbStore, OpenError> {
    RedbStore::open(path, Options::default())
}

fn log_of(path: &Path) -> PathBuf {
    path.with_extension("wal")
}

/// A copy of both files while they are in use: what a kill leaves behind.
fn copied(path: &Path, name: &str) -> PathBuf {
    let copy = path.with_file_name(name);
    fs::copy(path, &copy).unwrap();
    fs::copy(log_of(path), log_of(&copy)).unwrap();
    copy
}

async fn three_commits(store: &RedbStore) -> Commit {
    let mut commit = start(&key("t", "one"), 10, 1);
    for _ in 0..2 {
        store.commit(commit.clone()).await.unwrap();
        commit = after(&commit.run, 20, 2, 1);
    }
    store.commit(commit.clone()).await.unwrap();
    commit
}

#[tokio::test]
async fn a_kill_right_behind_a_write_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let store = open(&path).unwrap();
    let last = three_commits(&store).await;
    let copy = copied(&path, "copy.redb");
    drop(store);
    for _ in 0..2 {
        let store = open(&copy).unwrap();
        assert_eq!(store.load(&last.run.key).await.unwrap(), Some(last.run.clone()));
        assert_eq!(store.journal(&last.run.key, 0, 99).await.unwrap().len(), 5);
    }
}

#[tokio::test]
async fn the_log_must_be_there_after_a_kill_and_not_after_a_clean_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let store = open(&path).unwrap();
    let last = three_commits(&store).await;
    let killed = copied(&path, "killed.redb");
    drop(store);
    fs::remove_file(log_of(&killed)).unwrap();
    let error = open(&killed).err().unwrap();
    assert!(
        error.to_string().contains("it is missing or empty; restore both files from one copy"),
        "{error}"
    );
    fs::remove_file(log_of(&path)).unwrap();
    let store = open(&path).unwrap();
    assert_eq!(store.load(&last.run.key).await.unwrap(), Some(last.run));
}

#[tokio::test]
async fn a_log_of_another_store_or_time_is_refused_and_nothing_is_changed() {
    let folder = tempfile::tempdir().unwrap();
    let (path, other) = (folder.path().join("store.redb"), folder.path().join("other.redb"));
    let early = {
        drop(open(&path).unwrap());
        let early = copied(&path, "early.redb");
        three_commits(&open(&path).unwrap()).await;
        early
    };
    let store = open(&path).unwrap();
    let commit = start(&key("t", "two"), 10, 1);
    store.commit(commit).await.unwrap();
    let late = copied(&path, "late.redb");
    drop(store);
    drop(open(&other).unwrap());
    for (log, reason) in [
        (fs::read(log_of(&other)).unwrap(), "it belongs to another store"),
        (vec![7; 8_192], "it is no log of a store"),
        (fs::read(log_of(&late)).unwrap(), "they are copies of different times"),
    ] {
        fs::write(log_of(&early), &log).unwrap();
        let error = open(&early).err().unwrap();
        assert!(matches!(error, OpenError::Log { .. }), "{error:?}");
        assert!(error.to_string().contains(reason), "{error}");
        assert_eq!(fs::read(log_of(&early)).unwrap(), log, "the log is left as it is");
    }
}

#[test]
fn a_store_that_went_away_does_not_come_back_empty_beside_its_log() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    drop(open(&path).unwrap());
    fs::remove_file(&path).unwrap();
    let error = open(&path).err().unwrap();
    assert!(error.to_string().contains("its log is there"), "{error}");
    assert!(!path.exists());
}

#[tokio::test]
async fn a_log_that_is_full_begins_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let options = Options { log_bytes: 64 * 1024, ..Options::default() };
    let store = RedbStore::open(&path, options).unwrap();
    let mut last = start(&key("t", "one"), 1, 1);
    for _ in 0..400 {
        store.commit(last.clone()).await.unwrap();
        last = after(&last.run, 2, 2, 1);
    }
    let copy = copied(&path, "copy.redb");
    assert!(fs::metadata(log_of(&path)).unwrap().len() <= 4_096 + 1_024 * 1_024, "the log stays small");
    let store = open(&copy).unwrap();
    assert_eq!(store.load(&last.run.key).await.unwrap().unwrap().version, 400);
}

#[tokio::test]
async fn damage_in_the_middle_of_the_log_is_refused_and_a_torn_end_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let store = open(&path).unwrap();
    let last = three_commits(&store).await;
    let copy = copied(&path, "copy.redb");
    drop(store);
    let (pages, log) = (fs::read(&copy).unwrap(), fs::read(log_of(&copy)).unwrap());
    let length = u32::from_le_bytes(log[4_096..4_100].try_into().unwrap()) as usize;
    for (what, at) in
        [("length", 4_097), ("checksum", 4_100), ("number", 4_104), ("payload", 4_112 + length / 2)]
    {
        let mut damaged = log.clone();
        damaged[at] ^= 0x10;
        fs::write(&copy, &pages).unwrap();
        fs::write(log_of(&copy), &damaged).unwrap();
        let error = open(&copy).err().unwrap_or_else(|| panic!("{what}: opened, and commits are gone"));
        assert!(error.to_string().contains("later ones are whole"), "{what}: {error}");
        assert_eq!(fs::read(log_of(&copy)).unwrap(), damaged, "{what}: the log is left as it is");
    }
    // The last record, torn: it was never acknowledged.
    let end = log.iter().rposition(|byte| *byte != 0).unwrap();
    let mut torn = log;
    torn[end - 20..].fill(0);
    fs::write(&copy, &pages).unwrap();
    fs::write(log_of(&copy), &torn).unwrap();
    let store = open(&copy).unwrap();
    assert_eq!(store.load(&last.run.key).await.unwrap().unwrap().version, 2);
}

#[test]
fn an_emptied_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    drop(open(&path).unwrap());
    fs::write(&path, b"").unwrap();
    let error = open(&path).err().unwrap();
    assert!(error.to_string().contains("the file was emptied"), "{error}");
    assert_eq!(fs::metadata(&path).unwrap().len(), 0);
}
