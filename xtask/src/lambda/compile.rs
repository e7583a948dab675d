//! Compiles programs: for arm64 with cargo-lambda, which links for Lambda's C library; for this machine's
//! processor with cargo alone. It must not judge what comes out.

use super::{Arch, GATE_PROFILE, Order, PROFILE, Program, debian, kit};
use crate::context::Context;
use crate::error::Error;
use crate::{report, run};
use std::path::{Path, PathBuf};
use xshell::cmd;

/// A package's own optimisation level would switch the profile's `strip` off.
const STRIP: &str = "-Cstrip=symbols";
/// Where a panic ends the process, nobody unwinds by tables. Those that come all the same are blanked later.
const NO_TABLES: &str = "-Cforce-unwind-tables=no";
/// The core of Graviton2, the oldest processor that Lambda has for arm64. What a program knows to be there it neither looks for
/// nor does without: `crc-fast` alone leaves out 0.6 MB of tables for processors that can't multiply polynomials.
const GRAVITON2: &str = "-Ctarget-cpu=neoverse-n1";

/// Programs that were compiled.
pub(super) struct Compiled {
    /// The folder that holds them.
    folder: PathBuf,
    /// Whether each has a folder of its own, as cargo-lambda makes it.
    bootstraps: bool,
    /// Folders of this machine, which the programs must not name.
    private: Vec<String>,
}

impl Compiled {
    /// The program of a function.
    pub(super) fn program(&self, name: &str) -> PathBuf {
        let folder = self.folder.join(name);
        if self.bootstraps { folder.join("bootstrap") } else { folder }
    }

    /// Folders of this machine.
    pub(super) fn private(&self) -> &[String] {
        &self.private
    }
}

/// Compiles programs; `clone` is where the sources come from.
pub(super) fn compile(
    context: &Context,
    clone: &Context,
    order: &Order,
    programs: &[Program],
) -> Result<Compiled, Error> {
    match order.arch {
        Arch::Arm64 => arm64(context, order, programs),
        Arch::X86_64 => x86_64(context, clone, order, programs),
    }
}

/// What cargo takes to build these and no others.
fn arguments(programs: &[Program]) -> Vec<&'static str> {
    let named = programs.iter().flat_map(|program| ["--package", program.package, "--bin", program.bin]);
    let features = programs.iter().flat_map(|program| program.features).flat_map(|name| ["--features", name]);
    named.chain(features).collect()
}

fn arm64(context: &Context, order: &Order, programs: &[Program]) -> Result<Compiled, Error> {
    let shell = &context.shell;
    let kit = kit::cargo_lambda(context)?;
    let compiler = if order.debian || !has_target(context, order.arch) {
        Some(debian::compiler(context)?)
    } else {
        None
    };
    let folders = Folders::find(context, compiler.as_ref().map(|compiler| compiler.folder.as_path()))?;
    let folder = context.target.join("lambda");
    for program in programs {
        // One that is left over would be taken for a new one.
        shell.remove_path(folder.join(program.bin))?;
    }
    let _path = kit.map(|kit| shell.push_env("PATH", with_path(&kit)));
    let _rustc = compiler.map(|compiler| shell.push_env("RUSTC", compiler.rustc));
    let profile = order.profile;
    let command = cmd!(shell, "cargo lambda build --locked --arm64 --profile {profile} --skip-target-check")
        .args(arguments(programs))
        .env("CARGO_ENCODED_RUSTFLAGS", folders.flags(order))
        .env("CARGO_TARGET_DIR", &context.target);
    built(run::shown(command)?)?;
    Ok(Compiled { folder, bootstraps: true, private: folders.private() })
}

fn x86_64(
    context: &Context,
    clone: &Context,
    order: &Order,
    programs: &[Program],
) -> Result<Compiled, Error> {
    let folders = Folders::find(clone, None)?;
    let (profile, triple) = (order.profile, order.arch.triple());
    // What the bench compares the functions with is worth nothing in another profile than theirs.
    let baseline: &[&str] = if profile == PROFILE { &["--example", "bare"] } else { &[] };
    let command = cmd!(context.shell, "cargo build --locked --profile {profile} --target {triple}")
        .args(arguments(programs))
        .args(baseline)
        .env("CARGO_ENCODED_RUSTFLAGS", folders.flags(order))
        .env("CARGO_TARGET_DIR", &context.target);
    built(run::shown(command)?)?;
    let folder = context.target.join(triple).join(profile);
    Ok(Compiled { folder, bootstraps: false, private: folders.private() })
}

fn built(success: bool) -> Result<(), Error> {
    match success {
        true => Ok(()),
        false => Err(Error::Unexpected("it did not build; see above".to_owned())),
    }
}

/// Whether the compiler has the target's libraries, or rustup could bring them.
fn has_target(context: &Context, arch: Arch) -> bool {
    let (shell, triple) = (&context.shell, arch.triple());
    let there = || {
        let folder = cmd!(shell, "rustc --print target-libdir --target {triple}").quiet().read();
        folder.is_ok_and(|folder| Path::new(folder.trim()).is_dir())
    };
    if there() {
        return true;
    }
    report::say(&format!("asking rustup for the target {triple}"));
    cmd!(shell, "rustup target add {triple}").quiet().run().is_ok() && there()
}

fn with_path(first: &Path) -> std::ffi::OsString {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let all = std::iter::once(first.to_path_buf()).chain(std::env::split_paths(&path));
    std::env::join_paths(all).unwrap_or(path)
}

/// Folders of this machine and the names that programs call them by instead.
struct Folders {
    named: Vec<(PathBuf, &'static str)>,
    home: Option<PathBuf>,
}

impl Folders {
    /// Finds them; a later one is within an earlier one, or apart from it.
    fn find(context: &Context, compiler: Option<&Path>) -> Result<Self, Error> {
        let home = std::env::var_os("HOME").map(PathBuf::from);
        let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
        let cargo = cargo_home.or_else(|| home.as_ref().map(|home| home.join(".cargo"))).unwrap_or_default();
        let mut named = vec![(context.root.clone(), "/aegis"), (context.target.clone(), "/target")];
        named.push((cargo.clone(), "/cargo"));
        let sources = cargo.join("registry").join("src");
        if let Ok(registries) = std::fs::read_dir(sources) {
            // Each registry has a folder that is named after its host.
            named.extend(registries.flatten().map(|registry| (registry.path(), "/crates")));
        }
        let sysroot = match compiler {
            Some(folder) => folder.to_path_buf(),
            None => cmd!(context.shell, "rustc --print sysroot").quiet().read()?.trim().into(),
        };
        named.push((sysroot, "/rust"));
        Ok(Self { named, home })
    }

    /// The compiler's flags, as cargo takes them from the environment. The last prefix that fits counts.
    fn flags(&self, order: &Order) -> String {
        let remapped =
            self.named.iter().map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()));
        let is_function = matches!(order.profile, PROFILE | GATE_PROFILE);
        let tables = is_function.then_some(NO_TABLES);
        let processor = (is_function && order.arch == Arch::Arm64).then_some(GRAVITON2);
        let others = [Some(STRIP), tables, processor].into_iter().flatten().map(str::to_owned);
        remapped.chain(others).collect::<Vec<_>>().join("\x1f")
    }

    /// All of them.
    fn private(&self) -> Vec<String> {
        let folders = self.named.iter().map(|(folder, _)| folder).chain(&self.home);
        folders.map(|folder| folder.display().to_string()).collect()
    }
}
