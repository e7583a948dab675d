//! The files of a store: counts what is written and remembers the last I/O error. It changes nothing on the way.

use super::stats::Counters;
use redb::{BackendError, StorageBackend};
use std::io;
use std::ops::Bound;
use std::sync::Arc;

/// The files of a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreFile {
    /// The database.
    Pages,
    /// Its write-ahead log.
    Log,
}

/// Makes a backend for each opening of one of the store's files; a store opens again after its disk has failed.
pub type BackendFactory = Arc<dyn Fn(StoreFile) -> io::Result<Box<dyn StorageBackend>> + Send + Sync>;

#[derive(Debug)]
pub(super) struct Counted {
    inner: Box<dyn StorageBackend>,
    counters: Arc<Counters>,
}

impl Counted {
    pub(super) fn new(inner: Box<dyn StorageBackend>, counters: Arc<Counters>) -> Self {
        Self { inner, counters }
    }

    fn note<T>(&self, result: io::Result<T>) -> io::Result<T> {
        result.inspect_err(|error| self.counters.failed(error))
    }
}

impl StorageBackend for Counted {
    fn len(&self) -> io::Result<u64> {
        self.note(self.inner.len())
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.note(self.inner.read(offset, out))
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.note(self.inner.set_len(len))
    }

    fn sync_data(&self) -> io::Result<()> {
        Counters::add(&self.counters.fsyncs, 1);
        self.note(self.inner.sync_data())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        Counters::add(&self.counters.bytes_written, data.len());
        self.note(self.inner.write(offset, data))
    }

    fn close(&self) -> io::Result<()> {
        self.inner.close()
    }

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.inner.try_lock_range(start, end)
    }

    fn try_lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.inner.try_lock_shared_range(start, end)
    }

    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.inner.lock_range(start, end)
    }

    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.inner.lock_shared_range(start, end)
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.inner.unlock_range(start, end)
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.inner.query_lock_range(start, end)
    }
}
