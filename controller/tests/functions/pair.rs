//! The two functions over one memory, with a queue that keeps its messages until they are delivered.

use crate::agents::Recorder;
use adapters::aws::agents::AgentSettings;
use adapters::aws::settings::{Deployment, Reader};
use adapters::aws::sqs::WakeMessage;
use adapters::aws::telemetry::{CountedAgents, Log, TransitionLog};
use adapters::memory::{
    CountingEntropy, FixedKeys, ManualClock, MemoryPayloads, MemoryStore, RecordingBus, RecordingNotifier,
};
use async_trait::async_trait;
use controller::lambda::{Config, Handler};
use serde_json::{Value, json};
use shared::ports::{Clock, Wake, WakeDelivery, WakeHint};
use shared::protocol::Ports;
use shared::run::Run;
use shared::time::Timestamp;
use std::sync::{Arc, Mutex};

/// A log that keeps what is written.
#[derive(Clone, Default)]
pub(crate) struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    pub(crate) fn json(&self) -> Vec<Value> {
        self.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

impl std::io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A queue whose messages stay until somebody takes them.
#[derive(Default)]
struct Queue(Mutex<Vec<String>>);

#[async_trait]
impl Wake for Queue {
    fn delivery(&self) -> WakeDelivery {
        WakeDelivery::Repeated
    }

    async fn wake(&self, hint: WakeHint) {
        self.0.lock().unwrap().push(serde_json::to_string(&WakeMessage::of(&hint)).unwrap());
    }

    fn changed(&self, _: &Run) {}
}

pub(crate) struct Pair {
    controller: Handler,
    callback: callback::lambda::Handler,
    queue: Arc<Queue>,
    pub(crate) agents: Arc<Recorder>,
    pub(crate) bus: Arc<RecordingBus>,
    pub(crate) notifier: Arc<RecordingNotifier>,
    pub(crate) clock: Arc<ManualClock>,
    /// What both functions wrote to their logs.
    pub(crate) lines: Lines,
}

impl Pair {
    pub(crate) fn new() -> Self {
        Self::with(&[])
    }

    /// Functions with further variables in their environment.
    pub(crate) fn with(more: &[(&str, &str)]) -> Self {
        let (queue, agents) = (Arc::new(Queue::default()), Arc::new(Recorder::default()));
        let (bus, notifier) = (Arc::new(RecordingBus::new()), Arc::new(RecordingNotifier::new()));
        let clock = Arc::new(ManualClock::new(Timestamp::from_millis(1_790_000_000_000)));
        let lines = Lines::default();
        let log = Log::to("test", lines.clone());
        let ports = Ports {
            store: Arc::new(MemoryStore::new()),
            payloads: Arc::new(MemoryPayloads::new()),
            agents: Arc::new(CountedAgents::new(
                Arc::clone(&agents) as _,
                Arc::clone(&clock) as _,
                log.clone(),
            )),
            bus: Arc::clone(&bus) as _,
            notifier: Arc::clone(&notifier) as _,
            wake: Arc::new(TransitionLog::new(Arc::clone(&queue) as _, log.clone())),
            keys: Arc::new(FixedKeys::new(7)),
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            entropy: Arc::new(CountingEntropy::new(1)),
        };
        let held = log.clone().holding();
        let wake = Arc::new(TransitionLog::new(Arc::clone(&queue) as _, held.clone()));
        let decides_ports = Ports { wake, ..ports.clone() };
        let mut reader = Reader::new(|name: &str| {
            let given = more.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
            given.or_else(|| variable(name))
        });
        let deployment = Deployment::read(&mut reader);
        let config = Config {
            deployment: deployment.clone(),
            agents: AgentSettings::default(),
            approval_timeout_hours: None,
        };
        let decides = callback::lambda::Config { deployment, agents: AgentSettings::default() };
        Self {
            controller: Handler::over(ports.clone(), &config, None, log.clone()).unwrap(),
            callback: callback::lambda::Handler::over(decides_ports, &decides, None, held),
            queue,
            agents,
            bus,
            notifier,
            clock,
            lines,
        }
    }

    pub(crate) async fn controller(&self, event: Value) -> Result<Value, String> {
        self.controller.handle(event).await.map_err(|error| error.to_string())
    }

    pub(crate) async fn callback(&self, event: Value) -> Value {
        self.callback.handle(event).await.unwrap()
    }

    pub(crate) async fn callback_event(
        &self,
        method: &str,
        path: &str,
        body: Option<&Value>,
        headers: &[(&str, &str)],
    ) -> Value {
        self.callback(gateway_event(method, path, body, headers, None)).await
    }

    pub(crate) async fn start(&self) -> String {
        let body = json!({"topic": "heat pumps in old houses"});
        let reply = self
            .controller(gateway_event("POST", "/workflows", Some(&body), &[], Some("somebody")))
            .await
            .unwrap();
        assert_eq!(reply["statusCode"], 202, "{reply}");
        body_of(&reply)["workflow_id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn view(&self, id: &str) -> Value {
        let event = gateway_event("GET", &format!("/workflows/{id}"), None, &[], Some("somebody"));
        body_of(&self.controller(event).await.unwrap())
    }

    pub(crate) async fn answer(&self, id: &str, step: &str, result: Value) -> Value {
        let body = json!({"token": self.agents.token(id, step), "status": "SUCCESS", "result": result});
        self.callback_event("POST", &format!("/callbacks/{id}"), Some(&body), &[]).await
    }

    /// The agent of a step says that it is at work.
    pub(crate) async fn report(&self, id: &str, step: &str) -> Value {
        let body = json!({"token": self.agents.token(id, step), "status": "RUNNING"});
        self.callback_event("POST", &format!("/callbacks/{id}"), Some(&body), &[]).await
    }

    /// Takes the messages out of the queue.
    pub(crate) fn wakes(&self) -> Vec<String> {
        std::mem::take(&mut *self.queue.0.lock().unwrap())
    }

    /// Hands messages to the controller, as one batch.
    pub(crate) async fn deliver(&self, messages: &[String]) -> Value {
        let records: Vec<Value> = messages
            .iter()
            .enumerate()
            .map(|(n, body)| json!({"messageId": format!("m{n}"), "eventSource": "aws:sqs", "body": body}))
            .collect();
        self.controller(json!({"Records": records})).await.unwrap()
    }

    /// Delivers what is in the queue until nothing is left.
    pub(crate) async fn deliver_wakes(&self) {
        loop {
            let messages = self.wakes();
            if messages.is_empty() {
                return;
            }
            let response = self.deliver(&messages).await;
            assert_eq!(response, json!({"batchItemFailures": []}));
        }
    }
}

fn variable(name: &str) -> Option<String> {
    let value = match name {
        "WORKFLOW_TABLE" => "t",
        "ARTIFACT_BUCKET" => "b",
        "WAKE_QUEUE_URL" => "http://127.0.0.1/q",
        "SIGNING_KEY_IDS" => "k",
        "CALLBACK_API_URL" => "https://api.example",
        _ => return None,
    };
    Some(value.to_owned())
}

pub(crate) fn body_of(reply: &Value) -> Value {
    serde_json::from_str(reply["body"].as_str().unwrap_or_default())
        .unwrap_or_else(|_| panic!("no JSON: {reply}"))
}

/// A request as the gateway hands it on. `who` is whom its authorizer has found out.
pub(crate) fn gateway_event(
    method: &str,
    path: &str,
    body: Option<&Value>,
    headers: &[(&str, &str)],
    who: Option<&str>,
) -> Value {
    let mut all = serde_json::Map::new();
    if body.is_some() {
        all.insert("content-type".to_owned(), json!("application/json"));
    }
    all.extend(headers.iter().map(|(name, value)| ((*name).to_owned(), json!(value))));
    let mut event = json!({
        "version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": "", "headers": all,
        "requestContext": {"stage": "$default", "timeEpoch": 1, "http": {"method": method, "path": path}},
        "isBase64Encoded": false,
    });
    if let Some(body) = body {
        event["body"] = json!(body.to_string());
    }
    if let Some(who) = who {
        event["requestContext"]["authorizer"] = json!({"jwt": {"claims": {"sub": who}}});
    }
    event
}
