//! One request against the tables of the open transaction, which hold what earlier requests of the same group wrote.

use super::header::Header;
use super::key;
use super::request::{CommitWrite, Done, Op, RowTable};
use redb::{ReadableTable, StorageError, Table, WriteTransaction};
use shared::ids::Version;
use shared::ports::StoreError;
use shared::run::{RunKey, SCHEMA};
use shared::time::Timestamp;

type Bytes = &'static [u8];

/// The tables of a write transaction.
pub(super) struct Tables<'t> {
    run: Table<'t, Bytes, Bytes>,
    journal: Table<'t, Bytes, Bytes>,
    due: Table<'t, Bytes, Bytes>,
    created: Table<'t, Bytes, Bytes>,
    status: Table<'t, Bytes, Bytes>,
    answer: Table<'t, Bytes, Bytes>,
    pulse: Table<'t, Bytes, Bytes>,
    playbook: Table<'t, Bytes, Bytes>,
    /// Whether anything was written.
    pub(super) dirty: bool,
}

impl<'t> Tables<'t> {
    pub(super) fn open(transaction: &'t WriteTransaction) -> Result<Self, redb::Error> {
        Ok(Self {
            run: transaction.open_table(key::run::TABLE)?,
            journal: transaction.open_table(key::journal::TABLE)?,
            due: transaction.open_table(key::due::TABLE)?,
            created: transaction.open_table(key::created::TABLE)?,
            status: transaction.open_table(key::status::TABLE)?,
            answer: transaction.open_table(key::answer::TABLE)?,
            pulse: transaction.open_table(key::pulse::TABLE)?,
            playbook: transaction.open_table(key::playbook::TABLE)?,
            dirty: false,
        })
    }

    /// Does a request.
    pub(super) fn apply(&mut self, op: &mut Op) -> Result<Done, StorageError> {
        match op {
            Op::Commit(write) => self.commit(write),
            Op::MoveDue { key, version, due } => self.move_due(key, *version, *due),
            Op::Put { table: RowTable::Answer, key, value } => {
                self.answer.insert(key.as_slice(), value.as_slice())?;
                self.dirty = true;
                Ok(Done::Written)
            }
            Op::Put { table: RowTable::Playbook, key, value } => {
                if self.playbook.get(key.as_slice())?.is_none() {
                    self.playbook.insert(key.as_slice(), value.as_slice())?;
                    self.dirty = true;
                }
                Ok(Done::Written)
            }
            Op::Probe => Ok(Done::Written),
        }
    }

    /// Stores a pulse over the older one.
    pub(super) fn pulse(&mut self, key: &[u8], value: &[u8]) -> Result<(), StorageError> {
        self.pulse.insert(key, value)?;
        self.dirty = true;
        Ok(())
    }

    fn commit(&mut self, write: &mut CommitWrite) -> Result<Done, StorageError> {
        write.newest = false;
        let row = key::run::encode(&write.key);
        let stored = match self.run.get(row.as_slice())? {
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
        if has(&self.run, &self.journal, write)? {
            return Ok(Done::Written);
        }
        Ok(Done::Conflict(self.run.get(row.as_slice())?.map(|value| value.value().to_vec())))
    }

    fn write(
        &mut self,
        write: &mut CommitWrite,
        row: &[u8],
        stored: Option<Header>,
    ) -> Result<(), StorageError> {
        let due = self.index_due(write, stored.and_then(|header| header.due))?;
        self.index_lists(write, stored)?;
        let header = Header {
            schema: write.schema,
            version: write.version,
            commit_id: write.commit_id,
            created: stored.map_or(write.created, |header| header.created),
            status: write.status,
            due,
        };
        header.put(&mut write.value);
        self.run.insert(row, write.value.as_slice())?;
        if let Some((row, records)) = &write.journal {
            self.journal.insert(row.as_slice(), records.as_slice())?;
        }
        for answer in &write.answers {
            self.answer.remove(answer.as_slice())?;
        }
        self.dirty = true;
        Ok(())
    }

    /// Gives the due time that is indexed from now on. An earlier one that still lies ahead stays: it brings the run up
    /// too early, which costs one look, where moving it would cost two writes each time.
    fn index_due(
        &mut self,
        write: &CommitWrite,
        indexed: Option<Timestamp>,
    ) -> Result<Option<Timestamp>, StorageError> {
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
    ) -> Result<(), StorageError> {
        if old == new {
            return Ok(());
        }
        if let Some(old) = old {
            self.due.remove(key::due::encode(old, key).as_slice())?;
        }
        if let Some(new) = new {
            self.due.insert(key::due::encode(new, key).as_slice(), [].as_slice())?;
        }
        Ok(())
    }

    fn index_lists(&mut self, write: &CommitWrite, stored: Option<Header>) -> Result<(), StorageError> {
        let playbook = write.playbook.as_bytes();
        let created = stored.map_or(write.created, |header| header.created);
        match stored {
            Some(header) if header.status == write.status => return Ok(()),
            Some(header) => {
                self.status.remove(key::status::encode(header.status, created, &write.key).as_slice())?;
            }
            None => {
                self.created.insert(key::created::encode(created, &write.key).as_slice(), playbook)?;
            }
        }
        self.status.insert(key::status::encode(write.status, created, &write.key).as_slice(), playbook)?;
        Ok(())
    }

    fn move_due(
        &mut self,
        key: &RunKey,
        version: Version,
        due: Option<Timestamp>,
    ) -> Result<Done, StorageError> {
        let row = key::run::encode(key);
        let Some(mut value) = self.run.get(row.as_slice())?.map(|value| value.value().to_vec()) else {
            return Ok(Done::Written);
        };
        let Some(header) = Header::read(&value) else { return Ok(Done::Refused(corrupt(key))) };
        if header.version != version || header.due == due {
            return Ok(Done::Written);
        }
        self.set_due(key, header.due, due)?;
        Header { due, ..header }.put(&mut value);
        self.run.insert(row.as_slice(), value.as_slice())?;
        self.dirty = true;
        Ok(Done::Written)
    }
}

/// Whether a commit is stored, as the newest one of its run or as an older one.
pub(super) fn has(
    runs: &impl ReadableTable<Bytes, Bytes>,
    journal: &impl ReadableTable<Bytes, Bytes>,
    write: &CommitWrite,
) -> Result<bool, StorageError> {
    let stored = runs.get(key::run::encode(&write.key).as_slice())?;
    let newest = stored.and_then(|value| Header::read(value.value()));
    if newest.is_some_and(|header| header.commit_id == write.commit_id) {
        return Ok(true);
    }
    let Some((row, _)) = &write.journal else { return Ok(false) };
    let written = journal.get(row.as_slice())?.and_then(|value| key::journal::written_by(value.value()));
    Ok(written == Some(write.commit_id))
}

/// A run whose header can't be read.
pub(super) fn corrupt(key: &RunKey) -> StoreError {
    StoreError::Corrupt { what: format!("run '{}'", key.id), reason: "its header is damaged".to_owned() }
}

/// A run that a newer release wrote.
pub(super) fn newer(key: &RunKey, found: u32) -> StoreError {
    StoreError::NewerSchema { what: format!("run '{}'", key.id), found, known: SCHEMA }
}
