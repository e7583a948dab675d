//! `events`: the history of a run, and with `-f` what comes, until it ends.

use super::following::{Following, event_object};
use crate::app::App;
use crate::args::EventsArgs;
use crate::client::Session;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::event;
use shared::wire::EventView;

pub(super) async fn events(app: &App, session: &mut Session, args: &EventsArgs) -> Result<Exit, CliError> {
    let id = session.resolve(&args.id).await?;
    if args.follow {
        let mut following = Following::new(app, &id, args.after);
        loop {
            let tick = following.next(session).await?;
            tick.events.iter().for_each(|happened| tell(app, happened));
            if tick.run.status.is_terminal() || !app.out.is_heard() {
                return Ok(Exit::Done);
            }
        }
    }
    let mut after = args.after;
    loop {
        let page = session.events(&id, after).await?;
        page.events.iter().for_each(|happened| tell(app, happened));
        if !page.more || !app.out.is_heard() {
            return Ok(Exit::Done);
        }
        after = page.next_after;
    }
}

fn tell(app: &App, happened: &EventView) {
    match app.out.is_json() {
        true => event_object(app, happened),
        false => app.out.result(&event::numbered(happened, app.out.out)),
    }
}
