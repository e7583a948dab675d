//! Which format is read by what, and which of them must not be parsed in this process; reads no file.

use super::block::Extracted;
use super::decode::{decode, decode_html};
use super::media::MediaType;
use super::skip::SkipReason;
use super::subprocess::DocumentParser;
use super::{epub, html, json, mail, markdown, odf, ooxml, pdf, sheets, table, txt};
use crate::limits;

/// The document's text, parsed here or, where that is a risk, by `parser`.
///
/// # Errors
/// Why the document has to be skipped.
pub(super) fn extract(
    media: MediaType,
    bytes: &[u8],
    parser: &dyn DocumentParser,
) -> Result<Extracted, SkipReason> {
    if is_risky(media, bytes) { checked(parser.parse(media, bytes)?) } else { parse(media, bytes) }
}

/// What parsing a format may cost.
enum Cost {
    /// Time and memory as its size.
    Plain,
    /// More, and too much for this process from that size on, in bytes: markup whose tree would be large.
    Markup(usize),
    /// More, whatever its size: everything that unpacks.
    Unpacked,
}

fn cost(media: MediaType) -> Cost {
    match media {
        MediaType::Text | MediaType::Csv | MediaType::Tsv | MediaType::Json | MediaType::JsonLines => {
            Cost::Plain
        }
        MediaType::Markdown => Cost::Markup(limits::IN_PROCESS_MARKUP_BYTES),
        MediaType::Html => Cost::Markup(limits::IN_PROCESS_HTML_BYTES),
        MediaType::Pdf
        | MediaType::Docx
        | MediaType::Pptx
        | MediaType::Xlsx
        | MediaType::Odt
        | MediaType::Odp
        | MediaType::Ods
        | MediaType::Epub
        | MediaType::Mail => Cost::Unpacked,
    }
}

/// Whether parsing takes no more time and memory than the document's size.
pub(super) fn is_plain(media: MediaType) -> bool {
    matches!(cost(media), Cost::Plain)
}

/// Whether parsing may take much more time or memory than the document's size.
fn is_risky(media: MediaType, bytes: &[u8]) -> bool {
    match cost(media) {
        Cost::Plain => false,
        Cost::Markup(most) => bytes.len() > most,
        Cost::Unpacked => true,
    }
}

/// Parses in this process, whatever the format.
///
/// # Errors
/// Why the document has to be skipped.
pub(super) fn parse(media: MediaType, bytes: &[u8]) -> Result<Extracted, SkipReason> {
    checked(match media {
        MediaType::Markdown => markdown::extract(&decode(bytes)?),
        MediaType::Text => txt::extract(decode(bytes)?),
        MediaType::Html => html::extract(&decode_html(bytes)?)?,
        MediaType::Csv => table::csv(&decode(bytes)?)?,
        MediaType::Tsv => table::tsv(&decode(bytes)?)?,
        MediaType::Json => json::document(&decode(bytes)?)?,
        MediaType::JsonLines => json::lines(&decode(bytes)?)?,
        MediaType::Pdf => pdf::extract(bytes)?,
        MediaType::Docx => ooxml::docx(bytes)?,
        MediaType::Pptx => ooxml::pptx(bytes)?,
        MediaType::Xlsx => sheets::xlsx(bytes)?,
        MediaType::Ods => sheets::ods(bytes)?,
        MediaType::Odt | MediaType::Odp => odf::extract(bytes)?,
        MediaType::Epub => epub::extract(bytes)?,
        MediaType::Mail => mail::extract(bytes)?,
    })
}

fn checked(mut out: Extracted) -> Result<Extracted, SkipReason> {
    out.shorten_names();
    match (out.overflown, out.blocks.is_empty()) {
        (true, _) => Err(SkipReason::TooDemanding),
        (false, true) => Err(SkipReason::NoText),
        (false, false) => Ok(out),
    }
}
