//! What an operator can do at the console past the API: invoke the controller as its schedule does, and read its log.

use crate::Failure;
use crate::functions::CONTROLLER;
use crate::world::World;
use futures_util::future::{Either, select};
use serde_json::{Value, json};
use std::pin::pin;
use std::time::Duration;

/// The emulator's root, who needs no right signature.
pub(crate) const ROOT: &str = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=0";
/// How the console asks the log.
const FILTER: &str = "Logs_20140328.FilterLogEvents";
/// How often the sweep comes where a minute is too long.
const OFTEN: Duration = Duration::from_secs(8);

impl World {
    /// Has the controller sweep now; what it says, or why it can't start.
    pub(crate) async fn sweep(&self) -> Result<String, Failure> {
        let address = format!("{}/2015-03-31/functions/{CONTROLLER}/invocations", self.endpoint);
        let request =
            self.client.post(address).header("authorization", ROOT).json(&json!({"aegis": "sweep"}));
        Ok(request.send().await?.text().await?)
    }

    /// The lines of the controller's log about a run.
    pub(crate) async fn logged(&self, id: &str) -> Result<String, Failure> {
        let body = json!({"logGroupName": format!("/aws/lambda/{CONTROLLER}")}).to_string();
        let request =
            self.client.post(&self.endpoint).header("authorization", ROOT.replace("/lambda/", "/logs/"));
        let request =
            request.header("x-amz-target", FILTER).header("content-type", "application/x-amz-json-1.1");
        let answer: Value = request.body(body).send().await?.json().await?;
        let events =
            answer.get("events").and_then(Value::as_array).ok_or("there is no log of the controller")?;
        let lines = events.iter().filter_map(|event| event.get("message").and_then(Value::as_str));
        Ok(lines.filter(|line| line.contains(id)).collect::<Vec<_>>().join("\n"))
    }

    /// Has the controller sweep often while something is going on: the schedule's minute in short.
    pub(crate) async fn swept_often<T>(&self, doing: impl Future<Output = T>) -> T {
        let sweeping = async {
            let mut times = tokio::time::interval(OFTEN);
            loop {
                times.tick().await;
                // One that a function dies under is the next one's work.
                drop(self.sweep().await);
            }
        };
        match select(pin!(doing), pin!(sweeping)).await {
            Either::Left((done, _)) => done,
            Either::Right((never, _)) => never,
        }
    }
}
