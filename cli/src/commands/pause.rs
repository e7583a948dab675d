//! `pause` and `resume`: hold back a run's new steps, and let them go.

use crate::app::App;
use crate::client::Session;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::why::Carrier;
use serde_json::json;
use shared::wire::AcceptedView;

pub(super) async fn pause(app: &App, session: &mut Session, given: &str) -> Result<Exit, CliError> {
    let id = session.resolve(given).await?;
    let view = session.verb(&id, "pause", None).await?;
    accepted(app, &view, &format!("run {id} is paused; `aegis resume {id}` lets it go on"));
    Ok(Exit::Done)
}

pub(super) async fn resume(app: &App, session: &mut Session, given: &str) -> Result<Exit, CliError> {
    let id = session.resolve(given).await?;
    let view = session.verb(&id, "resume", None).await?;
    accepted(app, &view, &format!("run {id} goes on"));
    hint(app, session, &id);
    Ok(Exit::Done)
}

/// Says what was done to a run.
pub(super) fn accepted(app: &App, view: &AcceptedView, text: &str) {
    match app.out.is_json() {
        true => app.out.object("aegis.accepted/v1", json!(view)),
        false => app.out.result(text),
    }
}

/// Says how a run is carried on where nobody does.
pub(super) fn hint(app: &App, session: &Session, id: &str) {
    if session.carrier() == Carrier::Nobody {
        app.out.narrate(&format!("no program carries it on right now: `aegis watch {id}` does"));
    }
}
