//! `completions`: a script that completes this program's commands in a shell.

use crate::app::App;
use crate::args::{Cli, CompletionsArgs};
use crate::error::CliError;
use crate::exit::Exit;
use clap::CommandFactory;

pub(super) fn completions(app: &App, args: &CompletionsArgs) -> Result<Exit, CliError> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "aegis", &mut script);
    app.out.bytes(&script);
    Ok(Exit::Done)
}
