//! Taking in a person's decision, whichever door it came through.

use crate::problem::{of_rejection, of_transact};
use shared::decide::{Command, DecideCommand, Reply};
use shared::digest::Digest;
use shared::ids::{ApprovalId, PersonId};
use shared::principal::Principal;
use shared::protocol::{Engine, Options};
use shared::run::{RunKey, Verdict};
use shared::wire::{DecisionReply, DecisionRequest, Problem, ProblemKind};

/// Takes in a decision by `by`.
///
/// # Errors
/// A [`Problem`]: 400 for a request that does not say what it wants, 403 for somebody who is not an approver, 409 where
/// there is nothing to decide, it was decided already or the artifact changed, 422 for a patch that does not fit.
pub async fn decide(
    engine: &Engine,
    key: &RunKey,
    request: &DecisionRequest,
    by: Principal,
) -> Result<DecisionReply, Problem> {
    let command = command_of(request, by)?;
    let commands = [Command::Decide(Box::new(command))];
    let done =
        engine.transact(key, &commands, Options::default()).await.map_err(|error| of_transact(&error))?;
    match done.into_reply().1 {
        Some(Ok(Reply::Decided(record))) => {
            tracing::debug!(
                workflow_id = %key.id, approval_id = %record.approval, decision = record.verdict.as_str(), "decided"
            );
            Ok(DecisionReply {
                workflow_id: key.id.clone(),
                approval_id: record.approval,
                decision: record.verdict.as_str().to_owned(),
                decided_by: record.by.id.to_string(),
                assurance: record.by.assurance,
                decided_at: record.at.rfc3339(),
                shown_hash: record.shown_hash.to_string(),
                artifact_hash: record.artifact_hash.to_string(),
            })
        }
        Some(Err(rejection)) => Err(of_rejection(&rejection)),
        Some(Ok(Reply::Delivered | Reply::Accepted | Reply::Ticked | Reply::Noted)) | None => {
            Err(Problem::new(ProblemKind::Internal, "the decision got no reply; this is an engine bug"))
        }
    }
}

fn command_of(request: &DecisionRequest, mut by: Principal) -> Result<DecideCommand, Problem> {
    let invalid = |detail: String| Problem::new(ProblemKind::InvalidRequest, detail);
    let verdict = verdict_of(request).map_err(invalid)?;
    let approval = request.approval_id.as_deref().map(ApprovalId::parse).transpose();
    let hash = request.artifact_hash.as_deref().map(Digest::parse).transpose();
    let claimed = request.approved_by.as_deref().map(PersonId::parse).transpose();
    by.claims_to_be = claimed.map_err(|error| invalid(format!("approved_by: {error}")))?;
    let digest = Digest::of_json(&serde_json::json!({
        "verdict": verdict.as_str(), "approval_id": request.approval_id, "artifact_hash": request.artifact_hash,
        "comment": request.comment, "patch": request.patch,
    }));
    Ok(DecideCommand {
        approval: approval.map_err(|error| invalid(format!("approval_id: {error}")))?,
        verdict,
        artifact_hash: hash.map_err(|error| invalid(format!("artifact_hash: {error}")))?,
        comment: request.comment.clone().filter(|comment| !comment.trim().is_empty()),
        patch: request.patch.clone(),
        by,
        digest,
    })
}

fn verdict_of(request: &DecisionRequest) -> Result<Verdict, String> {
    let word = match request.decision.as_deref() {
        Some("approve" | "approved") => Some(Verdict::Approve),
        Some("reject" | "rejected") => Some(Verdict::Reject),
        Some("request_changes") => Some(Verdict::RequestChanges),
        Some(other) => {
            let other: String = other.chars().take(40).collect();
            return Err(format!("decision '{other}' is unknown: use approve, reject or request_changes"));
        }
        None => None,
    };
    let flag = request.approved.map(|yes| if yes { Verdict::Approve } else { Verdict::Reject });
    match (word, flag) {
        (Some(word), Some(flag)) if word != flag => {
            Err("'decision' and 'approved' contradict each other; send one of them".to_owned())
        }
        (Some(verdict), _) | (None, Some(verdict)) => Ok(verdict),
        (None, None) => Err("'decision' is missing: use approve, reject or request_changes".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(json: serde_json::Value) -> DecisionRequest {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn old_and_new_words_mean_the_same() {
        for json in [
            serde_json::json!({"decision": "approve"}),
            serde_json::json!({"decision": "approved"}),
            serde_json::json!({"approved": true, "approved_by": "someone", "feedback": "fine"}),
            serde_json::json!({"decision": "approve", "approved": true}),
        ] {
            assert_eq!(verdict_of(&request(json)), Ok(Verdict::Approve));
        }
        assert_eq!(verdict_of(&request(serde_json::json!({"approved": false}))), Ok(Verdict::Reject));
    }

    #[test]
    fn a_request_that_does_not_say_what_it_wants_is_refused() {
        for json in [
            serde_json::json!({}),
            serde_json::json!({"decision": "maybe"}),
            serde_json::json!({"decision": "approve", "approved": false}),
        ] {
            assert!(verdict_of(&request(json)).is_err());
        }
    }
}
