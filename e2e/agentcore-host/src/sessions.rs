//! All sessions, with the quotas on them and their end when they are idle. Times are parameters.

use crate::refusal::Refusal;
use crate::session::{Door, Session};
use crate::settings::Settings;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};

/// The span of the rate limit.
const SECOND: Duration = Duration::from_secs(1);

/// Names a session: the same id at another endpoint is another session.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SessionKey {
    /// The runtime's ARN.
    pub(crate) runtime: String,
    /// The endpoint.
    pub(crate) qualifier: Option<String>,
    /// The session's id.
    pub(crate) session: String,
}

/// A session as the control routes show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionView {
    /// The runtime's ARN.
    pub runtime: String,
    /// The endpoint.
    pub qualifier: Option<String>,
    /// The session's id.
    pub session: String,
    /// Whether its container says that it is at work.
    pub busy: bool,
}

struct Entry {
    session: Session,
    active: Instant,
}

/// The sessions.
#[derive(Default)]
pub(crate) struct Sessions {
    entries: BTreeMap<SessionKey, Entry>,
    started: VecDeque<Instant>,
}

impl Sessions {
    /// The door of a session, which is started where there is none, and whether it was.
    pub(crate) fn enter(
        &mut self,
        key: &SessionKey,
        settings: &Settings,
        now: Instant,
    ) -> Result<(Door, bool), Refusal> {
        let is_new = !self.entries.contains_key(key);
        if is_new {
            self.start(key, settings, now)?;
        }
        let entry = self.entries.get_mut(key);
        let door = entry.and_then(|entry| {
            entry.active = now;
            entry.session.door()
        });
        let door =
            door.ok_or_else(|| Refusal::new(500, "InternalServerException", "the session has ended"))?;
        Ok((door, is_new))
    }

    fn start(&mut self, key: &SessionKey, settings: &Settings, now: Instant) -> Result<(), Refusal> {
        if self.entries.len() >= settings.sessions_max {
            return Err(Refusal::quota(format!("{} sessions are active", self.entries.len())));
        }
        while self.started.front().is_some_and(|at| now.duration_since(*at) >= SECOND) {
            self.started.pop_front();
        }
        if self.started.len() >= settings.new_sessions_per_second {
            return Err(Refusal::throttled(format!("{} sessions began within a second", self.started.len())));
        }
        let session = Session::start(settings)
            .map_err(|reason| Refusal::new(500, "InternalServerException", reason))?;
        self.started.push_back(now);
        self.entries.insert(key.clone(), Entry { session, active: now });
        Ok(())
    }

    /// Ends a session; says whether there was one.
    pub(crate) fn end(&mut self, key: &SessionKey) -> bool {
        self.entries.remove(key).is_some()
    }

    /// Ends the sessions that have been idle for so long, and gives their names.
    pub(crate) fn end_idle(&mut self, idle: Duration, now: Instant) -> Vec<SessionKey> {
        for entry in self.entries.values_mut().filter(|entry| entry.session.is_busy()) {
            entry.active = now;
        }
        let is_idle = |entry: &Entry| now.saturating_duration_since(entry.active) >= idle;
        let ended: Vec<SessionKey> =
            self.entries.iter().filter(|(_, entry)| is_idle(entry)).map(|(key, _)| key.clone()).collect();
        for key in &ended {
            self.entries.remove(key);
        }
        ended
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// All of them.
    pub(crate) fn views(&self) -> Vec<SessionView> {
        let view = |(key, entry): (&SessionKey, &Entry)| SessionView {
            runtime: key.runtime.clone(),
            qualifier: key.qualifier.clone(),
            session: key.session.clone(),
            busy: entry.session.is_busy(),
        };
        self.entries.iter().map(view).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(session: &str) -> SessionKey {
        SessionKey { runtime: "arn".to_owned(), qualifier: None, session: session.to_owned() }
    }

    #[test]
    fn only_new_sessions_count_and_only_for_a_second() {
        drop(rustls::crypto::ring::default_provider().install_default());
        let settings = Settings { new_sessions_per_second: 2, ..Settings::new("unused") };
        let (mut sessions, begin) = (Sessions::default(), Instant::now());
        let mut enter = |session, millis| {
            let now = begin + Duration::from_millis(millis);
            sessions.enter(&key(session), &settings, now).map(|(_, is_new)| is_new)
        };
        assert_eq!((enter("a", 0), enter("b", 500)), (Ok(true), Ok(true)));
        assert_eq!(enter("c", 999).unwrap_err().status, 429);
        assert_eq!(enter("a", 999), Ok(false));
        assert_eq!(enter("c", 1_000), Ok(true));
        assert_eq!(enter("d", 1_001).unwrap_err().status, 429);
    }

    #[test]
    fn a_session_ends_when_it_was_idle_for_long_enough_and_no_request_is_under_way() {
        drop(rustls::crypto::ring::default_provider().install_default());
        let settings = Settings::new("unused");
        let (mut sessions, begin, idle) = (Sessions::default(), Instant::now(), Duration::from_secs(900));
        let (door, _) = sessions.enter(&key("a"), &settings, begin).unwrap();
        let later = begin + idle;
        assert_eq!(sessions.end_idle(idle, later), []);
        drop(door);
        assert_eq!(sessions.end_idle(idle, later + idle - Duration::from_millis(1)), []);
        assert_eq!(sessions.end_idle(idle, later + idle), [key("a")]);
        assert_eq!(sessions.len(), 0);
    }
}
