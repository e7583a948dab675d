//! Asks the linker to pack the relative relocations of the program: 1.8 MB of it would only say which addresses to correct
//! at the start. The format (`DT_RELR`) is read by glibc from 2.36 on, so it is asked for only where the machine that
//! builds has one. Whoever builds there for machines with an older glibc sets `AEGIS_OLD_GLIBC`.

use std::process::Command;

/// The first glibc whose loader reads `DT_RELR` (its release notes of August 2022).
const FIRST: (u32, u32) = (2, 36);

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=AEGIS_OLD_GLIBC");
    let wanted = std::env::var_os("AEGIS_OLD_GLIBC").is_none();
    if wanted && is_native_linux() && glibc().is_some_and(|version| version >= FIRST) {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}

/// Whether the program is for the machine that builds it, and of the kind whose linkers know the option.
fn is_native_linux() -> bool {
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    variable("TARGET") == variable("HOST") && variable("TARGET") == "x86_64-unknown-linux-gnu"
}

/// Major and minor version of the C library, as it says itself.
fn glibc() -> Option<(u32, u32)> {
    let said = Command::new("getconf").arg("GNU_LIBC_VERSION").output().ok()?;
    let said = String::from_utf8(said.stdout).ok()?;
    let (major, minor) = said.trim().strip_prefix("glibc ")?.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}
