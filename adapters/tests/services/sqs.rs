//! Waking through an emulated queue.

use super::support::{fresh_name, stand_in};
use adapters::aws::emulator::{Emulator, Tool};
use adapters::aws::sqs::{SqsWake, WakeMessage, client};
use adapters::conformance::samples::{key, start};
use aws_sdk_sqs::Client;
use serde_json::Value;
use shared::ids::CommitId;
use shared::ports::{Wake, WakeHint};
use shared::run::{Claim, Effect, EffectKind, Hold};
use std::time::Duration;
use wiremock::matchers::method;
use wiremock::{Mock, ResponseTemplate};

async fn fresh_queue(client: &Client) -> String {
    let made = client.create_queue().queue_name(fresh_name("wake")).send().await.unwrap();
    made.queue_url.unwrap()
}

fn hint() -> WakeHint {
    WakeHint { key: key("t", "r"), claim: CommitId::from_bits(7), run: None }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hint_arrives_as_the_message_that_the_controller_reads() {
    let Some(emulator) = Emulator::start(Tool::Ministack) else { return };
    let client = client(&emulator.config().await);
    let queue = fresh_queue(&client).await;
    let wake = SqsWake::new(client.clone(), &queue);
    wake.check().await.unwrap();
    wake.wake(hint()).await;
    let received = client.receive_message().queue_url(&queue).wait_time_seconds(5).send().await.unwrap();
    let message = WakeMessage::parse(received.messages()[0].body().unwrap()).unwrap();
    assert_eq!(message, WakeMessage::of(&hint()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delayed_message_is_held_back() {
    let Some(emulator) = Emulator::start(Tool::Ministack) else { return };
    let client = client(&emulator.config().await);
    let queue = fresh_queue(&client).await;
    let wake = SqsWake::new(client.clone(), &queue);
    wake.send(&WakeMessage::timer(&key("t", "r")), Duration::from_secs(900)).await.unwrap();
    let received = client.receive_message().queue_url(&queue).send().await.unwrap();
    assert!(received.messages().is_empty());
    let name = aws_sdk_sqs::types::QueueAttributeName::ApproximateNumberOfMessagesDelayed;
    let counts = client.get_queue_attributes().queue_url(&queue).attribute_names(name.clone()).send().await;
    assert_eq!(counts.unwrap().attributes().unwrap()[&name], "1");
}

#[tokio::test]
async fn a_short_timer_rides_on_a_message_of_its_delay() {
    let (server, config) = stand_in().await;
    Mock::given(method("POST")).respond_with(sent()).mount(&server).await;
    let wake = SqsWake::new(client(&config), format!("{}/1/wake", server.uri()));
    // It waits for a redelivery in five seconds; another run's commit has left effects to its hint.
    let mut waits = (*start(&key("t", "waits"), 1_000, 1).run).clone();
    let later = effect(None, 5_500);
    waits.outbox.insert(later.kind.id(), later);
    let mut works = (*start(&key("t", "works"), 1_000, 2).run).clone();
    let now = effect(Some(works.commit_id), 5_500);
    works.outbox.insert(now.kind.id(), now);
    for run in [&waits, &works] {
        wake.changed(run);
    }
    wake.flush().await;
    wake.flush().await;
    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 1, "once");
    let request: Value = requests[0].body_json().unwrap();
    assert_eq!(request["DelaySeconds"], 5);
    assert_eq!(request["MessageBody"], r#"{"tenant":"t","workflow_id":"waits"}"#);
}

#[tokio::test]
async fn a_queue_that_is_away_loses_the_hint_and_nothing_else() {
    let (server, config) = stand_in().await;
    let denied = ResponseTemplate::new(403)
        .insert_header("x-amzn-errortype", "AccessDeniedException")
        .set_body_raw(r#"{"message":"no"}"#, "application/x-amz-json-1.0");
    Mock::given(method("POST")).respond_with(denied).mount(&server).await;
    let wake = SqsWake::new(client(&config), format!("{}/1/wake", server.uri()));
    wake.wake(hint()).await;
    let error = wake.send(&WakeMessage::of(&hint()), Duration::ZERO).await.unwrap_err().to_string();
    assert!(error.contains("sqs:SendMessage") && error.contains("/1/wake"), "{error}");
}

fn sent() -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_raw(r#"{"MessageId":"m"}"#, "application/x-amz-json-1.0")
}

fn effect(holder: Option<CommitId>, until: i64) -> Effect {
    let at = adapters::conformance::samples::at;
    let claim = Claim { holder, hold: Hold::Granted, granted_at: at(1_000), until: at(until) };
    Effect { kind: EffectKind::Publish { from: 1, to: 1 }, claim, failures: 1 }
}
