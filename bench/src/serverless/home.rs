//! Both functions over one table, each with a store of its own as in processes of their own, in a time that the bench moves.

use super::agents::{Queue, Recorder};
use crate::Failure;
use adapters::aws::agents::AgentSettings;
use adapters::aws::dynamodb::{DynamoStore, Options};
use adapters::aws::settings::{Deployment, Reader};
use adapters::aws::telemetry::{CountedAgents, Log, TransitionLog};
use adapters::memory::{
    CountingEntropy, FixedKeys, ManualClock, MemoryPayloads, RecordingBus, RecordingNotifier,
};
use aws_sdk_dynamodb::Client;
use controller::lambda::{Config, Handler};
use serde_json::{Value, json};
use shared::ports::{Clock, Keys, Payloads, Wake};
use shared::protocol::Ports;
use shared::time::{Millis, Timestamp};
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

/// The schedule of the sweep, in milliseconds.
const SWEEP_EVERY: i64 = 60_000;
/// When the bench's time begins, in milliseconds since 1970: a whole minute.
const EPOCH: i64 = 1_790_000_040_000;

/// Lines that were written to the log.
#[derive(Clone, Default)]
pub(super) struct Lines(Arc<Mutex<usize>>);

impl Lines {
    pub(super) fn take(&self) -> usize {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let ends = bytes.iter().filter(|byte| **byte == b'\n').count();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += ends;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What a home may share with a function in a process of its own.
pub(crate) struct Parts {
    pub(crate) payloads: Arc<dyn Payloads>,
    pub(crate) keys: Arc<dyn Keys>,
    /// When its time begins.
    pub(crate) begin: Timestamp,
}

/// The home.
pub(crate) struct Home {
    controller: Handler,
    callback: callback::lambda::Handler,
    pub(super) queue: Arc<Queue>,
    pub(crate) agents: Arc<Recorder>,
    pub(super) notifier: Arc<RecordingNotifier>,
    pub(super) lines: Lines,
    clock: Arc<ManualClock>,
    /// Invocations other than the sweep's, which all runs share.
    invocations: Mutex<u64>,
}

impl Home {
    pub(super) fn new(client: &Client, table: &str) -> Result<Self, Failure> {
        let parts = Parts {
            payloads: Arc::new(MemoryPayloads::new()),
            keys: Arc::new(FixedKeys::new(7)),
            begin: Timestamp::from_millis(EPOCH),
        };
        Self::of(client, table, parts)
    }

    /// One whose documents, keys and time are somebody else's as well.
    pub(crate) fn of(client: &Client, table: &str, parts: Parts) -> Result<Self, Failure> {
        let clock = Arc::new(ManualClock::new(parts.begin));
        let queue = Arc::new(Queue::new(Arc::clone(&clock) as _));
        let (agents, notifier) = (Arc::new(Recorder::default()), Arc::new(RecordingNotifier::new()));
        let lines = Lines::default();
        let log = Log::to("bench", lines.clone());
        let store = || {
            Arc::new(DynamoStore::new(
                client.clone(),
                Options { table: table.to_owned(), retention_days: 30 },
            ))
        };
        let wake = |log: &Log| -> Arc<dyn Wake> {
            Arc::new(TransitionLog::new(Arc::clone(&queue) as _, log.clone()))
        };
        let ports = Ports {
            store: store(),
            payloads: parts.payloads,
            agents: Arc::new(CountedAgents::new(
                Arc::clone(&agents) as _,
                Arc::clone(&clock) as _,
                log.clone(),
            )),
            bus: Arc::new(RecordingBus::new()),
            notifier: Arc::clone(&notifier) as _,
            wake: wake(&log),
            keys: parts.keys,
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            entropy: Arc::new(CountingEntropy::new(1)),
        };
        let held = log.clone().holding();
        let decides = Ports { store: store(), wake: wake(&held), ..ports.clone() };
        let deployment = deployment()?;
        let config = Config {
            deployment: deployment.clone(),
            agents: AgentSettings::default(),
            approval_timeout_hours: None,
        };
        let callback_config = callback::lambda::Config { deployment, agents: AgentSettings::default() };
        Ok(Self {
            controller: Handler::over(ports, &config, None, log)?,
            callback: callback::lambda::Handler::over(decides, &callback_config, None, held),
            queue,
            agents,
            notifier,
            lines,
            clock,
            invocations: Mutex::new(0),
        })
    }

    /// Invocations since the last call.
    pub(super) fn invocations(&self) -> u64 {
        std::mem::take(&mut *self.invocations.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Has the controller handle a request of somebody who has signed in.
    pub(crate) async fn controller(
        &self,
        method: &str,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Value, Failure> {
        self.count();
        let who = json!({"jwt": {"claims": {"sub": "somebody"}}});
        let event = event((method, path), body, json!({}), &who);
        let reply = self.controller.handle(event).await?;
        self.queue.flush();
        succeeded(&reply)
    }

    /// Has the callback function handle a request: status and body.
    pub(super) async fn callback(
        &self,
        path: &str,
        body: &Value,
        bearer: Option<&str>,
    ) -> Result<(u64, Value), Failure> {
        self.count();
        let headers =
            bearer.map_or_else(|| json!({}), |token| json!({"authorization": format!("Bearer {token}")}));
        let reply = self.callback.handle(event(("POST", path), Some(body), headers, &Value::Null)).await?;
        self.queue.flush();
        let status = status_of(&reply);
        Ok((status, body_of(&reply)))
    }

    /// Moves its time to a moment, without anything that was due meanwhile.
    pub(crate) fn at(&self, now: Timestamp) {
        self.clock.set(now);
    }

    /// Has the sweep done.
    pub(super) async fn sweep(&self) -> Result<Value, Failure> {
        let swept = self.controller.handle(json!({"aegis": "sweep"})).await?;
        self.queue.flush();
        Ok(swept)
    }

    /// Lets time pass: messages are received when they can be, the sweep runs every minute.
    pub(crate) async fn pass(&self, span: Millis) -> Result<(), Failure> {
        let end = self.clock.now().after(span);
        loop {
            let now = self.clock.now();
            let minute = now.as_millis().div_euclid(SWEEP_EVERY) * SWEEP_EVERY + SWEEP_EVERY;
            let sweep = Timestamp::from_millis(minute);
            let message = self.queue.next();
            if message.is_some_and(|at| at <= sweep && at <= end) {
                self.clock.set(message.unwrap_or(now).max(now));
                self.deliver().await?;
            } else if sweep <= end {
                self.clock.set(sweep);
                self.sweep().await?;
            } else {
                self.clock.set(end);
                return Ok(());
            }
        }
    }

    async fn deliver(&self) -> Result<(), Failure> {
        let record = |(number, body): (usize, String)| json!({"messageId": format!("m{number}"), "eventSource": "aws:sqs", "body": body});
        for one in self.queue.receive().into_iter().enumerate() {
            self.count();
            let answer = self.controller.handle(json!({"Records": [record(one)]})).await?;
            self.queue.flush();
            if answer != json!({"batchItemFailures": []}) {
                return Err(format!("a wake failed: {answer}").into());
            }
        }
        Ok(())
    }

    fn count(&self) {
        *self.invocations.lock().unwrap_or_else(PoisonError::into_inner) += 1;
    }
}

fn deployment() -> Result<Deployment, Failure> {
    let mut reader = Reader::new(|name: &str| {
        let value = match name {
            "WORKFLOW_TABLE" | "ARTIFACT_BUCKET" | "SIGNING_KEY_IDS" => "bench",
            "WAKE_QUEUE_URL" => "http://127.0.0.1/bench",
            "CALLBACK_API_URL" => "https://api.example",
            _ => return None,
        };
        Some(value.to_owned())
    });
    let deployment = Deployment::read(&mut reader);
    Ok(reader.finish(deployment)?)
}

fn succeeded(reply: &Value) -> Result<Value, Failure> {
    match status_of(reply) {
        200..300 => Ok(body_of(reply)),
        _other => Err(format!("the controller answered {reply}").into()),
    }
}

fn status_of(reply: &Value) -> u64 {
    reply.get("statusCode").and_then(Value::as_u64).unwrap_or(0)
}

fn body_of(reply: &Value) -> Value {
    let body = reply.get("body").and_then(Value::as_str);
    body.and_then(|body| serde_json::from_str(body).ok()).unwrap_or_default()
}

/// An answer of an agent, as the gateway hands it on.
pub(crate) fn answer(id: &str, body: &Value) -> Value {
    event(("POST", &format!("/callbacks/{id}")), Some(body), json!({}), &Value::Null)
}

/// A request as the gateway hands it on, with whom its authorizer has found out.
fn event((method, path): (&str, &str), body: Option<&Value>, headers: Value, who: &Value) -> Value {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let mut all = serde_json::Map::new();
    all.insert("content-type".to_owned(), json!("application/json"));
    if let Value::Object(headers) = headers {
        all.extend(headers);
    }
    json!({
        "version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": query, "headers": all,
        "requestContext": {
            "stage": "$default", "timeEpoch": 1, "http": {"method": method, "path": path}, "authorizer": who
        },
        "body": body.map(Value::to_string), "isBase64Encoded": false,
    })
}
