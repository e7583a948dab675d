//! Accepts invocations, once per (workflow, step, attempt), and remembers their answers; speaks no HTTP.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::wire::{CallbackBody, CallbackTarget, Invocation};

use super::deliver::deliver;
use super::job;
use super::sink::CallbackSink;
use crate::agent::Agent;

/// Answers kept for a repeated delivery. Older ones are worked out again: agents are idempotent per attempt.
const ANSWERS: usize = 256;

/// (workflow, step, attempt): the same attempt may be delivered more than once.
type Key = (String, String, u32);

/// How a host behaves.
#[derive(Clone, Copy, Debug)]
pub struct HostSettings {
    /// Time between heartbeats; well under the playbook's `heartbeat`.
    pub heartbeat: Duration,
}

impl Default for HostSettings {
    fn default() -> Self {
        Self { heartbeat: Duration::from_secs(30) }
    }
}

/// Why an invocation is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No such agent here.
    #[error("there is no agent '{agent}' here; known: {known}")]
    UnknownAgent {
        /// The name asked for.
        agent: String,
        /// The names known.
        known: String,
    },
    /// The deadline can't be read.
    #[error("deadline '{0}' is no RFC 3339 time")]
    BadDeadline(String),
}

/// Whether the host is at work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PingStatus {
    /// Idle.
    Healthy,
    /// At work: the platform must not stop it.
    HealthyBusy,
}

/// The reply to `GET /ping`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ping {
    /// Whether it is at work.
    pub status: PingStatus,
    /// Unix seconds of the last change of `status`; a repeated ping doesn't move it.
    pub time_of_last_update: i64,
}

enum Attempt {
    Running,
    Answered(Arc<CallbackBody>),
}

struct State {
    attempts: BTreeMap<Key, Attempt>,
    answered: VecDeque<Key>,
    running: usize,
    ping: Ping,
}

impl State {
    fn settle_ping(&mut self) {
        let status = if self.running > 0 { PingStatus::HealthyBusy } else { PingStatus::Healthy };
        if status != self.ping.status {
            self.ping = Ping { status, time_of_last_update: Timestamp::now().as_second() };
        }
    }
}

struct Inner {
    agents: BTreeMap<String, Arc<dyn Agent>>,
    sink: Arc<dyn CallbackSink>,
    settings: HostSettings,
    state: Mutex<State>,
}

/// Hosts agents. Cheap to clone; all clones are the same host.
#[derive(Clone)]
pub struct Host(Arc<Inner>);

impl Host {
    /// A host for these agents by name, answering through `sink`.
    #[must_use]
    pub fn new(
        agents: BTreeMap<String, Arc<dyn Agent>>,
        sink: Arc<dyn CallbackSink>,
        settings: HostSettings,
    ) -> Self {
        let ping = Ping { status: PingStatus::Healthy, time_of_last_update: Timestamp::now().as_second() };
        let state = State { attempts: BTreeMap::new(), answered: VecDeque::new(), running: 0, ping };
        Self(Arc::new(Inner { agents, sink, settings, state: Mutex::new(state) }))
    }

    /// Takes an invocation: starts the work, or, for an attempt that is known, goes on with it or sends its answer
    /// again. Must be called within a Tokio runtime; returns at once.
    ///
    /// # Errors
    /// [`Refusal`]: nothing was started and no callback will come.
    pub fn accept(&self, invocation: Invocation) -> Result<(), Refusal> {
        let name = invocation.agent.to_string();
        let agent = self.0.agents.get(&name).cloned().ok_or_else(|| Refusal::UnknownAgent {
            agent: name,
            known: self.0.agents.keys().cloned().collect::<Vec<_>>().join(", "),
        })?;
        let time_left = time_left(&invocation.deadline)?;
        let key = (invocation.workflow_id.to_string(), invocation.step.to_string(), invocation.attempt.0);
        let mut state = self.state();
        match state.attempts.get(&key) {
            Some(Attempt::Running) => {}
            Some(Attempt::Answered(answer)) => {
                let answer = Arc::clone(answer);
                drop(state);
                self.send_again(invocation.callback, answer);
            }
            None => {
                state.attempts.insert(key.clone(), Attempt::Running);
                state.running += 1;
                state.settle_ping();
                drop(state);
                self.start(key, agent, invocation, time_left);
            }
        }
        Ok(())
    }

    /// Whether the host is at work, and since when.
    #[must_use]
    pub fn ping(&self) -> Ping {
        self.state().ping
    }

    fn start(&self, key: Key, agent: Arc<dyn Agent>, invocation: Invocation, time_left: Duration) {
        let host = self.clone();
        tokio::spawn(async move {
            let invocation = Arc::new(invocation);
            let (sink, heartbeat) = (Arc::clone(&host.0.sink), host.0.settings.heartbeat);
            let answer =
                job::run(agent, Arc::clone(&invocation), Arc::clone(&sink), heartbeat, time_left).await;
            let answer = answer.map(Arc::new);
            if let Some(body) = &answer {
                host.remember(&key, Arc::clone(body));
                report(&key, deliver(sink.as_ref(), &invocation.callback, body).await.err());
            } else {
                tracing::info!(
                    workflow_id = key.0,
                    step = key.1,
                    attempt = key.2,
                    "attempt superseded, work stopped"
                );
                host.state().attempts.remove(&key);
            }
            // Busy until the answer is out: a platform that stops an idle container would lose it.
            let mut state = host.state();
            state.running = state.running.saturating_sub(1);
            state.settle_ping();
        });
    }

    fn send_again(&self, target: CallbackTarget, answer: Arc<CallbackBody>) {
        let sink = Arc::clone(&self.0.sink);
        tokio::spawn(async move {
            // The token of this delivery, in case it was issued anew.
            let body = CallbackBody { token: Some(target.token.clone()), ..(*answer).clone() };
            if let Err(error) = deliver(sink.as_ref(), &target, &body).await {
                tracing::warn!(%error, "answer not delivered again");
            }
        });
    }

    fn remember(&self, key: &Key, answer: Arc<CallbackBody>) {
        let mut state = self.state();
        state.attempts.insert(key.clone(), Attempt::Answered(answer));
        state.answered.push_back(key.clone());
        if state.answered.len() > ANSWERS
            && let Some(oldest) = state.answered.pop_front()
        {
            state.attempts.remove(&oldest);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn report(key: &Key, error: Option<super::Undelivered>) {
    let (workflow_id, step, attempt) = (&key.0, &key.1, key.2);
    match error {
        None => tracing::info!(workflow_id, step, attempt, "answer delivered"),
        Some(error) => tracing::error!(workflow_id, step, attempt, %error, "answer not delivered"),
    }
}

fn time_left(deadline: &str) -> Result<Duration, Refusal> {
    let at: Timestamp = deadline.parse().map_err(|_| Refusal::BadDeadline(deadline.to_owned()))?;
    Ok(Duration::try_from(at.duration_since(Timestamp::now())).unwrap_or(Duration::ZERO))
}
