//! `GET /approvals`, and `POST /workflows/{id}/approve`: the door for identities.

use super::readable::{Readable, readable};
use super::workflows::key;
use crate::state::Api;
use adapters::http::{NoQuery, ProblemResponse, StrictJson, StrictPath, StrictQuery};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use callback::Caller;
use callback::problem::{of_store, of_transact};
use callback::view::{Extent, approval_view, open_gates};
use serde::Deserialize;
use shared::ids::StepId;
use shared::ports::ListQuery;
use shared::run::{Gate, ListStatus};
use shared::wire::{ApprovalView, DecisionReply, DecisionRequest, InboxView, Problem, ProblemKind};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    cursor: Option<String>,
    limit: Option<usize>,
}

/// Gates that wait for somebody: JSON, or a page for a browser. A gate of a run in which agents are still at work is found
/// under the run itself.
#[cfg_attr(feature = "openapi", utoipa::path(
    get,
    path = "/approvals",
    tag = "approvals",
    params(("cursor" = Option<String>, Query, description = "next_cursor of the page before"), ("limit" = Option<usize>, Query, description = "1 to 200; 50 where it is not given", minimum = 1, maximum = 200)),
    responses((status = 200, description = "as asked", body = InboxView), (status = "4XX", description = "refused", body = Problem, content_type = "application/problem+json"), (status = 503, description = "come back after Retry-After", body = Problem, content_type = "application/problem+json"))
))]
pub(super) async fn inbox(
    State(api): State<Api>,
    _caller: Caller,
    StrictQuery(wanted): StrictQuery<Wanted>,
    headers: HeaderMap,
) -> Result<Response, ProblemResponse> {
    let inbox = open(&api, &wanted).await?;
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !accept.contains("text/html") {
        return Ok(Json(inbox).into_response());
    }
    let page = callback::routes::inbox_page(&api.callback, &inbox).render();
    let html = page.map_err(|error| Problem::new(ProblemKind::Internal, error.to_string()))?;
    let mut response = Html(html).into_response();
    for (name, value) in console::SECURITY_HEADERS {
        let (name, value) = (HeaderName::from_static(name), HeaderValue::from_static(value));
        response.headers_mut().insert(name, value);
    }
    Ok(response)
}

async fn open(api: &Api, wanted: &Wanted) -> Result<InboxView, Problem> {
    let query = ListQuery {
        tenant: api.callback.tenant.clone(),
        status: Some(ListStatus::AwaitingApproval),
        playbook: None,
        after: wanted.cursor.as_deref().map(super::workflows::read_cursor).transpose()?,
        limit: super::workflows::page_limit(wanted.limit)?,
    };
    let page = api.engine().ports.store.list(&query).await.map_err(|error| of_store(&error))?;
    let ids = page.entries.into_iter().map(|entry| entry.id).collect();
    let Readable { runs, unreadable } = readable(api, ids).await?;
    let mut approvals = Vec::new();
    for run in runs {
        for (step, gate) in open_gates(&run) {
            approvals.push(approval_view(api.engine(), &run, step, gate, Extent::Listed).await);
        }
    }
    let next_cursor = page.next.map(|next| super::workflows::write_cursor(&next));
    Ok(InboxView { approvals, unreadable, next_cursor })
}

/// One open approval with its whole artifact.
#[cfg_attr(feature = "openapi", utoipa::path(
    get,
    path = "/approvals/{id}/{approval_id}",
    tag = "approvals",
    params(("id" = String, Path, description = "the run: 1 to 64 of A-Z a-z 0-9 _ -", pattern = "^[A-Za-z0-9_-]{1,64}$"), ("approval_id" = String, Path, description = "the gate and round: step.round")),
    responses((status = 200, description = "the open approval with its whole artifact", body = ApprovalView), (status = "4XX", description = "refused", body = Problem, content_type = "application/problem+json"), (status = 503, description = "come back after Retry-After", body = Problem, content_type = "application/problem+json"))
))]
pub(super) async fn get(
    State(api): State<Api>,
    _caller: Caller,
    _none: NoQuery,
    StrictPath((id, approval)): StrictPath<(String, String)>,
) -> Result<Json<ApprovalView>, ProblemResponse> {
    let key = key(&api, &id)?;
    let run = api.engine().load(&key).await.map_err(|error| of_transact(&error))?;
    let wanted = |(step, gate): &(&StepId, &Gate)| format!("{step}.{}", gate.round) == approval;
    let Some((step, gate)) = open_gates(&run).into_iter().find(wanted) else {
        let detail =
            format!("run '{id}' has no open approval of that name; GET /workflows/{id} lists what is open");
        return Err(ProblemResponse::new(ProblemKind::NotFound, detail));
    };
    Ok(Json(approval_view(api.engine(), &run, step, gate, Extent::Whole).await))
}

#[cfg_attr(feature = "openapi", utoipa::path(
    post,
    path = "/workflows/{id}/approve",
    tag = "approvals",
    params(("id" = String, Path, description = "the run: 1 to 64 of A-Z a-z 0-9 _ -", pattern = "^[A-Za-z0-9_-]{1,64}$")),
    request_body = DecisionRequest,
    responses((status = 200, description = "as asked", body = DecisionReply), (status = "4XX", description = "refused", body = Problem, content_type = "application/problem+json"), (status = 503, description = "come back after Retry-After", body = Problem, content_type = "application/problem+json"))
))]
pub(super) async fn decide(
    State(api): State<Api>,
    Caller(by): Caller,
    StrictPath(id): StrictPath<String>,
    StrictJson(body): StrictJson<DecisionRequest>,
) -> Result<Json<DecisionReply>, ProblemResponse> {
    let key = key(&api, &id)?;
    Ok(Json(callback::decide::decide(api.engine(), &key, &body, by).await?))
}
