//! The report as one self-contained page; the template escapes everything that comes from documents or people.

use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use shared::digest::Digest;

use super::bundle::WriteError;
use super::names;
use super::report::Report;
use super::snapshot::{Piece, pieces};
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
        snapshots: snapshots.collect(),
    };
    let text = page.render();
    text.map(|text| super::visible(&text))
        .map_err(|error| WriteError::Render { file: names::HTML, detail: error.to_string() })
}
