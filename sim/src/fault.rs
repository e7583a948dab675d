//! What goes wrong in a simulated world, and how often.

/// A kind of fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// A process dies: all that it was doing is gone.
    Crash,
    /// The clock of a process that boots is off by minutes from what it was.
    ClockStep,
    /// A process stands still for a while and goes on, its claims gone.
    Freeze,
    /// An operation takes seconds to minutes.
    SlowOperation,
    /// The store can't be reached; nothing was written.
    StoreOutage,
    /// A commit was applied and nobody says so.
    UnknownApplied,
    /// A commit was not applied and nobody says so.
    UnknownLost,
    /// A conflict without another writer.
    SpuriousConflict,
    /// A pulse that was acknowledged is gone.
    LostPulse,
    /// The due index gives runs too early.
    EarlyDue,
    /// The due index leaves a run out for once.
    StaleDue,
    /// The payload store can't be reached.
    PayloadOutage,
    /// A wake gets lost.
    LostWake,
    /// A wake comes several times: at once, a little later or much later.
    DuplicateWake,
    /// A wake comes minutes or hours later.
    DelayedWake,
    /// A request or its reply gets lost on the way.
    LostReply,
    /// A request is delivered twice, at the same time.
    DuplicateRequest,
    /// A target refuses a dispatch.
    DispatchRefused,
    /// A target has too much to do.
    DispatchThrottled,
    /// Nobody knows whether a dispatch arrived; it did.
    DispatchUnknownArrived,
    /// Nobody knows whether a dispatch arrived; it did not.
    DispatchUnknownLost,
    /// A stop call fails.
    StopFailed,
    /// The bus refuses events.
    BusFailed,
    /// The bus takes events and says that it did not.
    BusFailedAfter,
    /// An approver could not be told.
    NoticeFailed,
    /// An agent dies or stalls.
    AgentGone,
    /// An agent answers after its attempt is over.
    LateAnswer,
    /// An agent answers again.
    RepeatedAnswer,
    /// An agent answers again, differently.
    OtherAnswer,
    /// An agent uses a token that is not for this.
    TokenAbuse,
    /// A person decides on what they saw earlier.
    StaleDecision,
    /// Two people, or one twice, decide at once.
    DoubleDecision,
}

/// All of them.
pub const ALL: [Fault; 32] = [
    Fault::Crash,
    Fault::ClockStep,
    Fault::Freeze,
    Fault::SlowOperation,
    Fault::StoreOutage,
    Fault::UnknownApplied,
    Fault::UnknownLost,
    Fault::SpuriousConflict,
    Fault::LostPulse,
    Fault::EarlyDue,
    Fault::StaleDue,
    Fault::PayloadOutage,
    Fault::LostWake,
    Fault::DuplicateWake,
    Fault::DelayedWake,
    Fault::LostReply,
    Fault::DuplicateRequest,
    Fault::DispatchRefused,
    Fault::DispatchThrottled,
    Fault::DispatchUnknownArrived,
    Fault::DispatchUnknownLost,
    Fault::StopFailed,
    Fault::BusFailed,
    Fault::BusFailedAfter,
    Fault::NoticeFailed,
    Fault::AgentGone,
    Fault::LateAnswer,
    Fault::RepeatedAnswer,
    Fault::OtherAnswer,
    Fault::TokenAbuse,
    Fault::StaleDecision,
    Fault::DoubleDecision,
];

impl Fault {
    /// Once in how many chances it strikes in a harsh world.
    #[must_use]
    pub const fn one_in(self) -> u64 {
        match self {
            Self::Crash => 70,
            Self::Freeze => 150,
            Self::SlowOperation | Self::StoreOutage | Self::PayloadOutage => 60,
            Self::UnknownApplied | Self::UnknownLost => 20,
            Self::SpuriousConflict | Self::LostPulse => 25,
            Self::EarlyDue | Self::StaleDue => 4,
            Self::LostWake | Self::DuplicateWake | Self::DelayedWake => 8,
            Self::LostReply | Self::DuplicateRequest => 12,
            Self::DispatchRefused
            | Self::DispatchThrottled
            | Self::DispatchUnknownArrived
            | Self::DispatchUnknownLost => 15,
            Self::StopFailed => 5,
            Self::BusFailed | Self::BusFailedAfter | Self::NoticeFailed => 8,
            Self::AgentGone | Self::LateAnswer => 10,
            Self::RepeatedAnswer | Self::OtherAnswer | Self::TokenAbuse => 6,
            Self::StaleDecision | Self::DoubleDecision | Self::ClockStep => 4,
        }
    }
}
