//! The program that is measured: the release build beside the bench's own file, built first where it is missing.

use crate::Failure;
use crate::report::narrate;
use std::path::PathBuf;
use tokio::process::Command;

/// The folder of the bench's own file.
pub(crate) fn own_folder() -> Result<PathBuf, Failure> {
    let own = std::env::current_exe()?;
    Ok(own.parent().ok_or("the bench's own file has no folder")?.to_owned())
}

/// The `aegis` program beside the bench, as `cargo build --release -p cli` leaves it; built first where it is absent. One
/// that is there is taken as it is, so that a build under study can be put in its place.
pub(crate) async fn aegis() -> Result<PathBuf, Failure> {
    let folder = own_folder()?;
    let program = folder.join("aegis");
    if program.is_file() {
        return Ok(program);
    }
    narrate("building aegis");
    build(folder.parent().ok_or("the bench lies outside a target folder; start it with cargo run")?, &[])
        .await?;
    if program.is_file() {
        return Ok(program);
    }
    Err(format!("{} is not there; build it with: cargo build --release -p cli", program.display()).into())
}

/// Builds the program in a target folder.
pub(crate) async fn build(target: &std::path::Path, arguments: &[&str]) -> Result<(), Failure> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["build", "--quiet", "--release", "--package", "cli", "--target-dir"])
        .arg(target)
        .args(arguments)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .status()
        .await?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("the program can't be built: cargo ended with {status}").into())
    }
}
