//! A disk that loses what was not synced, fills up, fails to sync and dies, as told; the same seed does the same.

use super::super::{BackendFactory, StoreFile};
use crate::memory::CountingEntropy;
use redb::StorageBackend;
use std::io::{Error, ErrorKind, Result};
use std::sync::{Arc, Mutex};

/// What goes wrong next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Nothing.
    None,
    /// After so many writes and syncs, nothing works any more.
    DiesAfter(usize),
    /// After so many syncs, one fails, and some of what it should have made durable is gone.
    SyncFailsAfter(usize),
    /// After so many writes, no more space is left until it is freed.
    FullAfter(usize),
}

#[derive(Clone, Debug)]
enum Change {
    Write(usize, Vec<u8>),
    Length(usize),
}

/// One file.
#[derive(Debug, Default)]
struct Content {
    /// What a reader sees.
    live: Vec<u8>,
    /// What is safe.
    durable: Vec<u8>,
    /// What came since the last sync.
    pending: Vec<Change>,
}

#[derive(Debug)]
struct State {
    pages: Content,
    log: Content,
    fault: Fault,
    /// Writes and syncs so far, of both files.
    operations: usize,
}

impl State {
    const fn file(&mut self, which: StoreFile) -> &mut Content {
        match which {
            StoreFile::Pages => &mut self.pages,
            StoreFile::Log => &mut self.log,
        }
    }
}

/// The disk.
#[derive(Clone)]
pub(super) struct Disk {
    state: Arc<Mutex<State>>,
    dice: Arc<CountingEntropy>,
}

/// One file of the disk, open.
#[derive(Clone, Debug)]
struct OpenFile {
    disk: Disk,
    which: StoreFile,
}

impl std::fmt::Debug for Disk {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Disk")
    }
}

impl Disk {
    pub(super) fn new(seed: u64) -> Self {
        let state =
            State { pages: Content::default(), log: Content::default(), fault: Fault::None, operations: 0 };
        Self { state: Arc::new(Mutex::new(state)), dice: Arc::new(CountingEntropy::new(seed)) }
    }

    pub(super) fn backend(&self) -> BackendFactory {
        let disk = self.clone();
        Arc::new(move |which| Ok(Box::new(OpenFile { disk: disk.clone(), which }) as Box<dyn StorageBackend>))
    }

    pub(super) fn set(&self, fault: Fault) {
        self.state.lock().unwrap().fault = fault;
    }

    /// Writes and syncs so far.
    pub(super) fn operations(&self) -> usize {
        self.state.lock().unwrap().operations
    }

    /// The power goes and comes back: of what was not synced, any part may have arrived.
    pub(super) fn crash(&self) {
        let mut state = self.state.lock().unwrap();
        state.fault = Fault::None;
        self.lose_some(&mut state.pages);
        self.lose_some(&mut state.log);
    }

    fn lose_some(&self, file: &mut Content) {
        let mut durable = std::mem::take(&mut file.durable);
        for change in std::mem::take(&mut file.pending) {
            match (change, self.dice.below(3)) {
                (_, 0) => {}
                // Torn in the middle, at a sector.
                (Change::Write(offset, bytes), 1) => {
                    let kept = self.dice.below(bytes.len() / 512 + 1) * 512;
                    apply(&mut durable, &Change::Write(offset, bytes[..kept].to_vec()));
                }
                (change, _) => apply(&mut durable, &change),
            }
        }
        // Lengths are metadata that later writes depend on: a file system keeps what was written within the file.
        file.live.clone_from(&durable);
        file.durable = durable;
    }
}

impl OpenFile {
    fn change(&self, change: Change) -> Result<()> {
        let mut state = self.disk.state.lock().unwrap();
        match &mut state.fault {
            Fault::DiesAfter(0) => return Err(Error::other("the disk is dead")),
            Fault::FullAfter(0) => return Err(ErrorKind::StorageFull.into()),
            Fault::DiesAfter(left) | Fault::FullAfter(left) => *left -= 1,
            Fault::None | Fault::SyncFailsAfter(_) => {}
        }
        state.operations += 1;
        let file = state.file(self.which);
        apply(&mut file.live, &change);
        file.pending.push(change);
        Ok(())
    }
}

fn apply(bytes: &mut Vec<u8>, change: &Change) {
    match change {
        Change::Write(offset, data) => {
            let end = offset + data.len();
            if bytes.len() < end {
                bytes.resize(end, 0);
            }
            bytes[*offset..end].copy_from_slice(data);
        }
        Change::Length(length) => bytes.resize(*length, 0),
    }
}

impl StorageBackend for OpenFile {
    fn len(&self) -> Result<u64> {
        Ok(self.disk.state.lock().unwrap().file(self.which).live.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> Result<()> {
        let mut state = self.disk.state.lock().unwrap();
        if state.fault == Fault::DiesAfter(0) {
            return Err(Error::other("the disk is dead"));
        }
        let offset = usize::try_from(offset).unwrap();
        let bytes =
            state.file(self.which).live.get(offset..offset + out.len()).ok_or(ErrorKind::UnexpectedEof)?;
        out.copy_from_slice(bytes);
        Ok(())
    }

    fn set_len(&self, len: u64) -> Result<()> {
        self.change(Change::Length(usize::try_from(len).unwrap()))
    }

    fn sync_data(&self) -> Result<()> {
        let mut state = self.disk.state.lock().unwrap();
        match &mut state.fault {
            Fault::DiesAfter(0) => return Err(Error::other("the disk is dead")),
            Fault::SyncFailsAfter(0) => {
                state.fault = Fault::None;
                self.disk.lose_some(state.file(self.which));
                return Err(Error::other("the sync failed"));
            }
            Fault::DiesAfter(left) | Fault::SyncFailsAfter(left) => *left -= 1,
            Fault::None | Fault::FullAfter(_) => {}
        }
        state.operations += 1;
        let file = state.file(self.which);
        file.pending.clear();
        file.durable = file.live.clone();
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> Result<()> {
        self.change(Change::Write(usize::try_from(offset).unwrap(), data.to_vec()))
    }
}
