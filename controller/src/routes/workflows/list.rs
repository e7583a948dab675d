//! `GET /workflows`: pages of runs, newest first; `?prefix` finds ids instead.

use crate::routes::readable::{Readable, readable};
use crate::state::Api;
use crate::view::summary;
use adapters::http::{ProblemResponse, StrictQuery};
use axum::Json;
use axum::extract::State;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use callback::Caller;
use callback::problem::of_store;
use serde::Deserialize;
use shared::ids::{PlaybookName, WorkflowId};
use shared::limits::{PAGE_DEFAULT, PAGE_MAX};
use shared::ports::{Cursor, ListQuery};
use shared::run::{Run, RunStatus, status};
use shared::wire::{Problem, ProblemKind, RunList};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::routes) struct Wanted {
    status: Option<String>,
    playbook: Option<String>,
    cursor: Option<String>,
    limit: Option<usize>,
    prefix: Option<String>,
}

#[cfg_attr(feature = "openapi", utoipa::path(
    get,
    path = "/workflows",
    tag = "runs",
    params(("status" = Option<RunStatus>, Query, description = "only runs with this status"), ("playbook" = Option<String>, Query, description = "only runs of this playbook"), ("cursor" = Option<String>, Query, description = "next_cursor of the page before"), ("limit" = Option<usize>, Query, description = "1 to 200; 50 where it is not given", minimum = 1, maximum = 200), ("prefix" = Option<String>, Query, description = "finds runs whose id begins so, instead")),
    responses((status = 200, description = "as asked", body = RunList), (status = "4XX", description = "refused", body = Problem, content_type = "application/problem+json"), (status = 503, description = "come back after Retry-After", body = Problem, content_type = "application/problem+json"))
))]
pub(in crate::routes) async fn list(
    State(api): State<Api>,
    _caller: Caller,
    StrictQuery(wanted): StrictQuery<Wanted>,
) -> Result<Json<RunList>, ProblemResponse> {
    let limit = page_limit(wanted.limit)?;
    let status = wanted.status.as_deref().map(parse_status).transpose()?;
    let playbook = wanted.playbook.as_deref().map(PlaybookName::parse).transpose();
    if let Some(prefix) = &wanted.prefix {
        let store = &api.engine().ports.store;
        let ids = store.ids_with_prefix(&api.callback.tenant, prefix, limit).await;
        return Ok(Json(listed(&api, ids.map_err(|error| of_store(&error))?, status).await?));
    }
    let query = ListQuery {
        tenant: api.callback.tenant.clone(),
        status: status.map(RunStatus::listed),
        playbook: playbook.map_err(|error| invalid(&error.to_string()))?,
        after: wanted.cursor.as_deref().map(read_cursor).transpose()?,
        limit,
    };
    let page = api.engine().ports.store.list(&query).await.map_err(|error| of_store(&error))?;
    let ids = page.entries.into_iter().map(|entry| entry.id).collect();
    let next_cursor = page.next.map(|next| write_cursor(&next));
    Ok(Json(RunList { next_cursor, ..listed(&api, ids, status).await? }))
}

/// The newest state of each: the index is only an order. PENDING and RUNNING share an index entry, so a page of either may
/// be shorter than asked for; the cursor tells whether more follows.
async fn listed(api: &Api, ids: Vec<WorkflowId>, wanted: Option<RunStatus>) -> Result<RunList, Problem> {
    let Readable { runs, unreadable } = readable(api, ids).await?;
    let wanted = |run: &Run| wanted.is_none_or(|wanted| wanted == status(run));
    let workflows = runs.iter().filter(|run| wanted(run)).map(|run| summary(run)).collect();
    Ok(RunList { workflows, unreadable, next_cursor: None })
}

fn parse_status(word: &str) -> Result<RunStatus, Problem> {
    RunStatus::parse(word).ok_or_else(|| {
        invalid("status: use PENDING, RUNNING, AWAITING_APPROVAL, COMPLETED, REJECTED, FAILED or CANCELLED")
    })
}

/// How many entries a page holds.
pub(in crate::routes) fn page_limit(wanted: Option<usize>) -> Result<usize, Problem> {
    match wanted {
        None => Ok(PAGE_DEFAULT),
        Some(limit) if (1..=PAGE_MAX).contains(&limit) => Ok(limit),
        Some(limit) => Err(invalid(&format!("limit: {limit} is not between 1 and {PAGE_MAX}"))),
    }
}

/// A cursor is opaque to clients: what it holds may change.
pub(in crate::routes) fn write_cursor(cursor: &Cursor) -> String {
    URL_SAFE_NO_PAD.encode(format!("{}/{}", cursor.created_at.as_millis(), cursor.id))
}

pub(in crate::routes) fn read_cursor(text: &str) -> Result<Cursor, Problem> {
    let parsed = URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| {
        let text = String::from_utf8(bytes).ok()?;
        let (millis, id) = text.split_once('/')?;
        Some(Cursor {
            created_at: shared::time::Timestamp::from_millis(millis.parse().ok()?),
            id: WorkflowId::parse(id).ok()?,
        })
    });
    parsed.ok_or_else(|| invalid("cursor: use the 'next_cursor' of the page before, unchanged"))
}

fn invalid(detail: &str) -> Problem {
    Problem::new(ProblemKind::InvalidRequest, detail)
}
