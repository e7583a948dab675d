//! Deliberate engine bugs for the simulation, which must catch each of them. Compiled in only with the feature
//! `sabotage`, and even then every bug is off until a test switches it on for its own thread.

use std::cell::Cell;

/// A deliberate bug.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bug {
    /// Results of older attempts are applied.
    AcceptStaleAttempt,
    /// A repeated answer is applied again.
    ForgetReceipts,
    /// The alarm ignores claims on effects.
    AlarmIgnoresOutbox,
    /// The alarm ignores time-outs.
    AlarmIgnoresTimeout,
    /// Effects are done without looking at the claim's end.
    IgnoreClaimEnd,
    /// Attempt numbers start again after a request for changes.
    ReuseAttemptNumbers,
    /// A decision is taken without comparing the artifact's hash.
    IgnoreArtifactHash,
    /// A conflict is answered with success.
    ConflictIsSuccess,
    /// A commit whose outcome is unknown is answered with success.
    UnknownIsSuccess,
    /// An expired claim is not taken over.
    NeverReclaim,
    /// A cancelled run forgets to stop its agents.
    CancelWithoutStop,
    /// A paused run goes on dispatching.
    PauseIgnored,
    /// A callback's token is not compared with the attempt that it names.
    TokenForAnyAttempt,
    /// A run that has ended can be cancelled, which changes how it ended.
    TerminalRunChanges,
    /// A step starts before all that it needs has succeeded.
    IgnoreNeeds,
    /// An effect that is only offered is done without being taken.
    PerformWithoutTaking,
    /// A decision that is sent again is refused as decided already.
    ForgetDecisions,
    /// Whoever has a link or an identity decides, on the playbook's list or not.
    AnybodyDecides,
    /// An agent's token opens every run.
    TokenForAnyRun,
    /// A personal link opens every run.
    LinkForAnyRun,
    /// The first event of each publication is left out.
    EventDropped,
    /// Each delivery of an attempt names another deadline.
    DeadlineMoves,
    /// A store with too much to do is called a failure of Aegis.
    BusyIsInternal,
}

/// All of them.
pub const ALL: [Bug; 23] = [
    Bug::AcceptStaleAttempt,
    Bug::ForgetReceipts,
    Bug::AlarmIgnoresOutbox,
    Bug::AlarmIgnoresTimeout,
    Bug::IgnoreClaimEnd,
    Bug::ReuseAttemptNumbers,
    Bug::IgnoreArtifactHash,
    Bug::ConflictIsSuccess,
    Bug::UnknownIsSuccess,
    Bug::NeverReclaim,
    Bug::CancelWithoutStop,
    Bug::PauseIgnored,
    Bug::TokenForAnyAttempt,
    Bug::TerminalRunChanges,
    Bug::IgnoreNeeds,
    Bug::PerformWithoutTaking,
    Bug::ForgetDecisions,
    Bug::AnybodyDecides,
    Bug::TokenForAnyRun,
    Bug::LinkForAnyRun,
    Bug::EventDropped,
    Bug::DeadlineMoves,
    Bug::BusyIsInternal,
];

thread_local! {
    static ACTIVE: Cell<Option<Bug>> = const { Cell::new(None) };
}

/// Switches one bug on for this thread, or all off.
pub fn set(bug: Option<Bug>) {
    ACTIVE.with(|active| active.set(bug));
}

/// Whether a bug is on in this thread.
#[must_use]
pub fn on(bug: Bug) -> bool {
    ACTIVE.with(|active| active.get() == Some(bug))
}
