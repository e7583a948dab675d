//! What the routes share.

use shared::ids::{BadId, PersonId, TenantId, WorkflowId};
use shared::protocol::Engine;
use shared::run::RunKey;
use std::sync::Arc;

/// What the routes share.
#[derive(Clone)]
pub struct CallbackState {
    /// The engine.
    pub engine: Arc<Engine>,
    /// Whose runs these are.
    pub tenant: TenantId,
    /// Who a request without any token is: the user of this machine, in homes that only this machine can reach.
    pub local_user: Option<PersonId>,
    /// Whether clients come over TLS, so that cookies may be kept to it.
    pub secure: bool,
    /// What stands before every path as clients see it: empty, or like `/prod` behind an API stage. No trailing slash.
    pub base_path: String,
}

impl CallbackState {
    /// Where the page of a run's gates is, as clients see it.
    #[must_use]
    pub fn approve_path(&self, id: &WorkflowId) -> String {
        format!("{}/approve/{id}", self.base_path)
    }

    /// Where a run with this id lives.
    ///
    /// # Errors
    /// [`BadId`] where the text is no id.
    pub fn key(&self, id: &str) -> Result<RunKey, BadId> {
        Ok(RunKey { tenant: self.tenant.clone(), id: WorkflowId::parse(id)? })
    }
}
