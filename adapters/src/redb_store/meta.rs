//! What the database says about itself: format, id, how much of the log it holds, whether a log must be there.

use super::rows::TableId;
use redb::{Database, ReadableDatabase as _, TableDefinition, TableError};

/// Format of the file; an older release refuses a newer one. Format 1 had no log.
pub(super) const FORMAT: u64 = 2;
/// The older format, to which only the log's rows are to be added.
const WITHOUT_LOG: u64 = 1;

const META: TableDefinition<'static, &'static str, u64> = TableDefinition::new("meta");
const FORMAT_KEY: &str = "format";
const STORE_KEY: &str = "store";
const APPLIED_KEY: &str = "applied";
const LOG_KEY: &str = "log";

/// What the rows of `meta` say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Meta {
    pub(super) format: u64,
    /// A random number that the log repeats.
    pub(super) store: u64,
    /// Number of the last record of the log that the database holds for certain; it may hold later ones, and doing
    /// those again changes nothing.
    pub(super) applied: u64,
    /// Whether the log may hold more than the database: it must be there then.
    pub(super) needs_log: bool,
}

/// Reads them; `None` where there is no store yet.
pub(super) fn read(database: &Database) -> Result<Option<Meta>, redb::Error> {
    let transaction = database.begin_read()?;
    let table = match transaction.open_table(META) {
        Ok(table) => table,
        Err(TableError::TableDoesNotExist(_)) => return Ok(None),
        Err(other) => return Err(other.into()),
    };
    let number = |key| Ok::<_, redb::Error>(table.get(key)?.map(|number| number.value()));
    let Some(format) = number(FORMAT_KEY)? else { return Ok(None) };
    Ok(Some(Meta {
        format,
        store: number(STORE_KEY)?.unwrap_or_default(),
        applied: number(APPLIED_KEY)?.unwrap_or_default(),
        needs_log: number(LOG_KEY)? == Some(1),
    }))
}

/// Makes all tables and rows of an empty store, or adds what an older format has not.
pub(super) fn create(database: &Database, store: u64) -> Result<Meta, redb::Error> {
    let transaction = database.begin_write()?;
    for table in TableId::ALL {
        transaction.open_table(table.definition())?;
    }
    {
        let mut meta = transaction.open_table(META)?;
        meta.insert(FORMAT_KEY, FORMAT)?;
        meta.insert(STORE_KEY, store)?;
        meta.insert(APPLIED_KEY, 0)?;
        meta.insert(LOG_KEY, 0)?;
    }
    transaction.commit()?;
    Ok(Meta { format: FORMAT, store, applied: 0, needs_log: false })
}

impl Meta {
    /// Whether [`create`] makes it the newest format without a change to any run.
    pub(super) const fn is_upgradable(&self) -> bool {
        self.format == WITHOUT_LOG
    }
}

/// Writes all that is in memory, with what a quick opening needs. `needs_log` says whether more will come.
pub(super) fn checkpoint(database: &Database, applied: u64, needs_log: bool) -> Result<(), redb::Error> {
    let mut transaction = database.begin_write()?;
    transaction.set_quick_repair(true);
    {
        let mut meta = transaction.open_table(META)?;
        meta.insert(APPLIED_KEY, applied)?;
        meta.insert(LOG_KEY, u64::from(needs_log))?;
    }
    transaction.commit()?;
    Ok(())
}
