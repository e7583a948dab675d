//! Bytes of a text file into a string, or a reason why not; knows nothing of formats.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

use super::corpus::SkipReason;

/// Bytes looked at to tell text from binary data.
const SNIFF_BYTES: usize = 64 * 1024;

/// Decodes by byte order mark, else as UTF-8, else by detection. CR LF and CR become LF.
///
/// # Errors
/// `Empty`, `Binary` or `UnknownEncoding`.
pub(super) fn decode(bytes: &[u8]) -> Result<String, SkipReason> {
    if bytes.is_empty() {
        return Err(SkipReason::Empty);
    }
    let by_mark = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    if by_mark.is_none() && is_binary(bytes) {
        return Err(SkipReason::Binary);
    }
    let encoding = by_mark.unwrap_or_else(|| detect(bytes));
    let (text, _, replaced) = encoding.decode(bytes);
    if replaced {
        return Err(SkipReason::UnknownEncoding);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.contains('\0') {
        return Err(SkipReason::Binary);
    }
    if text.trim().is_empty() {
        return Err(SkipReason::Empty);
    }
    Ok(text)
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// NUL bytes, or more than one control character in a hundred.
fn is_binary(bytes: &[u8]) -> bool {
    let head = bytes.get(..SNIFF_BYTES).unwrap_or(bytes);
    let control = head.iter().filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c)).count();
    head.contains(&0) || control * 100 > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin1_is_recognised() {
        let (bytes, _, _) =
            encoding_rs::WINDOWS_1252.encode("Die Wärmepumpe heizt das Gebäude für wenig Geld.");
        assert_eq!(decode(&bytes).unwrap(), "Die Wärmepumpe heizt das Gebäude für wenig Geld.");
    }

    #[test]
    fn utf16_with_mark_is_text() {
        let bytes: Vec<u8> = "\u{feff}Heat".encode_utf16().flat_map(|unit| unit.to_le_bytes()).collect();
        assert_eq!(decode(&bytes).unwrap(), "Heat");
    }

    #[test]
    fn binary_and_empty_are_refused() {
        assert_eq!(decode(b"").unwrap_err(), SkipReason::Empty);
        assert_eq!(decode(b" \n\t").unwrap_err(), SkipReason::Empty);
        assert_eq!(decode(b"\x7fELF\x02\x01\x00\x00").unwrap_err(), SkipReason::Binary);
        assert_eq!(decode(&[1, 2, 3, 4, 5, 6, 7, 8, b'a']).unwrap_err(), SkipReason::Binary);
    }

    #[test]
    fn line_ends_are_unified() {
        assert_eq!(decode(b"a\r\nb\rc\n").unwrap(), "a\nb\nc\n");
    }
}
