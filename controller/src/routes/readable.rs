//! Reading the runs of a page. One that can't be read is named, and hides no other one.

use crate::state::Api;
use callback::problem::of_store;
use shared::ids::WorkflowId;
use shared::ports::StoreError;
use shared::run::{Run, RunKey};
use shared::wire::{Problem, UnreadableRun};
use std::sync::Arc;

/// The runs of a page.
pub(super) struct Readable {
    /// Their newest state, in the page's order.
    pub(super) runs: Vec<Arc<Run>>,
    /// Those whose state can't be read.
    pub(super) unreadable: Vec<UnreadableRun>,
}

/// Reads runs.
///
/// # Errors
/// 503 where the store as a whole is away.
pub(super) async fn readable(api: &Api, ids: Vec<WorkflowId>) -> Result<Readable, Problem> {
    let mut read = Readable { runs: Vec::with_capacity(ids.len()), unreadable: Vec::new() };
    for id in ids {
        let key = RunKey { tenant: api.callback.tenant.clone(), id };
        match api.engine().ports.store.load(&key).await {
            Ok(run) => read.runs.extend(run),
            Err(
                error @ (StoreError::Corrupt { .. }
                | StoreError::NewerSchema { .. }
                | StoreError::TooLarge { .. }),
            ) => read.unreadable.push(UnreadableRun { workflow_id: key.id, problem: error.to_string() }),
            Err(error @ StoreError::Unavailable { .. }) => return Err(of_store(&error)),
        }
    }
    Ok(read)
}
