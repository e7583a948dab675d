//! One attempt from start to answer: heartbeats, deadline, panics; keeps no list of attempts.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use shared::limits::RESULT_REF_MAX_BYTES;
use shared::wire::{CallbackBody, CallbackStatus, Invocation};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

use super::sink::{CallbackSink, Delivery};
use crate::agent::{Agent, AgentError, Progress};

/// Runs the agent and returns the callback to deliver; `None` when nobody waits for it any more.
pub(super) async fn run(
    agent: Arc<dyn Agent>,
    invocation: Arc<Invocation>,
    sink: Arc<dyn CallbackSink>,
    heartbeat: Duration,
    time_left: Duration,
) -> Option<CallbackBody> {
    let (progress, latest) = Progress::new();
    let work = Arc::clone(&invocation);
    // A task of its own: a panic ends the attempt, not the host.
    let mut task = AbortOnDrop(tokio::spawn(async move { agent.run(&work, &progress).await }));
    let deadline = tokio::time::sleep(time_left);
    tokio::pin!(deadline);
    let mut beats = interval_at(Instant::now() + heartbeat, heartbeat);
    beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            biased;
            outcome = &mut task.0 => return Some(answer(&invocation, flatten(outcome))),
            () = &mut deadline => {
                let message = "the deadline of the attempt has passed; give the step a longer timeout";
                return Some(answer(&invocation, Err(AgentError::transient("DEADLINE_EXCEEDED", message))));
            }
            _ = beats.tick() => {
                if sink.send(&invocation.callback, &beat(&invocation, &latest)).await == Delivery::Superseded {
                    return None;
                }
            }
        }
    }
}

/// Work that nobody waits for is stopped.
struct AbortOnDrop(JoinHandle<Result<Value, AgentError>>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn flatten(outcome: Result<Result<Value, AgentError>, tokio::task::JoinError>) -> Result<Value, AgentError> {
    outcome.unwrap_or_else(|_| Err(AgentError::transient("AGENT_PANICKED", "the agent ended unexpectedly")))
}

fn body(invocation: &Invocation, status: CallbackStatus) -> CallbackBody {
    let token = Some(invocation.callback.token.clone());
    CallbackBody { token, status, result: None, result_ref: None, error: None, usage: None, progress: None }
}

fn beat(invocation: &Invocation, latest: &watch::Receiver<Option<Value>>) -> CallbackBody {
    CallbackBody { progress: latest.borrow().clone(), ..body(invocation, CallbackStatus::Running) }
}

/// The final callback. A result over the limit would be refused there: it becomes a failure that says so.
fn answer(invocation: &Invocation, outcome: Result<Value, AgentError>) -> CallbackBody {
    let outcome = outcome.and_then(|result| match result.to_string().len() {
        bytes if u64::try_from(bytes).is_ok_and(|bytes| bytes > RESULT_REF_MAX_BYTES) => {
            let message = format!(
                "the result has {bytes} bytes, the limit is {RESULT_REF_MAX_BYTES}; ask for less depth"
            );
            Err(AgentError::permanent("RESULT_TOO_LARGE", message))
        }
        _ => Ok(result),
    });
    match outcome {
        Ok(result) => CallbackBody { result: Some(result), ..body(invocation, CallbackStatus::Success) },
        Err(error) => CallbackBody { error: Some(error.into()), ..body(invocation, CallbackStatus::Failure) },
    }
}
