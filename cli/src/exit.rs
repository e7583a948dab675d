//! Exit codes, as the command line's contract names them. It decides nothing but the number.

use shared::run::RunStatus;
use shared::wire::Problem;

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done.
    Done,
    /// Aegis or its environment failed.
    Failure,
    /// Usage, input or playbook are not valid.
    Usage,
    /// A person has to decide.
    WaitsForPerson,
    /// Not authenticated, or not allowed.
    NotAllowed,
    /// The run FAILED.
    RunFailed,
    /// The run was REJECTED.
    RunRejected,
    /// The run was CANCELLED.
    RunCancelled,
    /// `--timeout` is over, the run goes on.
    TimedOut,
    /// Decided already, artifact changed, id reused, or the state forbids it.
    Conflict,
    /// No such thing.
    NotFound,
    /// SIGINT.
    Interrupted,
    /// SIGTERM.
    Terminated,
}

impl Exit {
    /// The number.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failure => 1,
            Self::Usage => 2,
            Self::WaitsForPerson => 3,
            Self::NotAllowed => 4,
            Self::RunFailed => 5,
            Self::RunRejected => 6,
            Self::RunCancelled => 7,
            Self::TimedOut => 8,
            Self::Conflict => 9,
            Self::NotFound => 10,
            Self::Interrupted => 130,
            Self::Terminated => 143,
        }
    }

    /// How `run` ends where the run stands so when the command stops following it.
    pub(crate) const fn of_run(status: RunStatus) -> Self {
        match status {
            RunStatus::Completed => Self::Done,
            RunStatus::Failed => Self::RunFailed,
            RunStatus::Rejected => Self::RunRejected,
            RunStatus::Cancelled => Self::RunCancelled,
            RunStatus::AwaitingApproval => Self::WaitsForPerson,
            RunStatus::Pending | RunStatus::Running => Self::TimedOut,
        }
    }

    /// How a command ends that the API refused.
    pub(crate) const fn of_problem(problem: &Problem) -> Self {
        match problem.status {
            401 | 403 => Self::NotAllowed,
            404 => Self::NotFound,
            409 | 410 => Self::Conflict,
            400..=499 => Self::Usage,
            _ => Self::Failure,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::wire::ProblemKind;

    #[test]
    fn a_runs_end_has_its_own_code() {
        let ends = [
            (RunStatus::Completed, 0),
            (RunStatus::AwaitingApproval, 3),
            (RunStatus::Failed, 5),
            (RunStatus::Rejected, 6),
            (RunStatus::Cancelled, 7),
            (RunStatus::Running, 8),
            (RunStatus::Pending, 8),
        ];
        for (status, code) in ends {
            assert_eq!(Exit::of_run(status).code(), code, "{status}");
        }
    }

    #[test]
    fn refusals_keep_their_meaning() {
        let refusals = [
            (ProblemKind::InvalidRequest, 2),
            (ProblemKind::InvalidInput, 2),
            (ProblemKind::InvalidPlaybook, 2),
            (ProblemKind::TooLarge, 2),
            (ProblemKind::NotAuthenticated, 4),
            (ProblemKind::BadToken, 4),
            (ProblemKind::NotAllowed, 4),
            (ProblemKind::NotFound, 10),
            (ProblemKind::Conflict, 9),
            (ProblemKind::AlreadyDecided, 9),
            (ProblemKind::ArtifactChanged, 9),
            (ProblemKind::IdReused, 9),
            (ProblemKind::Unavailable, 1),
            (ProblemKind::Internal, 1),
        ];
        for (kind, code) in refusals {
            assert_eq!(Exit::of_problem(&Problem::new(kind, "x")).code(), code, "{kind:?}");
        }
    }
}
