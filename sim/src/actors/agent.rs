//! Simulated agents: what they are reached at, and one session per attempt however often it is delivered.

use super::work::work;
use crate::world::{Proc, World, lock};
use serde_json::{Value, json};
use shared::ids::{AttemptNo, StepId};
use shared::ports::Dispatch;
use shared::run::{ReplyMode, RunKey, Target};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// One attempt as its agent knows it.
#[derive(Clone)]
pub(crate) struct Contact {
    pub(crate) key: RunKey,
    pub(crate) step: StepId,
    pub(crate) attempt: AttemptNo,
    pub(crate) token: Arc<str>,
}

impl Contact {
    pub(crate) fn of(dispatch: &Dispatch) -> Self {
        let invocation = &dispatch.invocation;
        Self {
            key: dispatch.run.clone(),
            step: invocation.step.clone(),
            attempt: invocation.attempt,
            token: invocation.callback.token.as_str().into(),
        }
    }
}

impl fmt::Display for Contact {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}/{}", self.key.id, self.step, self.attempt)
    }
}

/// Where an agent's name leads. `worker` answers by callback, `replier` in its reply, `inside` lives in the process that
/// called it (on a laptop), `fragile` must not be called twice.
pub(crate) fn target(agent: &str, laptop: bool) -> Option<Target> {
    let (reply, idempotent, volatile) = match agent {
        "worker" => (ReplyMode::Callback, true, false),
        "replier" => (ReplyMode::Response, true, false),
        "inside" => (ReplyMode::Callback, true, laptop),
        "fragile" => (ReplyMode::Callback, false, false),
        _unknown => return None,
    };
    Some(Target { address: format!("test:{agent}"), reply, idempotent, volatile })
}

#[derive(Default)]
struct Session {
    alive: bool,
    stopped: bool,
}

/// All sessions.
#[derive(Default)]
pub(crate) struct Sessions(BTreeMap<(RunKey, StepId, AttemptNo), Session>);

/// Lives as long as an agent's work on an attempt, however that ends.
pub(crate) struct Alive {
    world: Arc<World>,
    session: (RunKey, StepId, AttemptNo),
}

impl Drop for Alive {
    fn drop(&mut self) {
        if let Some(session) = lock(&self.world.sessions).0.get_mut(&self.session) {
            session.alive = false;
        }
    }
}

impl Alive {
    /// Whether somebody said that nobody waits any more.
    pub(crate) fn is_stopped(&self) -> bool {
        lock(&self.world.sessions).0.get(&self.session).is_some_and(|session| session.stopped)
    }
}

/// An attempt arrives. A repeated delivery finds its session and changes nothing, unless the session died with its process.
pub(crate) fn deliver(world: &Arc<World>, process: Proc, contact: Contact, volatile: bool) {
    let name = (contact.key.clone(), contact.step.clone(), contact.attempt);
    {
        let mut sessions = lock(&world.sessions);
        let known = sessions.0.contains_key(&name);
        let session = sessions.0.entry(name.clone()).or_default();
        if session.stopped || session.alive || (known && !volatile) {
            return;
        }
        session.alive = true;
    }
    let alive = Alive { world: Arc::clone(world), session: name };
    let task = work(Arc::clone(world), contact, alive);
    if volatile {
        world.spawn_in(process, None, task);
    } else {
        world.spawn(task);
    }
}

/// Nobody waits for an attempt any more.
pub(crate) fn stopped(world: &World, key: &RunKey, step: &StepId, attempt: AttemptNo) {
    lock(&world.sessions).0.entry((key.clone(), step.clone(), attempt)).or_default().stopped = true;
}

/// How long an agent that answers in its reply takes, and what it says.
pub(crate) fn reply(world: &World, contact: &Contact) -> (u64, Value) {
    let span = world.draw(|rng| rng.span(400, 30_000));
    let gone = world.fault(crate::fault::Fault::AgentGone);
    (if gone { 200_000 } else { span }, result(world, contact))
}

/// A result that says whose it is; a large one now and then.
pub(crate) fn result(world: &World, contact: &Contact) -> Value {
    let (nonce, large) = world.draw(|rng| (rng.below(1_000_000), rng.one_in(40)));
    let mut result = json!({"step": contact.step, "attempt": contact.attempt, "nonce": nonce});
    if large && let Some(map) = result.as_object_mut() {
        map.insert("text".to_owned(), Value::from("x".repeat(shared::limits::INLINE_MAX_BYTES)));
    }
    result
}
