//! Compression of what an item holds: a write unit is a kilobyte. It knows nothing of what is inside.

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use std::io::{Error, ErrorKind, Read, Write};

/// Most bytes that come out of an item: far more than any that we write, so that a damaged one can't fill the memory.
const INFLATED_MAX_BYTES: u64 = 16 * 1024 * 1024;
/// The middle of the scale: higher ones take twice the time for one percent.
const LEVEL: u32 = 6;

/// Compresses the parts, one after the other.
pub(super) fn deflate(parts: &[&[u8]]) -> Result<Vec<u8>, Error> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(LEVEL));
    for part in parts {
        encoder.write_all(part)?;
    }
    encoder.finish()
}

/// The bytes again.
pub(super) fn inflate(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let mut inflated = Vec::new();
    let read = DeflateDecoder::new(bytes).take(INFLATED_MAX_BYTES + 1).read_to_end(&mut inflated)?;
    if u64::try_from(read).unwrap_or(u64::MAX) > INFLATED_MAX_BYTES {
        return Err(Error::new(
            ErrorKind::InvalidData,
            format!("more than {INFLATED_MAX_BYTES} bytes inside"),
        ));
    }
    Ok(inflated)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn round_trips(one in prop::collection::vec(any::<u8>(), 0..500), two in prop::collection::vec(any::<u8>(), 0..500)) {
            let inflated = inflate(&deflate(&[&one, &two]).unwrap()).unwrap();
            prop_assert_eq!(inflated, [one, two].concat());
        }

        #[test]
        fn garbage_does_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            drop(inflate(&bytes));
        }
    }

    #[test]
    fn a_bomb_is_refused() {
        let bomb = deflate(&[&vec![0; 17 * 1024 * 1024]]).unwrap();
        assert!(bomb.len() < 64 * 1024);
        assert!(inflate(&bomb).is_err());
    }
}
