//! `watch`: follows a run to its end and carries it on if nobody else does. It decides nothing, so it exits 0 however the
//! run ended.

use super::following::{Following, event_object};
use crate::app::App;
use crate::client::Session;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::{approval, run};
use serde_json::json;
use shared::run::RunStatus;

pub(super) async fn watch(app: &App, session: &mut Session, given: &str) -> Result<Exit, CliError> {
    let id = session.resolve(given).await?;
    let mut following = Following::new(app, &id, 0);
    let mut told_gate = None;
    loop {
        let tick = following.next(session).await?;
        if app.out.is_json() {
            tick.events.iter().for_each(|happened| event_object(app, happened));
            if !app.out.is_heard() {
                return Ok(Exit::Done);
            }
        } else {
            following.narrate(&tick);
        }
        if tick.run.status.is_terminal() {
            if app.out.is_json() {
                app.out.object("aegis.run/v1", json!(tick.run));
            } else {
                app.out.result(&run::ending(&tick.run, app.out.out));
                if tick.run.status == RunStatus::Completed {
                    app.out.narrate(&format!("`aegis export {id}` copies its result to a folder"));
                }
            }
            return Ok(Exit::Done);
        }
        let gate =
            tick.run.steps.iter().find_map(|step| step.gate.as_ref().map(|gate| gate.approval_id.clone()));
        if tick.run.status == RunStatus::AwaitingApproval && gate != told_gate {
            for open in session.approvals(&id).await? {
                let page = session.page(&format!("/approve/{id}"));
                app.out.narrate(&approval::how_to_decide(&open, page.as_deref()));
            }
            told_gate = gate;
        }
    }
}
