//! Publishing on an emulated bus, received through a rule with a queue behind it.

use super::support::{event, fresh_name};
use adapters::aws::emulator::{Emulator, Tool};
use adapters::aws::eventbridge::{EventBridgeBus, client};
use aws_sdk_eventbridge::types::Target;
use aws_sdk_sqs::types::QueueAttributeName;
use serde_json::Value;
use shared::ports::EventBus;
use shared::wire::EventView;

#[tokio::test(flavor = "multi_thread")]
async fn events_reach_a_rule_with_source_type_id_and_seq() {
    let Some(emulator) = Emulator::start(Tool::Ministack) else { return };
    let config = emulator.config().await;
    let (events, queues) = (client(&config), adapters::aws::sqs::client(&config));
    let bus_name = fresh_name("bus");
    events.create_event_bus().name(&bus_name).send().await.unwrap();
    let queue = queues.create_queue().queue_name(fresh_name("seen")).send().await.unwrap().queue_url.unwrap();
    let arn = QueueAttributeName::QueueArn;
    let attributes =
        queues.get_queue_attributes().queue_url(&queue).attribute_names(arn.clone()).send().await;
    let target = Target::builder().id("seen").arn(&attributes.unwrap().attributes().unwrap()[&arn]).build();
    let pattern = r#"{"source":["agent.orchestration"],"detail-type":["StepStarted"]}"#;
    let rule = events.put_rule().name("seen").event_bus_name(&bus_name).event_pattern(pattern);
    rule.send().await.unwrap();
    let targets = events.put_targets().rule("seen").event_bus_name(&bus_name);
    targets.targets(target.unwrap()).send().await.unwrap();

    let bus = EventBridgeBus::new(events, &bus_name);
    bus.check().await.unwrap();
    let published: Vec<EventView> = (1..=12).map(event).collect();
    bus.publish(&published).await.unwrap();

    let mut seen = Vec::new();
    while seen.len() < published.len() {
        let request = queues.receive_message().queue_url(&queue).max_number_of_messages(10);
        let received = request.wait_time_seconds(5).send().await.unwrap();
        assert!(!received.messages().is_empty(), "{} of {}", seen.len(), published.len());
        for message in received.messages() {
            let envelope: Value = serde_json::from_str(message.body().unwrap()).unwrap();
            assert_eq!(envelope["source"], "agent.orchestration");
            assert_eq!(envelope["detail-type"], "StepStarted");
            seen.push(serde_json::from_value::<EventView>(envelope["detail"].clone()).unwrap());
            let receipt = message.receipt_handle().unwrap();
            queues.delete_message().queue_url(&queue).receipt_handle(receipt).send().await.unwrap();
        }
    }
    seen.sort_by_key(|event| event.seq);
    assert_eq!(seen, published);
}
