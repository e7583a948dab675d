//! `doctor`: how Aegis is set up here and what is wrong with it. It repairs nothing and makes no store.

use crate::app::App;
use crate::args::AuthMode;
use crate::client::{Endpoint, Session};
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::doctor::{Check, Verdict, checks, settings};
use ::agents::reading::{MediaType, SkipReason};
use serde_json::json;
use std::path::Path;

pub(super) async fn doctor(app: &App, session: &mut Session) -> Result<Exit, CliError> {
    let mut found = vec![Check::new("version", Verdict::Ok, env!("CARGO_PKG_VERSION"))];
    match &app.settings.server {
        Some(server) => {
            found.push(sign_in(app));
            found.push(reached("server", &server.value, session).await);
        }
        None => found.extend(local(session).await),
    }
    found.push(documents());
    found.push(editor(app));
    found.push(match app.out.is_interactive() {
        true => Check::new("terminal", Verdict::Ok, "questions can be asked here"),
        false => Check::new("terminal", Verdict::Attention, "no questions here: `run` exits 3 at a gate"),
    });
    let broken = found.iter().any(|check| check.verdict == Verdict::Broken);
    let rows = app.settings.rows();
    if app.out.is_json() {
        app.out.object("aegis.doctor/v1", json!({"ok": !broken, "checks": found, "settings": rows}));
    } else {
        app.out.result(&format!("{}\n\n{}", checks(&found, app.out.out), settings(&rows)));
    }
    Ok(if broken { Exit::Failure } else { Exit::Done })
}

/// How requests are signed; never with what.
fn sign_in(app: &App) -> Check {
    let mode = app.settings.auth_mode();
    match mode.value {
        AuthMode::None => {
            Check::new("sign-in", Verdict::Ok, "none: requests carry no token and no signature")
        }
        AuthMode::Bearer => Check::new("sign-in", Verdict::Ok, "by token"),
        AuthMode::Iam => match app.settings.aws.keys() {
            Ok(_) => {
                Check::new("sign-in", Verdict::Ok, format!("by AWS keys of {}", app.settings.aws.source()))
            }
            Err(error) => Check::new("sign-in", Verdict::Broken, error.why().unwrap_or_default()),
        },
    }
}

async fn local(session: &mut Session) -> Vec<Check> {
    let store = session.store();
    if !session.exists() {
        let detail = format!("{} is not there yet; the first run makes it", store.display());
        return vec![
            Check::new("store", Verdict::Ok, detail),
            writable(store.parent().unwrap_or(Path::new("."))),
        ];
    }
    let holder = Endpoint::read(&store);
    let check = reached("store", &store.display().to_string(), session).await;
    let engine = match (session.is_holder(), holder) {
        (false, Some(holder)) if holder.engine => {
            let url = holder.url.unwrap_or_default();
            Check::new("engine", Verdict::Ok, format!("process {} carries runs on, at {url}", holder.pid))
        }
        (false, Some(holder)) => {
            Check::new("engine", Verdict::Attention, format!("process {} only looks in", holder.pid))
        }
        (true, _) | (false, None) => Check::new(
            "engine",
            Verdict::Attention,
            "nobody carries runs on right now: `aegis dev` does, or `aegis watch ID` for as long as it waits",
        ),
    };
    vec![check, engine, writable(&store)]
}

async fn reached(name: &str, place: &str, session: &mut Session) -> Check {
    match session.ready().await {
        Ok(_) => Check::new(name, Verdict::Ok, format!("{place} can serve")),
        Err(error) => {
            let said = [Some(error.to_string()), error.why(), error.advice()];
            Check::new(name, Verdict::Broken, said.into_iter().flatten().collect::<Vec<_>>().join("; "))
        }
    }
}

fn writable(folder: &Path) -> Check {
    match tempfile::tempfile_in(folder) {
        Ok(_) => Check::new("disk", Verdict::Ok, format!("{} can be written", folder.display())),
        Err(error) => Check::new(
            "disk",
            Verdict::Broken,
            format!("{} can't be written: {error}; free space or choose another --store", folder.display()),
        ),
    }
}

/// An empty input makes the parser say that it is no PDF: so it starts, limits itself and answers.
fn documents() -> Check {
    const NAME: &str = "document reader";
    match crate::hold::agents::document_parser().parse(MediaType::Pdf, b"") {
        Err(SkipReason::NoReader { detail }) => {
            let text = format!("it can't be started: {detail}; only text files will be read");
            Check::new(NAME, Verdict::Broken, text)
        }
        Ok(_) | Err(_) => Check::new(NAME, Verdict::Ok, "starts, within its limits"),
    }
}

fn editor(app: &App) -> Check {
    match app.environment.editor() {
        Some(editor) => Check::new("editor", Verdict::Ok, editor),
        None => Check::new("editor", Verdict::Attention, "neither VISUAL nor EDITOR is set; vi is used"),
    }
}
