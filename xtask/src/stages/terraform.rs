//! Runs the tests of the Terraform code. What they check is said in `terraform/tests/run.sh`.

use crate::context::Context;
use crate::error::Error;
use crate::outcome::Outcome;
use crate::{run, tools};
use xshell::cmd;

pub(super) fn check(context: &Context) -> Result<Outcome, Error> {
    if tools::find("terraform").is_none() {
        return Ok(Outcome::skipped("terraform is not installed: install Terraform 1.11 or newer"));
    }
    if let Err(why) = tools::need(context, &tools::PYTHON)? {
        return Ok(Outcome::skipped(why));
    }
    let script = context.root.join("terraform").join("tests").join("run.sh");
    let good = run::shown(cmd!(context.shell, "{script}"))?;
    Ok(Outcome::of_success(good, "see the output of terraform/tests/run.sh above"))
}
