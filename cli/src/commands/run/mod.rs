//! `run`: starts a run, follows it, asks at its gates, and puts its result where it belongs.

mod demo;
mod documents;
mod gate;
mod input;
mod skipped;

pub(super) use input::{exact, playbook_file, read_text};

use super::following::Following;
use super::pause::hint;
use crate::app::App;
use crate::args::RunArgs;
use crate::client::Session;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output;
use gate::Passed;
use serde_json::{Value, json};
use shared::run::RunStatus;
use shared::wire::{AcceptedView, RunView};
use std::path::{Path, PathBuf};

pub(super) async fn run(app: &App, session: &mut Session, args: RunArgs) -> Result<Exit, CliError> {
    if let Some(output) = args.output.as_deref().filter(|path| *path != Path::new("-") && path.is_file()) {
        let advice = "name a folder, or - for the report's text on stdout";
        return Err(CliError::usage(format!("-o {} is a file", output.display()), advice));
    }
    let request = input::request(app, session, &args).await?;
    let accepted = session.start(&request).await?;
    let id = accepted.workflow_id.to_string();
    if args.detach {
        return detached(app, session, &accepted);
    }
    // From here on an interruption says how to go on.
    let mut following = Following::new(app, &id, 0);
    if !app.out.is_json() {
        app.out.narrate(&format!("run {id}  (`aegis why {id}` in another terminal says what it waits for)"));
    }
    let mut told_skipped = false;
    let mut gates = gate::Gates::new(args.approve);
    loop {
        let tick = following.next(session).await?;
        following.narrate(&tick);
        let stands = tick.run.status.is_terminal() || tick.run.status == RunStatus::AwaitingApproval;
        if stands && !std::mem::replace(&mut told_skipped, true) {
            skipped::tell(app, session, &id).await?;
        }
        if tick.run.status.is_terminal() {
            return ended(app, session, &args, tick.run).await;
        }
        if gates.pass(app, session, &tick.run).await? == Passed::LeftOpen {
            return left_open(app, session, tick.run).await;
        }
    }
}

fn detached(app: &App, session: &Session, accepted: &AcceptedView) -> Result<Exit, CliError> {
    match app.out.is_json() {
        true => app.out.object("aegis.accepted/v1", json!(accepted)),
        false => app.out.result(accepted.workflow_id.as_str()),
    }
    hint(app, session, accepted.workflow_id.as_str());
    Ok(Exit::Done)
}

/// Nobody decided here: the run is told as it stands, and waits.
async fn left_open(app: &App, session: &mut Session, run: RunView) -> Result<Exit, CliError> {
    if app.out.is_json() {
        app.out.object("aegis.run/v1", json!(session.run(run.workflow_id.as_str()).await?));
    }
    Ok(Exit::WaitsForPerson)
}

async fn ended(app: &App, session: &mut Session, args: &RunArgs, run: RunView) -> Result<Exit, CliError> {
    let id = run.workflow_id.to_string();
    app.out.narrate(&output::run::ending(&run, app.out.err));
    let mut report = None;
    if run.status == RunStatus::Completed {
        if args.output.as_deref() == Some(Path::new("-")) && !app.out.is_json() {
            app.out.bytes(&session.report(&id).await?);
            return Ok(Exit::Done);
        }
        let folder = args.output.clone().filter(|path| path != Path::new("-"));
        let saved = session.save_result(&id, &folder.unwrap_or_else(|| default_folder(&id))).await;
        if saved.is_err() {
            app.out.narrate(&format!("its result is stored: `aegis export {id} -o FOLDER` copies it"));
        }
        report = Some(saved?);
    }
    let exit = Exit::of_run(run.status);
    if app.out.is_json() {
        app.out.object("aegis.run/v1", with_report(&run, report.as_deref()));
    } else if let Some(report) = report {
        app.out.result(&report.display().to_string());
    } else {
        app.out.narrate(&format!("`aegis show {id}` shows it, `aegis events {id}` how it came to this"));
    }
    Ok(exit)
}

fn default_folder(id: &str) -> PathBuf {
    super::export::default_folder(id)
}

fn with_report(run: &RunView, report: Option<&Path>) -> Value {
    let mut value = json!(run);
    if let (Value::Object(map), Some(report)) = (&mut value, report) {
        map.insert("report_path".to_owned(), report.display().to_string().into());
    }
    value
}
