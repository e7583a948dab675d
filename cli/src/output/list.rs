//! Lists of runs and of approvals as tables. It orders and selects nothing.

use super::table::{Cell, toned};
use super::text::{Paint, Tone, ago, cut, one_line, until};
use shared::run::RunStatus;
use shared::time::Timestamp;
use shared::wire::{ApprovalView, RunSummary};

/// Most characters of a topic or a title in a table.
const TITLE_CHARS: usize = 60;

/// The table of `ls`.
pub(crate) fn runs(runs: &[RunSummary], now: Timestamp, paint: Paint) -> String {
    let rows = runs.iter().map(|run| {
        vec![
            Cell::from(run.workflow_id.to_string()),
            Cell::toned(tone(run.status), status(run.status, run.paused, Paint::off())),
            run.current_step.as_deref().map(one_line).unwrap_or_else(|| "-".to_owned()).into(),
            ago(&run.created_at, now).into(),
            one_line(&run.playbook).into(),
            run.topic.as_deref().map(|topic| cut(&one_line(topic), TITLE_CHARS)).unwrap_or_default().into(),
        ]
    });
    toned(&["ID", "STATUS", "STEP", "STARTED", "PLAYBOOK", "TOPIC"], rows.collect(), paint)
}

/// The table of `approvals`.
pub(crate) fn approvals(approvals: &[ApprovalView], now: Timestamp, paint: Paint) -> String {
    let rows = approvals.iter().map(|approval| {
        let gate = &approval.gate;
        let due = match &gate.deadline {
            Some(at) if gate.overdue => {
                Cell::toned(Tone::Bad, format!("overdue, was due {}", until(at, now)))
            }
            Some(at) => until(at, now).into(),
            None => "-".to_owned().into(),
        };
        vec![
            Cell::from(approval.workflow_id.to_string()),
            gate.approval_id.to_string().into(),
            ago(&gate.opened_at, now).into(),
            due,
            gate.artifact_hash.short().into(),
            cut(&one_line(&gate.title), TITLE_CHARS).into(),
        ]
    });
    toned(&["ID", "APPROVAL", "ASKED", "DUE", "SHA-256", "TITLE"], rows.collect(), paint)
}

/// A status in its colour.
pub(crate) fn status(status: RunStatus, paused: bool, paint: Paint) -> String {
    let word = paint.tone(tone(status), status.as_str());
    if paused { format!("{word} (paused)") } else { word }
}

const fn tone(status: RunStatus) -> Tone {
    match status {
        RunStatus::Completed => Tone::Good,
        RunStatus::AwaitingApproval | RunStatus::Cancelled => Tone::Attention,
        RunStatus::Failed | RunStatus::Rejected => Tone::Bad,
        RunStatus::Pending | RunStatus::Running => Tone::Strong,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::fixture;

    #[test]
    fn runs_are_a_table() {
        insta::assert_snapshot!("runs", runs(&fixture::summaries(), fixture::now(), Paint::off()));
    }

    #[test]
    fn approvals_are_a_table() {
        insta::assert_snapshot!("approvals", approvals(&[fixture::approval()], fixture::now(), Paint::off()));
    }
}
