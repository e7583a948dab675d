//! Tables without lines, so that they can be read, cut and grepped. It knows nothing of runs.

use comfy_table::{ContentArrangement, Table, presets};

/// A table with a header; as wide as its content off a terminal, as wide as the terminal on one.
pub(crate) fn table(header: &[&str], rows: Vec<Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    if !header.is_empty() {
        table.set_header(header.iter().copied());
    }
    table.add_rows(rows);
    if let Some(first) = table.column_mut(0) {
        first.set_padding((0, 1));
    }
    let text = table.to_string();
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
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
