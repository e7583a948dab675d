//! A person's decision at a gate. It binds to the hash of the artifact that the person saw.

use super::attempts::bounded;
use super::patch::edit;
use super::scratch::Scratch;
use super::{DecideCommand, Obstacle, Rejection, Reply, advance};
use crate::ids::{ApprovalId, AttemptNo, PersonId};
use crate::payload::Payload;
use crate::principal::{Assurance, Principal};
use crate::run::{DecisionRecord, Ending, Event, Gate, ReceiptKey, Run, StepStatus, Verdict, status};
use serde_json::json;

pub(super) fn decide_gate(
    scratch: &mut Scratch<'_>,
    command: &DecideCommand,
) -> Result<Result<Reply, Rejection>, Obstacle> {
    let (approval, gate) = match open_gate(&scratch.run, command) {
        Ok(found) => found,
        Err(reply) => return Ok(*reply),
    };
    if let Some(rejection) = check(command, &approval, &gate) {
        return Ok(Err(rejection));
    }
    let approved = match command.verdict {
        Verdict::Approve => match edit(scratch, &approval.step, &gate, command.patch.as_ref())? {
            Ok(artifact) => artifact,
            Err(rejection) => return Ok(Err(rejection)),
        },
        Verdict::Reject | Verdict::RequestChanges => {
            if command.patch.is_some() {
                let reason = "only an approval can change the artifact".to_owned();
                return Ok(Err(Rejection::BadPatch { reason }));
            }
            gate.artifact.clone()
        }
    };
    if command.verdict == Verdict::RequestChanges
        && let Some(rejection) = can_send_back(scratch, &approval, &gate)
    {
        return Ok(Err(rejection));
    }
    let record = DecisionRecord {
        approval: approval.clone(),
        verdict: command.verdict,
        by: command.by.clone(),
        at: scratch.context.now,
        comment: command.comment.as_deref().map(bounded),
        shown_hash: gate.artifact_hash,
        artifact_hash: approved.digest(),
    };
    let key = ReceiptKey::decision(&approval, &command.by.id);
    scratch.emit(Event::ReceiptKept { key, digest: command.digest })?;
    take(scratch, record.clone(), &approved)?;
    Ok(Ok(Reply::Decided(record)))
}

/// The decision that a gate's deadline takes.
pub(super) fn decide_by_policy(
    scratch: &mut Scratch<'_>,
    approval: &ApprovalId,
    verdict: Verdict,
) -> Result<(), Obstacle> {
    let Some(StepStatus::AwaitingApproval(gate)) =
        scratch.run.steps.get(&approval.step).map(|state| state.status.clone())
    else {
        return Ok(());
    };
    // The name is a constant that is always a valid person.
    let Ok(id) = PersonId::parse("deadline policy") else { return Ok(()) };
    let record = DecisionRecord {
        approval: approval.clone(),
        verdict,
        by: Principal { id, assurance: Assurance::Policy, claims_to_be: None },
        at: scratch.context.now,
        comment: Some("nobody decided before the deadline".to_owned()),
        shown_hash: gate.artifact_hash,
        artifact_hash: gate.artifact_hash,
    };
    take(scratch, record, &gate.artifact)
}

fn take(scratch: &mut Scratch<'_>, record: DecisionRecord, artifact: &Payload) -> Result<(), Obstacle> {
    let approval = record.approval.clone();
    scratch.emit(Event::ApprovalDecided { decision: record.clone() })?;
    match record.verdict {
        Verdict::Approve => {
            let artifact = scratch.value(artifact)?;
            let output = scratch.keep(json!({
                "artifact": *artifact,
                "comment": record.comment,
                "decision": record.verdict.as_str(),
                "decided_by": record.by.id,
                "edited": record.edited(),
                "artifact_hash": record.artifact_hash,
                "shown_hash": record.shown_hash,
            }));
            scratch.emit(Event::StepSucceeded { step: approval.step, attempt: AttemptNo(0), output })
        }
        Verdict::Reject => {
            let error = record.rejection();
            advance::end(scratch, Ending::Rejected { error, approval })
        }
        Verdict::RequestChanges => send_back(scratch, &approval, record.comment),
    }
}

fn send_back(
    scratch: &mut Scratch<'_>,
    approval: &ApprovalId,
    comment: Option<String>,
) -> Result<(), Obstacle> {
    let Some(changes) = scratch.approval_step(&approval.step).and_then(|step| step.request_changes.as_ref())
    else {
        return Ok(());
    };
    let steps: Vec<_> = scratch.context.playbook.downstream(&changes.from).into_iter().collect();
    // A sibling branch of the gate may be at work on what is done again.
    let running: Vec<_> = steps
        .iter()
        .filter_map(|id| scratch.running(id).map(|a| (id.clone(), a.number, a.target.address.clone())))
        .collect();
    scratch.emit(Event::StepsReset { steps, feedback: comment })?;
    for (step, attempt, address) in running {
        scratch.stop(&step, attempt, address)?;
    }
    Ok(())
}

/// The gate that a decision is about, or the reply where there is none to decide.
fn open_gate(
    run: &Run,
    command: &DecideCommand,
) -> Result<(ApprovalId, Gate), Box<Result<Reply, Rejection>>> {
    let open: Vec<(ApprovalId, &Gate)> = run
        .steps
        .iter()
        .filter_map(|(id, state)| match &state.status {
            StepStatus::AwaitingApproval(gate) => {
                Some((ApprovalId { step: id.clone(), round: gate.round }, &**gate))
            }
            StepStatus::Pending
            | StepStatus::Running(_)
            | StepStatus::WaitingRetry { .. }
            | StepStatus::Succeeded { .. }
            | StepStatus::Failed { .. }
            | StepStatus::Skipped
            | StepStatus::Cancelled => None,
        })
        .collect();
    if let Some(taken) = taken_before(run, command, &open) {
        return Err(Box::new(taken));
    }
    let ids = || open.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
    let found = match (&command.approval, open.as_slice()) {
        (_, []) => Err(Rejection::NothingToDecide { status: status(run) }),
        (None, [(id, gate)]) => Ok((id.clone(), (*gate).clone())),
        (None, [_, _, ..]) => Err(Rejection::WhichApproval { open: ids() }),
        (Some(wanted), _) => open
            .iter()
            .find(|(id, _)| id == wanted)
            .map(|(id, gate)| (id.clone(), (*gate).clone()))
            .ok_or_else(|| Rejection::NotOpen { approval: wanted.clone(), open: ids() }),
    };
    found.map_err(|rejection| Box::new(Err(rejection)))
}

/// The reply to a decision on a round that was decided before: the same request gets the same reply.
fn taken_before(
    run: &Run,
    command: &DecideCommand,
    open: &[(ApprovalId, &Gate)],
) -> Option<Result<Reply, Rejection>> {
    let repeated = || run.decisions.iter().rev().find(|record| is_repeated(run, record, command));
    let record = match (&command.approval, open) {
        (Some(approval), _) => run.decisions.iter().find(|record| record.approval == *approval)?,
        // Without a name it can only be a repetition.
        (None, []) => repeated().or(run.decisions.last())?,
        (None, [_, ..]) => {
            let record = repeated()?;
            // The same words may mean the gate that is open now, unless they name what only the older one showed.
            let seen = command.artifact_hash;
            if seen.is_none_or(|seen| open.iter().any(|(_, gate)| gate.artifact_hash == seen)) {
                let open = open.iter().map(|(id, _)| id.clone()).collect();
                return Some(Err(Rejection::SaidBefore { taken: record.approval.clone(), open }));
            }
            record
        }
    };
    Some(if is_repeated(run, record, command) && !crate::sabotaged!(ForgetDecisions) {
        Ok(Reply::Decided(record.clone()))
    } else {
        Err(Rejection::AlreadyDecided(record.clone()))
    })
}

fn is_repeated(run: &Run, record: &DecisionRecord, command: &DecideCommand) -> bool {
    run.receipts
        .get(&ReceiptKey::decision(&record.approval, &command.by.id))
        .is_some_and(|receipt| receipt.digest == command.digest)
}

fn check(command: &DecideCommand, approval: &ApprovalId, gate: &Gate) -> Option<Rejection> {
    let seen = command.artifact_hash.unwrap_or(gate.artifact_hash);
    if seen != gate.artifact_hash && !crate::sabotaged!(IgnoreArtifactHash) {
        return Some(Rejection::ArtifactChanged { current: gate.artifact_hash });
    }
    let by = &command.by;
    // Whoever owns the machine owns the store; the playbook's list is for everybody else.
    let owner = by.assurance == Assurance::Local || crate::sabotaged!(AnybodyDecides);
    if owner || gate.approvers.is_empty() || gate.approvers.contains(&by.id) {
        None
    } else {
        Some(Rejection::NotAnApprover { person: by.id.to_string(), approval: approval.clone() })
    }
}

fn can_send_back(scratch: &Scratch<'_>, approval: &ApprovalId, gate: &Gate) -> Option<Rejection> {
    let allowed = scratch.approval_step(&approval.step).is_some_and(|step| step.request_changes.is_some());
    let reason = match (allowed, gate.rounds_left) {
        (false, _) => "the playbook does not allow it at this gate",
        (true, 0) => "all rounds are used up",
        (true, _) => return None,
    };
    Some(Rejection::NoRoundsLeft { reason: reason.to_owned() })
}
