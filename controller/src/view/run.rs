//! The views of a whole run.

use super::step::step_views;
use callback::view::document;
use serde_json::Value;
use shared::payload::Payload;
use shared::ports::Pulse;
use shared::protocol::{Engine, TransactError};
use shared::run::{Effect, EffectId, Ending, Event, Run, RunStatus, status, waiting_on};
use shared::wire::{AcceptedView, DecisionView, EffectView, ErrorView, Links, RunSummary, RunView};
use std::collections::BTreeMap;

/// Name of the artifact that is a run's report, where its writer stores one.
const REPORT_ARTIFACT: &str = "report/report.html";

/// How many of the newest records are looked through for why effects were put off.
const RECORDS_FOR_REASONS: u64 = 64;

/// What a mutating request gets back.
#[must_use]
pub fn accepted(run: &Run) -> AcceptedView {
    let waiting = waiting_on(run);
    AcceptedView {
        workflow_id: run.key.id.clone(),
        status: status(run),
        current_step: waiting.first().map(|item| item.step().to_string()),
        waiting_on: waiting,
        paused: run.paused.is_some(),
        links: links(run),
    }
}

/// Links of a run.
#[must_use]
pub fn links(run: &Run) -> Links {
    let id = &run.key.id;
    Links {
        itself: format!("/workflows/{id}"),
        events: format!("/workflows/{id}/events"),
        approve: (!callback::view::open_gates(run).is_empty()).then(|| format!("/approve/{id}")),
        cancel: (!run.is_terminal()).then(|| format!("/workflows/{id}/cancel")),
        report: report_url(run),
    }
}

/// The report's address: one that is stored on the laptop never expires.
fn report_url(run: &Run) -> Option<String> {
    (status(run) == RunStatus::Completed).then(|| format!("/artifacts/{}/{REPORT_ARTIFACT}", run.key.id))
}

/// One line of a list.
#[must_use]
pub fn summary(run: &Run) -> RunSummary {
    RunSummary {
        workflow_id: run.key.id.clone(),
        status: status(run),
        paused: run.paused.is_some(),
        current_step: waiting_on(run).first().map(|item| item.step().to_string()),
        playbook: run.playbook.name.to_string(),
        topic: match &run.input {
            Payload::Inline(input) => topic(input),
            Payload::Stored { .. } => None,
        },
        created_at: run.created_at.rfc3339(),
        updated_at: run.updated_at.rfc3339(),
    }
}

/// Everything about a run.
///
/// # Errors
/// The store's or payload store's failure.
pub async fn run_view(engine: &Engine, run: &Run, pulses: &[Pulse]) -> Result<RunView, TransactError> {
    let playbook = engine.playbook(&run.key, run.playbook.hash).await?;
    let input = (*document(engine, run, &run.input).await?).clone();
    let (mut output, mut error, mut reason) = (None, None, None);
    match &run.ending {
        Some(Ending::Completed { output: payload }) => {
            output = Some((*document(engine, run, payload).await?).clone());
        }
        Some(Ending::Failed { error: why, .. }) => error = Some(ErrorView::from(why)),
        Some(Ending::Rejected { error: why, .. }) => reason = Some(why.message.clone()),
        Some(Ending::Cancelled { by, reason: why }) => {
            reason = Some(why.clone().unwrap_or_else(|| format!("cancelled by {}", by.id)));
        }
        None => {}
    }
    let accepted = accepted(run);
    Ok(RunView {
        schema: "aegis.run/v1".to_owned(),
        workflow_id: accepted.workflow_id,
        status: accepted.status,
        paused: accepted.paused,
        current_step: accepted.current_step,
        waiting_on: accepted.waiting_on,
        playbook: run.playbook.name.to_string(),
        playbook_hash: run.playbook.hash,
        topic: topic(&input),
        input,
        version: run.version,
        seq: run.seq,
        requested_by: run.requested_by.id.to_string(),
        created_at: run.created_at.rfc3339(),
        updated_at: run.updated_at.rfc3339(),
        completed_at: run.ended_at.map(shared::time::Timestamp::rfc3339),
        steps: step_views(run, &playbook, pulses),
        decisions: decisions(run),
        pending_effects: effects(engine, run).await,
        output,
        error,
        reason,
        report_url: accepted.links.report.clone(),
        links: accepted.links,
    })
}

fn topic(input: &Value) -> Option<String> {
    input.get("topic").and_then(Value::as_str).map(str::to_owned)
}

fn decisions(run: &Run) -> Vec<DecisionView> {
    run.decisions
        .iter()
        .map(|record| DecisionView {
            approval_id: record.approval.clone(),
            decision: record.verdict.as_str().to_owned(),
            decided_by: record.by.id.to_string(),
            assurance: record.by.assurance,
            claims_to_be: record.by.claims_to_be.as_ref().map(ToString::to_string),
            decided_at: record.at.rfc3339(),
            comment: record.comment.clone(),
            shown_hash: record.shown_hash,
            artifact_hash: record.artifact_hash,
        })
        .collect()
}

async fn effects(engine: &Engine, run: &Run) -> Vec<EffectView> {
    let mut reasons = deferrals(engine, run).await;
    let view = |(id, effect): (&EffectId, &Effect)| EffectView {
        id: id.to_string(),
        until: effect.claim.until.rfc3339(),
        failures: effect.failures,
        reason: reasons.remove(id),
    };
    run.outbox.iter().map(view).collect()
}

/// Why effects were put off the last time. A run without a failed delivery costs no look at its journal; in one with some, each
/// new try leaves a record, so that the newest records have them.
async fn deferrals(engine: &Engine, run: &Run) -> BTreeMap<EffectId, String> {
    if run.outbox.values().all(|effect| effect.failures == 0) {
        return BTreeMap::new();
    }
    let after = run.seq.saturating_sub(RECORDS_FOR_REASONS);
    let limit = usize::try_from(RECORDS_FOR_REASONS).unwrap_or(usize::MAX);
    let records = engine.ports.store.journal(&run.key, after, limit).await.unwrap_or_else(|error| {
        // The run is shown without them: it is looked at most where something fails.
        tracing::warn!(workflow_id = %run.key.id, %error, "the reasons of what was put off can't be read");
        Vec::new()
    });
    let reasons = records.into_iter().filter_map(|record| {
        if let Event::EffectDeferred { id, reason, .. } = record.event { Some((id, reason)) } else { None }
    });
    reasons.collect()
}
