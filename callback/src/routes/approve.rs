//! `POST /approve/{id}`: a decision, as JSON or as the page's form.

use super::approve_page::{problem_page, show_to, sign_in_page};
use crate::caller::token_in_query;
use crate::decide::decide;
use crate::identity::{Visitor, bad_token, cookie};
use crate::state::CallbackState;
use crate::view::{artifact, open_gates};
use adapters::http::{ProblemResponse, StrictJson, StrictPath, in_time};
use axum::extract::{FromRequest, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Form, Json};
use console::{DecisionForm, Draft};
use shared::exact::check_text;
use shared::run::RunKey;
use shared::wire::{DecisionReply, DecisionRequest, Problem, ProblemKind};

#[cfg_attr(feature = "openapi", utoipa::path(
    post,
    path = "/approve/{id}",
    tag = "approvals",
    params(("id" = String, Path, description = "the run: 1 to 64 of A-Z a-z 0-9 _ -", pattern = "^[A-Za-z0-9_-]{1,64}$")),
    request_body = DecisionRequest,
    responses((status = 200, description = "as asked", body = DecisionReply), (status = "4XX", description = "refused", body = Problem, content_type = "application/problem+json"), (status = 503, description = "come back after Retry-After", body = Problem, content_type = "application/problem+json"))
))]
pub(super) async fn post(
    State(state): State<CallbackState>,
    StrictPath(id): StrictPath<String>,
    request: Request,
) -> Response {
    let key = match state.key(&id) {
        Ok(key) => key,
        Err(error) => {
            return ProblemResponse(Problem::new(ProblemKind::NotFound, error.to_string())).into_response();
        }
    };
    let is_form = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.starts_with("application/x-www-form-urlencoded"));
    if is_form {
        return form(&state, &key, request).await;
    }
    match json(&state, &key, request).await {
        Ok(reply) => Json(reply).into_response(),
        Err(problem) => problem.into_response(),
    }
}

async fn json(
    state: &CallbackState,
    key: &RunKey,
    request: Request,
) -> Result<DecisionReply, ProblemResponse> {
    let visitor = Visitor::of(state, key, request.headers())?;
    // Whoever brings what does not hold is not taken for the user of this machine.
    let broken_cookie = !matches!(visitor, Visitor::Cookie(_)) && cookie(request.headers()).is_some();
    if broken_cookie || token_in_query(request.uri()) {
        return Err(bad_token().into());
    }
    // A cookie travels with requests that a person did not make; the form proves intent by its CSRF token, JSON can't.
    if matches!(visitor, Visitor::Cookie(_)) && state.local_user.is_none() {
        let detail = "send the personal link's token as 'Authorization: Bearer ...', or use the page's form";
        return Err(Problem::new(ProblemKind::NotAuthenticated, detail).into());
    }
    let StrictJson(mut body) = StrictJson::<DecisionRequest>::from_request(request, &()).await?;
    bind_to_link(&visitor, &mut body)?;
    Ok(decide(&state.engine, key, &body, visitor.principal(state)).await?)
}

/// A link is for one round of one gate.
fn bind_to_link(visitor: &Visitor, body: &mut DecisionRequest) -> Result<(), Problem> {
    let Visitor::Bearer(claims) = visitor else { return Ok(()) };
    let own = claims.approval.to_string();
    match &body.approval_id {
        Some(named) if *named != own => Err(Problem::new(
            ProblemKind::NotAllowed,
            format!("this link is for approval {own}; use the one that came with {named}"),
        )),
        Some(_) => Ok(()),
        None => {
            body.approval_id = Some(own);
            Ok(())
        }
    }
}

async fn form(state: &CallbackState, key: &RunKey, request: Request) -> Response {
    let visitor = match Visitor::of(state, key, request.headers()) {
        Ok(visitor) => visitor,
        Err(_) => return sign_in_page(state, key.id.as_str()),
    };
    let read = match in_time(Form::<Vec<(String, String)>>::from_request(request, &())).await {
        Ok(read) => read,
        Err(ProblemResponse(problem)) => return problem_page(state, &problem),
    };
    let Ok(Form(pairs)) = read else {
        let detail = "the form could not be read, or is too large; reload the page and send it again";
        return problem_page(state, &Problem::new(ProblemKind::InvalidRequest, detail));
    };
    let draft = Draft::from_pairs(pairs.clone().into_iter());
    match submit(state, key, &visitor, pairs).await {
        Ok(_) => Redirect::to(&state.approve_path(&key.id)).into_response(),
        Err(Submitted::Mistake(problem)) => show_to(state, key, &visitor, draft, vec![problem]).await,
        Err(Submitted::Refused(problem)) => refused(state, key, &visitor, draft, &problem).await,
    }
}

enum Submitted {
    /// The person can mend it on the page.
    Mistake(console::Problem),
    /// The core refused it.
    Refused(Problem),
}

async fn submit(
    state: &CallbackState,
    key: &RunKey,
    visitor: &Visitor,
    pairs: Vec<(String, String)>,
) -> Result<DecisionReply, Submitted> {
    let form = DecisionForm::parse(pairs.into_iter()).map_err(|e| Submitted::Mistake((&e).into()))?;
    let Visitor::Cookie(session) = visitor else {
        return Err(Submitted::Refused(forged()));
    };
    let csrf = session.csrf(&*state.engine.ports.keys);
    if !shared::token::same_secret(&csrf, &form.csrf) {
        return Err(Submitted::Refused(forged()));
    }
    if form.comment.trim().is_empty() && form.decision != console::Decision::Approve {
        let message = "Say why, so that the next round, or whoever asks later, knows.".to_owned();
        return Err(Submitted::Mistake(console::Problem { field: "comment".to_owned(), message }));
    }
    let patch = patch_of(state, key, &form).await?;
    let body = DecisionRequest {
        decision: Some(form.decision.as_str().to_owned()),
        approval_id: Some(form.approval_id.clone()),
        artifact_hash: Some(form.artifact_hash.clone()),
        comment: Some(form.comment.clone()),
        patch,
        ..DecisionRequest::default()
    };
    let by = visitor.principal(state);
    decide(&state.engine, key, &body, by).await.map_err(Submitted::Refused)
}

/// The edits, against the artifact that the person saw; none where it is not shown any more, which the core refuses.
async fn patch_of(
    state: &CallbackState,
    key: &RunKey,
    form: &DecisionForm,
) -> Result<Option<serde_json::Value>, Submitted> {
    let run =
        state.engine.load(key).await.map_err(|e| Submitted::Refused(crate::problem::of_transact(&e)))?;
    let shown = open_gates(&run)
        .into_iter()
        .find(|(_, gate)| gate.artifact_hash.to_string() == form.artifact_hash)
        .map(|(_, gate)| gate);
    let Some(gate) = shown else { return Ok(None) };
    let artifact = artifact(&state.engine, &run, gate).await.map_err(Submitted::Refused)?;
    typed_exactly(form, &artifact)?;
    form.patch(&artifact, &gate.editable).map_err(|error| Submitted::Mistake((&error).into()))
}

/// A number that a reader would round is refused as it was typed, before it is read.
fn typed_exactly(form: &DecisionForm, artifact: &serde_json::Value) -> Result<(), Submitted> {
    let is_text = |pointer: &str| artifact.pointer(pointer).is_some_and(serde_json::Value::is_string);
    for edit in form.edits.iter().filter(|edit| !is_text(&edit.pointer)) {
        if let Err(inexact) = check_text(&edit.text) {
            let message = format!("{}: {inexact}", edit.pointer);
            return Err(Submitted::Mistake(console::Problem { field: edit.field(), message }));
        }
    }
    Ok(())
}

fn forged() -> Problem {
    Problem::new(
        ProblemKind::NotAllowed,
        "the form was not sent from this page, or the page is too old; open it again and decide there",
    )
}

/// What the core refused: shown on the page while the gate is open and it can be mended there.
async fn refused(
    state: &CallbackState,
    key: &RunKey,
    visitor: &Visitor,
    draft: Draft,
    problem: &Problem,
) -> Response {
    let mendable = [ProblemKind::ArtifactChanged, ProblemKind::InvalidInput]
        .iter()
        .any(|kind| problem.word() == kind.word());
    if mendable {
        let message = problem.detail.clone();
        let shown = console::Problem { field: String::new(), message };
        return show_to(state, key, visitor, draft, vec![shown]).await;
    }
    if problem.word() == ProblemKind::AlreadyDecided.word() {
        let mut response = show_to(state, key, visitor, Draft::default(), Vec::new()).await;
        *response.status_mut() = StatusCode::CONFLICT;
        return response;
    }
    problem_page(state, problem)
}
