//! A run: its state, the events that change it, and what can be read off it. State changes only through [`apply`].

mod alarm;
mod apply;
mod approval;
mod effect;
mod error;
mod event;
mod journal;
mod receipt;
mod state;
mod status;
mod step;

pub use alarm::alarm;
pub use apply::{ApplyError, apply, fold, genesis};
pub use approval::{DecisionRecord, DueDecision, Gate, Verdict};
pub use effect::{Claim, Effect, EffectId, EffectKind, Hold, NoticeKind};
pub use error::{ErrorKind, StepError};
pub use event::{Ending, Event};
pub use journal::JournalRecord;
pub use receipt::{Receipt, ReceiptKey};
pub use state::{PlaybookPin, Run, RunKey, SCHEMA};
pub use status::{ListStatus, RunStatus, WaitingOn, status, waiting_on};
pub use step::{Attempt, ReplyMode, StepState, StepStatus, Target};
