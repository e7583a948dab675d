//! The state of a run: everything that a decision needs, and nothing that could be derived from it. It is stored as one
//! JSON document; `schema` says which one.

use super::{DecisionRecord, Effect, EffectId, Ending, Receipt, ReceiptKey, StepState};
use crate::digest::Digest;
use crate::ids::{CommitId, PlaybookName, Seq, StepId, TenantId, Version, WorkflowId};
use crate::payload::Payload;
use crate::principal::Principal;
use crate::time::Timestamp;
use crate::trace::TraceContext;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Schema number of the state that this release writes. It reads this one and refuses a newer one without writing.
pub const SCHEMA: u32 = 1;

/// Where a run lives in a store.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RunKey {
    /// The tenant.
    pub tenant: TenantId,
    /// The run.
    pub id: WorkflowId,
}

/// The playbook that a run follows for its whole life.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaybookPin {
    /// Its name, for people.
    pub name: PlaybookName,
    /// SHA-256 of its canonical JSON: what counts.
    pub hash: Digest,
}

/// The state of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// Schema number, see [`SCHEMA`].
    pub schema: u32,
    /// Tenant and id.
    pub key: RunKey,
    /// Distinguishes two runs that had the same id at different times; part of every token.
    pub incarnation: CommitId,
    /// Version of this state, from 1, plus one per commit.
    pub version: Version,
    /// The commit that wrote it.
    pub commit_id: CommitId,
    /// Number of the newest journal record.
    pub seq: Seq,
    /// What it follows.
    pub playbook: PlaybookPin,
    /// What it was started with, defaults filled in.
    pub input: Payload,
    /// Digest of the start request, so that the same start attaches and another one is refused.
    pub start_digest: Digest,
    /// Who started it.
    pub requested_by: Principal,
    /// The trace that its start request belongs to, where it named one; see [`Run::trace`].
    #[serde(default, rename = "trace", skip_serializing_if = "Option::is_none")]
    pub trace_context: Option<TraceContext>,
    /// When it was started.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Whether any agent or person was heard yet.
    #[serde(default)]
    pub heard: bool,
    /// Who paused it, while it is paused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused: Option<Principal>,
    /// Comment of the last request for changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback: Option<String>,
    /// Every step of the playbook.
    pub steps: BTreeMap<StepId, StepState>,
    /// Effects that are not known to be done.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub outbox: BTreeMap<EffectId, Effect>,
    /// Answered requests.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub receipts: BTreeMap<ReceiptKey, Receipt>,
    /// All decisions of people, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<DecisionRecord>,
    /// How it ended, once it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ending: Option<Ending>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
}

impl Run {
    /// Whether it has ended. A terminal run's result never changes; only its outbox still empties.
    #[must_use]
    pub const fn is_terminal(&self) -> bool {
        self.ending.is_some()
    }
}
