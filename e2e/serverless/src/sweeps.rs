//! Invoking the controller past the API, as its schedule and an operator at the console do.

use crate::Failure;
use crate::world::World;
use futures_util::future::{Either, select};
use serde_json::json;
use std::pin::pin;
use std::time::Duration;

/// The function's name.
const CONTROLLER: &str = "agent-orchestration-dev-controller";
/// The emulator's root, who needs no right signature.
const ROOT: &str = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=0";
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
