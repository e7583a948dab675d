//! The names of the metrics. Terraform's alarms and dashboard use them: its tests compare both sides.

/// Namespace of all of them.
pub const NAMESPACE: &str = "Aegis";
/// Their only dimension: each further one would be a metric of its own to pay for.
pub const DIMENSION: &str = "Environment";

/// Commits of runs.
pub const TRANSITIONS: &str = "Transitions";
/// Runs that were started.
pub const RUNS_STARTED: &str = "RunsStarted";
/// Runs that ended, however.
pub const RUNS_FINISHED: &str = "RunsFinished";
/// Runs that ended FAILED.
pub const RUNS_FAILED: &str = "RunsFailed";
/// From a run's start to its end, in milliseconds.
pub const RUN_LATENCY: &str = "RunLatency";
/// From the beginning of a step's last attempt, or of a gate, to its success, in milliseconds.
pub const STEP_LATENCY: &str = "StepLatency";
/// Attempts that failed.
pub const ATTEMPTS_FAILED: &str = "AttemptsFailed";
/// Writes that met another one.
pub const CONFLICTS: &str = "Conflicts";
/// Writes that were given up after too many conflicts; whoever asked was told to come again.
pub const CONFLICTS_EXHAUSTED: &str = "ConflictsExhausted";
/// Dispatches that agents acknowledged, or answered at once.
pub const DISPATCHES_ACCEPTED: &str = "DispatchesAccepted";
/// Dispatches that were refused for good.
pub const DISPATCHES_REFUSED: &str = "DispatchesRefused";
/// Dispatches that came at a bad time: AgentCore's 429 and quotas.
pub const DISPATCHES_THROTTLED: &str = "DispatchesThrottled";
/// Dispatches of which nobody knows whether they arrived.
pub const DISPATCHES_UNKNOWN: &str = "DispatchesUnknown";
/// From a dispatch to its outcome, in milliseconds.
pub const DISPATCH_LATENCY: &str = "DispatchLatency";
/// Callbacks that were taken in, now or before.
pub const CALLBACKS_DELIVERED: &str = "CallbacksDelivered";
/// Callbacks with a token that was never issued, or without any.
pub const CALLBACKS_FORGED: &str = "CallbacksForged";
/// Callbacks of attempts that are over.
pub const CALLBACKS_SUPERSEDED: &str = "CallbacksSuperseded";
/// Callbacks that were refused for what they say.
pub const CALLBACKS_REFUSED: &str = "CallbacksRefused";
/// Callbacks that have to come again.
pub const CALLBACKS_DEFERRED: &str = "CallbacksDeferred";
/// Runs that a sweep looked at because they were due.
pub const RUNS_DUE: &str = "RunsDue";
/// For how long the run had been due that was due first among them, in milliseconds.
pub const OLDEST_DUE: &str = "OldestDue";
/// Runs that a sweep could not look at.
pub const RUNS_BROKEN: &str = "RunsBroken";

/// What a metric counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Things.
    Count,
    /// Time.
    Milliseconds,
}

impl Unit {
    /// CloudWatch's word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Count => "Count",
            Self::Milliseconds => "Milliseconds",
        }
    }
}
