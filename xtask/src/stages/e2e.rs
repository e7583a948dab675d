//! Brings the whole serverless home up on an emulator and lives through the scenarios of `e2e/serverless`, with the
//! functions that the stage before has built.

use super::browser;
use super::suite::counted;
use crate::context::Context;
use crate::error::Error;
use crate::outcome::Outcome;
use crate::{emulators, faketime, lambda, run, tools};
use std::path::Path;
use xshell::cmd;

/// Of the many runs, how many are at work at once. On a machine with much else to do 200 make the emulator, which is one
/// process, so late that its clients ask again, which makes it later still; nothing of that is ours.
const AT_WORK: &str = "64";

pub(super) fn check(context: &Context) -> Result<Outcome, Error> {
    if let Some(why) = lacks(context)? {
        return Ok(Outcome::skipped(why));
    }
    let shell = &context.shell;
    let browser = match browser::ready(context)? {
        Ok(browser) => browser,
        Err(why) => return Ok(Outcome::skipped(why)),
    };
    let faketime = faketime::library(context)?;
    let next = lambda::next_release(context)?;
    // As the tests are built, so that nothing is built twice.
    cmd!(shell, "cargo build --locked --workspace --all-features --bin e2e-serverless --bin aegis").run()?;
    let debug = context.target.join("debug");
    let (program, aegis) = (debug.join("e2e-serverless"), debug.join("aegis"));
    let packages = context.target.join("lambda");
    let root = &context.root;
    let folder = &browser.folder;
    let command = cmd!(
        shell,
        "{program} --packages {packages} --next {next} --aegis {aegis} --root {root} --browser {folder} --at-work {AT_WORK}"
    )
    .args(faketime.iter().flat_map(|library| [Path::new("--faketime"), library]))
    .env("CHROMIUM", &browser.chromium);
    let (success, text) = run::teed(command)?;
    let mut outcome = counted(&text);
    outcome.notes.extend(faketime.err());
    if !success && outcome.failed == 0 {
        outcome.failed = 1;
        outcome.notes.push("the home did not come up; see above".to_owned());
    }
    Ok(outcome)
}

/// What the home needs and this machine has not, if anything.
fn lacks(context: &Context) -> Result<Option<String>, Error> {
    let Some(ministack) = emulators::ALL.iter().find(|emulator| emulator.name == "ministack") else {
        return Err(Error::Unexpected("the gate does not know ministack any more".to_owned()));
    };
    if let Err(why) = emulators::need(context, ministack)? {
        return Ok(Some(why));
    }
    if tools::find("terraform").is_none() {
        return Ok(Some("terraform is not installed: see terraform/README.md".to_owned()));
    }
    // Machines without a way to the provider's registry have it in a folder of their own.
    let mirror = context.root.join("../shared/tools/terraform-mirror");
    if mirror.is_file() {
        let shell = &context.shell;
        cmd!(shell, "{mirror}").quiet().ignore_stdout().run()?;
    }
    Ok(None)
}
