//! Turns an approved analysis into a report bundle; adds no statement about the subject.

mod approval;
mod bundle;
mod citations;
mod compose;
mod docx;
mod edits;
mod facts;
mod html;
mod manifest;
mod markdown;
mod references;
mod report;
mod snapshot;
mod tables;

pub use approval::{AUTOMATIC_APPROVAL, Approval, DecidedBy};
pub use bundle::{Bundle, WriteError, WriteRequest, write};
pub use citations::{
    CITATIONS_SCHEMA, CitationRecord, CitationsFile, SOURCES_SCHEMA, Selector, SourceEntry, SourcesFile,
    Target,
};
pub use edits::EditedFact;
pub(crate) use manifest::manifest_hash_line;
pub use manifest::{FileEntry, MANIFEST_SCHEMA, Manifest};
pub use report::{
    Appendix, DocumentCopy, ExecutiveSummary, HumanFeedback, QuoteRef, References, Report, ReportMetadata,
    ReportRecommendations, ReportSource, RuleOutcome, Section, Statement,
};

pub use tables::{Bar, Chart, Conflict, ConflictSide, FigureRow, Point, TimelineRow, grouped};

/// A text without anything that drives the terminal on which somebody may read it: documents hold such characters.
fn visible(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && !matches!(c, '\n' | '\t') { '\u{fffd}' } else { c }).collect()
}

/// Names of the bundle's fixed files.
pub mod names {
    /// The report for reading anywhere.
    pub const MARKDOWN: &str = "report.md";
    /// The report with its sources in one page.
    pub const HTML: &str = "report.html";
    /// The report for word processors.
    pub const DOCX: &str = "report.docx";
    /// The report as data.
    pub const REPORT: &str = "report.json";
    /// Every quote with its place.
    pub const CITATIONS: &str = "citations.json";
    /// The analysis that was written, in canonical JSON: its SHA-256 is the written artifact's hash.
    pub const ANALYSIS: &str = "analysis.json";
    /// All sources and skipped files.
    pub const SOURCES: &str = "sources/index.json";
    /// Hashes of all other files.
    pub const MANIFEST: &str = "manifest.json";
    /// Hash of the manifest.
    pub const MANIFEST_HASH: &str = "manifest.sha256";
}
