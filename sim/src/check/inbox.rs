//! What people were told, and what they asked for. Each request carries a comment of its own, by which its decision is
//! found again.

use super::Checks;
use shared::digest::Digest;
use shared::ids::{ApprovalId, PersonId};
use shared::run::RunKey;
use std::collections::BTreeMap;

/// What people were told, and what they asked for.
#[derive(Default)]
pub(super) struct Inbox {
    /// The newest link for each gate and round.
    links: BTreeMap<(RunKey, ApprovalId), String>,
    /// The hash that each request named, by its comment.
    pub(super) requests: BTreeMap<String, Option<Digest>>,
}

impl Checks {
    /// A link arrived.
    pub(crate) fn inbox(&mut self, key: &RunKey, approval: &ApprovalId, _person: &PersonId, token: &str) {
        self.inbox.links.insert((key.clone(), approval.clone()), token.to_owned());
    }

    /// The link for a gate, where anybody was told.
    pub(crate) fn invited(&self, key: &RunKey, approval: &ApprovalId) -> Option<String> {
        self.inbox.links.get(&(key.clone(), approval.clone())).cloned()
    }

    /// A fresh comment for a request that names a hash.
    pub(crate) fn comment(&mut self, hash: Option<Digest>) -> String {
        let comment = format!("d{}", self.inbox.requests.len());
        self.inbox.requests.insert(comment.clone(), hash);
        comment
    }
}
