//! The ports: what the engine needs from outside, as traits. Adapters make them real; nothing here does any I/O.

mod agents;
mod beside;
mod clock;
mod events;
mod keys;
mod notifier;
mod payloads;
mod store;
mod wake;

pub use agents::{Agents, AttemptRef, Delivery, Dispatch, DispatchError};
pub use beside::{AnswerKey, AnswerRow, Beside, Pulse, PulseKind, Seen};
pub use clock::{Clock, Entropy};
pub use events::{EventBus, PublishError};
pub use keys::{Keys, KeysError};
pub use notifier::{Notice, Notifier, NotifyError};
pub use payloads::{PayloadError, Payloads, Upload};
pub use store::{
    Commit, CommitOutcome, Cursor, DueEntry, ListEntry, ListQuery, Page, RunStore, StoreError, Urgency,
};
pub use wake::{Wake, WakeDelivery, WakeHint};
