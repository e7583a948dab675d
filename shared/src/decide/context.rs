//! What a decision may know besides the state: the time, a fresh commit id, and what the shell has looked up.

use crate::ids::{AgentName, CommitId};
use crate::payload::Loaded;
use crate::playbook::Playbook;
use crate::ports::{Pulse, WakeDelivery};
use crate::run::Target;
use crate::time::Timestamp;

/// What a decision may know besides the state.
pub struct Context<'a> {
    /// The time.
    pub now: Timestamp,
    /// Id of the commit that the decision will be written by; claims are granted to it.
    pub commit_id: CommitId,
    /// The playbook that the run is pinned to.
    pub playbook: &'a Playbook,
    /// What agents' names resolve to now.
    pub targets: &'a dyn Targets,
    /// Which effects anybody is connected for.
    pub sinks: Sinks,
    /// How often the hint arrives that this decision's commit sends.
    pub wakes: WakeDelivery,
    /// Documents that were loaded for it.
    pub loaded: &'a Loaded,
    /// The run's pulses, as far as they were read.
    pub pulses: &'a [Pulse],
    /// Since when this process alone holds the store, in homes where that can be: claims granted earlier belong to
    /// processes that are gone.
    pub exclusive_since: Option<Timestamp>,
}

/// What agents' names resolve to.
pub trait Targets {
    /// The target; `None` where nobody has the name.
    fn resolve(&self, agent: &AgentName) -> Option<Target>;
}

/// Which effects anybody is connected for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sinks {
    /// An event bus.
    pub events: bool,
    /// A notifier of approvers.
    pub notices: bool,
}
