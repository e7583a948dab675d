//! One group of requests as one transaction. It neither opens the database nor answers anybody.

use super::apply::{Tables, has};
use super::log::Log;
use super::request::{Done, Op, Request};
use super::shared_state::SharedState;
use super::stats::Counters;
use redb::{Database, Durability, ReadableDatabase as _};
use std::sync::Arc;

/// Why a group could not be written.
pub(super) struct Failure {
    pub(super) error: redb::Error,
    /// Whether it may have been written all the same.
    pub(super) ambiguous: bool,
}

/// Key and value of a pulse that is to be written.
pub(super) type Row = (Vec<u8>, Arc<[u8]>);

/// Does a group and makes it durable by the log; the database takes it in memory.
pub(super) fn transaction(
    database: &Database,
    log: &mut Log,
    group: &mut [Request],
    pulses: &[Row],
    shared: &SharedState,
) -> Result<Vec<Done>, Failure> {
    let mut transaction = database.begin_write().map_err(Failure::clear)?;
    transaction.set_durability(Durability::None).map_err(Failure::clear)?;
    let mut tables = Tables::of(&transaction);
    for (key, value) in pulses {
        tables.pulse(key, value).map_err(Failure::clear)?;
    }
    let done = group
        .iter_mut()
        .map(|request| tables.apply(&mut request.op))
        .collect::<Result<Vec<Done>, _>>()
        .map_err(Failure::clear)?;
    let (redo, earliest_due) = tables.finish();
    if redo.is_empty() {
        transaction.abort().map_err(Failure::clear)?;
        return Ok(done);
    }
    // From here on it may be durable. Nobody sees it before it is: the database shows it after the log has it.
    log.append(&redo).map_err(Failure::ambiguous)?;
    transaction.commit().map_err(Failure::ambiguous)?;
    if let Some(due) = earliest_due {
        shared.due_floor.wrote(due);
    }
    Counters::add(&shared.counters.transactions, 1);
    shared.counters.group(group.len());
    Ok(done)
}

/// Which commits of a group are stored; `false` for everything else.
pub(super) fn find(database: &Database, group: &[Request]) -> Result<Vec<bool>, redb::Error> {
    let transaction = database.begin_read()?;
    group
        .iter()
        .map(|request| match &request.op {
            Op::Commit(write) => has(write, |table, key, test| {
                let table = transaction.open_table(table.definition())?;
                Ok(table.get(key)?.is_some_and(|value| test(value.value(), write)))
            }),
            Op::MoveDue { .. } | Op::Put { .. } | Op::Probe => Ok(false),
        })
        .collect()
}

impl Failure {
    fn clear(error: impl Into<redb::Error>) -> Self {
        Self { error: error.into(), ambiguous: false }
    }

    fn ambiguous(error: impl Into<redb::Error>) -> Self {
        Self { error: error.into(), ambiguous: true }
    }
}

/// A panic in redb: nobody knows how far it came.
impl From<redb::Error> for Failure {
    fn from(error: redb::Error) -> Self {
        Self::ambiguous(error)
    }
}
