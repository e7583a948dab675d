//! Random operations on a store and on the model: every answer must be the same. The due index may differ where the port
//! lets it: early is fine, late or missing is not.

use super::super::samples::{after, alive, answer, at, key, start, with_status};
use super::lists::query;
use crate::memory::{CountingEntropy, MemoryStore};
use shared::ports::{Commit, CommitOutcome, ListQuery, RunStore};
use shared::run::{ListStatus, Run, RunKey};
use std::sync::Arc;

const OPERATIONS: usize = 120;

pub(super) async fn agrees_with_the_model(store: &impl RunStore, seed: u64) {
    println!("model check with seed {seed}");
    let (model, dice) = (MemoryStore::new(), CountingEntropy::new(seed));
    let mut now = 1_000_i64;
    let mut alarms = std::collections::BTreeMap::new();
    for number in 0..OPERATIONS {
        now += i64::try_from(dice.below(200)).unwrap();
        let key = key(["t", "u"][dice.below(2)], ["a", "ab", "b"][dice.below(3)]);
        let current = model.load(&key).await.unwrap();
        match dice.below(10) {
            0..=5 => {
                let commit = random_commit(&dice, &key, current.as_deref(), now);
                let alarm = commit.due;
                let same = outcome(store.commit(commit.clone()).await.unwrap());
                let expected = outcome(model.commit(commit).await.unwrap());
                assert_eq!(same, expected, "seed {seed}, operation {number}");
                // A commit that was stored before changes nothing when it comes again.
                if model.load(&key).await.unwrap() != current {
                    alarms.insert(key.clone(), alarm);
                }
            }
            6 => {
                let row = answer("research", &dice.below(4).to_string());
                store.put_answer(&key, row.clone()).await.unwrap();
                model.put_answer(&key, row).await.unwrap();
            }
            7 => {
                let pulse = alive(["research", "write"][dice.below(2)], now);
                store.put_pulse(&key, pulse.clone()).await.unwrap();
                model.put_pulse(&key, pulse).await.unwrap();
            }
            8 => {
                let version = current.map_or(1, |run| run.version).saturating_sub(dice.below(2) as u64);
                let due = Some(at(now + 50));
                store.move_due(&key, version, due).await.unwrap();
                model.move_due(&key, version, due).await.unwrap();
                if model.load(&key).await.unwrap().is_some_and(|run| run.version == version) {
                    alarms.insert(key.clone(), due);
                }
            }
            _read => compare(store, &model, &key, &dice, seed).await,
        }
    }
    for (key, alarm) in alarms {
        compare(store, &model, &key, &dice, seed).await;
        let entries = store.due(at(i64::MAX), None, 100).await.unwrap();
        let indexed: Vec<_> =
            entries.iter().filter(|entry| entry.key == key).map(|entry| entry.due).collect();
        assert!(indexed.len() <= 1, "seed {seed}: {key:?} is indexed twice");
        assert_eq!(indexed.is_empty(), alarm.is_none(), "seed {seed}: {key:?} is due at {alarm:?}");
        assert!(indexed.iter().all(|due| Some(*due) <= alarm), "seed {seed}: late {indexed:?} {alarm:?}");
    }
}

fn random_commit(dice: &CountingEntropy, key: &RunKey, current: Option<&Run>, now: i64) -> Commit {
    let writer = 1 + dice.below(3) as u64;
    let mut commit = match current {
        Some(run) if dice.below(8) > 0 => after(run, now, 1 + dice.below(4) as u64, writer),
        Some(_) | None => start(key, now - now % 300, writer),
    };
    if dice.below(6) == 0 {
        // One that is too late, or names a run that does not exist.
        commit.expected = Some(dice.below(4) as u64);
    }
    let statuses = [
        ListStatus::Active,
        ListStatus::AwaitingApproval,
        ListStatus::Completed,
        ListStatus::Rejected,
        ListStatus::Failed,
        ListStatus::Cancelled,
    ];
    let mut commit = with_status(commit, statuses[dice.below(6)]);
    commit.due = (dice.below(5) > 0).then(|| at(now + i64::try_from(dice.below(600)).unwrap()));
    commit.answers = vec![answer("research", &dice.below(4).to_string()).key];
    // The expected version decides the new one, as in every real commit.
    let version = commit.expected.map_or(1, |version| version + 1);
    Arc::make_mut(&mut commit.run).version = version;
    commit
}

fn outcome(outcome: CommitOutcome) -> String {
    match outcome {
        CommitOutcome::Committed => "committed".to_owned(),
        CommitOutcome::Conflict(run) => format!("conflict {:?}", run.map(|run| (run.version, run.commit_id))),
        CommitOutcome::Unknown { reason } => format!("unknown {reason}"),
    }
}

async fn compare(
    store: &impl RunStore,
    model: &MemoryStore,
    key: &RunKey,
    dice: &CountingEntropy,
    seed: u64,
) {
    assert_eq!(store.load(key).await.unwrap(), model.load(key).await.unwrap(), "seed {seed}");
    let (after, limit) = (dice.below(20) as u64, dice.below(9));
    let journal = model.journal(key, after, limit).await.unwrap();
    assert_eq!(store.journal(key, after, limit).await.unwrap(), journal, "seed {seed}");
    let mut pulses = [store.pulses(key).await.unwrap(), model.pulses(key).await.unwrap()];
    for list in &mut pulses {
        list.sort_by_key(|pulse| (pulse.step.clone(), pulse.attempt, pulse.kind.word()));
    }
    assert_eq!(pulses[0], pulses[1], "seed {seed}");
    let known = model.answers(key).await.unwrap();
    let stored = store.answers(key).await.unwrap();
    assert!(known.iter().all(|row| stored.contains(row)), "seed {seed}: an answer is lost");
    for status in [None, Some(ListStatus::Active), Some(ListStatus::Completed)] {
        let query = ListQuery { status, limit: 1 + dice.below(4), ..query(key.tenant.as_str()) };
        let (page, expected) = (store.list(&query).await.unwrap(), model.list(&query).await.unwrap());
        assert_eq!(page.entries, expected.entries, "seed {seed}");
        assert_eq!(page.next, expected.next, "seed {seed}");
    }
}
