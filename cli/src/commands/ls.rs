//! `ls`: lists runs, newest first.

use crate::app::App;
use crate::args::ListArgs;
use crate::client::Session;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::list;
use serde_json::json;
use shared::wire::RunList;

pub(super) async fn ls(app: &App, session: &mut Session, args: &ListArgs) -> Result<Exit, CliError> {
    let limit = usize::try_from(args.limit).unwrap_or(usize::MAX);
    // Looking must not make a store.
    let RunList { workflows: runs, unreadable, .. } = match session.exists() {
        true => session.runs(args.status.as_deref(), args.playbook.as_deref(), limit).await?,
        false => RunList { workflows: Vec::new(), unreadable: Vec::new(), next_cursor: None },
    };
    for run in &unreadable {
        app.out.notice(&format!("run {} can't be read: {}", run.workflow_id, run.problem));
    }
    if app.out.is_json() {
        app.out.object("aegis.runs/v1", json!({"workflows": runs}));
    } else if runs.is_empty() && unreadable.is_empty() {
        app.out.narrate(&format!("no runs in {}; `aegis run --demo` makes one", session.place()));
    } else if !runs.is_empty() {
        app.out.result(&list::runs(&runs, app.now(), app.out.out));
    }
    Ok(Exit::Done)
}
