//! Bytes of a text file into a string, or a reason why not; knows nothing of formats.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::skip::SkipReason;

/// Bytes looked at to tell text from binary data.
const SNIFF_BYTES: usize = 64 * 1024;

/// Bytes of a page in which it may name its encoding: browsers look no further.
const META_BYTES: usize = 1024;

/// Decodes by byte order mark, else as UTF-8, else by detection. CR LF and CR become LF.
///
/// # Errors
/// `Empty`, `Binary` or `UnknownEncoding`.
pub(super) fn decode(bytes: &[u8]) -> Result<String, SkipReason> {
    decode_as(bytes, |_| None)
}

/// The same for a page, which may name its encoding itself.
///
/// # Errors
/// As [`decode`].
pub(super) fn decode_html(bytes: &[u8]) -> Result<String, SkipReason> {
    decode_as(bytes, named_in_page)
}

fn decode_as(bytes: &[u8], named: impl Fn(&[u8]) -> Option<&'static Encoding>) -> Result<String, SkipReason> {
    if bytes.is_empty() {
        return Err(SkipReason::Empty);
    }
    let by_mark =
        Encoding::for_bom(bytes).map(|(encoding, _)| encoding).or_else(|| utf16_without_mark(bytes));
    if by_mark.is_none() && is_binary(bytes) {
        return Err(SkipReason::Binary);
    }
    let by_name = || named(bytes).filter(|encoding| !encoding.decode(bytes).2);
    let encoding = by_mark.unwrap_or_else(|| match std::str::from_utf8(bytes) {
        Ok(_) => UTF_8,
        Err(_) => by_name().unwrap_or_else(|| detect(bytes)),
    });
    let (text, _, replaced) = encoding.decode(bytes);
    if replaced {
        return Err(SkipReason::UnknownEncoding);
    }
    let text =
        if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.into_owned() };
    if text.contains('\0') {
        return Err(SkipReason::Binary);
    }
    if text.trim().is_empty() {
        return Err(SkipReason::Empty);
    }
    Ok(text)
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Latin text in UTF-16 has a NUL in nearly every second byte and in no other.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..SNIFF_BYTES).unwrap_or(bytes);
    let (mut nuls, mut places) = ([0_usize; 2], 0_usize);
    for pair in head.chunks_exact(2) {
        places += 1;
        for (count, byte) in nuls.iter_mut().zip(pair) {
            *count += usize::from(*byte == 0);
        }
    }
    let [first, second] = nuls;
    let nearly_all = |count: usize| places >= 4 && count * 10 >= places * 8;
    match (nearly_all(first), nearly_all(second)) {
        (true, false) if second == 0 => Some(UTF_16BE),
        (false, true) if first == 0 => Some(UTF_16LE),
        (true | false, _) => None,
    }
}

/// The encoding in `<meta charset=...>`, in the older form with `content`, or in an XML declaration.
fn named_in_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..META_BYTES).unwrap_or(bytes)).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset=").or_else(|| head.split_once("encoding="))?;
    let label = rest.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c))).unwrap_or(label.len());
    Encoding::for_label(label.get(..end)?.as_bytes())
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
    fn utf16_without_mark_is_text() {
        let units: Vec<u16> = "Heat pumps für alle".encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        assert_eq!(decode(&little).unwrap(), "Heat pumps für alle");
        assert_eq!(decode(&big).unwrap(), "Heat pumps für alle");
    }

    #[test]
    fn a_page_names_its_encoding_and_a_wrong_name_is_overruled() {
        let page = |charset: &str| format!("<meta charset=\"{charset}\"><p>Żółta łódź pływa.</p>");
        let (bytes, _, _) =
            encoding_rs::ISO_8859_2.encode("<meta charset=\"iso-8859-2\"><p>Żółta łódź pływa.</p>");
        assert!(decode_html(&bytes).unwrap().contains("Żółta łódź"));
        assert!(decode_html(page("iso-8859-2").as_bytes()).unwrap().contains("Żółta łódź"));
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
