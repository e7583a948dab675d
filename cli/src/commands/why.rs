//! `why`: what a run waits for and what would move it.

use crate::app::App;
use crate::client::Session;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::why::{Case, json, render};
use shared::wire::EventView;

pub(super) async fn why(app: &App, session: &mut Session, given: &str) -> Result<Exit, CliError> {
    let id = session.resolve(given).await?;
    let run = session.run(&id).await?;
    let failure = last_failure(session, &id).await?;
    let carrier = session.carrier();
    let case = Case { run: &run, failure: failure.as_ref(), carrier: &carrier, now: app.now() };
    if app.out.is_json() {
        app.out.object("aegis.why/v1", json(case));
    } else {
        app.out.result(&render(case, app.out.out));
    }
    Ok(Exit::Done)
}

async fn last_failure(session: &mut Session, id: &str) -> Result<Option<EventView>, CliError> {
    let (mut after, mut failure) = (0, None);
    loop {
        let page = session.events(id, after).await?;
        failure = page.events.into_iter().rev().find(|event| event.kind == "StepFailed").or(failure);
        if !page.more {
            return Ok(failure);
        }
        after = page.next_after;
    }
}
