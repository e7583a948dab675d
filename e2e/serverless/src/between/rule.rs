//! Rules: which requests meet what, after how many, and how often. A rule counts, so that whoever made it can wait for it.

use super::request::Asked;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// What happens to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// It is handed on, and so is its answer: the rule only counts.
    Pass,
    /// It is answered with an error and not handed on.
    Refuse(u16, &'static str),
    /// It is answered as a success and not handed on: the queue says yes, and loses the message.
    Swallow,
    /// The process that sent it is killed; it is not handed on.
    KillBefore,
    /// It is handed on, then the process that sent it is killed, before it has the answer.
    KillAfter,
}

/// Which requests meet an action.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    service: &'static str,
    operation: &'static str,
    about: String,
    action: Action,
    skip: usize,
    times: usize,
}

impl Rule {
    /// All requests to a service for an operation about a run.
    pub(crate) fn new(service: &'static str, operation: &'static str, about: &str, action: Action) -> Self {
        Self { service, operation, about: about.to_owned(), action, skip: 0, times: usize::MAX }
    }

    /// Only after so many.
    pub(crate) fn after(self, skip: usize) -> Self {
        Self { skip, ..self }
    }

    /// Only so many.
    pub(crate) fn times(self, times: usize) -> Self {
        Self { times, ..self }
    }
}

struct Entry {
    rule: Mutex<Rule>,
    met: watch::Sender<usize>,
}

/// A rule that holds.
pub(crate) struct Armed {
    entry: Arc<Entry>,
    rules: Rules,
}

/// All rules that hold.
#[derive(Clone, Default)]
pub(super) struct Rules(Arc<Mutex<Vec<Arc<Entry>>>>);

impl Rules {
    pub(super) fn arm(&self, rule: Rule) -> Armed {
        let entry = Arc::new(Entry { rule: Mutex::new(rule), met: watch::Sender::new(0) });
        lock(&self.0).push(Arc::clone(&entry));
        Armed { entry, rules: self.clone() }
    }

    /// What a request meets: the first rule's action that is for it.
    pub(super) fn action(&self, asked: &Asked) -> Action {
        let entries = lock(&self.0);
        entries.iter().find_map(|entry| entry.take(asked)).unwrap_or(Action::Pass)
    }
}

impl Entry {
    fn take(&self, asked: &Asked) -> Option<Action> {
        let mut rule = lock(&self.rule);
        if !asked.is(rule.service, rule.operation, &rule.about) {
            return None;
        }
        if rule.skip > 0 {
            rule.skip -= 1;
            return None;
        }
        rule.times = rule.times.checked_sub(1)?;
        self.met.send_modify(|met| *met += 1);
        Some(rule.action)
    }
}

impl Armed {
    /// How many requests have met it.
    pub(crate) fn met(&self) -> usize {
        *self.entry.met.borrow()
    }

    /// Waits until so many requests have met it.
    pub(crate) async fn until(&self, met: usize) {
        let mut counts = self.entry.met.subscribe();
        drop(counts.wait_for(|count| *count >= met).await);
    }
}

impl Drop for Armed {
    fn drop(&mut self) {
        lock(&self.rules.0).retain(|entry| !Arc::ptr_eq(entry, &self.entry));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Bytes;
    use axum::http::{HeaderMap, Method, Uri};

    #[test]
    fn a_rule_skips_counts_ends_and_is_gone_with_its_owner() {
        let rules = Rules::default();
        let uri = Uri::from_static("/bucket/run-1");
        let asked = Asked::of(&Method::GET, &uri, &HeaderMap::new(), &Bytes::new());
        let refuse = Action::Refuse(503, "SlowDown");
        let armed = rules.arm(Rule::new("", "GET", "run-1", refuse).after(1).times(1));
        let met: Vec<Action> = (0..3).map(|_| rules.action(&asked)).collect();
        assert_eq!(met, [Action::Pass, refuse, Action::Pass]);
        assert_eq!(armed.met(), 1);
        drop(armed);
        let armed = rules.arm(Rule::new("", "GET", "run-1", refuse));
        assert_eq!(rules.action(&asked), refuse);
        drop(armed);
        assert_eq!(rules.action(&asked), Action::Pass);
    }
}
