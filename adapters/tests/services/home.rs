//! A function's parts, wired from one configuration and warmed up.

use super::support::fresh_name;
use adapters::aws::dynamodb::{self, Options};
use adapters::aws::emulator::{Emulator, Tool, create_table};
use adapters::aws::home::{AwsHome, Warmth};
use adapters::aws::{eventbridge, kms, s3, sqs};
use aws_sdk_kms::types::{KeySpec, KeyUsageType};
use shared::ports::Keys;
use shared::token::Purpose;

#[tokio::test(flavor = "multi_thread")]
async fn what_exists_is_warm_and_what_does_not_is_named() {
    let Some(emulator) = Emulator::start(Tool::Ministack) else { return };
    let config = emulator.config().await;
    let (table, bucket, bus) = (fresh_name("runs"), fresh_name("artifacts"), fresh_name("bus"));
    create_table(&dynamodb::client(&config), &table).await.unwrap();
    s3::client(&config).create_bucket().bucket(&bucket).send().await.unwrap();
    eventbridge::client(&config).create_event_bus().name(&bus).send().await.unwrap();
    let queue = sqs::client(&config).create_queue().queue_name(fresh_name("wake")).send().await.unwrap();
    let queue = queue.queue_url.unwrap();

    let home = AwsHome::of(config);
    assert_eq!(home.place(None).unwrap().region, "us-east-1");
    let store = home.store(Options { table, retention_days: 30 });
    let (wake, bus) = (home.wake(queue), home.bus(bus));
    let payloads = home.payloads(bucket);
    let all = Warmth {
        store: Some(&store),
        wake: Some(&wake),
        bus: Some(&bus),
        payloads: Some(&payloads),
        agents: None,
    };
    assert_eq!(all.spread().await, []);
    let nowhere = home.payloads("nobody-made-this");
    let cold = Warmth { payloads: Some(&nowhere), ..all }.spread().await;
    assert_eq!((cold.len(), cold[0].service), (1, "S3"));
    assert!(cold[0].reason.contains("nobody-made-this"), "{cold:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keys_come_with_the_home() {
    let Some(emulator) = Emulator::start(Tool::Ministack) else { return };
    let config = emulator.config().await;
    let request = kms::client(&config).create_key().key_spec(KeySpec::Hmac256);
    let made = request.key_usage(KeyUsageType::GenerateVerifyMac).send().await.unwrap();
    let home = AwsHome::of(config);
    let keys = home.keys(&[made.key_metadata.unwrap().key_id]).await.unwrap();
    let (id, key) = keys.signer(Purpose::Callback);
    assert_eq!(keys.verifier(Purpose::Callback, &id), Some(key));
}
