//! Dying on purpose, at a chosen hit of a chosen point, as `kill -9` would have it: nothing is flushed or cleaned up. Only
//! in builds for the kill test; it changes nothing that the ports do.
//!
//! `AEGIS_FAILPOINT=before-commit:37` ends the process at the 37th commit, before the store sees it.

use async_trait::async_trait;
use controller::local::LocalOptions;
use serde_json::Value;
use shared::digest::Digest;
use shared::ids::{AgentName, Seq, TenantId, Version, WorkflowId};
use shared::ports::{
    Agents, AnswerRow, AttemptRef, Commit, CommitOutcome, Delivery, Dispatch, DispatchError, DueEntry,
    ListQuery, Notice, Notifier, NotifyError, Page, Pulse, RunStore, StoreError, Wake, WakeDelivery,
    WakeHint,
};
use shared::run::{JournalRecord, Run, RunKey, Target};
use shared::time::Timestamp;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};

/// The variable that arms one of them.
const VARIABLE: &str = "AEGIS_FAILPOINT";

/// Where to die.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Point {
    BeforeCommit,
    AfterCommit,
    BeforeWake,
    AfterWake,
    BeforeEffect,
    AfterEffect,
}

/// A point and the hits that it still lets pass.
struct Plan {
    point: Point,
    left: AtomicU64,
}

static PLAN: LazyLock<Option<Plan>> = LazyLock::new(|| {
    let text = std::env::var(VARIABLE).ok()?;
    let plan = Plan::parse(&text);
    if plan.is_none() {
        tracing::error!(given = %text, "{VARIABLE} is POINT:HIT, such as before-commit:37");
        // A test that believes in a kill which never comes would prove nothing.
        std::process::abort();
    }
    plan
});

impl Plan {
    fn parse(text: &str) -> Option<Self> {
        let (point, hit) = text.split_once(':')?;
        let point = match point {
            "before-commit" => Point::BeforeCommit,
            "after-commit" => Point::AfterCommit,
            "before-wake" => Point::BeforeWake,
            "after-wake" => Point::AfterWake,
            "before-effect" => Point::BeforeEffect,
            "after-effect" => Point::AfterEffect,
            _unknown => return None,
        };
        let left = hit.parse().ok().filter(|hit: &u64| *hit > 0)?;
        Some(Self { point, left: AtomicU64::new(left) })
    }
}

fn hit(point: Point) {
    if let Some(plan) = PLAN.as_ref()
        && plan.point == point
        && plan.left.fetch_sub(1, Ordering::Relaxed) == 1
    {
        std::process::abort();
    }
}

/// The home's ports with the points around commit, wake and effect.
pub(crate) fn armed(options: LocalOptions) -> LocalOptions {
    if PLAN.is_none() {
        return options;
    }
    LocalOptions {
        store: Arc::new(Armed(options.store)),
        agents: Arc::new(Armed(options.agents)),
        notifier: Arc::new(Armed(options.notifier)),
        wrap_wake: Some(|wake| Arc::new(Armed(wake))),
        ..options
    }
}

/// A port with points around it.
struct Armed<T: ?Sized>(Arc<T>);

#[async_trait]
impl RunStore for Armed<dyn RunStore> {
    async fn commit(&self, commit: Commit) -> Result<CommitOutcome, StoreError> {
        hit(Point::BeforeCommit);
        let outcome = self.0.commit(commit).await;
        hit(Point::AfterCommit);
        outcome
    }

    async fn load(&self, key: &RunKey) -> Result<Option<Arc<Run>>, StoreError> {
        self.0.load(key).await
    }

    async fn journal(
        &self,
        key: &RunKey,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<JournalRecord>, StoreError> {
        self.0.journal(key, after, limit).await
    }

    async fn due(
        &self,
        until: Timestamp,
        after: Option<&DueEntry>,
        limit: usize,
    ) -> Result<Vec<DueEntry>, StoreError> {
        self.0.due(until, after, limit).await
    }

    async fn move_due(
        &self,
        key: &RunKey,
        version: Version,
        due: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        self.0.move_due(key, version, due).await
    }

    async fn list(&self, query: &ListQuery) -> Result<Page, StoreError> {
        self.0.list(query).await
    }

    async fn ids_with_prefix(
        &self,
        tenant: &TenantId,
        prefix: &str,
        limit: usize,
    ) -> Result<Vec<WorkflowId>, StoreError> {
        self.0.ids_with_prefix(tenant, prefix, limit).await
    }

    async fn put_answer(&self, key: &RunKey, row: AnswerRow) -> Result<(), StoreError> {
        self.0.put_answer(key, row).await
    }

    async fn answers(&self, key: &RunKey) -> Result<Vec<AnswerRow>, StoreError> {
        self.0.answers(key).await
    }

    async fn put_pulse(&self, key: &RunKey, pulse: Pulse) -> Result<(), StoreError> {
        self.0.put_pulse(key, pulse).await
    }

    async fn pulses(&self, key: &RunKey) -> Result<Vec<Pulse>, StoreError> {
        self.0.pulses(key).await
    }

    async fn put_playbook(&self, tenant: &TenantId, hash: Digest, source: &Value) -> Result<(), StoreError> {
        self.0.put_playbook(tenant, hash, source).await
    }

    async fn playbook(&self, tenant: &TenantId, hash: Digest) -> Result<Option<Value>, StoreError> {
        self.0.playbook(tenant, hash).await
    }

    async fn check(&self) -> Result<(), StoreError> {
        self.0.check().await
    }
}

#[async_trait]
impl Agents for Armed<dyn Agents> {
    fn resolve(&self, agent: &AgentName) -> Option<Target> {
        self.0.resolve(agent)
    }

    async fn dispatch(&self, dispatch: Dispatch) -> Result<Delivery, DispatchError> {
        hit(Point::BeforeEffect);
        let delivery = self.0.dispatch(dispatch).await;
        hit(Point::AfterEffect);
        delivery
    }

    async fn stop(&self, attempt: AttemptRef<'_>) -> Result<(), DispatchError> {
        self.0.stop(attempt).await
    }

    async fn let_go(&self, attempt: AttemptRef<'_>) -> Result<(), DispatchError> {
        self.0.let_go(attempt).await
    }
}

#[async_trait]
impl Notifier for Armed<dyn Notifier> {
    fn is_connected(&self) -> bool {
        self.0.is_connected()
    }

    async fn notify(&self, notice: &Notice) -> Result<(), NotifyError> {
        hit(Point::BeforeEffect);
        let told = self.0.notify(notice).await;
        hit(Point::AfterEffect);
        told
    }
}

#[async_trait]
impl Wake for Armed<dyn Wake> {
    fn delivery(&self) -> WakeDelivery {
        self.0.delivery()
    }

    async fn wake(&self, hint: WakeHint) {
        hit(Point::BeforeWake);
        self.0.wake(hint).await;
        hit(Point::AfterWake);
    }

    fn changed(&self, run: &Run) {
        self.0.changed(run);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_names_a_point_and_a_hit() {
        let plan = Plan::parse("after-wake:3").unwrap();
        assert_eq!((plan.point, plan.left.load(Ordering::Relaxed)), (Point::AfterWake, 3));
        for bad in ["", "after-wake", "after-wake:0", "after-wake:x", "nowhere:1"] {
            assert!(Plan::parse(bad).is_none(), "{bad}");
        }
    }
}
