//! `check`: reads a playbook and says every mistake in it, without a store or a network.

use super::run::playbook_file;
use crate::app::App;
use crate::args::CheckArgs;
use crate::error::CliError;
use crate::exit::Exit;
use serde_json::json;

pub(super) fn check(app: &App, args: &CheckArgs) -> Result<Exit, CliError> {
    let playbook = playbook_file(&args.file)?;
    if app.out.is_json() {
        let steps: Vec<&str> = playbook.steps.iter().map(|step| step.id.as_str()).collect();
        let value = json!({"valid": true, "name": playbook.name, "hash": playbook.hash, "steps": steps});
        app.out.object("aegis.check/v1", value);
    } else {
        let file = args.file.display().to_string();
        app.out.result(&crate::output::playbook::checked(&playbook, &file, app.out.out));
    }
    Ok(Exit::Done)
}
