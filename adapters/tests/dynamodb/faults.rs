//! Refusals of the service and indexes that lag.

use super::support::{committed, fresh_table, store_on};
use adapters::aws::dynamodb::{DynamoStore, client};
use adapters::aws::emulator::{Emulator, Fault, Proxy, Script, Tool, config_for};
use adapters::conformance::samples::{after, at, key, start};
use aws_sdk_dynamodb::types::AttributeValue;
use shared::ports::{ListQuery, RunStore, StoreError};

async fn behind(emulator: &Emulator, script: Script) -> (DynamoStore, DynamoStore, Proxy) {
    let config = emulator.config().await;
    let table = fresh_table(&config).await;
    let proxy = Proxy::start(emulator.port(), script).await.unwrap();
    let behind = store_on(client(&config_for(&proxy.url()).await), &table);
    (store_on(client(&config), &table), behind, proxy)
}

fn refused(code: &'static str, times: usize, then: Fault) -> Script {
    Script { operation: "PutItem", faults: vec![Fault::Refuse(code); times], then }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passing_refusal_is_tried_again() {
    let Some(emulator) = Emulator::start(Tool::DynamoDbLocal) else { return };
    for code in
        ["TransactionConflictException", "ThrottlingException", "ProvisionedThroughputExceededException"]
    {
        let (direct, behind, _proxy) = behind(&emulator, refused(code, 2, Fault::Deliver)).await;
        let first = start(&key("t", "a"), 1, 1);
        committed(behind.commit(first.clone()).await);
        assert_eq!(direct.load(&first.run.key).await.unwrap(), Some(first.run), "{code}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lasting_refusal_has_a_name_and_writes_nothing() {
    let Some(emulator) = Emulator::start(Tool::DynamoDbLocal) else { return };
    for (code, said) in [
        ("TransactionConflictException", "another transaction holds the item"),
        ("ThrottlingException", "throttles dynamodb:PutItem on table"),
        ("RequestLimitExceeded", "throttles dynamodb:PutItem on table"),
        ("AccessDeniedException", "access denied: dynamodb:PutItem on table"),
        ("ExpiredTokenException", "credentials for dynamodb:PutItem"),
        ("ItemCollectionSizeLimitExceededException", "larger than DynamoDB's limit"),
    ] {
        let (direct, behind, _proxy) = behind(&emulator, refused(code, 0, Fault::Refuse(code))).await;
        let first = start(&key("t", "a"), 1, 1);
        match behind.commit(first.clone()).await {
            Err(StoreError::Unavailable { reason, help }) => {
                assert!(reason.contains(said), "{code}: {reason}");
                assert!(!help.is_empty());
            }
            other => panic!("{code}: {other:?}"),
        }
        assert!(direct.load(&first.run.key).await.unwrap().is_none(), "{code}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_table_says_what_to_do() {
    let Some(emulator) = Emulator::start(Tool::DynamoDbLocal) else { return };
    let store = store_on(client(&emulator.config().await), "not-there");
    for error in [
        store.check().await.unwrap_err(),
        store.load(&key("t", "a")).await.unwrap_err(),
        store.commit(start(&key("t", "a"), 1, 1)).await.unwrap_err(),
        store.due(at(1), None, 1).await.unwrap_err(),
    ] {
        let error = error.to_string();
        assert!(error.contains("'not-there'") && error.contains("Terraform"), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stale_index_brings_up_what_is_over_and_harms_nothing() {
    let Some(emulator) = Emulator::start(Tool::DynamoDbLocal) else { return };
    let script = Script { operation: "Query", faults: Vec::new(), then: Fault::Repeat };
    let (direct, behind, _proxy) = behind(&emulator, script).await;
    let first = start(&key("t", "a"), 1, 1);
    committed(direct.commit(first.clone()).await);
    let entries = behind.due(at(i64::MAX), None, 10).await.unwrap();
    let query = ListQuery {
        tenant: first.run.key.tenant.clone(),
        status: None,
        playbook: None,
        after: None,
        limit: 10,
    };
    let listed = behind.list(&query).await.unwrap().entries;
    assert_eq!((entries.len(), listed.len()), (1, 1));
    let mut over = after(&first.run, 2, 1, 1);
    over.due = None;
    committed(direct.commit(over.clone()).await);
    // The index still says what it said before; the table tells the truth.
    assert_eq!(behind.due(at(i64::MAX), None, 10).await.unwrap(), entries);
    assert_eq!(behind.list(&query).await.unwrap().entries, listed);
    assert_eq!(behind.load(&first.run.key).await.unwrap(), Some(over.run.clone()));
    // Whoever acts on the old entry names the old version, and changes nothing.
    behind.move_due(&first.run.key, first.run.version, Some(at(5))).await.unwrap();
    assert_eq!(direct.due(at(i64::MAX), None, 10).await.unwrap(), []);
    let next = after(&over.run, 3, 1, 2);
    committed(behind.commit(next.clone()).await);
    assert_eq!(direct.due(at(i64::MAX), None, 10).await.unwrap().len(), 1, "a commit indexes it again");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_item_that_cannot_be_read_hides_no_other() {
    let Some(emulator) = Emulator::start(Tool::DynamoDbLocal) else { return };
    let config = emulator.config().await;
    let table = fresh_table(&config).await;
    let store = store_on(client(&config), &table);
    let first = start(&key("t", "a"), 1, 1);
    committed(store.commit(first.clone()).await);
    // Somebody else's item, in every partition of every index.
    for shard in 0..8 {
        let mut put = client(&config).put_item().table_name(&table);
        for (name, value) in [
            ("pk", format!("foreign-{shard}")),
            ("sk", "A".to_owned()),
            ("due_pk", format!("D#{shard}")),
            ("due_sk", "0-damaged".to_owned()),
            ("list_pk", format!("L#t#active#{shard}")),
            ("list_sk", "0-damaged".to_owned()),
            ("id_pk", format!("I#t#{shard}")),
        ] {
            put = put.item(name, AttributeValue::S(value));
        }
        put.send().await.unwrap();
    }
    let due = store.due(at(i64::MAX), None, 1).await.unwrap();
    assert_eq!(due.iter().map(|entry| &entry.key).collect::<Vec<_>>(), [&first.run.key]);
    let tenant = first.run.key.tenant.clone();
    let query = ListQuery { tenant: tenant.clone(), status: None, playbook: None, after: None, limit: 1 };
    assert_eq!(store.list(&query).await.unwrap().entries.len(), 1);
    let ids = store.ids_with_prefix(&tenant, "", 10).await.unwrap();
    assert_eq!(ids, std::slice::from_ref(&first.run.key.id));
}
