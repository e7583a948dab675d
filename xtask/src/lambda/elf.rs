//! What a function's program must be so that Lambda can start it. It only reads bytes.

use super::Arch;
use object::elf::{EM_AARCH64, EM_X86_64, FileHeader64};
use object::read::elf::{FileHeader as _, SectionTable};
use object::{Endianness, elf};
use std::fmt;

/// The newest C library interface of Amazon Linux 2023, which `provided.al2023` is made of.
pub(crate) const GLIBC_MAX: Version = Version(2, 34);

/// The libraries that are there beside a function. Others would have to be in its zip.
const LIBRARIES: [&str; 8] = [
    "libc.so.6",
    "libm.so.6",
    "libdl.so.2",
    "librt.so.1",
    "libpthread.so.0",
    "libgcc_s.so.1",
    "ld-linux-aarch64.so.1",
    "ld-linux-x86-64.so.2",
];

/// A version of the C library's interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version(u32, u32);

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "GLIBC_{}.{}", self.0, self.1)
    }
}

/// Why Lambda could not start a program.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unfit {
    /// It is no ELF file of 64 bits, or a damaged one.
    #[error("it is no 64-bit ELF program: {0}")]
    NotElf(String),
    /// It is for another processor.
    #[error("it is made for {found} and {asked} was asked for; build it for the target {}", .asked.triple())]
    Machine {
        /// What it is for.
        found: String,
        /// What was asked for.
        asked: Arch,
    },
    /// It is a library, an object file or a core dump.
    #[error("it is an ELF file of type {0} and no program")]
    NoProgram(u16),
    /// It needs a newer C library than Lambda has.
    #[error(
        "it needs {needed} of {library}, and Lambda's Amazon Linux 2023 has at most {GLIBC_MAX}; link it for that version \
         (cargo-lambda does), not for this machine's"
    )]
    TooNew {
        /// Which library.
        library: String,
        /// What it needs of it.
        needed: String,
    },
    /// It needs a library that Lambda has not.
    #[error("it needs the library {0}, which Lambda has not; link it statically")]
    Library(String),
}

/// What a program needs of the system.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Needs {
    /// The newest interface of the C library; `None` for a static program.
    pub(crate) glibc: Option<Version>,
}

/// Checks a program.
///
/// # Errors
/// [`Unfit`], by the first thing that is wrong.
pub(crate) fn check(data: &[u8], asked: Arch) -> Result<Needs, Unfit> {
    let header = FileHeader64::<Endianness>::parse(data).map_err(damaged)?;
    let endian = header.endian().map_err(damaged)?;
    let machine = header.e_machine(endian);
    let found = match machine {
        EM_AARCH64 => Some(Arch::Arm64),
        EM_X86_64 => Some(Arch::X86_64),
        _other => None,
    };
    if found != Some(asked) {
        let found = found.map_or_else(|| format!("machine {machine:?}"), |arch| arch.to_string());
        return Err(Unfit::Machine { found, asked });
    }
    let kind = header.e_type(endian);
    if kind != elf::ET_EXEC && kind != elf::ET_DYN {
        return Err(Unfit::NoProgram(kind.0));
    }
    let sections = header.sections(endian, data).map_err(damaged)?;
    libraries(&sections, endian, data)?;
    Ok(Needs { glibc: newest(&sections, endian, data)? })
}

type Sections<'data> = SectionTable<'data, FileHeader64<Endianness>>;

fn libraries(sections: &Sections<'_>, endian: Endianness, data: &[u8]) -> Result<(), Unfit> {
    let table = sections.dynamic_table(endian, data).map_err(damaged)?;
    for entry in table.iter().filter(|entry| entry.tag == elf::DT_NEEDED) {
        let name = text(table.string(entry).map_err(damaged)?);
        if !LIBRARIES.contains(&name.as_str()) {
            return Err(Unfit::Library(name));
        }
    }
    Ok(())
}

/// The newest version of the C library that is needed, all of them being old enough.
fn newest(sections: &Sections<'_>, endian: Endianness, data: &[u8]) -> Result<Option<Version>, Unfit> {
    let Some((mut files, strings)) = sections.gnu_verneed(endian, data).map_err(damaged)? else {
        return Ok(None);
    };
    let strings = sections.strings(endian, data, strings).map_err(damaged)?;
    let mut newest = None;
    while let Some((file, mut versions)) = files.next().map_err(damaged)? {
        while let Some(version) = versions.next().map_err(damaged)? {
            let needed = text(version.name(endian, strings).map_err(damaged)?);
            // What other libraries count by themselves (GCC_3.0) is as old as Lambda's own.
            if !needed.starts_with("GLIBC_") {
                continue;
            }
            match parsed(&needed) {
                Some(known) if known <= GLIBC_MAX => newest = newest.max(Some(known)),
                _new_or_private => {
                    let library = text(file.file(endian, strings).map_err(damaged)?);
                    return Err(Unfit::TooNew { library, needed });
                }
            }
        }
    }
    Ok(newest)
}

/// `GLIBC_2.2.5` as 2.2; none for names such as `GLIBC_PRIVATE` and `GLIBC_ABI_DT_RELR`.
fn parsed(name: &str) -> Option<Version> {
    let mut numbers = name.strip_prefix("GLIBC_")?.split('.').map(|number| number.parse::<u32>().ok());
    Some(Version(numbers.next()??, numbers.next()??))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn damaged(error: object::read::Error) -> Unfit {
    Unfit::NotElf(error.to_string())
}

#[cfg(test)]
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
mod tests {
    use super::*;

    /// This test's own program.
    fn own() -> Vec<u8> {
        std::fs::read(std::env::current_exe().unwrap()).unwrap()
    }

    fn host() -> Arch {
        if cfg!(target_arch = "aarch64") { Arch::Arm64 } else { Arch::X86_64 }
    }

    /// All places of a text with another one of the same length.
    fn replaced(mut data: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
        assert_eq!(from.len(), to.len());
        let places: Vec<usize> =
            data.windows(from.len()).enumerate().filter(|(_, at)| *at == from).map(|(at, _)| at).collect();
        assert!(!places.is_empty());
        for at in places {
            data[at..at + to.len()].copy_from_slice(to);
        }
        data
    }

    /// The whole name of some version of the C library that this program needs, with its end.
    fn needed(data: &[u8]) -> Vec<u8> {
        let start = data.windows(9).position(|at| at.starts_with(b"\0GLIBC_2.")).unwrap() + 1;
        let end = data[start..].iter().position(|byte| *byte == 0).unwrap();
        data[start..=start + end].to_vec()
    }

    #[test]
    fn a_program_for_the_asked_processor_passes_with_what_it_needs() {
        let needs = check(&own(), host()).unwrap();
        assert!(needs.glibc.is_some_and(|version| version <= GLIBC_MAX), "{needs:?}");
    }

    #[test]
    fn a_program_for_another_processor_is_refused_by_both_names() {
        let asked = if host() == Arch::Arm64 { Arch::X86_64 } else { Arch::Arm64 };
        let error = check(&own(), asked).unwrap_err().to_string();
        assert!(error.contains("x86_64") && error.contains("arm64"), "{error}");
    }

    #[test]
    fn a_newer_c_library_is_refused_by_its_version() {
        let data = own();
        let old = needed(&data);
        let mut new = b"GLIBC_2.".to_vec();
        new.resize(old.len() - 1, b'9');
        new.push(0);
        let error = check(&replaced(data, &old, &new), host()).unwrap_err();
        assert!(matches!(&error, Unfit::TooNew { needed, .. } if needed.starts_with("GLIBC_2.9")), "{error}");
    }

    #[test]
    fn a_private_interface_of_the_c_library_is_refused() {
        assert_eq!(parsed("GLIBC_PRIVATE"), None);
        assert_eq!(parsed("GLIBC_ABI_DT_RELR"), None);
        assert_eq!(parsed("GLIBC_2.2.5"), Some(Version(2, 2)));
        assert!(parsed("GLIBC_2.35") > Some(GLIBC_MAX) && parsed("GLIBC_2.4") < Some(GLIBC_MAX));
    }

    #[test]
    fn an_unknown_library_is_refused_by_name() {
        let error = check(&replaced(own(), b"\0libc.so.6\0", b"\0libq.so.6\0"), host()).unwrap_err();
        assert_eq!(error, Unfit::Library("libq.so.6".to_owned()));
    }

    #[test]
    fn what_is_no_program_is_refused() {
        assert!(matches!(check(b"#!/bin/sh\n", host()), Err(Unfit::NotElf(_))));
        assert!(matches!(check(&own()[..4096], host()), Err(Unfit::NotElf(_))));
        let mut object = own();
        // e_type of the ELF header.
        object[16] = 1;
        assert_eq!(check(&object, host()), Err(Unfit::NoProgram(1)));
    }
}
