//! The rows of all tables, for one write transaction. A table is opened with the first row that is asked for: most
//! transactions touch few of them.

use super::key;
use redb::{AccessGuard, ReadableTable as _, Table, WriteTransaction};

pub(super) type Bytes = &'static [u8];

/// Names a table in the log; the numbers stay what they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TableId {
    Run = 1,
    Journal = 2,
    Due = 3,
    Created = 4,
    Status = 5,
    Answer = 6,
    Pulse = 7,
    Playbook = 8,
}

impl TableId {
    pub(super) const ALL: [Self; 8] = [
        Self::Run,
        Self::Journal,
        Self::Due,
        Self::Created,
        Self::Status,
        Self::Answer,
        Self::Pulse,
        Self::Playbook,
    ];

    /// Its number.
    pub(super) const fn byte(self) -> u8 {
        self as u8
    }

    /// The table with a number.
    pub(super) fn of(byte: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.byte() == byte)
    }

    /// The table as redb knows it.
    pub(super) const fn definition(self) -> key::Definition {
        match self {
            Self::Run => key::run::TABLE,
            Self::Journal => key::journal::TABLE,
            Self::Due => key::due::TABLE,
            Self::Created => key::created::TABLE,
            Self::Status => key::status::TABLE,
            Self::Answer => key::answer::TABLE,
            Self::Pulse => key::pulse::TABLE,
            Self::Playbook => key::playbook::TABLE,
        }
    }
}

/// Opened tables with their names.
type Opened<'t> = Vec<(TableId, Table<'t, Bytes, Bytes>)>;

/// The rows of a write transaction.
pub(super) struct Rows<'t> {
    transaction: &'t WriteTransaction,
    opened: Opened<'t>,
}

impl<'t> Rows<'t> {
    pub(super) const fn of(transaction: &'t WriteTransaction) -> Self {
        Self { transaction, opened: Vec::new() }
    }

    /// Writes a row.
    pub(super) fn put(&mut self, table: TableId, key: &[u8], value: &[u8]) -> Result<(), redb::Error> {
        self.table(table)?.insert(key, value)?;
        Ok(())
    }

    /// Removes a row, where there is one.
    pub(super) fn remove(&mut self, table: TableId, key: &[u8]) -> Result<(), redb::Error> {
        self.table(table)?.remove(key)?;
        Ok(())
    }

    /// Reads a row.
    pub(super) fn get(
        &mut self,
        table: TableId,
        key: &[u8],
    ) -> Result<Option<AccessGuard<'_, Bytes>>, redb::Error> {
        Ok(self.table(table)?.get(key)?)
    }

    fn table(&mut self, id: TableId) -> Result<&mut Table<'t, Bytes, Bytes>, redb::Error> {
        let place = match self.opened.iter().position(|(opened, _)| *opened == id) {
            Some(place) => place,
            None => {
                self.opened.push((id, self.transaction.open_table(id.definition())?));
                self.opened.len() - 1
            }
        };
        let table = self.opened.get_mut(place).map(|(_, table)| table);
        table.ok_or_else(|| redb::Error::TableDoesNotExist(format!("{id:?}")))
    }
}
