//! One function as a child, with an environment as Lambda and a deployment would give it. It ends with its value.

use super::runtime_api::RuntimeApi;
use crate::{Failure, process};
use serde_json::{Value, json};
use std::fs::File;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::process::{Child, Command};

/// A function that has asked for its first event.
pub(super) struct Function {
    child: Child,
    api: RuntimeApi,
    /// From the start of the process to its first poll.
    pub(super) first_poll_after: Duration,
}

impl Function {
    /// Starts it.
    pub(super) async fn start(program: &Path, services: &str, folder: &Path) -> Result<Self, Failure> {
        let mut api = RuntimeApi::serve().await?;
        let log = folder.join("function.log");
        let output = File::create(&log)?;
        let begin = Instant::now();
        let child = Command::new(program)
            .env_clear()
            .envs(environment(services, &api.address.to_string()))
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .kill_on_drop(true)
            .spawn()?;
        let polled = api.first_poll().await.map_err(|failure| {
            let said = std::fs::read_to_string(&log).unwrap_or_default();
            format!("{} did not start: {failure}\n{said}", program.display())
        })?;
        Ok(Self { child, api, first_poll_after: polled.duration_since(begin) })
    }

    /// Has a request for an unknown path answered: how long that took.
    pub(super) async fn unknown_path(&mut self) -> Result<Duration, Failure> {
        let (took, answer) = self.api.invoke(event()).await?;
        match answer.get("statusCode").and_then(Value::as_u64) {
            Some(404) => Ok(took),
            _other => Err(format!("the function answered an unknown path with {answer}").into()),
        }
    }

    /// Most resident memory so far, in bytes.
    pub(super) fn peak(&self) -> u64 {
        self.child.id().map_or(0, |pid| process::usage(pid).peak)
    }
}

/// As small as the function takes it; no secrets, since the services take any.
fn environment(services: &str, api: &str) -> Vec<(&'static str, String)> {
    let text = |name, value: &str| (name, value.to_owned());
    vec![
        text("AWS_LAMBDA_RUNTIME_API", api),
        text("AWS_LAMBDA_FUNCTION_NAME", "bench"),
        text("AWS_LAMBDA_FUNCTION_VERSION", "1"),
        text("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256"),
        text("AWS_LAMBDA_LOG_GROUP_NAME", "bench"),
        text("AWS_LAMBDA_LOG_STREAM_NAME", "bench"),
        text("AWS_REGION", "us-east-1"),
        text("AWS_ACCESS_KEY_ID", "bench"),
        text("AWS_SECRET_ACCESS_KEY", "bench"),
        text("AWS_ENDPOINT_URL", services),
        text("WORKFLOW_TABLE", "bench"),
        text("ARTIFACT_BUCKET", "bench"),
        ("WAKE_QUEUE_URL", format!("{services}/111122223333/bench")),
        text("SIGNING_KEY_IDS", "bench"),
        text("CALLBACK_API_URL", "https://api.example"),
    ]
}

/// A request of an HTTP API, payload format 2.0, for what no function serves.
fn event() -> Value {
    json!({
        "version": "2.0", "routeKey": "$default", "rawPath": "/nothing/here", "rawQueryString": "",
        "headers": {"host": "api.example", "accept": "application/json"},
        "requestContext": {
            "accountId": "111122223333", "apiId": "bench", "domainName": "api.example", "requestId": "bench",
            "routeKey": "$default", "stage": "$default", "timeEpoch": 1_700_000_000_000_u64,
            "http": {"method": "GET", "path": "/nothing/here", "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1",
                     "userAgent": "bench"}
        },
        "isBase64Encoded": false
    })
}
