//! The stage that has tflint look at the Terraform code: declarations that nobody uses, missing versions, old notation.

use crate::context::Context;
use crate::error::Error;
use crate::outcome::Outcome;
use crate::{report, run, tools};
use std::path::PathBuf;
use xshell::cmd;

/// The version that is built.
const VERSION: &str = "v0.64.0";
/// The folders that hold a module, below `terraform`.
const MODULES: [&str; 4] = [".", "modules/platform", "modules/images", "modules/runtimes"];

pub(super) fn check(context: &Context) -> Result<Outcome, Error> {
    let program = match program(context)? {
        Ok(program) => program,
        Err(why) => return Ok(Outcome::skipped(why)),
    };
    let mut outcome = Outcome::default();
    for module in MODULES {
        let folder = context.root.join("terraform").join(module);
        let good = run::shown(cmd!(context.shell, "{program} --chdir={folder} --call-module-type=none"))?;
        outcome.add(&Outcome::of_success(good, "see tflint's output above"));
    }
    Ok(outcome)
}

/// The installed one, else one that Go's toolchain builds below the target folder.
fn program(context: &Context) -> Result<Result<PathBuf, String>, Error> {
    if let Some(program) = tools::find("tflint") {
        return Ok(Ok(program));
    }
    let folder = context.target.join("tools").join("tflint");
    let program = folder.join("tflint");
    if program.is_file() {
        return Ok(Ok(program));
    }
    if tools::find("go").is_none() {
        return Ok(Err("neither tflint nor Go, which could build it, is installed".to_owned()));
    }
    report::say(&format!("building tflint {VERSION} once (minutes)"));
    context.shell.create_dir(&folder)?;
    let itself = format!("github.com/terraform-linters/tflint@{VERSION}");
    let built = cmd!(context.shell, "go install {itself}").env("GOBIN", &folder).quiet().run();
    Ok(built.map(|()| program).map_err(|error| format!("tflint can't be built here: {error}")))
}
