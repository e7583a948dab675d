//! Finds golden files that no test read: they say something about nothing. It must not delete them.

use super::suite::GOLDEN_REFERENCES;
use crate::context::Context;
use crate::error::Error;
use crate::outcome::Outcome;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

pub(super) fn check(context: &Context) -> Result<Outcome, Error> {
    let references = context.scratch("snapshots")?.join(GOLDEN_REFERENCES);
    if !references.exists() {
        return Ok(Outcome::skipped("needs the stage 'tests' to have run before"));
    }
    let orphans = orphans(context, &references)?;
    Ok(Outcome::of_findings(
        orphans
            .iter()
            .map(|path| format!("{path}: no test reads it; `cargo xtask bless` deletes it"))
            .collect(),
    ))
}

/// The golden files that are not listed in `references`, relative to the root.
pub(crate) fn orphans(context: &Context, references: &Path) -> Result<Vec<String>, Error> {
    let read: BTreeSet<PathBuf> =
        context.shell.read_file(references)?.lines().map(|line| normal(&context.root.join(line))).collect();
    let golden =
        context.files()?.into_iter().filter(|path| path.ends_with(".snap") || path.ends_with(".snap.new"));
    Ok(golden.filter(|path| !read.contains(&normal(&context.root.join(path)))).collect())
}

/// Without `..` and symbolic links; insta notes paths as the tests see them.
fn normal(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}
