//! The zip that Lambda takes: one program, and nothing that two builds of the same source could differ in.

use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

/// The name under which Lambda starts a program.
const NAME: &str = "bootstrap";
/// Who may do what with it: all may start it.
const MODE: u32 = 0o755;

/// A zip with this program.
///
/// # Errors
/// What the zip library says; writing to memory, it has no reason to.
pub(crate) fn zip(program: &[u8]) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(flate2::Compression::best().level().into()))
        // The earliest that the format knows: when it was built is nobody's business.
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(MODE)
        .system(System::Unix);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(NAME, options)?;
    writer.write_all(program)?;
    Ok(writer.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;
    use zip::ZipArchive;

    #[test]
    fn the_one_file_can_be_started_and_has_no_time() {
        let mut archive = ZipArchive::new(Cursor::new(zip(b"program").unwrap())).unwrap();
        assert_eq!(archive.len(), 1);
        let mut file = archive.by_index(0).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        assert_eq!((file.name().unwrap().as_ref(), content.as_slice()), ("bootstrap", b"program".as_slice()));
        // A file, 755.
        assert_eq!(file.unix_mode(), Some(0o100_755));
        assert_eq!(file.last_modified().unwrap().to_string(), "1980-01-01 00:00:00");
    }

    #[test]
    fn the_same_program_gives_the_same_bytes() {
        let program = vec![7; 100_000];
        let first = zip(&program).unwrap();
        assert!(first.len() < 1_000, "{}", first.len());
        assert_eq!(first, zip(&program).unwrap());
        assert_ne!(first, zip(&program[1..]).unwrap());
    }
}
