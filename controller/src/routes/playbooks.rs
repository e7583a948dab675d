//! `GET /playbooks` and `GET /playbooks/{name}`.

use crate::state::Api;
use adapters::http::{NoQuery, ProblemResponse, StrictPath};
use axum::Json;
use axum::extract::State;
use callback::Caller;
use serde_json::Value;
use shared::playbook::{Playbook, StepKind};
use shared::wire::{PlaybookList, PlaybookSummary, PlaybookView};

#[cfg_attr(feature = "openapi", utoipa::path(
    get,
    path = "/playbooks",
    tag = "playbooks",
    responses((status = 200, description = "as asked", body = PlaybookList), (status = "4XX", description = "refused", body = shared::wire::Problem, content_type = "application/problem+json"), (status = 503, description = "come back after Retry-After", body = shared::wire::Problem, content_type = "application/problem+json"))
))]
pub(super) async fn list(State(api): State<Api>, _caller: Caller, _none: NoQuery) -> Json<PlaybookList> {
    Json(PlaybookList { playbooks: api.playbooks.all().map(|playbook| summary(playbook)).collect() })
}

#[cfg_attr(feature = "openapi", utoipa::path(
    get,
    path = "/playbooks/{name}",
    tag = "playbooks",
    params(("name" = String, Path, description = "the name, or name@hash")),
    responses((status = 200, description = "as asked", body = PlaybookView), (status = "4XX", description = "refused", body = shared::wire::Problem, content_type = "application/problem+json"), (status = 503, description = "come back after Retry-After", body = shared::wire::Problem, content_type = "application/problem+json"))
))]
pub(super) async fn get(
    State(api): State<Api>,
    _caller: Caller,
    _none: NoQuery,
    StrictPath(name): StrictPath<String>,
) -> Result<Json<PlaybookView>, ProblemResponse> {
    let playbook = api.playbooks.find(api.engine(), &api.callback.tenant, &Value::from(name)).await?;
    Ok(Json(PlaybookView { summary: summary(&playbook), source: playbook.source.clone() }))
}

fn summary(playbook: &Playbook) -> PlaybookSummary {
    PlaybookSummary {
        name: playbook.name.to_string(),
        hash: playbook.hash,
        description: playbook.description.clone(),
        steps: playbook.steps.iter().map(|step| step.id.to_string()).collect(),
        agents: playbook
            .steps
            .iter()
            .filter_map(|step| match &step.kind {
                StepKind::Agent(agent) => Some(agent.agent.to_string()),
                StepKind::Approval(_) => None,
            })
            .collect(),
        input: playbook.input.as_json().clone(),
    }
}
