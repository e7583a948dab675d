//! What scenarios have in common.

use crate::Failure;
use crate::world::World;
use agentcore_host::{Fault, Operation, Planned, Record};
use serde_json::{Value, json};
use shared::run::Run;
use shared::wire::Invocation;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

/// Longest wait for an agent's invocation.
const DISPATCHED: Duration = Duration::from_secs(120);
/// Longest time until all effects of a run are known to be done: a claim, and the minute of the sweep.
const AT_REST: Duration = Duration::from_secs(120);

impl World {
    /// Plans a fault for the next invocation of an agent in a run.
    pub(super) fn plan(&self, id: &str, agent: &str, fault: Fault) {
        let (workflow_id, agent) = (Some(id.to_owned()), Some(agent.to_owned()));
        self.host.plan(Planned { workflow_id, agent, ..Planned::next(fault) });
    }

    /// The invocation whose agent never begins; see [`Fault::Hold`].
    pub(super) async fn held(&self, id: &str) -> Result<Invocation, Failure> {
        let held = tokio::time::timeout(DISPATCHED, self.host.held(id)).await;
        held.ok().flatten().ok_or_else(|| format!("run {id}: no invocation within {DISPATCHED:?}").into())
    }

    /// The same for a step of a run.
    pub(super) async fn held_at(&self, id: &str, step: &str) -> Result<Invocation, Failure> {
        let held = tokio::time::timeout(DISPATCHED, self.host.held_at(id, step)).await;
        let held = held.ok().flatten();
        held.ok_or_else(|| format!("run {id}: no invocation of {step} within {DISPATCHED:?}").into())
    }

    /// Answers in an agent's place.
    pub(super) async fn answer(&self, held: &Invocation, result: &Value) -> Result<(u16, Value), Failure> {
        let body = json!({"token": held.callback.token, "status": "SUCCESS", "result": result});
        self.post(&held.callback.url, None, &body).await
    }

    /// The invocations of a run.
    pub(super) fn invocations(&self, id: &str) -> Vec<Record> {
        let of_run = |record: &Record| {
            record.operation == Operation::Invoke && record.workflow_id.as_deref() == Some(id)
        };
        self.host.log().into_iter().filter(of_run).collect()
    }

    /// The sessions that a run's agents worked in.
    pub(super) fn sessions(&self, id: &str) -> BTreeSet<String> {
        self.invocations(id).into_iter().map(|record| record.session).collect()
    }

    /// How often the end of a session was asked for, with success.
    pub(super) fn stops(&self, session: &str) -> usize {
        let stops = |record: &Record| {
            record.operation == Operation::Stop && record.session == session && record.status == 200
        };
        self.host.log().iter().filter(|record| stops(record)).count()
    }

    /// A run that waits for a person, once all its effects are known to be done.
    pub(super) async fn at_rest(&self, id: &str) -> Result<Arc<Run>, Failure> {
        self.table.until(id, "nothing left to do at the gate", AT_REST, |run| run.outbox.is_empty()).await
    }

    /// Approves with a notice's link.
    pub(super) async fn approve(&self, notice: &Value) -> Result<Value, Failure> {
        let (status, reply) = self.decide(notice, &json!({"decision": "approve"})).await?;
        wanted("the decision", status, 200)?;
        Ok(reply)
    }
}

/// A field must have this text.
pub(super) fn expect(value: &Value, pointer: &str, wanted: &str) -> Result<(), Failure> {
    match value.pointer(pointer).and_then(Value::as_str) {
        Some(found) if found == wanted => Ok(()),
        found => Err(format!("{pointer} is {found:?}, not {wanted}").into()),
    }
}

/// A text must name something.
pub(super) fn names(text: &str, wanted: &str) -> Result<(), Failure> {
    if text.contains(wanted) { Ok(()) } else { Err(format!("{wanted} is not named in: {text}").into()) }
}

/// A status must be this one.
pub(super) fn wanted(what: &str, status: u16, wanted: u16) -> Result<(), Failure> {
    if status == wanted { Ok(()) } else { Err(format!("{what} got {status}, not {wanted}").into()) }
}

/// Two numbers must agree.
pub(super) fn equal(what: &str, found: usize, wanted: usize) -> Result<(), Failure> {
    if found == wanted { Ok(()) } else { Err(format!("{what}: {found}, not {wanted}").into()) }
}
