//! libfaketime, which shows a program another time than the machine's: for functions whose clocks are wrong. Where Debian is,
//! it is unpacked below the target folder.

use crate::context::Context;
use crate::error::Error;
use crate::{lambda, packages, tools};
use std::path::{Path, PathBuf};

/// Debian's package.
const PACKAGE: &str = "libfaketime";
/// How the folder is made; whoever changes that changes this.
const LAYOUT: &str = "1";
/// Where the package has the library.
const LIBRARY: &str = "usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";

/// The library. `Err` inside says why it can't be had here.
pub(crate) fn library(context: &Context) -> Result<Result<PathBuf, String>, Error> {
    let installed = Path::new("/").join(LIBRARY);
    if installed.is_file() {
        return Ok(Ok(installed));
    }
    if tools::find("apt-get").is_none() || !cfg!(target_arch = "x86_64") {
        return Ok(Err(format!("{PACKAGE} is not installed, and is to be had on Debian for x86_64 only")));
    }
    let unpack = |folder: &Path| packages::unpack(context, folder, &["amd64"], &[PACKAGE]);
    // One scenario needs it; the others run where no package is to be had.
    let unpacked = lambda::once(context, "faketime", LAYOUT, unpack);
    Ok(unpacked
        .map(|folder| folder.join(LIBRARY))
        .map_err(|error| format!("{PACKAGE} is not to be had: {error}")))
}
