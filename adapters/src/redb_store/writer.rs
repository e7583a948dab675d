//! The writer thread: one redb transaction, and one fsync, per group of requests. It replies only once the group is
//! durable, and finds out what became of a group whose commit failed. It never decides anything about a run.

use super::failure::{OpenError, describe, unavailable};
use super::group::{Failure, Row, find, transaction};
use super::guard::guarded;
use super::log::Log;
use super::meta;
use super::open::{Opened, Opener};
use super::queue::{self, Message, Next};
use super::request::{Done, Op, Request};
use super::shared_state::SharedState;
use super::stats::Counters;
use shared::ports::StoreError;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

/// First and longest pause before another try to open a store whose disk has failed.
const REOPEN_FIRST: Duration = Duration::from_millis(50);
const REOPEN_LONGEST: Duration = Duration::from_secs(5);
/// How long the writer waits for readers to give the failed database back.
const READERS_LEAVE: Duration = Duration::from_secs(2);

pub(super) struct Writer {
    shared: Arc<SharedState>,
    opener: Opener,
    /// `None` while the store is not open.
    log: Option<Log>,
    down: Option<Down>,
}

/// Why the store is not open, and when to try again.
struct Down {
    error: OpenError,
    pause: Duration,
    next: Instant,
}

impl Writer {
    pub(super) const fn new(shared: Arc<SharedState>, opener: Opener, log: Log) -> Self {
        Self { shared, opener, log: Some(log), down: None }
    }

    /// Serves until the store is dropped.
    pub(super) fn run(mut self, messages: &Receiver<Message>) {
        loop {
            let unwritten = self.log.as_ref().is_some_and(|log| !log.is_empty());
            match queue::next(messages, unwritten) {
                Next::Group(group) => self.serve(group),
                Next::Suspect(generation) => self.suspect(generation),
                Next::Idle => self.checkpoint(true),
                Next::End(group) => {
                    self.serve(group);
                    break;
                }
            }
            if self.log.as_ref().is_some_and(|log| log.bytes() >= self.opener.log_bytes) {
                self.checkpoint(true);
            }
        }
        self.checkpoint(false);
        self.close();
    }

    fn serve(&mut self, mut group: Vec<Request>) {
        let pulses: Vec<Row> =
            self.shared.pulses().iter().map(|(key, value)| (key.clone(), Arc::clone(value))).collect();
        if group.is_empty() && pulses.is_empty() {
            return;
        }
        let closed = self.down.as_ref().map(|down| Instant::now() < down.next);
        if closed.is_some_and(|too_early| too_early || !self.reopen()) {
            return self.refuse(group, None);
        }
        match self.attempt(&mut group, &pulses) {
            Ok(done) => self.finish(group, &pulses, done),
            Err(failure) => self.recover(group, &pulses, failure),
        }
    }

    /// One transaction, as a failure even where redb panics.
    fn attempt(&mut self, group: &mut [Request], pulses: &[Row]) -> Result<Vec<Done>, Failure> {
        let database = self.shared.database();
        let (shared, log) = (&self.shared, &mut self.log);
        guarded(|| match (database, log) {
            (Some(database), Some(log)) => transaction(&database, log, group, pulses, shared),
            (None, _) | (_, None) => Err(Failure { error: redb::Error::DatabaseClosed, ambiguous: false }),
        })
    }

    /// Opens the store again and does the group again: a commit that had gone through finds itself.
    fn recover(&mut self, mut group: Vec<Request>, pulses: &[Row], first: Failure) {
        tracing::warn!(error = %describe(&first.error), ambiguous = first.ambiguous, "store write failed, opening it again");
        if !self.reopen() {
            return self.refuse(group, Some(first));
        }
        let second = match self.attempt(&mut group, pulses) {
            Ok(done) => return self.finish(group, pulses, done),
            Err(second) => second,
        };
        let damaged = matches!(second.error, redb::Error::Corrupted(_)) && !second.ambiguous;
        if damaged && group.len() > 1 {
            // One damaged item must not block the others.
            return group.into_iter().for_each(|request| self.serve(vec![request]));
        }
        let failure = Failure { ambiguous: first.ambiguous || second.ambiguous, error: second.error };
        let database = self.reopen().then(|| self.shared.database()).flatten();
        match database.map(|database| guarded(|| find(&database, &group))) {
            Some(Ok(found)) => self.settle(group, &found, &failure),
            Some(Err(_)) | None => self.refuse(group, Some(failure)),
        }
    }

    fn finish(&self, group: Vec<Request>, pulses: &[Row], done: Vec<Done>) {
        self.shared.forget(pulses);
        let counters = &self.shared.counters;
        for (request, done) in group.into_iter().zip(done) {
            match (&request.op, &done) {
                (Op::Commit(write), Done::Written) => {
                    Counters::add(&counters.commits, 1);
                    if write.newest {
                        self.shared.recent.stored(&write.run, write.value.len());
                    }
                }
                (Op::Commit(_), Done::Conflict(_)) => Counters::add(&counters.conflicts, 1),
                (Op::Commit(_) | Op::MoveDue { .. } | Op::Put { .. } | Op::Probe, _) => {}
            }
            reply(request, done);
        }
    }

    /// Answers a group that could not be written, knowing which of its commits are stored.
    fn settle(&self, group: Vec<Request>, found: &[bool], failure: &Failure) {
        for (request, found) in group.into_iter().zip(found) {
            let done = if *found { Done::Written } else { Done::Refused(self.unavailable(&failure.error)) };
            reply(request, done);
        }
    }

    /// Answers a group while the store is not open.
    fn refuse(&self, group: Vec<Request>, failure: Option<Failure>) {
        let ambiguous = failure.as_ref().is_some_and(|failure| failure.ambiguous);
        for request in group {
            let error = match (&failure, &self.down) {
                (_, Some(down)) => StoreError::from(&down.error),
                (Some(failure), None) => self.unavailable(&failure.error),
                (None, None) => self.unavailable(&redb::Error::DatabaseClosed),
            };
            let done = match &request.op {
                Op::Commit(_) if ambiguous => Done::Unknown(error.to_string()),
                Op::Commit(_) | Op::MoveDue { .. } | Op::Put { .. } | Op::Probe => Done::Refused(error),
            };
            reply(request, done);
        }
    }

    fn unavailable(&self, error: &redb::Error) -> StoreError {
        unavailable(error, self.shared.counters.last_failure())
    }

    fn suspect(&mut self, generation: u64) {
        if self.down.is_none() && generation == self.shared.generation() {
            tracing::warn!("a read of the store failed, opening it again");
            self.reopen();
        }
    }

    /// Whether the store is open again.
    fn reopen(&mut self) -> bool {
        let opened = if self.close() {
            self.opener.open(false)
        } else {
            Err(OpenError::still_read(&self.opener.path))
        };
        match opened {
            Ok(Opened { database, log }) => {
                self.shared.replace(Some(database));
                self.log = Some(log);
                self.down = None;
                true
            }
            Err(error) => {
                let pause =
                    self.down.as_ref().map_or(REOPEN_FIRST, |down| (down.pause * 2).min(REOPEN_LONGEST));
                tracing::error!(%error, retry_ms = pause.as_millis(), "the store can't be opened");
                self.down = Some(Down { error, pause, next: Instant::now() + pause });
                false
            }
        }
    }

    /// Whether the file is closed: readers that still have it are waited for.
    fn close(&mut self) -> bool {
        self.log = None;
        let Some(mut database) = self.shared.replace(None) else { return true };
        let patience = Instant::now() + READERS_LEAVE;
        loop {
            match Arc::try_unwrap(database) {
                Ok(last) => {
                    let closed = guarded(|| {
                        drop(last);
                        Ok::<(), redb::Error>(())
                    });
                    if let Err(error) = closed {
                        tracing::warn!(error = %describe(&error), "the store's file could not be closed in order");
                    }
                    return true;
                }
                Err(_shared) if Instant::now() > patience => return false,
                Err(shared) => database = shared,
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Writes the database, so that the log can begin anew. `goes_on` says whether more will come to it.
    fn checkpoint(&mut self, goes_on: bool) {
        let (Some(database), Some(log)) = (self.shared.database(), &mut self.log) else { return };
        let applied = log.last_sequence();
        match guarded(|| meta::checkpoint(&database, applied, goes_on)) {
            Ok(()) => log.begin_anew(),
            Err(error) => {
                drop(database);
                tracing::warn!(error = %describe(&error), "the store's file could not be written, opening it again");
                // What it lacks is in the log.
                if goes_on {
                    self.reopen();
                }
            }
        }
    }
}

fn reply(request: Request, done: Done) {
    // Whoever asked may have stopped waiting.
    let _gone = request.reply.send(done);
}

impl OpenError {
    fn still_read(path: &std::path::Path) -> Self {
        Self::Disk {
            path: path.to_owned(),
            reason: "a read of it does not end".to_owned(),
            help: "check the disk",
        }
    }
}
