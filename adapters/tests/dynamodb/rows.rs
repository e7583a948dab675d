//! Answers and pulses, as far as this store promises more than the port.

use super::support::{committed, fresh_store, fresh_table, store_on};
use adapters::aws::dynamodb::configure;
use adapters::aws::dynamodb::meter::{Meter, Purpose};
use adapters::aws::emulator::{Emulator, Tool};
use adapters::conformance::samples::{after, alive, answer, key, start};
use aws_sdk_dynamodb::Client;
use shared::ports::RunStore;

#[tokio::test(flavor = "multi_thread")]
async fn a_pulse_that_comes_late_does_not_replace_a_newer_one() {
    let Some(emulator) = Emulator::start(Tool::DynamoDbLocal) else { return };
    let (store, run) = (fresh_store(&emulator).await, key("t", "a"));
    for millis in [5, 9, 7] {
        store.put_pulse(&run, alive("research", millis)).await.unwrap();
    }
    assert_eq!(store.pulses(&run).await.unwrap(), [alive("research", 9)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_that_are_taken_in_are_dropped_only_where_they_are_rows() {
    let Some(emulator) = Emulator::start(Tool::DynamoDbLocal) else { return };
    let config = emulator.config().await;
    let meter = Meter::default();
    let client = Client::from_conf(configure(&config).interceptor(meter.clone()).build());
    let store = store_on(client, &fresh_table(&config).await);
    let first = start(&key("t", "a"), 1, 1);
    committed(store.commit(first.clone()).await);
    store.put_answer(&first.run.key, answer("research", "row")).await.unwrap();
    let mut next = after(&first.run, 2, 1, 1);
    next.answers = vec![answer("research", "row").key, answer("analyse", "never a row").key];
    committed(store.commit(next).await);
    assert_eq!(store.answers(&first.run.key).await.unwrap(), []);
    assert_eq!(meter.take()[&Purpose::Drop].requests, 1, "a delete of nothing costs a unit");
}
