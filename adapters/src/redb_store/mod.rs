//! The store in a file on this machine: redb behind one writer thread with group commit. A write is durable before it
//! is answered; reads never wait for writes. The keys are described in `key/mod.rs`.
//!
//! Durability: one append to a write-ahead log and one fdatasync per group; redb takes the same changes in memory, and
//! is written when the log is full, when nothing has come for half a second, and at the end (a checkpoint, with redb's
//! quick repair: the next opening reads the log, never the whole file). Why not redb's own commits: docs/adr/0011.

mod apply;
mod backend;
mod due_floor;
mod failure;
mod group;
mod guard;
mod header;
mod key;
mod log;
mod meta;
mod open;
mod queue;
mod read;
mod recent;
mod redo;
mod request;
mod rows;
mod shared_state;
mod stats;
mod store;
#[cfg(test)]
mod tests;
mod writer;

pub use backend::{BackendFactory, StoreFile};
pub use failure::OpenError;
pub(crate) use failure::help;
pub use guard::hush_guarded_panics;
pub use stats::{GROUP_BUCKETS, Stats};

use open::{Opened, Opener};
use queue::Message;
use shared_state::SharedState;
use stats::Counters;
use std::path::Path;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use writer::Writer;

/// How to open a store.
#[derive(Clone)]
pub struct Options {
    /// Most bytes that redb keeps of the file in memory.
    pub cache_bytes: usize,
    /// After how many bytes of log the database is written.
    pub log_bytes: u64,
    /// What lies under the store instead of files; for tests.
    pub backend: Option<BackendFactory>,
}

impl Default for Options {
    fn default() -> Self {
        Self { cache_bytes: 32 * 1024 * 1024, log_bytes: log::FULL_BYTES, backend: None }
    }
}

/// The store. Dropping it writes what is queued and closes the file.
pub struct RedbStore {
    shared: Arc<SharedState>,
    queue: Option<Mutex<Sender<Message>>>,
    writer: Option<JoinHandle<()>>,
}

impl RedbStore {
    /// Opens the store in a file, and creates it where there is none. Its log lies beside it, with the extension `wal`.
    ///
    /// # Errors
    /// [`OpenError`]; the file is as it was.
    pub fn open(path: impl AsRef<Path>, options: Options) -> Result<Self, OpenError> {
        let counters = Arc::new(Counters::default());
        let path = path.as_ref().to_owned();
        let opener = Opener {
            path: path.clone(),
            cache_bytes: options.cache_bytes,
            log_bytes: options.log_bytes,
            backend: options.backend,
            counters: Arc::clone(&counters),
        };
        let Opened { database, log } = opener.open(true)?;
        let shared = Arc::new(SharedState::new(database, counters));
        let (queue, messages) = channel();
        let writer = Writer::new(Arc::clone(&shared), opener, log);
        let writer = std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || writer.run(&messages))
            .map_err(|error| OpenError::of_io(&path, &error))?;
        Ok(Self { shared, queue: Some(Mutex::new(queue)), writer: Some(writer) })
    }

    /// What it has done since it was opened.
    #[must_use]
    pub fn stats(&self) -> Stats {
        self.shared.counters.snapshot()
    }

    fn send(&self, message: Message) {
        if let Some(queue) = &self.queue {
            // The thread ends only when this store is dropped; whoever waits hears it by the reply's end.
            let _ended = queue.lock().unwrap_or_else(PoisonError::into_inner).send(message);
        }
    }
}

impl Drop for RedbStore {
    fn drop(&mut self) {
        self.queue = None;
        if let Some(writer) = self.writer.take() {
            let _panicked = writer.join();
        }
    }
}
