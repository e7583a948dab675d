//! Deploys with `deploy.sh` and the shipped deployer policy on an emulator that enforces IAM, and lets `e2e/deploy` look at
//! the deployment from all sides. The functions are those that the stage `lambda` has built.

use super::suite::counted;
use crate::context::Context;
use crate::error::Error;
use crate::outcome::Outcome;
use crate::{emulators, run, tools};
use xshell::cmd;

/// The emulator, whose Python runs the driver: it has what the driver needs.
const EMULATOR: &str = "ministack";

/// One deployment's life, with a sample of its rights taken away in turn.
pub(super) fn life(context: &Context) -> Result<Outcome, Error> {
    drive(context, &[])
}

/// All rights of all roles, taken away in turn.
pub(super) fn rights(context: &Context) -> Result<Outcome, Error> {
    drive(context, &["--rights", "all", "--only", "apply,rights,destroy"])
}

fn drive(context: &Context, arguments: &[&str]) -> Result<Outcome, Error> {
    if tools::find("terraform").is_none() {
        return Ok(Outcome::skipped("terraform is not installed: see terraform/README.md"));
    }
    for emulator in emulators::ALL.iter().filter(|emulator| emulator.name == EMULATOR) {
        if let Err(why) = emulators::need(context, emulator)? {
            return Ok(Outcome::skipped(why));
        }
    }
    let packages = context.target.join("lambda");
    if !packages.join("controller-x86_64.zip").is_file() {
        return Ok(Outcome::failed("the functions' zips are not there; run `cargo xtask test lambda` first"));
    }
    let shell = &context.shell;
    // Machines without a way to the provider's registry have it in a folder of their own.
    let mirror = context.root.join("../shared/tools/terraform-mirror");
    if mirror.is_file() {
        cmd!(shell, "{mirror}").quiet().ignore_stdout().run()?;
    }
    // As the tests are built, so that nothing is built twice.
    cmd!(shell, "cargo build --locked --workspace --all-features --bin agentcore-host --bin aegis").run()?;
    let python = context.target.join("tools").join(EMULATOR).join("venv").join("bin").join("python");
    let (driver, programs) = (context.root.join("e2e").join("deploy"), context.target.join("debug"));
    let command = cmd!(shell, "{python} {driver} --programs {programs} --packages {packages} {arguments...}")
        .env("PYTHONDONTWRITEBYTECODE", "1");
    let (success, text) = run::teed(command)?;
    let mut outcome = counted(&text);
    if !success && outcome.failed == 0 {
        outcome.failed = 1;
        outcome.notes.push("the deployment did not come up; see above".to_owned());
    }
    Ok(outcome)
}
