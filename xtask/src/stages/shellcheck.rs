//! The stage that checks shell scripts.

use crate::context::Context;
use crate::error::Error;
use crate::outcome::Outcome;
use crate::{run, tools};
use xshell::cmd;

pub(super) fn check(context: &Context) -> Result<Outcome, Error> {
    let scripts: Vec<String> =
        context.files()?.into_iter().filter(|path| path.ends_with(".sh") || path == ".ci/run").collect();
    if scripts.is_empty() {
        return Ok(Outcome::failed(".ci/run is missing"));
    }
    let program = match tools::need(context, &tools::SHELLCHECK)? {
        Ok(program) => program,
        Err(why) => return Ok(Outcome::skipped(why)),
    };
    let good = run::shown(cmd!(context.shell, "{program} --enable=all --exclude=SC2250 {scripts...}"))?;
    Ok(Outcome::of_success(good, "see shellcheck's output above"))
}
