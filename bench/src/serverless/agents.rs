//! The world around the functions: agents that acknowledge and say nothing more, and a queue that keeps its messages and
//! timers as SQS does.

use adapters::aws::sqs::{WakeMessage, short_timer};
use async_trait::async_trait;
use serde_json::json;
use shared::ids::AgentName;
use shared::ports::{
    Agents, AttemptRef, Clock, Delivery, Dispatch, DispatchError, Wake, WakeDelivery, WakeHint,
};
use shared::run::{Run, RunKey, Target};
use shared::time::{Millis, Timestamp};
use shared::wire::Invocation;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A lock that outlives a panic of the bench.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Agents.
#[derive(Default)]
pub(crate) struct Recorder(Mutex<Vec<Arc<Invocation>>>);

impl Recorder {
    /// The token of the newest dispatch of a step.
    pub(crate) fn token(&self, id: &str, step: &str) -> Option<String> {
        let given = lock(&self.0);
        let newest = given.iter().rfind(|it| it.workflow_id.as_str() == id && it.step.as_str() == step);
        newest.map(|given| given.callback.token.clone())
    }
}

#[async_trait]
impl Agents for Recorder {
    fn resolve(&self, agent: &AgentName) -> Option<Target> {
        let address = format!("arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/{agent}-a1b2c3d4e5");
        serde_json::from_value(json!({"address": address})).ok()
    }

    async fn dispatch(&self, dispatch: Dispatch) -> Result<Delivery, DispatchError> {
        lock(&self.0).push(dispatch.invocation);
        Ok(Delivery::Acknowledged)
    }

    async fn stop(&self, _: AttemptRef<'_>) -> Result<(), DispatchError> {
        Ok(())
    }
}

/// Messages by the time at which they can be received.
pub(super) struct Queue {
    clock: Arc<dyn Clock>,
    messages: Mutex<BTreeMap<(Timestamp, u64), String>>,
    sent: AtomicU64,
    /// Timers are sent when an invocation ends: the newest commit's counts.
    timers: Mutex<BTreeMap<RunKey, Option<Millis>>>,
}

impl Queue {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, messages: Mutex::default(), sent: AtomicU64::new(0), timers: Mutex::default() }
    }

    /// What an invocation leaves behind when it ends.
    pub(super) fn flush(&self) {
        for (key, delay) in std::mem::take(&mut *lock(&self.timers)) {
            if let Some(delay) = delay {
                self.send(&WakeMessage::timer(&key), delay);
            }
        }
    }

    /// When the next message can be received.
    pub(super) fn next(&self) -> Option<Timestamp> {
        lock(&self.messages).keys().next().map(|(at, _)| *at)
    }

    /// The messages that can be received now.
    pub(super) fn receive(&self) -> Vec<String> {
        let now = self.clock.now();
        let mut messages = lock(&self.messages);
        let later = messages.split_off(&(now.after(Millis(1)), 0));
        std::mem::replace(&mut *messages, later).into_values().collect()
    }

    fn send(&self, message: &WakeMessage, delay: Millis) {
        let Ok(body) = serde_json::to_string(message) else { return };
        let number = self.sent.fetch_add(1, Ordering::Relaxed);
        lock(&self.messages).insert((self.clock.now().after(delay), number), body);
    }
}

#[async_trait]
impl Wake for Queue {
    fn delivery(&self) -> WakeDelivery {
        WakeDelivery::Repeated
    }

    async fn wake(&self, hint: WakeHint) {
        self.send(&WakeMessage::of(&hint), Millis(0));
    }

    fn changed(&self, run: &Run) {
        let delay = short_timer(run).map(|wait| Millis(u64::try_from(wait.as_millis()).unwrap_or(u64::MAX)));
        let mut timers = lock(&self.timers);
        if delay.is_some() || timers.contains_key(&run.key) {
            timers.insert(run.key.clone(), delay);
        }
    }
}
