//! Pausing and resuming: a flag that holds back new dispatches only. Answers and decisions are still taken.

use super::scratch::Scratch;
use super::{Obstacle, Rejection, Reply};
use crate::principal::Principal;
use crate::run::{Event, status};

pub(super) fn pause(scratch: &mut Scratch<'_>, by: &Principal) -> Result<Result<Reply, Rejection>, Obstacle> {
    if scratch.run.is_terminal() {
        return Ok(Err(Rejection::Ended { status: status(&scratch.run), verb: "pause" }));
    }
    if scratch.run.paused.is_none() {
        scratch.emit(Event::Paused { by: by.clone() })?;
    }
    Ok(Ok(Reply::Accepted))
}

pub(super) fn resume(
    scratch: &mut Scratch<'_>,
    by: &Principal,
) -> Result<Result<Reply, Rejection>, Obstacle> {
    if scratch.run.is_terminal() {
        return Ok(Err(Rejection::Ended { status: status(&scratch.run), verb: "resume" }));
    }
    if scratch.run.paused.is_some() {
        scratch.emit(Event::Resumed { by: by.clone() })?;
    }
    Ok(Ok(Reply::Accepted))
}
