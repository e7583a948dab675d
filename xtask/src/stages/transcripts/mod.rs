//! Runs the commands that documents show and compares what they print. What changes with every run (ids, times, hashes)
//! is levelled on both sides; a line `...` in a document stands for any lines. It must not know what a command means.

mod blocks;
mod bounded;
mod level;

use crate::context::Context;
use crate::error::Error;
use crate::outcome::Outcome;
use crate::server::{self, Server};
use crate::tools;
use blocks::{Block, Call};
use level::{alike, level};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// Documents with transcripts. Each gets a folder of its own, and a server if it talks to one.
const DOCUMENTS: [(&str, bool); 3] =
    [("README.md", false), ("docs/API.md", true), ("docs/OPERATIONS.md", false)];

/// How long one command may take: many times what the slowest does, and little enough for somebody who waits.
const LIMIT: Duration = Duration::from_secs(120);

/// Runs all transcripts and compares.
pub(crate) fn check(context: &Context) -> Result<Outcome, Error> {
    if let Err(why) = tools::need(context, &tools::CURL)? {
        return Ok(Outcome::skipped(why));
    }
    let mut outcome = Outcome::default();
    for (document, served) in DOCUMENTS {
        let text = context.read(document)?;
        let place = Place::new(context, served)?;
        for call in blocks::of(&text).iter().flat_map(Block::calls) {
            let found = match place.run(&call.command) {
                Ok(printed) if alike(&level(&call.output), &level(&printed)) => Outcome::passed(),
                Ok(printed) => Outcome::failed(difference(document, &call, &printed)),
                Err(slow @ Error::TooSlow { .. }) => Outcome::failed(format!("{document}: {slow}")),
                Err(error) => return Err(error),
            };
            outcome.add(&found);
            outcome.notes.extend(found.notes);
        }
    }
    Ok(outcome)
}

/// Runs all transcripts and writes what they print into the documents where it differs.
pub(crate) fn write_transcripts(context: &Context) -> Result<(), Error> {
    for (document, served) in DOCUMENTS {
        let mut text = context.read(document)?;
        let place = Place::new(context, served)?;
        for block in blocks::of(&text) {
            let mut calls = block.calls();
            for call in &mut calls {
                let printed = place.run(&call.command)?;
                if !alike(&level(&call.output), &level(&printed)) {
                    call.output = printed;
                }
            }
            text = text.replace(&block.text, &blocks::text(&calls));
        }
        context.shell.write_file(document, text)?;
    }
    Ok(())
}

fn difference(document: &str, call: &Call, printed: &str) -> String {
    let indent = |text: &str| text.lines().map(|line| format!("\n      | {line}")).collect::<String>();
    format!(
        "{document}: `{}`\n    the document says{}\n    it printed{}\n    `cargo xtask docs` writes what is printed now",
        call.command,
        indent(&call.output),
        indent(printed)
    )
}

/// Where the commands of one document run: a fresh folder with the examples in it.
struct Place {
    folder: TempDir,
    path: std::ffi::OsString,
    server: Option<Server>,
}

impl Place {
    fn new(context: &Context, served: bool) -> Result<Self, Error> {
        let folder = TempDir::new().map_err(Error::file("a temporary folder"))?;
        copy(context, &context.root.join("examples"), &folder.path().join("examples"))?;
        let program = server::program(context)?;
        let mut path = program.parent().map(Path::as_os_str).unwrap_or_default().to_owned();
        path.push(":");
        path.push(std::env::var_os("PATH").unwrap_or_default());
        let server = if served { Some(Server::start(context)?) } else { None };
        Ok(Self { folder, path, server })
    }

    /// stdout and stderr together, as a terminal would show them; JSON is indented. A code other than 0 is shown.
    fn run(&self, command: &str) -> Result<String, Error> {
        let mut bash = Command::new("bash");
        bash.args(["-c", &format!("exec 2>&1; {command}")])
            .current_dir(self.folder.path())
            .env("HOME", self.folder.path())
            .env("PATH", &self.path)
            .env("TERM", "dumb")
            .stdin(Stdio::null());
        if let Some(server) = &self.server {
            bash.env("AEGIS", &server.url);
        }
        let ended = bounded::run(bash, command, LIMIT)?;
        let mut text = String::from_utf8_lossy(&ended.stdout).into_owned();
        if let Ok(json) = serde_json::from_str::<serde_json::Value>(&text) {
            text = format!("{json:#}\n");
        }
        if let Some(code) = ended.status.code().filter(|code| *code != 0) {
            text.push_str(&format!("[exit code {code}]\n"));
        }
        let own = self.folder.path().to_string_lossy();
        Ok(text.replace(&format!("{own}/"), "").replace(&*own, "."))
    }
}

/// Copies a folder with its files and folders.
fn copy(context: &Context, from: &Path, to: &Path) -> Result<(), Error> {
    context.shell.create_dir(to)?;
    for path in context.shell.read_dir(from)? {
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy(context, &path, &target)?;
        } else {
            context.shell.copy_file(path, target)?;
        }
    }
    Ok(())
}
