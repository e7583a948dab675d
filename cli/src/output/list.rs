//! Lists of runs and of approvals as tables. It orders and selects nothing.

use super::table::table;
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
            run.workflow_id.to_string(),
            status(run.status, run.paused, paint),
            run.current_step.as_deref().map(one_line).unwrap_or_else(|| "-".to_owned()),
            ago(&run.created_at, now),
            one_line(&run.playbook),
            run.topic.as_deref().map(|topic| cut(&one_line(topic), TITLE_CHARS)).unwrap_or_default(),
        ]
    });
    table(&["ID", "STATUS", "STEP", "STARTED", "PLAYBOOK", "TOPIC"], rows.collect())
}

/// The table of `approvals`.
pub(crate) fn approvals(approvals: &[ApprovalView], now: Timestamp, paint: Paint) -> String {
    let rows = approvals.iter().map(|approval| {
        let gate = &approval.gate;
        let due = match &gate.deadline {
            Some(at) if gate.overdue => paint.tone(Tone::Bad, &format!("overdue, was due {}", until(at, now))),
            Some(at) => until(at, now),
            None => "-".to_owned(),
        };
        vec![
            approval.workflow_id.to_string(),
            gate.approval_id.to_string(),
            ago(&gate.opened_at, now),
            due,
            gate.artifact_hash.short(),
            cut(&one_line(&gate.title), TITLE_CHARS),
        ]
    });
    table(&["ID", "APPROVAL", "ASKED", "DUE", "SHA-256", "TITLE"], rows.collect())
}

/// A status in its colour.
pub(crate) fn status(status: RunStatus, paused: bool, paint: Paint) -> String {
    let tone = match status {
        RunStatus::Completed => Tone::Good,
        RunStatus::AwaitingApproval | RunStatus::Cancelled => Tone::Attention,
        RunStatus::Failed | RunStatus::Rejected => Tone::Bad,
        RunStatus::Pending | RunStatus::Running => Tone::Strong,
    };
    let word = paint.tone(tone, status.as_str());
    if paused { format!("{word} (paused)") } else { word }
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
