//! `version`: which release this is.

use crate::app::App;
use crate::error::CliError;
use crate::exit::Exit;
use serde_json::json;

pub(super) fn version(app: &App) -> Result<Exit, CliError> {
    let version = env!("CARGO_PKG_VERSION");
    match app.out.is_json() {
        true => app.out.object("aegis.version/v1", json!({"version": version})),
        false => app.out.result(&format!("aegis {version}")),
    }
    Ok(Exit::Done)
}
