//! A call that succeeds in part, from a loopback server in EventBridge's place.

use super::support::{event, stand_in};
use adapters::aws::eventbridge::{EventBridgeBus, client};
use serde_json::{Value, json};
use shared::ports::EventBus;
use std::sync::{Arc, Mutex};
use wiremock::matchers::method;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

/// Answers each call with the next list of codes; an empty code is success. The last list stands for all later calls.
#[derive(Clone)]
struct Script(Arc<Mutex<Vec<Vec<&'static str>>>>);

impl Respond for Script {
    fn respond(&self, _request: &Request) -> ResponseTemplate {
        let mut lists = self.0.lock().unwrap();
        let codes = if lists.len() > 1 { lists.remove(0) } else { lists[0].clone() };
        let entries: Vec<Value> = codes
            .iter()
            .map(|code| match *code {
                "" => json!({"EventId": "e"}),
                code => json!({"ErrorCode": code, "ErrorMessage": "because"}),
            })
            .collect();
        let failed = codes.iter().filter(|code| !code.is_empty()).count();
        let body = json!({"FailedEntryCount": failed, "Entries": entries}).to_string();
        ResponseTemplate::new(200).set_body_raw(body, "application/x-amz-json-1.1")
    }
}

async fn bus(script: Vec<Vec<&'static str>>) -> (MockServer, EventBridgeBus) {
    let (server, config) = stand_in().await;
    Mock::given(method("POST")).respond_with(Script(Arc::new(Mutex::new(script)))).mount(&server).await;
    (server, EventBridgeBus::new(client(&config), "runs"))
}

/// The ids of the events of each call.
async fn calls(server: &MockServer) -> Vec<Vec<String>> {
    let ids = |request: &Request| {
        let body: Value = request.body_json().unwrap();
        let entries = body["Entries"].as_array().unwrap().clone();
        let detail =
            |entry: &Value| -> Value { serde_json::from_str(entry["Detail"].as_str().unwrap()).unwrap() };
        entries.iter().map(|entry| detail(entry)["id"].as_str().unwrap().to_owned()).collect()
    };
    server.received_requests().await.unwrap().iter().map(ids).collect()
}

#[tokio::test]
async fn only_the_entries_that_failed_are_sent_again() {
    let script =
        vec![vec!["", "ThrottlingException", "InternalFailure"], vec!["InternalFailure", ""], vec![""]];
    let (server, bus) = bus(script).await;
    bus.publish(&[event(1), event(2), event(3)]).await.unwrap();
    assert_eq!(calls(&server).await, [vec!["r/1", "r/2", "r/3"], vec!["r/2", "r/3"], vec!["r/2"]]);
}

#[tokio::test]
async fn what_still_fails_is_named() {
    let (server, bus) = bus(vec![vec!["", "ThrottlingException"], vec!["ThrottlingException"]]).await;
    let error = bus.publish(&[event(1), event(2)]).await.unwrap_err().to_string();
    assert!(error.contains("r/2") && error.contains("ThrottlingException"), "{error}");
    assert!(!error.contains("r/1"), "{error}");
    assert_eq!(calls(&server).await.len(), 4, "bounded");
}

#[tokio::test]
async fn what_will_never_be_taken_is_not_sent_again() {
    let (server, bus) = bus(vec![vec!["MalformedDetail"]]).await;
    let error = bus.publish(&[event(1)]).await.unwrap_err().to_string();
    assert!(error.contains("r/1 was refused: MalformedDetail"), "{error}");
    assert_eq!(calls(&server).await.len(), 1);
}

#[tokio::test]
async fn a_missing_permission_names_action_and_bus() {
    let (server, config) = stand_in().await;
    let denied = ResponseTemplate::new(400)
        .set_body_raw(r#"{"__type":"AccessDeniedException","message":"no"}"#, "application/x-amz-json-1.1");
    Mock::given(method("POST")).respond_with(denied).mount(&server).await;
    let error =
        EventBridgeBus::new(client(&config), "runs").publish(&[event(1)]).await.unwrap_err().to_string();
    assert!(error.contains("events:PutEvents on event bus 'runs'") && error.contains("policy"), "{error}");
}
