//! `approvals`: gates that wait for somebody.

use crate::app::App;
use crate::client::Session;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::list;
use serde_json::json;
use shared::wire::InboxView;

pub(super) async fn approvals(app: &App, session: &mut Session) -> Result<Exit, CliError> {
    let InboxView { approvals, unreadable, .. } = match session.exists() {
        true => session.inbox().await?,
        false => InboxView { approvals: Vec::new(), unreadable: Vec::new(), next_cursor: None },
    };
    for run in &unreadable {
        app.out.notice(&format!("run {} can't be read: {}", run.workflow_id, run.problem));
    }
    if app.out.is_json() {
        app.out.object("aegis.approvals/v1", json!({"approvals": approvals}));
    } else if approvals.is_empty() {
        app.out.narrate("nobody is waited for");
    } else {
        app.out.result(&list::approvals(&approvals, app.now(), app.out.out));
    }
    Ok(Exit::Done)
}
