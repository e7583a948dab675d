//! Tools of the build, each installed once below the target folder. It must not touch the system.

use crate::context::Context;
use crate::error::Error;
use crate::{report, tools};
use std::path::{Path, PathBuf};
use xshell::cmd;

/// File in a tool's folder that is written last, with its version.
const READY: &str = "ready";
/// What builds Lambda functions, and the C compiler and linker that it calls for other systems; both from PyPI.
const PACKAGES: [&str; 2] = ["cargo-lambda==1.9.2", "ziglang==0.17.0"];

/// Installs a tool where it is not there in this version.
pub(crate) fn once(
    context: &Context,
    name: &str,
    version: &str,
    install: impl FnOnce(&Path) -> Result<(), Error>,
) -> Result<PathBuf, Error> {
    let folder = context.target.join("tools").join(name);
    let ready = folder.join(READY);
    if std::fs::read_to_string(&ready).is_ok_and(|there| there == version) {
        return Ok(folder);
    }
    report::say(&format!("installing {name} into {} (a minute or two)", folder.display()));
    context.shell.remove_path(&folder)?;
    context.shell.create_dir(&folder)?;
    install(&folder)?;
    context.shell.write_file(&ready, version)?;
    Ok(folder)
}

/// The folder of `cargo-lambda` and zig where they are not installed already.
pub(super) fn cargo_lambda(context: &Context) -> Result<Option<PathBuf>, Error> {
    if tools::find("cargo-lambda").is_some() && tools::find("zig").is_some() {
        return Ok(None);
    }
    if let Err(why) = tools::need(context, &tools::PYTHON)? {
        return Err(Error::Unexpected(format!("cargo-lambda can't be installed: {why}")));
    }
    let folder = once(context, "cargo-lambda", &PACKAGES.join(" "), |folder| {
        let shell = &context.shell;
        cmd!(shell, "python3 -m venv {folder}").quiet().run()?;
        let pip = folder.join("bin").join("pip");
        cmd!(shell, "{pip} install --quiet --disable-pip-version-check {PACKAGES...}").quiet().run()?;
        Ok(())
    })?;
    Ok(Some(folder.join("bin")))
}
