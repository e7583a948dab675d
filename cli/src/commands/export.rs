//! `export`: copies the files of a run to a folder.

use crate::app::App;
use crate::args::ExportArgs;
use crate::client::Session;
use crate::error::CliError;
use crate::exit::Exit;
use serde_json::json;
use shared::run::RunStatus;
use std::path::{Path, PathBuf};

pub(super) async fn export(app: &App, session: &mut Session, args: &ExportArgs) -> Result<Exit, CliError> {
    let id = session.resolve(&args.id).await?;
    let run = session.run(&id).await?;
    if run.status != RunStatus::Completed {
        return Err(CliError::NoApproval { id, what: "result".to_owned(), status: run.status.to_string() });
    }
    if args.output.as_deref() == Some(Path::new("-")) && !app.out.is_json() {
        app.out.bytes(&session.report(&id).await?);
        return Ok(Exit::Done);
    }
    let named = args.output.clone().filter(|path| path != Path::new("-"));
    let folder = named.unwrap_or_else(|| default_folder(&id));
    let main = session.save_result(&id, &folder).await?;
    match app.out.is_json() {
        true => app.out.object("aegis.file/v1", json!({"path": main, "folder": folder})),
        false => app.out.result(&main.display().to_string()),
    }
    Ok(Exit::Done)
}

/// Where a run's files go where no place is named.
pub(super) fn default_folder(id: &str) -> PathBuf {
    PathBuf::from("aegis-out").join(id)
}
