//! Contradictions, figures, charts and dates as `report.json` holds them; formats nothing.

use serde::{Deserialize, Serialize};

use super::report::QuoteRef;

/// One side of a contradiction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConflictSide {
    /// The quantity as the quote has it; empty where one side denies the other.
    pub shown: String,
    /// Quotes that say so, one per document.
    pub quotes: Vec<QuoteRef>,
}

/// A contradiction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// `X1`, `X2`, ...
    pub id: String,
    /// What it is about, in words that the quotes share.
    pub subject: String,
    /// The year or date, if the quotes name one.
    pub year: Option<String>,
    /// Whether values differ; else one side denies the other.
    pub of_values: bool,
    /// At least two.
    pub sides: Vec<ConflictSide>,
}

impl Conflict {
    /// Independent documents on all sides.
    #[must_use]
    pub fn documents(&self) -> usize {
        self.sides.iter().map(|side| side.quotes.len()).sum()
    }
}

/// A line of the number table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FigureRow {
    /// Words of the quote that name what is measured.
    pub subject: String,
    /// The quantity as the quote has it.
    pub shown: String,
    /// In the unit to which all of its kind are brought.
    pub value: f64,
    /// Upper end of a range.
    pub value_to: Option<f64>,
    /// That unit.
    pub unit: String,
    /// Year or date.
    pub year: Option<String>,
    /// Whether the quote speaks of a plan or forecast.
    pub planned: bool,
    /// The quote.
    pub quote: QuoteRef,
}

impl FigureRow {
    /// Value and unit on one line, thousands grouped.
    #[must_use]
    pub fn normalised(&self) -> String {
        let to = self.value_to.map(|to| format!("–{}", grouped(to))).unwrap_or_default();
        format!("{}{to} {}", grouped(self.value), unit_as_quoted(&self.shown, &self.unit))
    }
}

/// A noun that is counted as the quote writes it, which may be with a capital and in the plural; a unit as it is.
fn unit_as_quoted<'a>(shown: &'a str, unit: &'a str) -> &'a str {
    let last = shown.split_whitespace().next_back().unwrap_or_default();
    let lower = last.to_lowercase();
    if lower == unit || lower.strip_suffix('s') == Some(unit) { last } else { unit }
}

/// A number with at most four significant decimals and its thousands grouped.
#[must_use]
pub fn grouped(value: f64) -> String {
    let text = format!("{:.4}", value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    let fraction = fraction.trim_end_matches('0');
    let sign = if value < 0.0 { "−" } else { "" };
    if fraction.is_empty() { format!("{sign}{out}") } else { format!("{sign}{out}.{fraction}") }
}

/// A bar of a chart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// Subject and year.
    pub label: String,
    /// The quantity as the quote has it.
    pub shown: String,
    /// Where the bar starts and ends, in 0..=1000 of the longest.
    pub from: u32,
    /// See [`Bar::from`].
    pub to: u32,
    /// The quote.
    pub citation: String,
}

/// Figures of one unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chart {
    /// Title.
    pub title: String,
    /// All bars in words, for those who can't see them.
    pub description: String,
    /// From the number table.
    pub bars: Vec<Bar>,
}

/// Something with a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineRow {
    /// `2021`, `2021-03`, ...
    pub date: String,
    /// The quote.
    pub quote: QuoteRef,
}

/// A point of the approver's comment and what the report has on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// The point, word for word.
    pub text: String,
    /// Quotes of the report that share its topic words, nearest first.
    pub quotes: Vec<QuoteRef>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_that_are_counted_are_written_as_in_the_quote() {
        for (shown, unit, written) in [
            ("2.310 Gebäude", "gebäude", "Gebäude"),
            ("40 trams", "tram", "trams"),
            ("46 km", "m", "m"),
            ("6 metres", "m", "m"),
            ("84,6 GWh", "kWh", "kWh"),
        ] {
            assert_eq!(unit_as_quoted(shown, unit), written, "{shown}");
        }
    }

    #[test]
    fn numbers_are_grouped_and_short() {
        assert_eq!(grouped(1_234_567.5), "1,234,567.5");
        assert_eq!(
            (grouped(-3.0).as_str(), grouped(0.25).as_str(), grouped(100.0).as_str()),
            ("−3", "0.25", "100")
        );
    }
}
