//! The one place where failures become problems (RFC 9457). Nothing secret goes in.

use shared::decide::Rejection;
use shared::playbook::InputError;
use shared::ports::{PayloadError, StoreError};
use shared::protocol::TransactError;
use shared::wire::{Problem, ProblemKind};

/// The problem for a transition that could not be made.
#[must_use]
pub fn of_transact(error: &TransactError) -> Problem {
    let kind = match error {
        TransactError::NotFound { .. } => ProblemKind::NotFound,
        TransactError::IdReused { .. } => ProblemKind::IdReused,
        TransactError::Busy { .. } | TransactError::Unknown { .. } if shared::sabotaged!(BusyIsInternal) => {
            ProblemKind::Internal
        }
        TransactError::Busy { .. } | TransactError::Unknown { .. } => ProblemKind::Unavailable,
        TransactError::Store(error) => store_kind(error),
        TransactError::Payload(error) => return of_payload(error),
        TransactError::BadDocument { .. }
        | TransactError::PlaybookGone { .. }
        | TransactError::PlaybookUnreadable { .. }
        | TransactError::Broken(_) => ProblemKind::Internal,
    };
    Problem::new(kind, error.to_string())
}

/// The problem for a part of a request's body that is a document and can't be kept as it is.
#[must_use]
pub fn of_document(part: &str, error: &InputError) -> Problem {
    let problem = Problem::new(ProblemKind::InvalidRequest, format!("{part}: {error}"));
    match error {
        InputError::Inexact(inexact) => problem.with("pointer", format!("/{part}{}", inexact.pointer)),
        InputError::TooDeep | InputError::Violations(_) => problem,
    }
}

/// The problem for a store that failed.
#[must_use]
pub fn of_store(error: &StoreError) -> Problem {
    Problem::new(store_kind(error), error.to_string())
}

/// The problem for a document of a run's own that can't be stored or read: nobody asked for it by name, so that its
/// absence is a failure.
#[must_use]
pub fn of_payload(error: &PayloadError) -> Problem {
    match error {
        PayloadError::Unavailable { .. } => Problem::new(ProblemKind::Unavailable, error.to_string()),
        PayloadError::NotFound { .. } | PayloadError::BadName { .. } => {
            let detail = format!("a document of the run is missing: {error}; restore the store from a copy");
            Problem::new(ProblemKind::Internal, detail)
        }
        PayloadError::TooLarge { .. } => Problem::new(ProblemKind::TooLarge, error.to_string()),
        PayloadError::Changed { .. } => Problem::new(ProblemKind::Internal, error.to_string()),
    }
}

/// The problem for an artifact that was asked for by its name.
#[must_use]
pub fn of_artifact(error: &PayloadError) -> Problem {
    match error {
        PayloadError::NotFound { .. } | PayloadError::BadName { .. } => {
            Problem::new(ProblemKind::NotFound, error.to_string())
        }
        PayloadError::Unavailable { .. } | PayloadError::TooLarge { .. } | PayloadError::Changed { .. } => {
            of_payload(error)
        }
    }
}

fn store_kind(error: &StoreError) -> ProblemKind {
    match error {
        StoreError::Unavailable { .. } => ProblemKind::Unavailable,
        StoreError::TooLarge { .. } => ProblemKind::TooLarge,
        StoreError::Corrupt { .. } | StoreError::NewerSchema { .. } => ProblemKind::Internal,
    }
}

/// The problem for a command that was refused.
#[must_use]
pub fn of_rejection(rejection: &Rejection) -> Problem {
    let detail = rejection.to_string();
    match rejection {
        Rejection::Superseded { .. } => Problem::new(ProblemKind::Superseded, detail),
        Rejection::NoSuchAttempt { .. } => Problem::new(ProblemKind::NotFound, detail),
        Rejection::AnsweredOtherwise { .. } => Problem::new(ProblemKind::IdReused, detail),
        Rejection::NothingToDecide { status } | Rejection::Ended { status, .. } => {
            Problem::new(ProblemKind::Conflict, detail).with("workflow_status", status.as_str())
        }
        Rejection::WhichApproval { open }
        | Rejection::NotOpen { open, .. }
        | Rejection::SaidBefore { open, .. } => {
            let open: Vec<String> = open.iter().map(ToString::to_string).collect();
            Problem::new(ProblemKind::Conflict, detail).with("open_approvals", open)
        }
        Rejection::AlreadyDecided(record) => Problem::new(ProblemKind::AlreadyDecided, detail)
            .with("approval_id", record.approval.to_string())
            .with("decision", record.verdict.as_str())
            .with("decided_by", record.by.id.to_string())
            .with("decided_at", record.at.rfc3339()),
        Rejection::ArtifactChanged { current } => {
            Problem::new(ProblemKind::ArtifactChanged, detail).with("artifact_hash", current.to_string())
        }
        Rejection::NotAnApprover { .. } => Problem::new(ProblemKind::NotAllowed, detail),
        Rejection::BadPatch { .. } => Problem::new(ProblemKind::InvalidInput, detail),
        Rejection::NoRoundsLeft { .. } => Problem::new(ProblemKind::Conflict, detail),
    }
}
