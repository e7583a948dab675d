//! `cancel`: ends a run.

use super::pause::accepted;
use crate::app::App;
use crate::args::CancelArgs;
use crate::client::Session;
use crate::error::CliError;
use crate::exit::Exit;

pub(super) async fn cancel(app: &App, session: &mut Session, args: &CancelArgs) -> Result<Exit, CliError> {
    let id = session.resolve(&args.id).await?;
    let view = session.verb(&id, "cancel", args.message.as_deref()).await?;
    accepted(app, &view, &format!("run {id} is {}", view.status));
    Ok(Exit::Done)
}
