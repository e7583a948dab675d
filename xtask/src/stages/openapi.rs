//! Sends generated requests to a server and checks its answers against its own OpenAPI document, with schemathesis.

use crate::context::Context;
use crate::error::Error;
use crate::outcome::Outcome;
use crate::server::Server;
use crate::{report, run, tools};
use std::path::{Path, PathBuf};
use xshell::cmd;

/// Pinned, so that a new release does not fail an old commit.
const SCHEMATHESIS: &str = "schemathesis==4.32.5";

pub(super) fn check(context: &Context) -> Result<Outcome, Error> {
    let python = match tools::need(context, &tools::PYTHON)? {
        Ok(python) => python,
        Err(why) => return Ok(Outcome::skipped(why)),
    };
    let program = match installed(context, &python) {
        Ok(program) => program,
        Err(error) => return Ok(Outcome::skipped(format!("schemathesis could not be installed: {error}"))),
    };
    let server = Server::start(context)?;
    let document = format!("{}/openapi.json", server.url);
    let config = context.root.join("e2e/openapi/schemathesis.toml");
    let folder = context.scratch("openapi")?;
    let _folder = context.shell.push_dir(&folder);
    let command = || cmd!(context.shell, "{program} --config-file {config} run {document}");
    let (mut good, text) = run::teed(command())?;
    if !good && has_failed_itself(&text) {
        report::say("schemathesis itself has failed, not the server: once more");
        good = run::shown(command())?;
    }
    Ok(Outcome::of_success(good, "the server broke its OpenAPI document; the requests are shown above"))
}

/// Whether what stopped it was an error of its own, with no answer that breaks the document.
fn has_failed_itself(text: &str) -> bool {
    text.contains("Runtime Error") && !text.contains("= FAILURES =")
}

/// schemathesis in an environment of its own below the target folder.
fn installed(context: &Context, python: &Path) -> Result<PathBuf, Error> {
    let folder = context.scratch("tools")?.join(SCHEMATHESIS.replace("==", "-"));
    let program = folder.join("bin").join("schemathesis");
    if !program.is_file() {
        report::say(&format!("installing {SCHEMATHESIS} below the target folder"));
        let pip = folder.join("bin").join("python");
        cmd!(context.shell, "{python} -m venv {folder}").quiet().run()?;
        cmd!(context.shell, "{pip} -m pip install --quiet {SCHEMATHESIS}").quiet().run()?;
    }
    Ok(program)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_breaks_the_document_is_no_error_of_the_tool() {
        let own = "==== ERRORS ====\nRuntime Error\n";
        assert!(has_failed_itself(own));
        assert!(!has_failed_itself(&format!("{own}==== FAILURES ====\n1. Server error\n")));
        assert!(!has_failed_itself("==== FAILURES ====\n1. Server error\n"));
    }
}
