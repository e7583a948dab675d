//! The stage that has checkov look through the Terraform code for what is known to go wrong. What it is told to leave alone,
//! and why, is in `terraform/.checkov.yaml`.

use crate::context::Context;
use crate::error::Error;
use crate::outcome::Outcome;
use crate::{report, run, tools};
use std::path::PathBuf;
use xshell::cmd;

/// The version that is installed: a newer one may know more mistakes.
const VERSION: &str = "3.3.30";

pub(super) fn check(context: &Context) -> Result<Outcome, Error> {
    let program = match program(context)? {
        Ok(program) => program,
        Err(why) => return Ok(Outcome::skipped(why)),
    };
    let config = context.root.join("terraform").join(".checkov.yaml");
    // Its descriptions of each check would come from the network; what they are about is in its output.
    let command = cmd!(context.shell, "{program} --config-file {config} --skip-download");
    let (success, text) = run::teed(command)?;
    Ok(judged(success, &text))
}

/// An exit code alone would call a folder in which nothing was found good.
fn judged(success: bool, text: &str) -> Outcome {
    let counts = text.lines().find_map(|line| {
        let (passed, rest) = line.strip_prefix("Passed checks: ")?.split_once(", Failed checks: ")?;
        let failed = rest.split(',').next()?;
        Some((passed.parse().ok()?, failed.parse().ok()?))
    });
    match counts {
        None | Some((0, _)) => Outcome::failed("checkov has checked nothing; see above"),
        Some((_, 0)) if !success => Outcome::failed("checkov ended with an error; see above"),
        Some((passed, failed)) => Outcome { passed, failed, ..Outcome::default() },
    }
}

/// Installs it once, in a Python environment of its own. `Err` inside says why it can't be had here.
fn program(context: &Context) -> Result<Result<PathBuf, String>, Error> {
    let folder = context.target.join("tools").join("checkov");
    let (ready, program) = (folder.join("ready"), folder.join("venv").join("bin").join("checkov"));
    if std::fs::read_to_string(&ready).is_ok_and(|version| version == VERSION) {
        return Ok(Ok(program));
    }
    if let Err(why) = tools::need(context, &tools::PYTHON)? {
        return Ok(Err(why));
    }
    report::say(&format!("installing checkov {VERSION} once (a minute)"));
    let shell = &context.shell;
    shell.remove_path(&folder)?;
    shell.create_dir(&folder)?;
    let environment = folder.join("venv");
    let pip = environment.join("bin").join("pip");
    let itself = format!("checkov=={VERSION}");
    let installed = cmd!(shell, "python3 -m venv {environment}").quiet().run().and_then(|()| {
        cmd!(shell, "{pip} install --quiet --disable-pip-version-check {itself}").quiet().run()
    });
    if let Err(error) = installed {
        return Ok(Err(format!("checkov can't be installed here: {error}")));
    }
    shell.write_file(&ready, VERSION)?;
    Ok(Ok(program))
}

#[cfg(test)]
mod tests {
    use super::judged;

    #[test]
    fn findings_are_failures() {
        let outcome =
            judged(false, "\nPassed checks: 68, Failed checks: 3, Skipped checks: 0, Parsing errors: 0\n");
        assert_eq!((outcome.passed, outcome.failed), (68, 3));
    }

    #[test]
    fn a_scan_of_nothing_is_no_success() {
        assert_eq!(judged(true, "").failed, 1);
        assert_eq!(judged(true, "Passed checks: 0, Failed checks: 0, Skipped checks: 0").failed, 1);
    }

    #[test]
    fn a_scan_that_breaks_off_is_no_success() {
        assert_eq!(judged(false, "Passed checks: 68, Failed checks: 0, Skipped checks: 0").failed, 1);
    }
}
