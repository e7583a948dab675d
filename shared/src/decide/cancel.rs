//! Cancelling a run: it ends, and agents that may be at work are told to stop.

use super::attempts::bounded;
use super::scratch::Scratch;
use super::{Obstacle, Rejection, Reply, advance};
use crate::principal::Principal;
use crate::run::{Ending, RunStatus, status};

pub(super) fn cancel(
    scratch: &mut Scratch<'_>,
    by: &Principal,
    reason: Option<&str>,
) -> Result<Result<Reply, Rejection>, Obstacle> {
    match status(&scratch.run) {
        RunStatus::Cancelled => return Ok(Ok(Reply::Accepted)),
        status @ (RunStatus::Completed | RunStatus::Rejected | RunStatus::Failed)
            if !crate::sabotaged!(TerminalRunChanges) =>
        {
            return Ok(Err(Rejection::Ended { status, verb: "cancel" }));
        }
        RunStatus::Completed
        | RunStatus::Rejected
        | RunStatus::Failed
        | RunStatus::Pending
        | RunStatus::Running
        | RunStatus::AwaitingApproval => {}
    }
    advance::end(scratch, Ending::Cancelled { by: by.clone(), reason: reason.map(bounded) })?;
    Ok(Ok(Reply::Accepted))
}
