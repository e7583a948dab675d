//! Opening database and log, at the start and again after the disk has failed. Files that can't be read are left as they
//! are. What the log has and the database lacks is done again, and made durable before anything else is.

use super::backend::{BackendFactory, Counted, StoreFile};
use super::failure::{OpenError, describe};
use super::guard::guarded;
use super::log::{self, Log, Owner, Records};
use super::meta::{self, FORMAT, Meta};
use super::redo;
use super::rows::Rows;
use super::stats::Counters;
use redb::backends::FileBackend;
use redb::{Database, Durability, StorageBackend};
use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How to open the files, as often as it takes.
pub(super) struct Opener {
    pub(super) path: PathBuf,
    pub(super) cache_bytes: usize,
    pub(super) log_bytes: u64,
    pub(super) backend: Option<BackendFactory>,
    pub(super) counters: Arc<Counters>,
}

/// An open store.
pub(super) struct Opened {
    pub(super) database: Database,
    pub(super) log: Log,
}

/// Why an opening failed.
enum Opening {
    Known(OpenError),
    Panic(redb::Error),
}

impl From<redb::Error> for Opening {
    fn from(error: redb::Error) -> Self {
        Self::Panic(error)
    }
}

impl Opener {
    /// Opens the store, and creates it with all tables where there is none and `create` says so: a store that vanishes
    /// while it is used must not come back empty.
    pub(super) fn open(&self, create: bool) -> Result<Opened, OpenError> {
        if create && self.backend.is_none() && !self.path.exists() {
            self.create().map_err(|error| self.failed(error))?;
        }
        let pages = self.checked_file(create).map_err(|error| OpenError::of_io(&self.path, &error))?;
        let opened = guarded(|| {
            let mut builder = Database::builder();
            builder.set_cache_size(self.cache_bytes);
            let database = builder
                .create_with_backend(pages)
                .map_err(|error| Opening::Known(OpenError::of(&self.path, &error)))?;
            let meta = self.prepare(&database).map_err(Opening::Known)?;
            let log = self.recover(&database, meta, create).map_err(Opening::Known)?;
            Ok(Opened { database, log })
        });
        opened.map_err(|error| match error {
            Opening::Known(error) => error,
            Opening::Panic(error) => self.failed(error),
        })
    }

    fn prepare(&self, database: &Database) -> Result<Meta, OpenError> {
        match meta::read(database).map_err(|error| self.failed(error))? {
            Some(meta) if meta.format == FORMAT => Ok(meta),
            Some(meta) if !meta.is_upgradable() => {
                Err(OpenError::Newer { path: self.path.clone(), found: meta.format, known: FORMAT })
            }
            Some(_) | None => {
                let made = new_id().and_then(|id| meta::create(database, id));
                made.map_err(|error| self.failed(error))
            }
        }
    }

    /// Does what the log has and the database lacks, and gives the log ready for more.
    fn recover(&self, database: &Database, meta: Meta, first: bool) -> Result<Log, OpenError> {
        let file = self.file(StoreFile::Log, first).map_err(|error| self.of_log_io(&error))?;
        match log::owner(&file).map_err(|error| self.of_log_io(&error))? {
            Owner::Store(id) if id == meta.store => {}
            Owner::Nobody if !meta.needs_log => {
                log::create(&file, meta.store).map_err(|error| self.of_log_io(&error))?;
            }
            Owner::Nobody => return Err(self.of_log("it is missing or empty")),
            Owner::Store(_) => return Err(self.of_log("it belongs to another store")),
            Owner::Foreign => return Err(self.of_log("it is no log of a store")),
        }
        let applied = self.replay(database, &file, meta)?;
        meta::checkpoint(database, applied, true).map_err(|error| self.failed(error))?;
        Log::after(Box::new(file), meta.store, applied).map_err(|error| self.of_log_io(&error))
    }

    /// Gives the number of the last record.
    fn replay(&self, database: &Database, file: &dyn StorageBackend, meta: Meta) -> Result<u64, OpenError> {
        let of_log_io = |error: io::Error| self.of_log_io(&error);
        let of_database = |error: redb::Error| self.failed(error);
        let mut records = Records::of(file, meta.store).map_err(of_log_io)?;
        let mut transaction = database.begin_write().map_err(|error| of_database(error.into()))?;
        transaction.set_durability(Durability::None).map_err(|error| of_database(error.into()))?;
        let mut rows = Rows::of(&transaction);
        let mut last = meta.applied;
        while let Some((sequence, payload)) = records.next().map_err(of_log_io)? {
            if sequence <= last {
                // What comes after a checkpoint is written over the first record: where that one is older, all are.
                return Ok(last);
            }
            if sequence > last.saturating_add(1) {
                return Err(
                    self.of_log("it goes on later than the store ends: they are copies of different times")
                );
            }
            let Some(done) = redo::replay(&payload, &mut rows) else {
                return Err(self.of_log("a record in it is damaged"));
            };
            done.map_err(of_database)?;
            last = sequence;
        }
        drop(rows);
        if records.goes_on_behind(last).map_err(of_log_io)? {
            return Err(self.of_log("a record in it is damaged and later ones are whole"));
        }
        transaction.commit().map_err(|error| of_database(error.into()))?;
        Ok(last)
    }

    fn checked_file(&self, create: bool) -> io::Result<Counted> {
        let file = self.file(StoreFile::Pages, create)?;
        // A real file gets its name only once it holds a store: an empty one was emptied.
        if (!create || self.backend.is_none()) && file.len()? == 0 {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "the file was emptied"));
        }
        Ok(file)
    }

    fn file(&self, which: StoreFile, first: bool) -> io::Result<Counted> {
        let inner = match &self.backend {
            Some(make) => make(which)?,
            None => self.real_file(which, first)?,
        };
        Ok(Counted::new(inner, Arc::clone(&self.counters)))
    }

    fn real_file(&self, which: StoreFile, first: bool) -> io::Result<Box<dyn StorageBackend>> {
        let path = match which {
            StoreFile::Pages => self.path.clone(),
            StoreFile::Log => log_path(&self.path),
        };
        if which == StoreFile::Log && first && !path.exists() {
            create_private(&path)?;
        }
        let file = OpenOptions::new().read(true).write(true).open(path)?;
        if !first {
            // After a failed fsync the kernel may still show pages that never reached the disk. What is read from here
            // on decides which writes count as done, so it has to come from the disk; where the kernel takes no such
            // advice, nothing better is to be had.
            let _advice = rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed);
        }
        let backend = FileBackend::new(file).map_err(|error| io::Error::other(error.to_string()))?;
        Ok(Box::new(backend))
    }

    /// Makes a whole store beside the file and gives it the file's name only then: redb can't open a file in whose
    /// creation a process was killed.
    fn create(&self) -> Result<(), redb::Error> {
        let log = log_path(&self.path);
        if log.exists() && std::fs::metadata(&log)?.len() > 0 {
            let reason =
                "the store is missing and its log is there: restore it from a copy, or move the log away";
            return Err(io::Error::new(io::ErrorKind::InvalidData, reason).into());
        }
        let folder = folder_of(&self.path);
        // Made with rights for its owner alone: runs hold what people wrote and agents found.
        let unfinished =
            tempfile::Builder::new().prefix(".unfinished-store-").tempfile_in(folder)?.into_temp_path();
        let database = Database::create(&unfinished)?;
        meta::create(&database, new_id()?)?;
        drop(database);
        File::open(&unfinished)?.sync_all()?;
        Ok(publish(unfinished, &self.path)?)
    }

    fn of_log(&self, reason: &str) -> OpenError {
        OpenError::Log { path: self.path.clone(), log: log_path(&self.path), reason: reason.to_owned() }
    }

    fn of_log_io(&self, error: &io::Error) -> OpenError {
        OpenError::of_io(&log_path(&self.path), error)
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "a foreign enum that grows; what is not known here has the general answer"
    )]
    fn failed(&self, error: redb::Error) -> OpenError {
        match error {
            redb::Error::Io(io) => OpenError::of_io(&self.path, &io),
            other => OpenError::Damaged { path: self.path.clone(), reason: describe(&other) },
        }
    }
}

/// Where the log of a store lies.
pub(super) fn log_path(store: &Path) -> PathBuf {
    store.with_extension("wal")
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes an empty file for its owner alone.
fn create_private(path: &Path) -> io::Result<()> {
    let unfinished =
        tempfile::Builder::new().prefix(".unfinished-log-").tempfile_in(folder_of(path))?.into_temp_path();
    publish(unfinished, path)
}

fn publish(unfinished: tempfile::TempPath, path: &Path) -> io::Result<()> {
    match unfinished.persist_noclobber(path) {
        Ok(()) => {}
        // Another process was quicker: its file is as good.
        Err(taken) if taken.error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(other) => return Err(other.error),
    }
    // Without this, a power cut could lose the file's name with everything that was committed to it.
    File::open(folder_of(path))?.sync_all()
}

fn new_id() -> Result<u64, redb::Error> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(u64::from_le_bytes(bytes))
}
