//! What was seen from outside: every invocation, every acknowledgement. It is the truth that the server is held to.

use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Mutex;
use tokio::sync::watch;

/// Run, step, attempt.
pub(crate) type AttemptKey = (String, String, u64);
/// Status and body of a reply.
pub(crate) type Reply = (u16, String);

/// What was seen.
pub(crate) struct Book {
    pages: Mutex<Pages>,
    /// How much has happened; for whoever waits for more.
    happened: watch::Sender<u64>,
}

/// Its contents.
#[derive(Clone, Default)]
pub(crate) struct Pages {
    /// Runs whose start was acknowledged.
    pub(crate) started: Vec<String>,
    /// Inputs and callback tokens of every invocation.
    pub(crate) invoked: BTreeMap<AttemptKey, Vec<(Value, String)>>,
    /// Acknowledgements of answers.
    pub(crate) answered: BTreeMap<AttemptKey, Vec<Reply>>,
    /// Acknowledgements of decisions, by run.
    pub(crate) decided: BTreeMap<String, Vec<Reply>>,
    /// What must never be seen.
    pub(crate) wrong: Vec<String>,
}

impl Book {
    pub(crate) fn new() -> Self {
        Self { pages: Mutex::default(), happened: watch::Sender::new(0) }
    }

    /// Writes something down; gives how often the same was there before where `write` says so.
    pub(crate) fn note<T>(&self, write: impl FnOnce(&mut Pages) -> T) -> T {
        let noted = write(&mut self.pages.lock().unwrap());
        self.happened.send_modify(|count| *count += 1);
        noted
    }

    pub(crate) fn wrong(&self, what: String) {
        self.note(|pages| pages.wrong.push(what));
    }

    pub(crate) fn pages(&self) -> Pages {
        self.pages.lock().unwrap().clone()
    }

    /// Returns once `count` more things have happened.
    pub(crate) async fn more(&self, count: u64) {
        let mut happened = self.happened.subscribe();
        let until = *happened.borrow() + count;
        happened.wait_for(|now| *now >= until).await.unwrap();
    }
}
