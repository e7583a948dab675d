//! `/workflows`: starting, reading, listing, and the verbs on a run.

pub(super) mod get;
pub(super) mod list;
pub(super) mod start;
pub(super) mod verbs;

pub(super) use get::get;
pub(super) use list::{list, page_limit, read_cursor, write_cursor};
pub(super) use start::start;
pub(super) use verbs::{cancel, pause, resume};

use crate::state::Api;
use shared::run::RunKey;
use shared::wire::{Problem, ProblemKind};

/// Where the run in a path lives.
pub(super) fn key(api: &Api, id: &str) -> Result<RunKey, Problem> {
    api.callback.key(id).map_err(|error| Problem::new(ProblemKind::NotFound, error.to_string()))
}
