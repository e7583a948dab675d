//! `playbooks`: what can be run by name.

use crate::app::App;
use crate::client::Session;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::{table::table, text::one_line};
use serde_json::json;
use shared::wire::PlaybookSummary;

pub(super) async fn playbooks(app: &App, session: &mut Session) -> Result<Exit, CliError> {
    let list = session.playbooks().await?;
    if app.out.is_json() {
        app.out.object("aegis.playbooks/v1", json!(list));
    } else {
        app.out.result(&rows(&list.playbooks));
    }
    Ok(Exit::Done)
}

fn rows(playbooks: &[PlaybookSummary]) -> String {
    let rows = playbooks.iter().map(|playbook| {
        vec![
            one_line(&playbook.name),
            playbook.hash.short(),
            playbook.steps.iter().map(|step| one_line(step)).collect::<Vec<_>>().join(", "),
            playbook.description.as_deref().map(one_line).unwrap_or_default(),
        ]
    });
    table(&["NAME", "HASH", "STEPS", "ABOUT"], rows.collect())
}
