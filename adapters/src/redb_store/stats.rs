//! What a store has done so far, for the bench and for people. Counting never waits.

use std::io::ErrorKind;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// Buckets of the histogram of group sizes: 1, 2-3, 4-7, ... 1024 and more.
pub const GROUP_BUCKETS: usize = 11;

/// What a store has done since it was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Conditional writes that succeeded.
    pub commits: u64,
    /// Conditional writes that met another version.
    pub conflicts: u64,
    /// Transactions that were made durable.
    pub transactions: u64,
    /// Calls of fdatasync.
    pub fsyncs: u64,
    /// Bytes handed to the file.
    pub bytes_written: u64,
    /// How many requests shared a transaction: bucket `i` counts groups of 2^i up to 2^(i+1) - 1.
    pub groups: [u64; GROUP_BUCKETS],
}

#[derive(Debug, Default)]
pub(super) struct Counters {
    pub(super) commits: AtomicU64,
    pub(super) conflicts: AtomicU64,
    pub(super) transactions: AtomicU64,
    pub(super) fsyncs: AtomicU64,
    pub(super) bytes_written: AtomicU64,
    groups: [AtomicU64; GROUP_BUCKETS],
    last_failure: Mutex<Option<(ErrorKind, String)>>,
}

impl Counters {
    pub(super) fn add(counter: &AtomicU64, number: usize) {
        counter.fetch_add(u64::try_from(number).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    pub(super) fn group(&self, size: usize) {
        let bucket = size.max(1).ilog2().try_into().unwrap_or(usize::MAX).min(GROUP_BUCKETS - 1);
        if let Some(counter) = self.groups.get(bucket) {
            Self::add(counter, 1);
        }
    }

    /// Remembers an I/O error: redb later says only that there was one.
    pub(super) fn failed(&self, error: &std::io::Error) {
        if let Ok(mut last) = self.last_failure.lock() {
            *last = Some((error.kind(), error.to_string()));
        }
    }

    pub(super) fn last_failure(&self) -> Option<(ErrorKind, String)> {
        self.last_failure.lock().ok()?.clone()
    }

    pub(super) fn snapshot(&self) -> Stats {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Stats {
            commits: read(&self.commits),
            conflicts: read(&self.conflicts),
            transactions: read(&self.transactions),
            fsyncs: read(&self.fsyncs),
            bytes_written: read(&self.bytes_written),
            groups: std::array::from_fn(|bucket| self.groups.get(bucket).map_or(0, read)),
        }
    }
}
