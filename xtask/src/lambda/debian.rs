//! Debian's compiler with its arm64 libraries, unpacked below the target folder: for machines whose own compiler can't be
//! given that target. It needs apt-get and no rights, and installs nothing into the system.

use super::kit;
use crate::context::Context;
use crate::error::Error;
use crate::{packages, report, tools};
use std::path::{Path, PathBuf};
use xshell::cmd;

/// The compiler, its libraries for this machine (build scripts run here) and for arm64.
const PACKAGES: [&str; 3] = ["rustc-web", "libstd-rust-web-dev:amd64", "libstd-rust-web-dev:arm64"];
/// How the folder is made; whoever changes that changes this.
const LAYOUT: &str = "1";
/// Where Debian's libraries for this machine lie.
const LIBRARIES: &str = "usr/lib/x86_64-linux-gnu";

/// The compiler, and where it lies.
pub(super) struct Compiler {
    /// Starts it with its own libraries.
    pub(super) rustc: PathBuf,
    /// Its folder.
    pub(super) folder: PathBuf,
}

/// Has it, downloading it the first time (about 200 MB).
pub(super) fn compiler(context: &Context) -> Result<Compiler, Error> {
    if tools::find("apt-get").is_none() || !cfg!(target_arch = "x86_64") {
        return Err(Error::Unexpected(
            "this compiler has no target aarch64-unknown-linux-gnu, and Debian's, which has it, is to be had on Debian for \
             x86_64 only; run `rustup target add aarch64-unknown-linux-gnu`"
                .to_owned(),
        ));
    }
    let folder = kit::once(context, "debian-rust", LAYOUT, |folder| {
        packages::unpack(context, folder, &["amd64", "arm64"], &PACKAGES)?;
        start_script(context, folder)
    })?;
    let rustc = folder.join("rustc");
    let version = cmd!(context.shell, "{rustc} --version").quiet().read()?;
    report::say(&format!("compiling with Debian's {version}"));
    Ok(Compiler { rustc, folder })
}

/// A script that starts the compiler with the libraries beside it.
fn start_script(context: &Context, folder: &Path) -> Result<(), Error> {
    let script = folder.join("rustc");
    let text = format!(
        "#!/bin/sh\nhere=$(dirname \"$0\")\nLD_LIBRARY_PATH=\"$here/{LIBRARIES}\" exec \"$here/usr/bin/rustc\" \"$@\"\n"
    );
    context.shell.write_file(&script, text)?;
    cmd!(context.shell, "chmod 755 {script}").quiet().run()?;
    Ok(())
}
