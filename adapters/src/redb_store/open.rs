//! Opening the file, at the start and again after the disk has failed. A file that can't be read is left as it is.

use super::backend::{BackendFactory, Counted};
use super::failure::OpenError;
use super::key;
use super::key::Definition;
use super::stats::Counters;
use redb::backends::FileBackend;
use redb::{
    Database, ReadableDatabase as _, ReadableTable as _, StorageBackend, TableDefinition, TableError,
};
use std::fs::{File, OpenOptions};
use std::io;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Format of the tables together; an older release refuses a newer one.
const FORMAT: u64 = 1;
const META: TableDefinition<'static, &'static str, u64> = TableDefinition::new("meta");
const FORMAT_KEY: &str = "format";
const REOPENED_KEY: &str = "reopened";

const TABLES: [Definition; 8] = [
    key::run::TABLE,
    key::journal::TABLE,
    key::due::TABLE,
    key::created::TABLE,
    key::status::TABLE,
    key::answer::TABLE,
    key::pulse::TABLE,
    key::playbook::TABLE,
];

/// How to open the file, as often as it takes.
pub(super) struct Opener {
    pub(super) path: PathBuf,
    pub(super) cache_bytes: usize,
    pub(super) backend: Option<BackendFactory>,
    pub(super) counters: Arc<Counters>,
}

impl Opener {
    /// Opens the file, and creates it with all tables where there is none and `create` says so: a store that vanishes
    /// while it is used must not come back empty.
    pub(super) fn open(&self, create: bool) -> Result<Database, OpenError> {
        if create && self.backend.is_none() && !self.path.exists() {
            create_file(&self.path).map_err(|error| self.failed(error))?;
        }
        let backend = self.checked_backend(create).map_err(|error| OpenError::of_io(&self.path, &error))?;
        // redb asserts what a sound file holds: in a damaged one that may end in a panic.
        let opened = std::panic::catch_unwind(AssertUnwindSafe(|| {
            let mut builder = Database::builder();
            builder.set_cache_size(self.cache_bytes);
            let database = builder
                .create_with_backend(Counted::new(backend, Arc::clone(&self.counters)))
                .map_err(|error| OpenError::of(&self.path, &error))?;
            self.prepare(&database)?;
            Ok(database)
        }));
        opened.unwrap_or_else(|_panic| {
            Err(OpenError::Damaged {
                path: self.path.clone(),
                reason: "its pages contradict each other".to_owned(),
            })
        })
    }

    fn checked_backend(&self, create: bool) -> io::Result<Box<dyn StorageBackend>> {
        let backend = self.backend(create)?;
        if !create && backend.len()? == 0 {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "the file was emptied while it was in use",
            ));
        }
        Ok(backend)
    }

    fn backend(&self, first: bool) -> io::Result<Box<dyn StorageBackend>> {
        if let Some(make) = &self.backend {
            return make();
        }
        let file = OpenOptions::new().read(true).write(true).open(&self.path)?;
        if !first {
            // After a failed fsync the kernel may still show pages that never reached the disk. What is read from here
            // on decides which writes count as done, so it has to come from the disk; where the kernel takes no such
            // advice, nothing better is to be had.
            let _advice = rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed);
        }
        let backend = FileBackend::new(file).map_err(|error| io::Error::other(error.to_string()))?;
        Ok(Box::new(backend))
    }

    fn prepare(&self, database: &Database) -> Result<(), OpenError> {
        match self.format(database) {
            Ok(Some(FORMAT)) => Ok(()),
            Ok(Some(found)) => Err(OpenError::Newer { path: self.path.clone(), found, known: FORMAT }),
            Ok(None) => create_tables(database).map_err(|error| self.failed(error)),
            Err(error) => Err(self.failed(error)),
        }
    }

    fn format(&self, database: &Database) -> Result<Option<u64>, redb::Error> {
        let transaction = database.begin_read()?;
        let table = match transaction.open_table(META) {
            Ok(table) => table,
            Err(TableError::TableDoesNotExist(_)) => return Ok(None),
            Err(other) => return Err(other.into()),
        };
        Ok(table.get(FORMAT_KEY)?.map(|format| format.value()))
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "a foreign enum that grows; what is not known here has the general answer"
    )]
    fn failed(&self, error: redb::Error) -> OpenError {
        match error {
            redb::Error::Io(io) => OpenError::of_io(&self.path, &io),
            other => OpenError::Damaged { path: self.path.clone(), reason: other.to_string() },
        }
    }
}

fn create_tables(database: &Database) -> Result<(), redb::Error> {
    let transaction = database.begin_write()?;
    for table in TABLES {
        transaction.open_table(table)?;
    }
    transaction.open_table(META)?.insert(FORMAT_KEY, FORMAT)?;
    transaction.commit()?;
    Ok(())
}

/// Counts an opening after a failure, in a transaction: so that it has something to make durable.
pub(super) fn count_reopening(transaction: &redb::WriteTransaction) -> Result<(), redb::Error> {
    let mut meta = transaction.open_table(META)?;
    let before = meta.get(REOPENED_KEY)?.map_or(0, |number| number.value());
    meta.insert(REOPENED_KEY, before.saturating_add(1))?;
    Ok(())
}

/// Makes a whole store beside the file and gives it the file's name only then: redb can't open a file in whose creation
/// a process was killed.
fn create_file(path: &Path) -> Result<(), redb::Error> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Made with rights for its owner alone: runs hold what people wrote and agents found.
    let unfinished =
        tempfile::Builder::new().prefix(".unfinished-store-").tempfile_in(folder)?.into_temp_path();
    let database = Database::create(&unfinished)?;
    create_tables(&database)?;
    drop(database);
    File::open(&unfinished)?.sync_all()?;
    match unfinished.persist_noclobber(path) {
        Ok(()) => {}
        // Another process was quicker: its store is as good.
        Err(taken) if taken.error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(other) => return Err(other.error.into()),
    }
    // Without this, a power cut could lose the file's name with everything that was committed to it.
    File::open(folder)?.sync_all()?;
    Ok(())
}
