//! Runs the tests of the Terraform code. What they check is said in `terraform/tests/run.sh`.

use crate::context::Context;
use crate::error::Error;
use crate::outcome::Outcome;
use crate::{emulators, run, tools};
use xshell::cmd;

/// The emulator that the code is applied on.
const EMULATOR: &str = "ministack";

pub(super) fn check(context: &Context) -> Result<Outcome, Error> {
    if tools::find("terraform").is_none() {
        return Ok(Outcome::skipped("terraform is not installed: install Terraform 1.11 or newer"));
    }
    for tool in [&tools::CURL, &tools::PYTHON] {
        if let Err(why) = tools::need(context, tool)? {
            return Ok(Outcome::skipped(why));
        }
    }
    let mut outcome = part(context, "static")?;
    if outcome.failed == 0 {
        outcome.add(&applied(context)?);
    }
    Ok(outcome)
}

fn applied(context: &Context) -> Result<Outcome, Error> {
    for emulator in emulators::ALL.iter().filter(|emulator| emulator.name == EMULATOR) {
        if let Err(why) = emulators::need(context, emulator)? {
            return Ok(Outcome::skipped(why));
        }
    }
    let program = context.target.join("tools").join(EMULATOR).join("venv").join("bin").join(EMULATOR);
    let _program = context.shell.push_env("MINISTACK", program);
    part(context, "emulator")
}

fn part(context: &Context, name: &str) -> Result<Outcome, Error> {
    let script = context.root.join("terraform").join("tests").join("run.sh");
    let good = run::shown(cmd!(context.shell, "{script} {name}"))?;
    Ok(Outcome::of_success(good, "see the output of terraform/tests/run.sh above"))
}
