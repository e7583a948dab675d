//! A small PDF that unfolds to more than its reader may hold: the reader ends, and nobody else is harmed.
#![allow(clippy::unwrap_used, reason = "a test says what it expects by panicking")]

mod common;

use std::io::{Read, Write};

use agents::reading::{DocumentParser, MediaType, SkipReason};
use flate2::Compression;
use flate2::write::ZlibEncoder;

/// Twice the address space that the reader allows itself.
const UNFOLDED_BYTES: u64 = 1024 * 1024 * 1024;

/// What so many spaces are after two rounds of compression: a few kilobytes.
fn folded(bytes: u64) -> Vec<u8> {
    let mut inner = ZlibEncoder::new(Vec::new(), Compression::fast());
    std::io::copy(&mut std::io::repeat(b' ').take(bytes), &mut inner).unwrap();
    let mut outer = ZlibEncoder::new(Vec::new(), Compression::best());
    outer.write_all(&inner.finish().unwrap()).unwrap();
    outer.finish().unwrap()
}

/// A PDF with one page, whose content is this stream.
fn page_of(content: &[u8]) -> Vec<u8> {
    let stream = format!("<< /Length {} /Filter [/FlateDecode /FlateDecode] >>\nstream\n", content.len());
    let objects: [&[u8]; 4] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << >> >>",
        &[stream.as_bytes(), content, b"\nendstream"].concat(),
    ];
    let (mut out, mut offsets) = (b"%PDF-1.4\n".to_vec(), Vec::new());
    for (number, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.extend(format!("{} 0 obj\n", number + 1).bytes());
        out.extend(*object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(b"xref\n0 5\n0000000000 65535 f \n");
    offsets.iter().for_each(|offset| out.extend(format!("{offset:010} 00000 n \n").bytes()));
    out.extend(format!("trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}

#[test]
fn a_reader_that_needs_more_memory_than_allowed_ends_alone() {
    let reader = common::document_parser();
    let small = page_of(&folded(64 * 1024));
    let small = reader.parse(MediaType::Pdf, &small).unwrap_err();
    assert_eq!(small, SkipReason::NoText, "the same document in small is no problem");
    let bomb = page_of(&folded(UNFOLDED_BYTES));
    assert!(bomb.len() < 64 * 1024, "{} bytes", bomb.len());
    assert_eq!(reader.parse(MediaType::Pdf, &bomb).unwrap_err(), SkipReason::TooDemanding);
}
