//! The wire contract: what clients and agents send and get, the same in every home. Unknown fields of an envelope are
//! refused by name. Nothing here decides anything.

mod agent;
mod approval;
mod event;
mod file;
mod listing;
mod object;
mod problem;
mod run;
mod start;

pub use agent::{
    CallbackBody, CallbackError, CallbackReply, CallbackStatus, CallbackTarget, Invocation, InvocationReply,
};
pub use approval::{ApprovalView, DecisionReply, DecisionRequest, InboxView};
pub use event::{EVENT_SOURCE, EventView, EventsView};
pub use file::{
    ContentRef, DownloadReply, DownloadRequest, FileLink, FilesReply, FilesRequest, UploadReply,
    UploadRequest,
};
pub use listing::{ArtifactList, PlaybookList, PlaybookSummary, PlaybookView, UnreadableRun};
pub use object::Object;
pub use problem::{Problem, ProblemKind};
pub use run::{
    AcceptedView, AttemptView, DecisionView, EffectView, ErrorView, GateView, Links, RunList, RunSummary,
    RunView, StepView,
};
pub use start::StartRequest;
