//! What the bench prints: tables, then each limit of the issue with what was measured, or all of it as one JSON object.

use serde::Serialize;
use std::fmt::Write as _;

/// A table: a row per thing, a column per figure.
#[derive(Serialize)]
pub(crate) struct Table {
    /// What it shows.
    pub(crate) title: String,
    /// What the columns hold, with units.
    pub(crate) columns: Vec<&'static str>,
    /// A name and its figures.
    pub(crate) rows: Vec<(String, Vec<Cell>)>,
}

/// A figure; absent where it could not be had.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct Cell(pub(crate) Option<f64>);

/// A limit and what was measured.
#[derive(Serialize)]
pub(crate) struct Check {
    /// What is limited, with unit.
    pub(crate) what: String,
    /// What was measured.
    pub(crate) value: f64,
    /// The limit.
    pub(crate) limit: f64,
    /// Whether the limit is the least that counts, not the most.
    pub(crate) at_least: bool,
    /// Whether it is kept.
    pub(crate) ok: bool,
}

/// Everything that a command measured.
#[derive(Default, Serialize)]
pub(crate) struct Report {
    /// About the machine and the method.
    pub(crate) notes: Vec<String>,
    /// The figures.
    pub(crate) tables: Vec<Table>,
    /// The limits.
    pub(crate) checks: Vec<Check>,
}

impl From<f64> for Cell {
    fn from(value: f64) -> Self {
        Self(value.is_finite().then_some(value))
    }
}

impl Check {
    /// A limit that must not be exceeded.
    pub(crate) fn at_most(what: impl Into<String>, value: f64, limit: f64) -> Self {
        Self { what: what.into(), value, limit, at_least: false, ok: value <= limit }
    }

    /// A limit that must be reached.
    pub(crate) fn at_least(what: impl Into<String>, value: f64, limit: f64) -> Self {
        Self { what: what.into(), value, limit, at_least: true, ok: value >= limit }
    }
}

impl Report {
    /// Prints it.
    #[expect(clippy::print_stdout, reason = "the report is what the bench is for")]
    pub(crate) fn print(&self, json: bool) {
        if json {
            let text =
                serde_json::to_string(self).unwrap_or_else(|error| format!("{{\"error\":\"{error}\"}}"));
            println!("{text}");
        } else {
            print!("{}", self.text());
        }
    }

    fn text(&self) -> String {
        let mut text = String::new();
        for note in &self.notes {
            let _infallible = writeln!(text, "{note}");
        }
        for table in &self.tables {
            let _infallible = write!(text, "\n{}", table.text());
        }
        if !self.checks.is_empty() {
            text.push_str("\nLimits\n");
        }
        for check in &self.checks {
            let word = if check.ok { "ok  " } else { "MISS" };
            let bound = if check.at_least { ">=" } else { "<=" };
            let (value, limit) = (figure(check.value), figure(check.limit));
            let _infallible = writeln!(text, "  {word}  {:<58} {value:>10}   {bound} {limit}", check.what);
        }
        text
    }
}

impl Table {
    fn text(&self) -> String {
        let names = self.rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
        let mut text = format!("{}\n  {:names$}", self.title, "");
        for column in &self.columns {
            let _infallible = write!(text, "  {column:>11}");
        }
        text.push('\n');
        for (name, cells) in &self.rows {
            let _infallible = write!(text, "  {name:names$}");
            for (column, cell) in self.columns.iter().zip(cells) {
                let width = column.len().max(11);
                let _infallible = write!(text, "  {:>width$}", cell.0.map_or_else(|| "-".to_owned(), figure));
            }
            text.push('\n');
        }
        text
    }
}

/// Three significant digits at least, no more decimals than that takes.
fn figure(value: f64) -> String {
    let decimals = match value.abs() {
        size if size >= 100.0 || size == 0.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 1.0 => 2,
        _small => 3,
    };
    format!("{value:.decimals$}")
}

/// Says why the bench failed.
#[expect(clippy::print_stderr, reason = "the bench is a program; this is its only complaint")]
pub(crate) fn complain(failure: &dyn std::error::Error) {
    eprintln!("bench: {failure}");
}

/// Says what is being done, for whoever waits.
#[expect(clippy::print_stderr, reason = "the bench is a program; a measurement takes a while")]
pub(crate) fn narrate(what: &str) {
    eprintln!("{what} ...");
}

/// A count as a number to compute with.
#[expect(clippy::cast_precision_loss, reason = "figures for people: counts stay far below 2^52")]
pub(crate) fn number(count: impl TryInto<u64>) -> f64 {
    count.try_into().unwrap_or(u64::MAX) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missed_limit_is_said_so() {
        assert!(
            Check::at_least("runs/s", 1_200.0, 1_200.0).ok && !Check::at_least("runs/s", 1_199.0, 1_200.0).ok
        );
        assert!(Check::at_most("ms", 1.0, 1.0).ok && !Check::at_most("ms", 1.1, 1.0).ok);
        let report = Report { checks: vec![Check::at_most("commits", 8.0, 7.0)], ..Report::default() };
        assert!(report.text().contains("MISS  commits"), "{}", report.text());
    }

    #[test]
    fn figures_keep_three_digits() {
        let figures = [1234.5, 99.95, 1.2345, 0.01234, 0.0].map(figure);
        assert_eq!(figures, ["1234", "100.0", "1.23", "0.012", "0"].map(str::to_owned));
        assert_eq!(Cell::from(f64::NAN).0, None);
    }
}
