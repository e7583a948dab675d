//! Blanks the tables by which a panic unwinds. Where a panic ends the process they are a tenth of the program, and nobody
//! reads them; the compiler's own switch leaves them in programs that are optimised as a whole. It moves nothing.

use object::Endianness;
use object::elf::{self, FileHeader64};
use object::read::elf::{FileHeader as _, ProgramHeader as _, SectionHeader as _};

/// The sections that are blanked.
const TABLES: [&[u8]; 2] = [b".eh_frame", b".eh_frame_hdr"];
/// How far into a program header its kind stands, in bytes: at its beginning.
const KIND_BYTES: usize = 4;

/// The program without its tables: of the same size, with nothing that says where they were.
///
/// # Errors
/// What the reader of programs says about one that it can't read.
pub(crate) fn blanked(mut program: Vec<u8>) -> object::Result<Vec<u8>> {
    for (at, length) in places(&program)? {
        if let Some(bytes) = program.get_mut(at..at.saturating_add(length)) {
            bytes.fill(0);
        }
    }
    Ok(program)
}

/// Where the tables are, and the kinds of the headers that point to them: a kind of zero is a header that counts for nothing.
fn places(program: &[u8]) -> object::Result<Vec<(usize, usize)>> {
    let header = FileHeader64::<Endianness>::parse(program)?;
    let endian = header.endian()?;
    let mut places = Vec::new();
    let sections = header.sections(endian, program)?;
    for section in sections.iter() {
        if TABLES.contains(&sections.section_name(endian, section)?)
            && let Some((at, length)) = section.file_range(endian)
        {
            places.push((number(at), number(length)));
        }
    }
    let (first, size) = (number(header.e_phoff(endian)), usize::from(header.e_phentsize(endian)));
    for (index, segment) in header.program_headers(endian, program)?.iter().enumerate() {
        if segment.p_type(endian) == elf::PT_GNU_EH_FRAME {
            places.push((first + index * size, KIND_BYTES));
        }
    }
    Ok(places)
}

fn number(value: u64) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;
    use std::process::Command;

    /// The program that is always there: a panic ends it, with or without tables.
    #[test]
    fn a_program_starts_without_its_tables() {
        let own = std::fs::read("/proc/self/exe").unwrap();
        let before = places(&own).unwrap();
        assert_eq!(before.len(), 3, "two tables and what points to them");
        let blank = blanked(own.clone()).unwrap();
        assert_eq!(blank.len(), own.len());
        assert!(before.iter().all(|(at, length)| blank[*at..at + length].iter().all(|byte| *byte == 0)));
        let changed = own.iter().zip(&blank).filter(|(one, other)| one != other).count();
        assert!(changed > 1_000 && changed <= before.iter().map(|(_at, length)| length).sum());
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("blank");
        std::fs::write(&program, blank).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        let listed = Command::new(program).arg("--list").output().unwrap();
        assert!(listed.status.success() && listed.stdout.ends_with(b"benchmarks\n"), "{listed:?}");
    }
}
