//! Telling approvers that somebody waits for them, each with a link of their own.

use shared::decide::EffectOutcome;
use shared::ids::{ApprovalId, PersonId};
use shared::ports::Notice;
use shared::protocol::Engine;
use shared::run::{Gate, NoticeKind, Run, StepStatus};
use shared::token::ApprovalClaims;

/// Whom a link is for where the playbook names nobody.
const ANYBODY: &str = "approver";

/// Tells all approvers of a gate.
pub(super) async fn notify(
    engine: &Engine,
    base_url: &str,
    run: &Run,
    approval: &ApprovalId,
    kind: NoticeKind,
    number: u32,
) -> EffectOutcome {
    let Some(gate) = open_gate(run, approval) else { return EffectOutcome::Done };
    for person in people(gate) {
        let claims = ApprovalClaims {
            run: run.key.clone(),
            incarnation: run.incarnation,
            approval: approval.clone(),
            person: person.clone(),
        };
        let token = claims.sign(&*engine.ports.keys);
        let notice = Notice {
            id: format!("{}/{approval}/{number}/{person}", run.key.id),
            kind,
            run: run.key.clone(),
            approval_id: approval.clone(),
            title: gate.title.clone(),
            artifact_hash: gate.artifact_hash,
            person,
            approve_url: format!("{base_url}/approve/{}?token={token}", run.key.id),
            deadline: gate.due.map(|due| due.at.rfc3339()),
        };
        if let Err(error) = engine.ports.notifier.notify(&notice).await {
            return EffectOutcome::TryLater { reason: error.to_string(), after_ms: None, maybe_done: true };
        }
    }
    EffectOutcome::Done
}

fn people(gate: &Gate) -> Vec<PersonId> {
    if gate.approvers.is_empty() {
        PersonId::parse(ANYBODY).into_iter().collect()
    } else {
        gate.approvers.iter().cloned().collect()
    }
}

fn open_gate<'a>(run: &'a Run, approval: &ApprovalId) -> Option<&'a Gate> {
    match &run.steps.get(&approval.step)?.status {
        StepStatus::AwaitingApproval(gate) => (gate.round == approval.round).then_some(&**gate),
        StepStatus::Pending
        | StepStatus::Running(_)
        | StepStatus::WaitingRetry { .. }
        | StepStatus::Succeeded { .. }
        | StepStatus::Failed { .. }
        | StepStatus::Skipped
        | StepStatus::Cancelled => None,
    }
}
