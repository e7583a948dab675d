//! Drives the approval page and the report in a real browser, and has the browser ready for other stages. What the pages must
//! do is said in `e2e/browser`.

use crate::context::Context;
use crate::error::Error;
use crate::outcome::Outcome;
use crate::server::Server;
use crate::{report, run, tools};
use std::path::PathBuf;
use xshell::cmd;

/// The picture for the README, as the test takes it.
const SCREENSHOT: &str = "approval.png";

/// What a test in a browser needs.
pub(super) struct Ready {
    /// The tests beside their library.
    pub(super) folder: PathBuf,
    /// The browser.
    pub(super) chromium: PathBuf,
    node: PathBuf,
}

/// Finds and installs it, or says why it can't be had.
pub(super) fn ready(context: &Context) -> Result<Result<Ready, String>, Error> {
    let mut found = Vec::new();
    for tool in [&tools::CHROMIUM, &tools::NODE, &tools::NPM] {
        match tools::need(context, tool)? {
            Ok(path) => found.push(path),
            Err(why) => return Ok(Err(why)),
        }
    }
    let [chromium, node, npm] = found.as_slice() else { return Ok(Err("no browser".to_owned())) };
    let folder = installed(context, npm)?;
    Ok(Ok(Ready { folder, chromium: chromium.clone(), node: node.clone() }))
}

pub(super) fn check(context: &Context) -> Result<Outcome, Error> {
    let Ready { folder, chromium, node } = match ready(context)? {
        Ok(ready) => ready,
        Err(why) => return Ok(Outcome::skipped(why)),
    };
    let server = Server::start(context)?;
    let shell = &context.shell;
    let _folder = shell.push_dir(&folder);
    let command = cmd!(shell, "{node} --test --test-reporter=spec approval.test.mjs report.test.mjs")
        .env("AEGIS", &server.url)
        .env("CHROMIUM", chromium)
        .env("EXAMPLES", context.root.join("examples").join("documents"))
        .env("SCREENSHOT", folder.join(SCREENSHOT));
    Ok(Outcome::of_success(run::shown(command)?, "see the browser's output above"))
}

/// The test beside its library, below the target folder: the repository stays as it is.
fn installed(context: &Context, npm: &PathBuf) -> Result<PathBuf, Error> {
    let folder = context.scratch("browser")?;
    let shell = &context.shell;
    let source = context.root.join("e2e").join("browser");
    for file in shell.read_dir(&source)?.into_iter().filter(|file| file.is_file()) {
        shell.copy_file(file, &folder)?;
    }
    let _folder = shell.push_dir(&folder);
    report::say("installing what e2e/browser/package-lock.json names");
    cmd!(shell, "{npm} ci --silent --no-audit --no-fund").quiet().run()?;
    Ok(folder)
}

/// Runs the test and keeps its picture for the README.
pub(crate) fn take_screenshot(context: &Context) -> Result<(), Error> {
    let outcome = check(context)?;
    if outcome.passed == 0 {
        return Err(Error::Unexpected(format!("no picture of the page: {}", outcome.notes.join("; "))));
    }
    let picture = context.scratch("browser")?.join(SCREENSHOT);
    let images = context.root.join("docs").join("images");
    context.shell.create_dir(&images)?;
    context.shell.copy_file(picture, images.join(SCREENSHOT))?;
    Ok(())
}
