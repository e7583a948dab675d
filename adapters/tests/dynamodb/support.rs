//! A fresh table per store.

use adapters::aws::dynamodb::{DynamoStore, Options, client, configure};
use adapters::aws::emulator::{Emulator, create_table};
use aws_config::SdkConfig;
use aws_sdk_dynamodb::Client;
use shared::ports::{CommitOutcome, StoreError};
use std::sync::atomic::{AtomicU32, Ordering};

/// Makes a fresh table and gives its name.
pub(crate) async fn fresh_table(config: &SdkConfig) -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(1);
    let name = format!("runs-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    create_table(&client(config), &name).await.unwrap();
    name
}

/// A store on a table.
pub(crate) fn store_on(client: Client, table: &str) -> DynamoStore {
    DynamoStore::new(client, Options { table: table.to_owned(), retention_days: 30 })
}

/// A store on a fresh table.
pub(crate) async fn fresh_store(emulator: &Emulator) -> DynamoStore {
    let config = emulator.config().await;
    let table = fresh_table(&config).await;
    store_on(Client::from_conf(configure(&config).build()), &table)
}

/// Expects success.
pub(crate) fn committed(outcome: Result<CommitOutcome, StoreError>) {
    assert!(matches!(outcome, Ok(CommitOutcome::Committed)), "{outcome:?}");
}
