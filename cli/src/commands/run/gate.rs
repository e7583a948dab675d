//! Gates on the way of `run`: approved at once, asked about on a terminal, or left open with the commands that decide.

use crate::app::App;
use crate::args::ApproveMode;
use crate::client::{Decision, Session};
use crate::commands::decide::request;
use crate::error::CliError;
use crate::output::approval::how_to_decide;
use crate::prompt::{Choice, ask};
use agents::writing::AUTOMATIC_APPROVAL;
use serde_json::Value;
use shared::run::RunStatus;
use shared::wire::{ApprovalView, DecisionRequest, RunView};
use std::collections::BTreeSet;

/// What came of the gates that are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Passed {
    /// The run can go on, or others move it.
    On,
    /// A gate is left open and nothing else moves the run.
    LeftOpen,
}

/// The gates of a run, as this command treats them.
pub(super) struct Gates {
    mode: ApproveMode,
    decided: BTreeSet<String>,
}

impl Gates {
    /// With a way to treat them.
    pub(super) const fn new(mode: ApproveMode) -> Self {
        Self { mode, decided: BTreeSet::new() }
    }

    /// Treats the gates that are open.
    ///
    /// # Errors
    /// The API's refusal, or Ctrl-C at the prompt.
    pub(super) async fn pass(
        &mut self,
        app: &App,
        session: &mut Session,
        run: &RunView,
    ) -> Result<Passed, CliError> {
        if self.mode == ApproveMode::Auto {
            self.approve_all(app, session, run).await?;
            return Ok(Passed::On);
        }
        // Asked only once nothing else moves: a question in the middle of other steps' news would be torn apart.
        if run.status != RunStatus::AwaitingApproval {
            return Ok(Passed::On);
        }
        let id = run.workflow_id.as_str();
        let page = session.page(&format!("/approve/{id}"));
        for open in session.approvals(id).await? {
            let asked = match app.out.is_interactive() {
                true => asked(app, session, &open, page.as_deref()).await?,
                false => Passed::LeftOpen,
            };
            if asked == Passed::LeftOpen {
                app.out.notice(&how_to_decide(&open, page_afterwards(session, page).as_deref()));
                return Ok(Passed::LeftOpen);
            }
        }
        Ok(Passed::On)
    }

    async fn approve_all(&mut self, app: &App, session: &mut Session, run: &RunView) -> Result<(), CliError> {
        for gate in run.steps.iter().filter_map(|step| step.gate.as_ref()) {
            if !self.decided.insert(gate.approval_id.to_string()) {
                continue;
            }
            let decision = DecisionRequest {
                decision: Some(Decision::Approve.word().to_owned()),
                approval_id: Some(gate.approval_id.to_string()),
                artifact_hash: Some(gate.artifact_hash.to_string()),
                comment: Some(AUTOMATIC_APPROVAL.to_owned()),
                ..DecisionRequest::default()
            };
            send(app, session, run.workflow_id.as_str(), &decision).await?;
        }
        Ok(())
    }
}

async fn asked(
    app: &App,
    session: &mut Session,
    open: &ApprovalView,
    page: Option<&str>,
) -> Result<Passed, CliError> {
    match ask(app, open, page).await? {
        Choice::Quit => Ok(Passed::LeftOpen),
        Choice::Decide { decision, comment, patch } => {
            let decision = request(decision, open, comment, patch);
            send(app, session, open.workflow_id.as_str(), &decision).await?;
            Ok(Passed::On)
        }
    }
}

/// Where a browser can decide once this process has ended, and with it a page that it serves itself.
fn page_afterwards(session: &Session, page: Option<String>) -> Option<String> {
    match session.is_holder() {
        true => page.map(|page| format!("start `aegis dev`, then open {page}")),
        false => page,
    }
}

/// Sends a decision. One that came too late, or does not fit, is told, and the run is looked at again.
async fn send(app: &App, session: &mut Session, id: &str, request: &DecisionRequest) -> Result<(), CliError> {
    match session.decide(id, request).await {
        // The run's own event tells it.
        Ok(_) => {}
        Err(CliError::Refused(problem)) if matches!(problem.status, 409 | 422) => {
            let who = problem.members.get("decided_by").and_then(Value::as_str).unwrap_or_default();
            app.out.notice(&format!("not taken: {} {}", crate::output::text::one_line(&problem.detail), who));
        }
        Err(error) => return Err(error),
    }
    Ok(())
}
