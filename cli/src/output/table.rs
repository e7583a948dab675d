//! Tables without lines, so that they can be read, cut and grepped. It knows nothing of runs.

use super::text::{Paint, Tone};
use comfy_table::{Color, ContentArrangement, Table, presets};

/// A cell with its tone.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    text: String,
    tone: Option<Tone>,
}

impl Cell {
    /// A text in its tone.
    pub(crate) fn toned(tone: Tone, text: impl Into<String>) -> Self {
        Self { text: text.into(), tone: Some(tone) }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, tone: None }
    }
}

/// A table with a header; as wide as its content, so that a pipe gets one line for each row.
pub(crate) fn table(header: &[&str], rows: Vec<Vec<String>>) -> String {
    let rows = rows.into_iter().map(|row| row.into_iter().map(Cell::from).collect()).collect();
    toned(header, rows, Paint::off())
}

/// The same, with tones.
pub(crate) fn toned(header: &[&str], rows: Vec<Vec<Cell>>, paint: Paint) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    // Whether there are colours is decided once, by the streams' own module.
    match paint.is_on() {
        true => table.enforce_styling(),
        false => table.force_no_tty(),
    };
    if !header.is_empty() {
        table.set_header(header.iter().copied());
    }
    for row in rows {
        table.add_row(row.into_iter().map(|cell| styled(cell, paint)));
    }
    if let Some(first) = table.column_mut(0) {
        first.set_padding((0, 1));
    }
    let text = table.to_string();
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

fn styled(cell: Cell, paint: Paint) -> comfy_table::Cell {
    let styled = comfy_table::Cell::new(cell.text);
    let Some(tone) = cell.tone.filter(|_| paint.is_on()) else { return styled };
    match tone {
        Tone::Good => styled.fg(Color::Green),
        Tone::Attention => styled.fg(Color::Yellow),
        Tone::Bad => styled.fg(Color::Red),
        Tone::Strong => styled.add_attribute(comfy_table::Attribute::Bold),
        Tone::Faint => styled.add_attribute(comfy_table::Attribute::Dim),
    }
}

/// Names and values under each other, indented.
pub(crate) fn facts(rows: &[(&str, String)]) -> String {
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for (name, value) in rows {
        let mut lines = value.lines();
        let first = lines.next().unwrap_or_default();
        text.push_str(format!("  {name:<width$}  {first}").trim_end());
        text.push('\n');
        for line in lines {
            text.push_str(format!("  {:<width$}  {line}", "").trim_end());
            text.push('\n');
        }
    }
    text
}
