//! Running programs so that a person sees what they print as they print it. It must not judge what it reads.

use crate::error::Error;
use crate::report;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use xshell::Cmd;

/// Runs a command with its output shown. `false` if it ended with a failure.
pub(crate) fn shown(command: Cmd<'_>) -> Result<bool, Error> {
    let program = command.to_string();
    let status = Command::from(command.quiet())
        .stdin(Stdio::null())
        .status()
        .map_err(|source| Error::Start { program, source })?;
    Ok(status.success())
}

/// Runs a command, shows its stdout and returns it as well. stderr is only shown.
pub(crate) fn teed(command: Cmd<'_>) -> Result<(bool, String), Error> {
    let program = command.to_string();
    let start = |source| Error::Start { program: program.clone(), source };
    let mut child =
        Command::from(command.quiet()).stdin(Stdio::null()).stdout(Stdio::piped()).spawn().map_err(start)?;
    let mut text = String::new();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n') {
            let line = line.map_err(|source| Error::Start { program: program.clone(), source })?;
            let line = String::from_utf8_lossy(&line);
            report::say(&line);
            text.push_str(&line);
            text.push('\n');
        }
    }
    let status = child.wait().map_err(|source| Error::Start { program, source })?;
    Ok((status.success(), text))
}
