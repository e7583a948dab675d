//! One request against the tables of the open transaction, which hold what earlier requests of the same group wrote.

use super::header::Header;
use super::key;
use super::redo;
use super::request::{CommitWrite, Done, Op, RowTable};
use super::rows::{Rows, TableId};
use redb::WriteTransaction;
use shared::ids::Version;
use shared::ports::StoreError;
use shared::run::{RunKey, SCHEMA};
use shared::time::Timestamp;

/// A transaction that is being made: its tables, and its changes as the log will hold them.
pub(super) struct Tables<'t> {
    rows: Rows<'t>,
    redo: Vec<u8>,
    /// The earliest due time that it has written.
    earliest_due: Option<Timestamp>,
}

impl<'t> Tables<'t> {
    pub(super) const fn of(transaction: &'t WriteTransaction) -> Self {
        Self { rows: Rows::of(transaction), redo: Vec::new(), earliest_due: None }
    }

    /// Ends it: everything that was written, for the log, empty where nothing was; and the earliest due time of it.
    pub(super) fn finish(self) -> (Vec<u8>, Option<Timestamp>) {
        (self.redo, self.earliest_due)
    }

    fn put(&mut self, table: TableId, key: &[u8], value: &[u8]) -> Result<(), redb::Error> {
        redo::put(&mut self.redo, table, key, value);
        self.rows.put(table, key, value)
    }

    fn remove(&mut self, table: TableId, key: &[u8]) -> Result<(), redb::Error> {
        redo::remove(&mut self.redo, table, key);
        self.rows.remove(table, key)
    }

    /// Does a request.
    pub(super) fn apply(&mut self, op: &mut Op) -> Result<Done, redb::Error> {
        match op {
            Op::Commit(write) => self.commit(write),
            Op::MoveDue { key, version, due } => self.move_due(key, *version, *due),
            Op::Put { table: RowTable::Answer, key, value } => {
                self.put(TableId::Answer, key.as_slice(), value.as_slice())?;
                Ok(Done::Written)
            }
            Op::Put { table: RowTable::Playbook, key, value } => {
                if self.rows.get(TableId::Playbook, key)?.is_none() {
                    self.put(TableId::Playbook, key.as_slice(), value.as_slice())?;
                }
                Ok(Done::Written)
            }
            Op::Probe => Ok(Done::Written),
        }
    }

    /// Stores a pulse over the older one.
    pub(super) fn pulse(&mut self, key: &[u8], value: &[u8]) -> Result<(), redb::Error> {
        self.put(TableId::Pulse, key, value)
    }

    fn commit(&mut self, write: &mut CommitWrite) -> Result<Done, redb::Error> {
        write.newest = false;
        let row = key::run::encode(&write.key);
        let stored = match self.rows.get(TableId::Run, &row)? {
            None => None,
            Some(value) => match Header::read(value.value()) {
                Some(header) => Some(header),
                None => return Ok(Done::Refused(corrupt(&write.key))),
            },
        };
        if let Some(header) = stored.filter(|header| header.schema > SCHEMA) {
            return Ok(Done::Refused(newer(&write.key, header.schema)));
        }
        if stored.map(|header| header.version) == write.expected {
            self.write(write, &row, stored)?;
            write.newest = true;
            return Ok(Done::Written);
        }
        let rows = &mut self.rows;
        let found = has(write, |table, key, test| {
            Ok(rows.get(table, key)?.is_some_and(|value| test(value.value(), write)))
        })?;
        if found {
            return Ok(Done::Written);
        }
        Ok(Done::Conflict(self.rows.get(TableId::Run, &row)?.map(|value| value.value().to_vec())))
    }

    fn write(
        &mut self,
        write: &mut CommitWrite,
        row: &[u8],
        stored: Option<Header>,
    ) -> Result<(), redb::Error> {
        let due = self.index_due(write, stored.and_then(|header| header.due))?;
        self.index_lists(write, stored)?;
        let header = Header {
            packed: true,
            schema: write.schema,
            version: write.version,
            commit_id: write.commit_id,
            created: stored.map_or(write.created, |header| header.created),
            status: write.status,
            due,
        };
        header.put(&mut write.value);
        self.put(TableId::Run, row, write.value.as_slice())?;
        if let Some((row, records)) = &write.journal {
            self.put(TableId::Journal, row.as_slice(), records.as_slice())?;
        }
        for answer in &write.answers {
            self.remove(TableId::Answer, answer.as_slice())?;
        }
        Ok(())
    }

    /// Gives the due time that is indexed from now on. An earlier one that still lies ahead stays: it brings the run up
    /// too early, which costs one look, where moving it would cost two writes each time.
    fn index_due(
        &mut self,
        write: &CommitWrite,
        indexed: Option<Timestamp>,
    ) -> Result<Option<Timestamp>, redb::Error> {
        if let (Some(old), Some(new)) = (indexed, write.due)
            && old <= new
            && old > write.now
        {
            return Ok(Some(old));
        }
        self.set_due(&write.key, indexed, write.due)?;
        Ok(write.due)
    }

    fn set_due(
        &mut self,
        key: &RunKey,
        old: Option<Timestamp>,
        new: Option<Timestamp>,
    ) -> Result<(), redb::Error> {
        if old == new {
            return Ok(());
        }
        if let Some(old) = old {
            self.remove(TableId::Due, key::due::encode(old, key).as_slice())?;
        }
        if let Some(new) = new {
            self.put(TableId::Due, key::due::encode(new, key).as_slice(), [].as_slice())?;
            self.earliest_due = Some(self.earliest_due.map_or(new, |earliest| earliest.min(new)));
        }
        Ok(())
    }

    fn index_lists(&mut self, write: &CommitWrite, stored: Option<Header>) -> Result<(), redb::Error> {
        let playbook = write.playbook.as_bytes();
        let created = stored.map_or(write.created, |header| header.created);
        match stored {
            Some(header) if header.status == write.status => return Ok(()),
            Some(header) => {
                self.remove(
                    TableId::Status,
                    key::status::encode(header.status, created, &write.key).as_slice(),
                )?;
            }
            None => {
                self.put(TableId::Created, key::created::encode(created, &write.key).as_slice(), playbook)?;
            }
        }
        self.put(
            TableId::Status,
            key::status::encode(write.status, created, &write.key).as_slice(),
            playbook,
        )?;
        Ok(())
    }

    fn move_due(
        &mut self,
        key: &RunKey,
        version: Version,
        due: Option<Timestamp>,
    ) -> Result<Done, redb::Error> {
        let row = key::run::encode(key);
        let Some(mut value) = self.rows.get(TableId::Run, &row)?.map(|value| value.value().to_vec()) else {
            return Ok(Done::Written);
        };
        let Some(header) = Header::read(&value) else { return Ok(Done::Refused(corrupt(key))) };
        if header.version != version || header.due == due {
            return Ok(Done::Written);
        }
        self.set_due(key, header.due, due)?;
        Header { due, ..header }.put(&mut value);
        self.put(TableId::Run, row.as_slice(), value.as_slice())?;
        Ok(Done::Written)
    }
}

/// Whether a commit is stored, as the newest one of its run or as an older one. `holds` looks at one row.
pub(super) fn has(
    write: &CommitWrite,
    mut holds: impl FnMut(TableId, &[u8], fn(&[u8], &CommitWrite) -> bool) -> Result<bool, redb::Error>,
) -> Result<bool, redb::Error> {
    if holds(TableId::Run, &key::run::encode(&write.key), wrote_newest)? {
        return Ok(true);
    }
    match &write.journal {
        Some((row, _)) => holds(TableId::Journal, row, wrote_records),
        None => Ok(false),
    }
}

fn wrote_newest(stored: &[u8], write: &CommitWrite) -> bool {
    Header::read(stored).is_some_and(|header| header.commit_id == write.commit_id)
}

fn wrote_records(stored: &[u8], write: &CommitWrite) -> bool {
    key::journal::written_by(stored) == Some(write.commit_id)
}

/// A run whose header can't be read.
pub(super) fn corrupt(key: &RunKey) -> StoreError {
    StoreError::Corrupt { what: format!("run '{}'", key.id), reason: "its header is damaged".to_owned() }
}

/// A run that a newer release wrote.
pub(super) fn newer(key: &RunKey, found: u32) -> StoreError {
    StoreError::NewerSchema { what: format!("run '{}'", key.id), found, known: SCHEMA }
}
