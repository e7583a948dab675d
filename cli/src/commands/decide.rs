//! `approve`, `reject`, `request-changes`: a person's decision, bound to the hash of what they saw.

use super::pause::hint;
use crate::app::App;
use crate::args::{ApproveArgs, DecideArgs};
use crate::client::{Decision, Session};
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::approval;
use crate::prompt;
use serde_json::{Value, json};
use shared::wire::{ApprovalView, DecisionReply, DecisionRequest};
use std::path::Path;

pub(super) async fn approve(app: &App, session: &mut Session, args: ApproveArgs) -> Result<Exit, CliError> {
    let patch = args.patch.as_deref().map(read_patch).transpose()?;
    if !args.edit {
        return take(app, session, Decision::Approve, args.decide, patch).await;
    }
    if !app.out.is_interactive() {
        return Err(CliError::usage("--edit needs a terminal", "give the changes with --patch FILE"));
    }
    let id = session.resolve(&args.decide.id).await?;
    let open = find(session, &id, args.decide.approval.as_deref()).await?;
    session.leave().await;
    app.out.notice(&approval::head(&open, app.now(), app.out.err));
    let Some(patch) = prompt::edit(app, &open).await? else {
        return unchanged(app, &id);
    };
    let request = request(Decision::Approve, &open, args.decide.message, Some(patch));
    send(app, session, &id, Decision::Approve, &request).await
}

pub(super) async fn decide(
    app: &App,
    session: &mut Session,
    decision: Decision,
    args: DecideArgs,
) -> Result<Exit, CliError> {
    take(app, session, decision, args, None).await
}

async fn take(
    app: &App,
    session: &mut Session,
    decision: Decision,
    args: DecideArgs,
    patch: Option<Value>,
) -> Result<Exit, CliError> {
    let interactive = app.out.is_interactive() && args.artifact_hash.is_none();
    if !interactive && args.artifact_hash.is_none() {
        return Err(CliError::usage(
            "--artifact-hash is needed without a terminal",
            format!(
                "it binds the decision to what was seen; `aegis approvals --json` shows artifact and hash of {}",
                args.id
            ),
        ));
    }
    if !interactive && decision == Decision::RequestChanges && args.message.is_none() {
        return Err(CliError::usage("-m is needed without a terminal", "say what to change: -m \"TEXT\""));
    }
    let id = session.resolve(&args.id).await?;
    if !interactive {
        let request = DecisionRequest {
            decision: Some(decision.word().to_owned()),
            approval_id: args.approval,
            artifact_hash: args.artifact_hash,
            comment: args.message,
            patch,
            ..DecisionRequest::default()
        };
        return send(app, session, &id, decision, &request).await;
    }
    let open = find(session, &id, args.approval.as_deref()).await?;
    // While a person thinks, somebody else may need the store.
    session.leave().await;
    let Some(comment) = prompt::confirm(app, &open, decision, args.message).await? else {
        return unchanged(app, &id);
    };
    let request = request(decision, &open, comment, patch);
    send(app, session, &id, decision, &request).await
}

/// The gate that is meant: the one that is named, or the only one that is open.
async fn find(session: &mut Session, id: &str, approval: Option<&str>) -> Result<ApprovalView, CliError> {
    let mut open = session.approvals(id).await?;
    if let Some(wanted) = approval {
        open.retain(|view| view.gate.approval_id.to_string() == wanted);
    }
    if open.len() > 1 {
        let names: Vec<String> = open.iter().map(|view| view.gate.approval_id.to_string()).collect();
        return Err(CliError::usage(
            format!("run {id} has several open approvals: {}", names.join(", ")),
            format!("name one: aegis approve {id} {}", names.first().map(String::as_str).unwrap_or_default()),
        ));
    }
    match open.pop() {
        Some(only) => Ok(only),
        None => {
            let run = session.run(id).await?;
            let what =
                approval.map_or_else(|| "open approval".to_owned(), |named| format!("open approval {named}"));
            Err(CliError::NoApproval { id: id.to_owned(), what, status: run.status.to_string() })
        }
    }
}

/// A decision about exactly what was shown.
pub(super) fn request(
    decision: Decision,
    shown: &ApprovalView,
    comment: Option<String>,
    patch: Option<Value>,
) -> DecisionRequest {
    DecisionRequest {
        decision: Some(decision.word().to_owned()),
        approval_id: Some(shown.gate.approval_id.to_string()),
        artifact_hash: Some(shown.gate.artifact_hash.to_string()),
        comment,
        patch,
        ..DecisionRequest::default()
    }
}

async fn send(
    app: &App,
    session: &mut Session,
    id: &str,
    decision: Decision,
    request: &DecisionRequest,
) -> Result<Exit, CliError> {
    let reply = session.decide(id, request).await?;
    if app.out.is_json() {
        app.out.object("aegis.decision/v1", json!(reply));
    } else {
        app.out.result(&done(decision, &reply));
    }
    if decision != Decision::Reject {
        hint(app, session, id);
    }
    Ok(Exit::Done)
}

/// What has been decided, for people.
fn done(decision: Decision, reply: &DecisionReply) -> String {
    let edited = if reply.shown_hash == reply.artifact_hash { "" } else { ", with changes" };
    format!(
        "{} of run {} is {} by {}{edited}",
        reply.approval_id,
        reply.workflow_id,
        decision.done(),
        reply.decided_by
    )
}

fn unchanged(app: &App, id: &str) -> Result<Exit, CliError> {
    app.out.notice(&format!("nothing was decided; run {id} goes on waiting"));
    Ok(Exit::WaitsForPerson)
}

fn read_patch(path: &Path) -> Result<Value, CliError> {
    let text = super::run::read_text(path)?;
    let patch: Value = serde_json::from_str(&text).map_err(|error| {
        CliError::usage(
            format!("{} is no JSON: {error}", path.display()),
            "write a JSON Patch (a list, RFC 6902) or a merge patch (an object, RFC 7396)",
        )
    })?;
    super::run::exact(path, &text)?;
    if patch.is_array() || patch.is_object() {
        return Ok(patch);
    }
    Err(CliError::usage(
        format!("{} is neither a list nor an object", path.display()),
        "write a JSON Patch (a list, RFC 6902) or a merge patch (an object, RFC 7396)",
    ))
}
