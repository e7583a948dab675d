//! Builds the two functions as Lambda takes them: one zip each, checked, and the same bytes from the same source. It must
//! not deploy anything.

mod archive;
mod compile;
mod debian;
mod elf;
mod kit;
mod next;
mod tables;
mod traces;

pub(crate) use kit::once;
pub(crate) use next::next_release;

use crate::context::Context;
use crate::error::Error;
use crate::report;
use sha2::{Digest as _, Sha256};
use std::fmt::{self, Write as _};
use std::path::{Path, PathBuf};

/// The functions: their crate's and program's name.
pub(crate) const FUNCTIONS: [&str; 2] = ["controller", "callback"];
/// The profile of what is deployed.
pub(crate) const PROFILE: &str = "lambda";
/// The profile of what the gate tests on emulators.
pub(crate) const GATE_PROFILE: &str = "lambda-gate";
/// Largest zip of what is deployed, in bytes: what is unpacked and mapped is paid for in every cold start.
const ZIP_MAX_BYTES: usize = 5_000_000;

/// A processor that Lambda offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arch {
    /// Graviton: cheaper for the same work, and what is deployed.
    Arm64,
    /// For emulators, which start a function on the machine that they run on.
    X86_64,
}

impl Arch {
    /// The compiler's name for it.
    pub(crate) const fn triple(self) -> &'static str {
        match self {
            Self::Arm64 => "aarch64-unknown-linux-gnu",
            Self::X86_64 => "x86_64-unknown-linux-gnu",
        }
    }

    /// What tells its zips from those that are deployed.
    const fn suffix(self) -> &'static str {
        match self {
            Self::Arm64 => "",
            Self::X86_64 => "-x86_64",
        }
    }
}

impl fmt::Display for Arch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Arm64 => "arm64",
            Self::X86_64 => "x86_64",
        })
    }
}

/// What to build.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    /// For which processor.
    pub(crate) arch: Arch,
    /// With which of cargo's profiles.
    pub(crate) profile: &'static str,
    /// Whether to take Debian's compiler even where rustup's knows the target.
    pub(crate) debian: bool,
}

/// A program of the workspace.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Program {
    /// Its package.
    pub(crate) package: &'static str,
    /// Its name.
    pub(crate) bin: &'static str,
    /// What its package has to have.
    pub(crate) features: &'static [&'static str],
}

/// Why a program that was built is not kept.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refused {
    /// Lambda could not start it.
    #[error(transparent)]
    Unfit(#[from] elf::Unfit),
    /// It says where it was built.
    #[error(
        "it holds the path {0} of this machine, so that another folder would give other bytes; add the folder to the \
         remapped ones in xtask/src/lambda/compile.rs"
    )]
    Trace(String),
    /// It could not be packed.
    #[error("it can't be packed: {0}")]
    Zip(String),
    /// Its zip is too large.
    #[error(
        "its zip has {bytes} bytes, and {limit} is the limit; `cargo bloat --profile lambda` shows what grew"
    )]
    TooLarge {
        /// How large it is.
        bytes: usize,
        /// The most that is allowed.
        limit: usize,
    },
}

/// Builds, checks and packs both functions. Gives the zips, `target/lambda/NAME.zip` for arm64.
pub(crate) fn build(context: &Context, order: &Order) -> Result<Vec<PathBuf>, Error> {
    build_as(context, context, order)
}

/// Builds the functions of a copy with the flags of the clone that it comes from: what both need is compiled alike.
fn build_as(context: &Context, clone: &Context, order: &Order) -> Result<Vec<PathBuf>, Error> {
    let programs = FUNCTIONS.map(|name| Program { package: name, bin: name, features: &[] });
    let compiled = compile::compile(context, clone, order, &programs)?;
    let folder = context.target.join("lambda");
    context.shell.create_dir(&folder)?;
    let mut zips = Vec::new();
    for name in FUNCTIONS {
        let program = compiled.program(name);
        let data = std::fs::read(&program).map_err(Error::file(&program))?;
        let data = tables::blanked(data)
            .map_err(|why| Error::Unexpected(format!("{name} ({}) can't be read: {why}", order.arch)))?;
        let (zip, needs) = packed(&data, order, compiled.private())
            .map_err(|why| Error::Unexpected(format!("{name} ({}): {why}", order.arch)))?;
        let path = folder.join(format!("{name}{}.zip", order.arch.suffix()));
        std::fs::write(&path, &zip).map_err(Error::file(&path))?;
        report::say(&line(&path, &data, &zip, &needs));
        zips.push(path);
    }
    Ok(zips)
}

/// Builds and checks a program that is no function, and says what it needs.
pub(crate) fn program(
    context: &Context,
    order: &Order,
    program: &Program,
) -> Result<(Vec<u8>, String), Error> {
    let compiled = compile::compile(context, context, order, std::slice::from_ref(program))?;
    let path = compiled.program(program.bin);
    let data = std::fs::read(&path).map_err(Error::file(&path))?;
    let needs = fit(&data, order, compiled.private())
        .map_err(|why| Error::Unexpected(format!("{} ({}): {why}", program.bin, order.arch)))?;
    Ok((data, glibc(&needs)))
}

/// What a program needs, if the system that it goes to has it and it keeps this machine's folders to itself.
fn fit(data: &[u8], order: &Order, private: &[String]) -> Result<elf::Needs, Refused> {
    let needs = elf::check(data, order.arch)?;
    match traces::first(data, private) {
        Some(path) => Err(Refused::Trace(path)),
        None => Ok(needs),
    }
}

/// The zip of a program, if it may be kept.
fn packed(data: &[u8], order: &Order, private: &[String]) -> Result<(Vec<u8>, elf::Needs), Refused> {
    let needs = fit(data, order, private)?;
    let zip = archive::zip(data).map_err(|error| Refused::Zip(error.to_string()))?;
    let limit = ZIP_MAX_BYTES;
    // What is for emulators may be larger: it is not deployed, and its processor saves no tables.
    if order.profile == PROFILE && order.arch == Arch::Arm64 && zip.len() > limit {
        return Err(Refused::TooLarge { bytes: zip.len(), limit });
    }
    Ok((zip, needs))
}

/// One line about a zip, for a person and for comparing two builds.
fn line(path: &Path, data: &[u8], zip: &[u8], needs: &elf::Needs) -> String {
    let glibc = glibc(needs);
    let hash = Sha256::digest(zip).iter().take(8).fold(String::new(), |mut text, byte| {
        let _infallible = write!(text, "{byte:02x}");
        text
    });
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    format!("{name}: program {} bytes, zip {} bytes, {glibc}, sha256 {hash}", data.len(), zip.len())
}

fn glibc(needs: &elf::Needs) -> String {
    needs.glibc.map_or_else(|| "static".to_owned(), |version| version.to_string())
}
