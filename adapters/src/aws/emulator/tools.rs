//! Where the tools are. It installs nothing itself: `cargo xtask tools` does.

use super::Tool;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;

/// File in a tool's folder that is written last.
const READY: &str = "ready";

/// Whether this runs in CI, where nothing may be skipped silently.
pub(super) fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| value == "true" || value == "1")
}

/// The folder of an installed tool, or why there is none.
pub(super) fn folder(tool: Tool) -> Result<PathBuf, String> {
    // One installation at a time: tests run side by side.
    static INSTALLING: Mutex<()> = Mutex::new(());
    let _one = INSTALLING.lock();
    let folder = tools().join(tool.name());
    if !folder.join(READY).is_file() && in_ci() {
        install(tool)?;
    }
    if folder.join(READY).is_file() {
        return Ok(folder);
    }
    Err(format!("{} is not installed; `cargo xtask tools {}` brings it", tool.name(), tool.name()))
}

fn install(tool: Tool) -> Result<(), String> {
    let status = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["xtask", "tools", tool.name()])
        .current_dir(root())
        .stdin(Stdio::null())
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`cargo xtask tools {}` ended with {status}", tool.name())),
        Err(error) => Err(format!("cargo can't be started to install {}: {error}", tool.name())),
    }
}

/// The folder of all tools, below cargo's target folder.
fn tools() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    root().join(target).join("tools")
}

/// The workspace.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}
