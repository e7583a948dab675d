//! Runs the README's first command as it stands, as a newcomer would paste it. Its second is the gate itself.

use crate::context::Context;
use crate::error::Error;
use crate::outcome::Outcome;
use crate::{report, server};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// The code of a run that waits for a person.
const WAITS_FOR_PERSON: i32 = 3;

pub(super) fn check(context: &Context) -> Result<Outcome, Error> {
    let readme = context.read("README.md")?;
    let commands = commands(&readme);
    let [first, second] = commands.as_slice() else {
        let found = commands.len();
        return Ok(Outcome::failed(format!("README.md shows {found} commands in ```sh blocks, not two")));
    };
    let mut findings = Vec::new();
    if second != "cargo xtask test" {
        findings.push(format!("README.md's second command is '{second}', not the gate"));
    }
    // Built before, so that what is looked at is the command and not the compiler.
    let program = server::program(context)?;
    let home = TempDir::new().map_err(Error::file("a temporary folder"))?;
    let place = Place { context, home: home.path(), program };
    let waiting = place.shell(first)?;
    if waiting.status.code() != Some(WAITS_FOR_PERSON) {
        findings.push(format!("'{first}' in a pipe should wait for a person: {}", told(&waiting)));
    }
    // Cargo repeats a package's warnings each time it is run.
    if String::from_utf8_lossy(&waiting.stderr).lines().any(|line| line.starts_with("warning:")) {
        findings.push(format!("'{first}' shows warnings of the compiler: {}", told(&waiting)));
    }
    let whole = place.shell(&format!("{first} --approve auto"))?;
    findings.extend(place.report(first, &whole)?);
    Ok(Outcome::of_findings(findings))
}

/// The lines of all blocks of shell commands.
fn commands(readme: &str) -> Vec<String> {
    let mut commands = Vec::new();
    let mut inside = false;
    for line in readme.lines() {
        match (inside, line) {
            (false, "```sh") => inside = true,
            (true, "```") => inside = false,
            (true, command) => commands.push(command.to_owned()),
            (false, _) => {}
        }
    }
    commands
}

struct Place<'a> {
    context: &'a Context,
    home: &'a Path,
    program: PathBuf,
}

impl Place<'_> {
    /// Runs a command line in the repository, with a home and a store of its own and no terminal.
    fn shell(&self, line: &str) -> Result<Output, Error> {
        report::say(&format!("$ {line}"));
        let mut bash = Command::new("bash");
        bash.args(["-c", line]).current_dir(&self.context.root);
        self.output(bash)
    }

    fn output(&self, mut command: Command) -> Result<Output, Error> {
        // The compiler's own folders are found through HOME unless they are named.
        let home = std::env::var_os("HOME").unwrap_or_default();
        for (variable, folder) in [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")] {
            let own = std::env::var_os(variable).unwrap_or_else(|| Path::new(&home).join(folder).into());
            command.env(variable, own);
        }
        command
            .env("HOME", self.home)
            .env("AEGIS_STORE", self.home.join("store"))
            .stdin(Stdio::null())
            .output()
            .map_err(|source| Error::Start { program: "bash".to_owned(), source })
    }

    /// What is wrong with a run that should have ended with a report: stdout is one line, the report's path, and
    /// `verify` finds every quote of the report.
    fn report(&self, first: &str, whole: &Output) -> Result<Vec<String>, Error> {
        let stdout = String::from_utf8_lossy(&whole.stdout).into_owned();
        let lines: Vec<&str> = stdout.lines().collect();
        let path = match lines.as_slice() {
            [path] if whole.status.success() => self.context.root.join(path),
            _ => return Ok(vec![format!("'{first} --approve auto' should print a path: {}", told(whole))]),
        };
        if !path.is_file() {
            return Ok(vec![format!("'{first}' printed '{stdout}', which is no file")]);
        }
        let folder = path.parent().unwrap_or(Path::new("."));
        let mut verify = Command::new(&self.program);
        verify.arg("verify").arg(folder).current_dir(&self.context.root);
        let verified = self.output(verify)?;
        std::fs::remove_dir_all(folder).map_err(Error::file(folder))?;
        Ok(match verified.status.success() {
            true => Vec::new(),
            false => vec![format!("`aegis verify` does not accept the report: {}", told(&verified))],
        })
    }
}

fn told(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    format!("{}; stdout: {}; stderr: {}", output.status, text(&output.stdout), text(&output.stderr))
}

#[cfg(test)]
mod tests {
    use super::commands;

    #[test]
    fn only_shell_blocks_are_commands() {
        assert_eq!(commands("```sh\na b\n```\ntext\n```console\n$ c\n```\n```sh\nd\n```\n"), ["a b", "d"]);
    }
}
