//! The functions of a next release, for the test that runs two releases at once: this one's sources with a patch, which adds
//! to states, records and messages what this release does not know. It must not touch the clone.

use super::{Arch, FUNCTIONS, GATE_PROFILE, Order};
use crate::context::Context;
use crate::copy;
use crate::error::Error;
use std::path::PathBuf;
use xshell::cmd;

/// What the next release changes.
const PATCH: &str = "e2e/serverless/next-release.patch";

/// Builds them for this machine. Gives the folder of their zips, named as this release's are.
pub(crate) fn next_release(context: &Context) -> Result<PathBuf, Error> {
    let next = copy::sources(context, "next-release")?;
    let patched = cmd!(next.shell, "git apply {PATCH}")
        .quiet()
        // Else git takes it for a part of the clone, and the patch for one of the clone's.
        .env("GIT_CEILING_DIRECTORIES", next.root.parent().unwrap_or(&next.root))
        .run();
    if let Err(error) = patched {
        return Err(Error::Unexpected(format!(
            "{PATCH} does not fit the sources any more: {error}; mend it"
        )));
    }
    let order = Order { arch: Arch::X86_64, profile: GATE_PROFILE, debian: false };
    seed(context, &next, &order)?;
    let zips = super::build_as(&next, context, &order)?;
    debug_assert_eq!(zips.len(), FUNCTIONS.len());
    Ok(next.target.join("lambda"))
}

/// Takes over what this release's build has compiled, so that only what the patch changes is compiled again.
fn seed(context: &Context, next: &Context, order: &Order) -> Result<(), Error> {
    let folders = [PathBuf::from(order.profile), PathBuf::from(order.arch.triple()).join(order.profile)];
    for folder in folders {
        let (from, to) = (context.target.join(&folder), next.target.join(&folder));
        if from.is_dir() && !to.exists() {
            next.shell.create_dir(to.parent().unwrap_or(&to))?;
            cmd!(next.shell, "cp --archive {from} {to}").quiet().run()?;
        }
    }
    Ok(())
}
