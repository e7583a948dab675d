//! Journals that are longer than their tail.

use super::support::{committed, fresh_table, store_on};
use adapters::aws::dynamodb::{DynamoStore, client};
use adapters::aws::emulator::{Emulator, Fault, Proxy, Script, Tool, config_for};
use adapters::conformance::samples::{after, key, start};
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::AttributeValue;
use shared::ports::{Commit, CommitOutcome, RunStore};
use shared::run::JournalRecord;
use std::sync::Arc;

/// A client, its table, and a run with so many records, in commits of seven.
async fn long_run(emulator: &Emulator, records: u64) -> (Client, String, Vec<Commit>) {
    let config = emulator.config().await;
    let table = fresh_table(&config).await;
    let store = store_on(client(&config), &table);
    let mut commits = vec![start(&key("t", "a"), 1, 1)];
    committed(store.commit(commits[0].clone()).await);
    while commits.last().unwrap().run.seq < records {
        let next = after(&commits.last().unwrap().run, 2, 7, 1);
        committed(store.commit(next.clone()).await);
        commits.push(next);
    }
    (client(&config), table, commits)
}

fn all_records(commits: &[Commit]) -> Vec<JournalRecord> {
    commits.iter().flat_map(|commit| commit.records.clone()).collect()
}

async fn reads_whole_and_in_parts(store: &DynamoStore, commits: &[Commit]) {
    let (key, all) = (&commits[0].run.key, all_records(commits));
    assert_eq!(store.journal(key, 0, 10_000).await.unwrap(), all);
    for from in (0..=all.len() + 1).step_by(11) {
        for limit in [1, 63, 64, 65, 200] {
            let expected: Vec<_> = all.iter().skip(from).take(limit).cloned().collect();
            let part = store.journal(key, u64::try_from(from).unwrap(), limit).await.unwrap();
            assert_eq!(part, expected, "after {from}, at most {limit}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_journal_reads_as_one_and_keeps_the_item_small() {
    let Some(emulator) = Emulator::start(Tool::DynamoDbLocal) else { return };
    let (client, table, commits) = long_run(&emulator, 600).await;
    reads_whole_and_in_parts(&store_on(client.clone(), &table), &commits).await;
    let item = client
        .get_item()
        .table_name(&table)
        .key("pk", AttributeValue::S("W#t#a".to_owned()))
        .key("sk", AttributeValue::S("A".to_owned()))
        .send()
        .await
        .unwrap();
    let bytes = item.item.unwrap().get("state").unwrap().as_b().unwrap().as_ref().len();
    assert!(bytes < 5_000, "the tail was trimmed: {bytes} bytes");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_whose_records_are_in_a_chunk_is_still_known() {
    let Some(emulator) = Emulator::start(Tool::DynamoDbLocal) else { return };
    let (client, table, commits) = long_run(&emulator, 300).await;
    // Another process, which has seen none of it.
    let store = store_on(client, &table);
    for commit in [&commits[0], &commits[3], &commits[commits.len() - 2]] {
        committed(store.commit(commit.clone()).await);
    }
    let other = after(&commits[3].run, 2, 7, 9);
    let newest = Arc::clone(&commits.last().unwrap().run);
    match store.commit(other).await {
        Ok(CommitOutcome::Conflict(Some(run))) => assert_eq!(run, newest),
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn writers_that_race_to_trim_the_tail_lose_no_record() {
    let Some(emulator) = Emulator::start(Tool::DynamoDbLocal) else { return };
    let (client, table, mut commits) = long_run(&emulator, 64).await;
    for _round in 0..12 {
        let before = Arc::clone(&commits.last().unwrap().run);
        let writers = (1..=6).map(|writer| {
            let (store, commit) = (store_on(client.clone(), &table), after(&before, 3, 9, writer));
            tokio::spawn(async move { (store.commit(commit.clone()).await, commit) })
        });
        let mut winners = Vec::new();
        for task in writers.collect::<Vec<_>>() {
            match task.await.unwrap() {
                (Ok(CommitOutcome::Committed), commit) => winners.push(commit),
                (Ok(CommitOutcome::Conflict(Some(_))), _) => {}
                (other, _) => panic!("{other:?}"),
            }
        }
        assert_eq!(winners.len(), 1);
        commits.append(&mut winners);
    }
    reads_whole_and_in_parts(&store_on(client, &table), &commits).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn chunks_of_a_commit_that_failed_are_not_read_twice() {
    let Some(emulator) = Emulator::start(Tool::DynamoDbLocal) else { return };
    let (client, table, mut commits) = long_run(&emulator, 130).await;
    // The tail goes to two chunks, and then the commit itself is refused.
    let faults = vec![Fault::Deliver, Fault::Deliver];
    let script = Script { operation: "PutItem", faults, then: Fault::Refuse("AccessDeniedException") };
    let proxy = Proxy::start(emulator.port(), script).await.unwrap();
    let behind = store_on(adapters::aws::dynamodb::client(&config_for(&proxy.url()).await), &table);
    let next = after(&commits.last().unwrap().run, 2, 7, 1);
    assert!(behind.commit(next).await.is_err());
    let direct = store_on(client.clone(), &table);
    let chunks = chunk_keys(&client, &table).await;
    assert_eq!(chunks.len(), 3, "written ahead: {chunks:?}");
    reads_whole_and_in_parts(&direct, &commits).await;
    let other = after(&commits.last().unwrap().run, 2, 9, 2);
    committed(direct.commit(other.clone()).await);
    assert_eq!(chunk_keys(&client, &table).await, chunks, "the next one takes them as they are");
    commits.push(other);
    reads_whole_and_in_parts(&store_on(client, &table), &commits).await;
}

async fn chunk_keys(client: &Client, table: &str) -> Vec<String> {
    let found = client.scan().table_name(table).consistent_read(true).send().await.unwrap();
    let keys = found.items.unwrap_or_default().into_iter().map(|item| item["sk"].as_s().unwrap().clone());
    let mut keys: Vec<_> = keys.filter(|sk| sk.starts_with("J#")).collect();
    keys.sort();
    keys
}
