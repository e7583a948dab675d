//! Compression of what an item holds: a write unit is a kilobyte. Both sides begin with a dictionary of the words that
//! states and records are made of, which are half of a young run. It knows nothing of what is inside.

use flate2::read::DeflateDecoder;
use flate2::{Compress, Compression, FlushCompress, Status};
use std::io::{Error, ErrorKind, Read};

/// The dictionary, and the number that stands before all that was compressed with it. Stored: never change one, add a
/// further one. What is met most often stands at its end.
const DICTIONARY: (u8, &[u8]) = (1, include_bytes!("dictionary-1.txt"));
/// Most bytes that come out of an item: far more than any that we write, so that a damaged one can't fill the memory.
const INFLATED_MAX_BYTES: usize = 16 * 1024 * 1024;
/// The middle of the scale: higher ones take twice the time for one percent.
const LEVEL: u32 = 6;

/// Compresses the parts, one after the other.
pub(super) fn deflate(parts: &[&[u8]]) -> Result<Vec<u8>, Error> {
    let (number, dictionary) = DICTIONARY;
    let mut compress = Compress::new(Compression::new(LEVEL), false);
    // What the dictionary itself becomes is not kept; after it the stream goes on at a whole byte.
    step(&mut compress, dictionary, FlushCompress::Sync, &mut Vec::new())?;
    let mut bytes = vec![number];
    step(&mut compress, &parts.concat(), FlushCompress::Finish, &mut bytes)?;
    Ok(bytes)
}

fn step(
    compress: &mut Compress,
    input: &[u8],
    flush: FlushCompress,
    output: &mut Vec<u8>,
) -> Result<(), Error> {
    // More than incompressible input takes.
    output.reserve(input.len() + input.len() / 16 + 1_024);
    let before = compress.total_in();
    let status = compress.compress_vec(input, output, flush).map_err(Error::other)?;
    let taken = compress.total_in() - before;
    let whole = usize::try_from(taken) == Ok(input.len())
        && (status == Status::StreamEnd || !matches!(flush, FlushCompress::Finish));
    if whole { Ok(()) } else { Err(Error::other("compression stopped early")) }
}

/// The bytes again.
pub(super) fn inflate(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let invalid = |reason: String| Error::new(ErrorKind::InvalidData, reason);
    let (number, dictionary) = DICTIONARY;
    let Some((first, rest)) = bytes.split_first() else { return Err(invalid("it is empty".to_owned())) };
    if *first != number {
        return Err(invalid(format!("it needs dictionary {first}, and this release knows {number}")));
    }
    // The dictionary as a block that is stored as it is: whatever was compressed after it can point into it.
    let length =
        u16::try_from(dictionary.len()).map_err(|_| invalid("the dictionary is too long".to_owned()))?;
    let head = [&[0][..], &length.to_le_bytes(), &(!length).to_le_bytes()].concat();
    let limit = dictionary.len() + INFLATED_MAX_BYTES + 1;
    let mut inflated = Vec::new();
    DeflateDecoder::new(head.chain(dictionary).chain(rest))
        .take(u64::try_from(limit).unwrap_or(u64::MAX))
        .read_to_end(&mut inflated)?;
    if inflated.len() >= limit {
        return Err(invalid(format!("more than {INFLATED_MAX_BYTES} bytes are inside")));
    }
    Ok(inflated.split_off(dictionary.len().min(inflated.len())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn round_trips(one in prop::collection::vec(any::<u8>(), 0..500), two in ".{0,300}", times in 1_usize..400) {
            let two = two.repeat(times);
            let inflated = inflate(&deflate(&[&one, two.as_bytes()]).unwrap()).unwrap();
            prop_assert_eq!(inflated, [one, two.into_bytes()].concat());
        }

        #[test]
        fn garbage_does_not_panic(mut bytes in prop::collection::vec(any::<u8>(), 1..200)) {
            drop(inflate(&bytes));
            bytes[0] = DICTIONARY.0;
            drop(inflate(&bytes));
        }
    }

    #[test]
    fn a_bomb_is_refused() {
        let bomb = deflate(&[&vec![0; 17 * 1024 * 1024]]).unwrap();
        assert!(bomb.len() < 64 * 1024);
        assert!(inflate(&bomb).is_err());
    }

    #[test]
    fn what_is_cut_off_is_an_error() {
        let whole = deflate(&[b"a text that is not in the dictionary".as_slice()]).unwrap();
        for length in 0..whole.len() {
            assert!(inflate(&whole[..length]).is_err(), "{length} bytes");
        }
    }

    #[test]
    fn the_dictionary_never_changes() {
        let digest = shared::digest::Digest::of_bytes(DICTIONARY.1);
        assert_eq!(
            digest.to_string(),
            "9210437cef40d3b3a72d255bf037daf36cf5b050252f7d6375a76a08b7375d2e",
            "stored items need it"
        );
    }
}
