//! The stage that checks licences, banned crates and sources with cargo-deny. The rules are in `deny.toml`.

use crate::context::Context;
use crate::error::Error;
use crate::outcome::Outcome;
use crate::{report, run, tools};
use std::path::PathBuf;
use xshell::cmd;

/// The version that is installed where there is none.
const VERSION: &str = "0.20.2";

pub(super) fn check(context: &Context) -> Result<Outcome, Error> {
    let program = match tools::find("cargo-deny") {
        Some(program) => program,
        None => install(context)?,
    };
    // Advisories would need a clone of their database from the network: a gate must not depend on it.
    let good = run::shown(cmd!(context.shell, "{program} --all-features check bans licenses sources"))?;
    Ok(Outcome::of_success(
        good,
        "see cargo-deny's output above; the rules and their reasons are in deny.toml",
    ))
}

/// Builds cargo-deny once below the target folder. Unoptimised: it runs for seconds, and builds twice as fast.
fn install(context: &Context) -> Result<PathBuf, Error> {
    let tools = context.scratch("tools")?;
    let program = tools.join("bin").join("cargo-deny");
    if !program.is_file() {
        report::say(&format!("building cargo-deny {VERSION} once"));
        let target = tools.join("build");
        cmd!(
            context.shell,
            "cargo install cargo-deny --version {VERSION} --locked --debug --quiet --root {tools} --target-dir {target}"
        )
        .quiet()
        .run()?;
        context.shell.remove_path(&target)?;
    }
    Ok(program)
}
