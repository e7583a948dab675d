//! What was last seen of the items of the newest runs, so that a commit after a load reads nothing again. What it holds
//! may be out of date: every write that relies on it is conditional on the version and commit id that it names.

use super::item::run::Known;
use shared::ports::AnswerKey;
use shared::run::RunKey;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

/// Most answers that are known to be rows; one that is forgotten expires instead of being dropped.
const ANSWERS_MAX: usize = 4_096;
/// Most entries in each of two halves: a function works on a few runs at a time, a test on some hundreds.
const HALF_ENTRIES: usize = 512;

/// Entries by run.
#[derive(Default)]
pub(super) struct Cache {
    halves: Mutex<Halves>,
    answers: Mutex<BTreeSet<(RunKey, AnswerKey)>>,
}

/// New entries go to the young half. Once it is full it becomes the old one, and the older one is dropped.
#[derive(Default)]
struct Halves {
    young: HashMap<RunKey, Arc<Known>>,
    old: HashMap<RunKey, Arc<Known>>,
}

impl Cache {
    /// What was last seen.
    pub(super) fn get(&self, key: &RunKey) -> Option<Arc<Known>> {
        let halves = self.halves.lock().unwrap_or_else(PoisonError::into_inner);
        halves.young.get(key).or_else(|| halves.old.get(key)).cloned()
    }

    /// Notes what was seen.
    pub(super) fn note(&self, key: &RunKey, known: Arc<Known>) {
        let mut halves = self.halves.lock().unwrap_or_else(PoisonError::into_inner);
        halves.old.remove(key);
        if halves.young.len() >= HALF_ENTRIES {
            halves.old = std::mem::take(&mut halves.young);
        }
        halves.young.insert(key.clone(), known);
    }

    /// Notes that an answer is a row.
    pub(super) fn note_answer(&self, key: &RunKey, answer: &AnswerKey) {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if answers.len() >= ANSWERS_MAX {
            answers.clear();
        }
        answers.insert((key.clone(), answer.clone()));
    }

    /// Whether an answer is known to be a row; from now on it is not.
    pub(super) fn forget_answer(&self, key: &RunKey, answer: &AnswerKey) -> bool {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.remove(&(key.clone(), answer.clone()))
    }
}
