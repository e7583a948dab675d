//! Figures, contradictions and dates as they travel between steps; computes nothing. Each points at its quotes.

use serde::{Deserialize, Serialize};

use crate::reading::SourceId;
use crate::research::CitationId;

/// One line of the number table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Words of the quote that name what is measured.
    pub subject: String,
    /// The quantity as the quote has it.
    pub shown: String,
    /// Value in `unit`; the lower end of a range.
    pub value: f64,
    /// Upper end of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_to: Option<f64>,
    /// Unit to which all of its kind are brought; a noun for counted things, empty for a bare number.
    pub unit: String,
    /// The year or date that the quote gives it for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<String>,
    /// Whether the quote speaks of a plan or forecast.
    #[serde(default)]
    pub planned: bool,
    /// Document.
    pub source: SourceId,
    /// Quote.
    pub citation: CitationId,
}

/// Why two quotes can't both be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContradictionKind {
    /// Same subject, unit and year, different value; or different names for what is asked.
    Value,
    /// One says what the other denies.
    Negation,
}

/// What some documents say of the subject.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Side {
    /// The quantity, date or name as the first quote has it; empty for a negation.
    pub shown: String,
    /// Quotes that say so.
    pub citations: Vec<CitationId>,
    /// Documents that say so; copies count once.
    pub sources: Vec<SourceId>,
}

/// Quotes of different documents that can't all be right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contradiction {
    /// `X1`, `X2`, ...
    pub id: String,
    /// Why.
    pub kind: ContradictionKind,
    /// The words that the quotes share.
    pub subject: String,
    /// Unit of the values; empty for a negation.
    #[serde(default)]
    pub unit: String,
    /// The year or date for which the quotes speak, if they name one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<String>,
    /// At least two.
    pub sides: Vec<Side>,
}

/// Something that a quote gives a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEntry {
    /// `2021`, `2021-03`, `2021-03-12`, `2021 Q1` or `2019–2021`.
    pub date: String,
    /// Document.
    pub source: SourceId,
    /// Quote.
    pub citation: CitationId,
}
