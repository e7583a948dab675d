//! The report as one self-contained page; the template escapes everything that comes from documents or people.

use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use shared::digest::Digest;

use super::bundle::WriteError;
use super::names;
use super::report::Report;
use super::snapshot::{Piece, pieces};
use super::tables::Bar;
use crate::reading::Corpus;
use crate::research::Citation;

const STYLE: &str = include_str!("../../templates/report.css");

/// A quoted source with its text.
struct Snapshot<'a> {
    id: String,
    title: &'a str,
    path: &'a str,
    pieces: Vec<Piece>,
}

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    report: &'a Report,
    style: &'static str,
    style_hash: String,
    date: &'a str,
    /// BCP 47 code of the fixed sentences' language.
    language: &'static str,
    snapshots: Vec<Snapshot<'a>>,
}

/// The page: no script, no request; its style is allowed by hash and nothing else is.
pub(super) fn render(report: &Report, citations: &[Citation], corpus: &Corpus) -> Result<String, WriteError> {
    let quoted = report.references.sources.iter().filter_map(|source| corpus.source(&source.id));
    let snapshots = quoted.map(|source| {
        let own: Vec<&Citation> = citations.iter().filter(|citation| citation.source == source.id).collect();
        Snapshot {
            id: source.id.to_string(),
            title: &source.title,
            path: &source.path,
            pieces: pieces(&source.text, &own),
        }
    });
    let page = Page {
        report,
        style: STYLE,
        style_hash: STANDARD.encode(Digest::of_bytes(STYLE.as_bytes()).as_bytes()),
        date: report.metadata.generated_at.get(..10).unwrap_or(&report.metadata.generated_at),
        language: "en",
        snapshots: snapshots.collect(),
    };
    let text = page.render();
    text.map(|text| super::visible(&text))
        .map_err(|error| WriteError::Render { file: names::HTML, detail: error.to_string() })
}

/// Characters of a chart's label beside its amount.
const LABEL_CHARS: usize = 52;
/// Width of a chart, and that of the shortest bar, in its own units.
const CHART_WIDTH: u32 = 640;
const LEAST_WIDTH: u32 = 3;

/// A label that leaves room for the amount beside it.
pub(super) fn clipped(label: &str) -> String {
    match label.char_indices().nth(LABEL_CHARS) {
        Some((at, _)) => format!("{}…", label.get(..at).unwrap_or(label).trim_end()),
        None => label.to_owned(),
    }
}

/// A thousandth of the longest bar in the chart's units.
pub(super) fn scaled(thousandths: &u32) -> u32 {
    thousandths * CHART_WIDTH / 1_000
}

/// Width of a bar.
pub(super) fn width(bar: &Bar) -> u32 {
    scaled(&bar.to).saturating_sub(scaled(&bar.from)).max(LEAST_WIDTH)
}
