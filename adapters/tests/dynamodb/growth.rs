//! Finished runs cost nothing: whatever is asked takes the same units with ten times as many of them.

use super::support::{committed, fresh_table, store_on};
use adapters::aws::dynamodb::meter::{Meter, Purpose, Usage};
use adapters::aws::dynamodb::{DynamoStore, client, configure};
use adapters::aws::emulator::{Emulator, Tool};
use adapters::conformance::samples::{after, alive, at, key, start, with_status};
use aws_sdk_dynamodb::Client;
use futures_util::future::join_all;
use shared::ports::{ListQuery, RunStore};
use shared::run::ListStatus;
use std::collections::BTreeMap;

/// Stores runs that have ended.
async fn fill(store: &DynamoStore, numbers: std::ops::Range<i64>) {
    let numbers: Vec<i64> = numbers.collect();
    for some in numbers.chunks(20) {
        join_all(some.iter().map(|number| ended(store, *number))).await;
    }
}

async fn ended(store: &DynamoStore, number: i64) {
    let first = start(&key("t", &format!("old-{number:05}")), number, 1);
    committed(store.commit(first.clone()).await);
    let mut ended = with_status(after(&first.run, number + 1, 1, 1), ListStatus::Completed);
    ended.due = None;
    committed(store.commit(ended).await);
}

/// A start, a load, a pulse, a callback, a page of the list and a sweep.
async fn once(store: &DynamoStore, id: &str) {
    let run = key("t", id);
    let first = start(&run, 1_000_000, 1);
    committed(store.commit(first.clone()).await);
    assert!(store.load(&run).await.unwrap().is_some());
    store.put_pulse(&run, alive("research", 1)).await.unwrap();
    assert_eq!(store.due(at(i64::MAX), None, 100).await.unwrap().len(), 1);
    let mut ended = with_status(after(&first.run, 1_000_001, 1, 1), ListStatus::Completed);
    ended.due = None;
    committed(store.commit(ended).await);
    let tenant = run.tenant.clone();
    let query = ListQuery { tenant, status: None, playbook: None, after: None, limit: 5 };
    assert_eq!(store.list(&query).await.unwrap().entries.len(), 5);
    assert_eq!(store.ids_with_prefix(&run.tenant, id, 5).await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_finished_runs_makes_nothing_dearer() {
    let Some(emulator) = Emulator::start(Tool::DynamoDbLocal) else { return };
    let config = emulator.config().await;
    let table = fresh_table(&config).await;
    let (plain, meter) = (store_on(client(&config), &table), Meter::default());
    let metered = Client::from_conf(configure(&config).interceptor(meter.clone()).build());
    let metered = store_on(metered, &table);
    let mut seen: Vec<BTreeMap<Purpose, Usage>> = Vec::new();
    for (numbers, id) in [(0..60, "new-1"), (60..600, "new-2")] {
        fill(&plain, numbers).await;
        once(&metered, id).await;
        seen.push(meter.take());
    }
    assert_eq!(seen[0], seen[1]);
    assert!(seen[0][&Purpose::Query].index_units > 0.0, "something was counted");
}
