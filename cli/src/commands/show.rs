//! `show`: one run.

use crate::app::App;
use crate::args::ShowArgs;
use crate::client::Session;
use crate::error::CliError;
use crate::exit::Exit;
use serde_json::json;

pub(super) async fn show(app: &App, session: &mut Session, args: &ShowArgs) -> Result<Exit, CliError> {
    let id = session.resolve(&args.id).await?;
    let run = session.run(&id).await?;
    if app.out.is_json() {
        app.out.object("aegis.run/v1", json!(run));
    } else {
        app.out.result(&crate::output::run::show(&run, args.full, app.now(), app.out.out));
    }
    Ok(Exit::Done)
}
