//! A copy of the sources in a folder of its own, for builds that must not meddle with those in the clone.

use crate::context::Context;
use crate::error::Error;
use std::path::Path;
use xshell::Shell;

/// Copies the sources as they are now, with a target folder beside them that stays from copy to copy; tools are the clone's.
pub(crate) fn sources(context: &Context, name: &str) -> Result<Context, Error> {
    let root = context.scratch(name)?.join("aegis");
    let target = root.with_file_name("target");
    let shell = Shell::new()?;
    shell.remove_path(&root)?;
    for file in context.files()? {
        let to = root.join(&file);
        shell.create_dir(to.parent().unwrap_or(&root))?;
        copy(&context.root.join(&file), &to)?;
    }
    shell.create_dir(&target)?;
    let (tools, own) = (target.join("tools"), context.target.join("tools"));
    shell.create_dir(&own)?;
    if !tools.exists() {
        std::os::unix::fs::symlink(own, &tools).map_err(Error::file(&tools))?;
    }
    shell.change_dir(&root);
    Ok(Context { root, target, ci: context.ci, shell })
}

/// Copies a file with its time, by which cargo tells whether it changed.
fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    std::fs::copy(from, to).map_err(Error::file(from))?;
    let written = from.metadata().and_then(|file| file.modified()).map_err(Error::file(from))?;
    let copy = std::fs::File::options().append(true).open(to);
    copy.and_then(|copy| copy.set_modified(written)).map_err(Error::file(to))
}
