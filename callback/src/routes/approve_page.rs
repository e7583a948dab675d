//! `GET /approve/{id}`: the page on which a person decides. It never acts: mail scanners and browsers fetch links.

use super::cookies::set_cookie;
use super::page_view::{OpenGate, decided_page, evidence, session_for, site};
use crate::identity::Visitor;
use crate::problem::of_transact;
use crate::state::CallbackState;
use crate::view::{artifact, document, open_gates};
use adapters::http::StrictPath;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use console::{Draft, ErrorPage, Evidence, ExpiredLinkPage, NotFoundPage, RenderError, SignInPage};
use serde::Deserialize;
use serde_json::Value;
use shared::ids::ApprovalId;
use shared::principal::Assurance;
use shared::run::{Gate, Run, RunKey, RunStatus, StepStatus, status};
use shared::token::{ApprovalClaims, CookieClaims};
use shared::wire::{Problem, ProblemKind};

/// The link's secret, once: it is exchanged for a cookie and a clean address.
#[derive(Deserialize)]
pub(super) struct Link {
    token: Option<String>,
}

#[cfg_attr(feature = "openapi", utoipa::path(
    get,
    path = "/approve/{id}",
    tag = "approvals",
    params(("id" = String, Path, description = "the run: 1 to 64 of A-Z a-z 0-9 _ -", pattern = "^[A-Za-z0-9_-]{1,64}$"), ("token" = Option<String>, Query, description = "the personal link's secret; exchanged for a cookie")),
    responses((status = 200, description = "the page on which a person decides; it never acts", content_type = "text/html"), (status = "4XX", description = "the page says what is wrong", content_type = "text/html"), (status = 503, description = "the page says so", content_type = "text/html"))
))]
pub(super) async fn show(
    State(state): State<CallbackState>,
    StrictPath(id): StrictPath<String>,
    link: Result<Query<Link>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    let Ok(key) = state.key(&id) else {
        return page(StatusCode::NOT_FOUND, NotFoundPage { site: site(&state) }.render());
    };
    // Further parameters are let pass: mail programs add theirs to the links that they show.
    match link {
        Ok(Query(Link { token: Some(token) })) => return exchange(&state, &key, &token),
        Ok(Query(Link { token: None })) => {}
        Err(_) => return page(StatusCode::FORBIDDEN, ExpiredLinkPage { site: site(&state) }.render()),
    }
    match Visitor::of(&state, &key, &headers) {
        Ok(visitor) => show_to(&state, &key, &visitor, Draft::default(), Vec::new()).await,
        Err(_) => sign_in_page(&state, &id),
    }
}

/// The page for somebody who has not shown who they are.
pub fn sign_in_page(state: &CallbackState, id: &str) -> Response {
    let page_of = SignInPage { site: site(state), run_id: id.to_owned(), ..SignInPage::default() };
    page(StatusCode::UNAUTHORIZED, page_of.render())
}

/// A link's token becomes a cookie; the address that stays in the history is clean.
fn exchange(state: &CallbackState, key: &RunKey, token: &str) -> Response {
    let claims = ApprovalClaims::verify(&*state.engine.ports.keys, token).ok().filter(|c| c.run == *key);
    let Some(cookie) = claims.and_then(|claims| set_cookie(state, &key.id, &CookieClaims(claims))) else {
        return page(StatusCode::FORBIDDEN, ExpiredLinkPage { site: site(state) }.render());
    };
    let mut response = Redirect::to(&state.approve_path(&key.id)).into_response();
    secure(response.headers_mut());
    response.headers_mut().append(cookie.0, cookie.1);
    response
}

/// The page as a visitor sees it: the open gate, or what was decided.
pub(super) async fn show_to(
    state: &CallbackState,
    key: &RunKey,
    visitor: &Visitor,
    draft: Draft,
    problems: Vec<console::Problem>,
) -> Response {
    let run = match state.engine.load(key).await {
        Ok(run) => run,
        Err(error) => return problem_page(state, &of_transact(&error)),
    };
    if visitor.claims().is_some_and(|claims| claims.incarnation != run.incarnation) {
        return page(StatusCode::FORBIDDEN, ExpiredLinkPage { site: site(state) }.render());
    }
    let Some((approval, gate)) = wanted_gate(state, &run, visitor) else {
        return no_gate(state, &run, visitor);
    };
    let (artifact, missing) = match artifact(&state.engine, &run, gate).await {
        Ok(artifact) => ((*artifact).clone(), None),
        Err(problem) => (Value::Null, Some(problem.detail)),
    };
    let decider = visitor.principal(state);
    let session = session_for(&run, &approval, &decider.id);
    let code = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let evidence = evidence_for(state, &run, &artifact).await;
    let open = OpenGate {
        run: &run,
        approval: &approval,
        gate,
        artifact,
        missing,
        evidence,
        decider: &decider,
        session: &session,
    };
    let mut response = page(code, open.page(state, draft, problems).render());
    // The user of this machine has no link; the form needs a session all the same, against forged requests.
    if let Some((name, value)) = set_cookie(state, &run.key.id, &session) {
        response.headers_mut().append(name, value);
    }
    response
}

/// Quotes that the artifact carries; where it only names them, those of the steps before it.
async fn evidence_for(state: &CallbackState, run: &Run, artifact: &Value) -> Vec<Evidence> {
    let mut found = evidence(artifact);
    if found.is_empty() {
        for step in run.steps.values() {
            if let StepStatus::Succeeded { output, .. } = &step.status
                && let Ok(output) = document(&state.engine, run, output).await
            {
                found.extend(evidence(&output));
            }
        }
    }
    found
}

/// The gate that a visitor may decide: the one that the link names, or the only one that is open.
fn wanted_gate<'a>(state: &CallbackState, run: &'a Run, visitor: &Visitor) -> Option<(ApprovalId, &'a Gate)> {
    let local = visitor.principal(state).assurance == Assurance::Local;
    open_gates(run).into_iter().find_map(|(step, gate)| {
        let id = ApprovalId { step: step.clone(), round: gate.round };
        let wanted = local || visitor.claims().is_some_and(|claims| claims.approval == id);
        wanted.then_some((id, gate))
    })
}

fn no_gate(state: &CallbackState, run: &Run, visitor: &Visitor) -> Response {
    let named = visitor
        .claims()
        .and_then(|claims| run.decisions.iter().find(|record| record.approval == claims.approval));
    if let Some(record) = named.or(run.decisions.last()) {
        return page(StatusCode::OK, decided_page(state, run, record).render());
    }
    let (detail, what_to_do) = match status(run) {
        RunStatus::Pending | RunStatus::Running | RunStatus::AwaitingApproval => (
            "The run has not reached the point where a person is asked.",
            "Come back when you are notified, or reload this page in a while.",
        ),
        RunStatus::Completed | RunStatus::Rejected | RunStatus::Failed | RunStatus::Cancelled => {
            ("The run has ended; nothing is left to decide.", "Nothing needs to be done.")
        }
    };
    let error = ErrorPage {
        site: site(state),
        status: 409,
        title: "Nothing to decide here".to_owned(),
        detail: detail.to_owned(),
        what_to_do: what_to_do.to_owned(),
    };
    page(StatusCode::CONFLICT, error.render())
}

/// A problem, as a page.
pub(super) fn problem_page(state: &CallbackState, problem: &Problem) -> Response {
    let code = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if code == StatusCode::NOT_FOUND {
        return page(code, NotFoundPage { site: site(state) }.render());
    }
    let again = problem.word() == ProblemKind::Unavailable.word();
    let error = ErrorPage {
        site: site(state),
        status: problem.status,
        title: problem.title.clone(),
        detail: problem.detail.clone(),
        what_to_do: if again { "Wait a moment and send it again." } else { "Go back and reload the page." }
            .to_owned(),
    };
    page(code, error.render())
}

/// A page with all headers that keep it safe.
pub(super) fn page(code: StatusCode, html: Result<String, RenderError>) -> Response {
    let mut response = match html {
        Ok(html) => (code, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be rendered");
            (StatusCode::INTERNAL_SERVER_ERROR, "The page could not be rendered.").into_response()
        }
    };
    secure(response.headers_mut());
    response
}

fn secure(headers: &mut HeaderMap) {
    for (name, value) in console::SECURITY_HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
}
