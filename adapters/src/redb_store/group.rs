//! One group of requests as one transaction. It neither opens the database nor answers anybody.

use super::apply::{Tables, has};
use super::key;
use super::open::count_reopening;
use super::request::{Done, Op, Request};
use super::stats::Counters;
use redb::{Database, ReadableDatabase as _};
use std::sync::Arc;

/// Why a group could not be written.
pub(super) struct Failure {
    pub(super) error: redb::Error,
    /// Whether it may have been written all the same.
    pub(super) ambiguous: bool,
}

/// Key and value of a pulse that is to be written.
pub(super) type Row = (Vec<u8>, Arc<[u8]>);

/// Does a group and makes it durable. `reopened` makes it durable even where nothing is left to write, because what was
/// found may lie in memory only.
pub(super) fn transaction(
    database: &Database,
    group: &mut [Request],
    pulses: &[Row],
    reopened: bool,
    counters: &Counters,
) -> Result<Vec<Done>, Failure> {
    let transaction = database.begin_write().map_err(Failure::clear)?;
    let mut tables = Tables::open(&transaction).map_err(Failure::clear)?;
    for (key, value) in pulses {
        tables.pulse(key, value).map_err(Failure::clear)?;
    }
    let done = group
        .iter_mut()
        .map(|request| tables.apply(&mut request.op))
        .collect::<Result<Vec<Done>, _>>()
        .map_err(Failure::clear)?;
    let dirty = tables.dirty;
    drop(tables);
    if reopened {
        count_reopening(&transaction).map_err(Failure::clear)?;
    } else if !dirty {
        transaction.abort().map_err(Failure::clear)?;
        return Ok(done);
    }
    transaction.commit().map_err(|error| Failure { error: error.into(), ambiguous: true })?;
    Counters::add(&counters.transactions, 1);
    counters.group(group.len());
    Ok(done)
}

/// Which commits of a group are stored; `false` for everything else.
pub(super) fn find(database: &Database, group: &[Request]) -> Result<Vec<bool>, redb::Error> {
    let transaction = database.begin_read()?;
    let runs = transaction.open_table(key::run::TABLE)?;
    let journal = transaction.open_table(key::journal::TABLE)?;
    group
        .iter()
        .map(|request| match &request.op {
            Op::Commit(write) => Ok(has(&runs, &journal, write)?),
            Op::MoveDue { .. } | Op::Put { .. } | Op::Probe => Ok(false),
        })
        .collect()
}

impl Failure {
    fn clear(error: impl Into<redb::Error>) -> Self {
        Self { error: error.into(), ambiguous: false }
    }
}
