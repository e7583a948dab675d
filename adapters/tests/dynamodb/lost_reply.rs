//! Replies that never arrive: the write went through, the writer has to find out.

use super::support::{committed, fresh_table, store_on};
use adapters::aws::dynamodb::{DynamoStore, client};
use adapters::aws::emulator::{Emulator, Fault, Proxy, Script, Tool, config_for};
use adapters::conformance::samples::{after, key, start};
use shared::ports::{Commit, CommitOutcome, RunStore};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// A store that is reached directly, one behind a proxy, and the proxy.
async fn two_ways(emulator: &Emulator, script: Script) -> (DynamoStore, DynamoStore, Proxy) {
    let config = emulator.config().await;
    let table = fresh_table(&config).await;
    let proxy = Proxy::start(emulator.port(), script).await.unwrap();
    let behind = store_on(client(&config_for(&proxy.url()).await), &table);
    (store_on(client(&config), &table), behind, proxy)
}

fn puts(faults: Vec<Fault>, then: Fault) -> Script {
    Script { operation: "PutItem", faults, then }
}

async fn is_stored_once(store: &DynamoStore, commits: &[&Commit]) {
    let newest = commits.last().unwrap();
    assert_eq!(store.load(&newest.run.key).await.unwrap(), Some(Arc::clone(&newest.run)));
    let expected: Vec<_> = commits.iter().flat_map(|commit| commit.records.clone()).collect();
    assert_eq!(store.journal(&newest.run.key, 0, 100).await.unwrap(), expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repetition_that_meets_its_own_write_is_committed() {
    let Some(emulator) = Emulator::start(Tool::DynamoDbLocal) else { return };
    let lose = || Fault::LoseReply(None);
    let script = puts(vec![lose(), Fault::Deliver, lose(), Fault::Deliver, lose()], Fault::Deliver);
    let (direct, behind, proxy) = two_ways(&emulator, script).await;
    let first = start(&key("t", "a"), 1, 1);
    committed(behind.commit(first.clone()).await);
    assert_eq!(proxy.lost(), 1, "a start");
    let second = after(&first.run, 2, 3, 1);
    committed(behind.commit(second.clone()).await);
    assert_eq!(proxy.lost(), 2, "a later transition");
    let third = after(&second.run, 3, 0, 1);
    committed(behind.commit(third.clone()).await);
    assert_eq!(proxy.lost(), 3, "one without records");
    is_stored_once(&direct, &[&first, &second, &third]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_whose_replies_are_all_lost_is_found() {
    let Some(emulator) = Emulator::start(Tool::DynamoDbLocal) else { return };
    let (direct, behind, proxy) = two_ways(&emulator, puts(Vec::new(), Fault::LoseReply(None))).await;
    let first = start(&key("t", "a"), 1, 1);
    committed(behind.commit(first.clone()).await);
    assert!(proxy.lost() > 1, "it was tried again");
    is_stored_once(&direct, &[&first]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_reply_and_then_throttling_is_found() {
    let Some(emulator) = Emulator::start(Tool::DynamoDbLocal) else { return };
    let script = puts(vec![Fault::LoseReply(None)], Fault::Refuse("ThrottlingException"));
    let (direct, behind, _proxy) = two_ways(&emulator, script).await;
    let first = start(&key("t", "a"), 1, 1);
    committed(behind.commit(first.clone()).await);
    is_stored_once(&direct, &[&first]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_that_was_overtaken_before_its_repetition_is_committed() {
    let Some(emulator) = Emulator::start(Tool::DynamoDbLocal) else { return };
    let hold = Arc::new(Semaphore::new(0));
    let script = puts(vec![Fault::LoseReply(Some(Arc::clone(&hold)))], Fault::Deliver);
    let (direct, behind, proxy) = two_ways(&emulator, script).await;
    let first = start(&key("t", "a"), 1, 1);
    let waiting = tokio::spawn({
        let first = first.clone();
        async move { behind.commit(first).await }
    });
    proxy.until_lost(1).await;
    let second = after(&first.run, 2, 2, 2);
    committed(direct.commit(second.clone()).await);
    hold.add_permits(1);
    committed(waiting.await.unwrap());
    is_stored_once(&direct, &[&first, &second]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_ones_write_is_no_success_of_ours() {
    let Some(emulator) = Emulator::start(Tool::DynamoDbLocal) else { return };
    let script = puts(vec![Fault::LoseReply(None)], Fault::Deliver);
    let (direct, behind, _proxy) = two_ways(&emulator, script).await;
    let theirs = start(&key("t", "a"), 1, 1);
    committed(direct.commit(theirs.clone()).await);
    // The lost reply said that the condition does not hold.
    match behind.commit(start(&key("t", "a"), 1, 2)).await {
        Ok(CommitOutcome::Conflict(Some(run))) => assert_eq!(run, theirs.run),
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_can_find_out_is_unknown() {
    let Some(emulator) = Emulator::start(Tool::DynamoDbLocal) else { return };
    let (_direct, behind, proxy) = two_ways(&emulator, puts(Vec::new(), Fault::Deliver)).await;
    // Nobody listens there any more.
    drop(proxy);
    match behind.commit(start(&key("t", "a"), 1, 1)).await {
        Ok(CommitOutcome::Unknown { reason }) => assert!(reason.contains("dynamodb:PutItem"), "{reason}"),
        other => panic!("{other:?}"),
    }
    let error = behind.load(&key("t", "a")).await.unwrap_err().to_string();
    assert!(error.contains("dynamodb:GetItem") && error.contains("AWS_ENDPOINT_URL"), "{error}");
}
