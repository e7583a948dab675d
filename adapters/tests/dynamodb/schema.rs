//! Items that a newer release wrote.

use super::support::{committed, fresh_table, store_on};
use adapters::aws::dynamodb::client;
use adapters::aws::emulator::{Emulator, Tool};
use adapters::conformance::samples::{after, alive, answer, at, key, start};
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::AttributeValue;
use shared::ports::{RunStore, StoreError};
use std::collections::HashMap;

type Items = Vec<HashMap<String, AttributeValue>>;

async fn items(client: &Client, table: &str) -> Items {
    let found = client.scan().table_name(table).consistent_read(true).send().await.unwrap();
    let mut items = found.items.unwrap_or_default();
    items.sort_by_key(|item| item.get("sk").unwrap().as_s().unwrap().clone());
    items
}

#[tokio::test(flavor = "multi_thread")]
async fn are_refused_without_writing() {
    let Some(emulator) = Emulator::start(Tool::DynamoDbLocal) else { return };
    let config = emulator.config().await;
    let table = fresh_table(&config).await;
    let (client, run) = (client(&config), key("t", "a"));
    // One process knows the run from before; another sees it for the first time.
    let (before, fresh) = (store_on(client.clone(), &table), store_on(client.clone(), &table));
    let first = start(&run, 1, 1);
    committed(before.commit(first.clone()).await);
    before.put_answer(&run, answer("research", "1")).await.unwrap();
    before.put_pulse(&run, alive("research", 1)).await.unwrap();
    for item in items(&client, &table).await {
        let mut newer = item;
        newer.insert("schema".to_owned(), AttributeValue::N("99".to_owned()));
        newer.entry("version".to_owned()).and_modify(|version| *version = AttributeValue::N("2".to_owned()));
        client.put_item().table_name(&table).set_item(Some(newer)).send().await.unwrap();
    }
    let stored = items(&client, &table).await;
    for store in [&before, &fresh] {
        for refused in [
            store.commit(after(&first.run, 2, 1, 1)).await.map(drop),
            store.commit(start(&run, 1, 2)).await.map(drop),
            store.load(&run).await.map(drop),
            store.journal(&run, 0, 10).await.map(drop),
            store.answers(&run).await.map(drop),
            store.pulses(&run).await.map(drop),
        ] {
            assert!(matches!(refused, Err(StoreError::NewerSchema { found: 99, .. })), "{refused:?}");
        }
        store.move_due(&run, 2, Some(at(9))).await.unwrap();
        store.put_pulse(&run, alive("research", 5)).await.unwrap();
        store.put_answer(&run, answer("research", "1")).await.unwrap();
    }
    assert_eq!(items(&client, &table).await, stored, "nothing was written");
}
