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
}

impl CallbackState {
    /// Where a run with this id lives.
    ///
    /// # Errors
    /// [`BadId`] where the text is no id.
    pub fn key(&self, id: &str) -> Result<RunKey, BadId> {
        Ok(RunKey { tenant: self.tenant.clone(), id: WorkflowId::parse(id)? })
    }
}
