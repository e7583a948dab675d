//! `approvals`: gates that wait for somebody.

use crate::app::App;
use crate::client::Session;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::list;
use serde_json::json;

pub(super) async fn approvals(app: &App, session: &mut Session) -> Result<Exit, CliError> {
    let approvals = match session.exists() {
        true => session.approvals(None).await?,
        false => Vec::new(),
    };
    if app.out.is_json() {
        app.out.object("aegis.approvals/v1", json!({"approvals": approvals}));
    } else if approvals.is_empty() {
        app.out.narrate("nobody is waited for");
    } else {
        app.out.result(&list::approvals(&approvals, app.now(), app.out.out));
    }
    Ok(Exit::Done)
}
