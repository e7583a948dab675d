//! Accepts what the tests show now as the golden files. It must not hide which files changed: git shows them.

use crate::context::Context;
use crate::error::Error;
use crate::stages::{GOLDEN_REFERENCES, orphans};
use crate::{report, run};
use xshell::cmd;

/// Runs all tests with new golden files accepted, then deletes the golden files that none of them read.
pub(crate) fn bless(context: &Context) -> Result<(), Error> {
    let references = context.scratch("snapshots")?.join(GOLDEN_REFERENCES);
    context.shell.remove_path(&references)?;
    let command = cmd!(context.shell, "cargo test --workspace --all-features --no-fail-fast --quiet")
        .env("INSTA_UPDATE", "always")
        .env("INSTA_SNAPSHOT_REFERENCES_FILE", &references);
    if !run::shown(command)? {
        return Err(Error::Unexpected(
            "tests failed for other reasons than golden files; nothing was deleted".to_owned(),
        ));
    }
    for orphan in orphans(context, &references)? {
        report::say(&format!("deleted {orphan}: no test reads it"));
        context.shell.remove_path(context.root.join(orphan))?;
    }
    report::say("golden files accepted; look at `git diff` before you keep them");
    Ok(())
}
