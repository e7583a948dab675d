//! What a call from outside came to: a callback by its verdict, a sweep by what it found.

use super::lines::Line;
use super::metric::{
    CALLBACKS_DEFERRED, CALLBACKS_DELIVERED, CALLBACKS_FORGED, CALLBACKS_REFUSED, CALLBACKS_SUPERSEDED,
    OLDEST_DUE, RUNS_BROKEN, RUNS_DUE, Unit,
};

/// The line of an answer to a callback, by its HTTP status. It names nothing that the caller sent: a forger chooses that.
#[must_use]
pub fn callback_line(status: u16, at: i64) -> Line {
    let metric = match status {
        200..300 => CALLBACKS_DELIVERED,
        401 | 403 => CALLBACKS_FORGED,
        410 => CALLBACKS_SUPERSEDED,
        429 | 500.. => CALLBACKS_DEFERRED,
        _other => CALLBACKS_REFUSED,
    };
    Line::new("callback", at).count(metric).field("callback_status", status)
}

/// Whether a request is a callback, by its path.
#[must_use]
pub fn is_callback(path: &str) -> bool {
    path.trim_start_matches('/').split('/').next() == Some("callbacks")
}

/// What a sweep found.
#[derive(Clone, Copy, Debug)]
pub struct SweepCounts {
    /// Runs that were looked at.
    pub looked: u64,
    /// Runs that were changed.
    pub changed: u64,
    /// Runs that could not be looked at.
    pub failed: u64,
    /// For how long the first of them had been due, in milliseconds.
    pub oldest_ms: u64,
}

/// The line of a sweep that looked at runs.
#[must_use]
pub fn sweep_line(at: i64, counts: SweepCounts) -> Line {
    Line::new("sweep", at)
        .value(RUNS_DUE, counts.looked, Unit::Count)
        .value(OLDEST_DUE, counts.oldest_ms, Unit::Milliseconds)
        .value(RUNS_BROKEN, counts.failed, Unit::Count)
        .field("changed", counts.changed)
}
