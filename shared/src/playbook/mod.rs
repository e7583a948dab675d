//! Playbooks: which agents work in which order and where a person must decide. A playbook is data, pinned to a run by the
//! hash of its canonical JSON; this module reads and checks it and never executes anything.

mod builtin;
mod input;
mod load;
mod model;
mod template;

pub use builtin::{RESEARCH_REPORT, RESEARCH_REPORT_NAME, research_report};
pub use input::{BadSchema, CompiledSchema, InputError, Violation, check_document};
pub use load::{Place, PlaybookError, PlaybookErrors, RelatedPlace, load};
pub use model::{
    AgentStep, ApprovalStep, ChangeRequests, Deadline, OnDeadline, Playbook, RetryPolicy, Step, StepKind,
};
pub use template::{Path, PathSegment, ResolveError, Scope, Template, TextPart};
