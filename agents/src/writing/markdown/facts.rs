//! Contradictions, figures, dates and the approver's points as Markdown.

use super::{capitalised, escape, place};
use crate::research::SetAside;
use crate::writing::{Conflict, FigureRow, Point, TimelineRow};

/// Quotes side by side, one list item per quote.
pub(super) fn conflicts(conflicts: &[Conflict]) -> String {
    if conflicts.is_empty() {
        return String::new();
    }
    let mut text =
        "## Where the documents contradict each other\n\nThese quotes can't all be right. Which one is, was \
                    not decided."
            .to_owned();
    for conflict in conflicts {
        let year = conflict.year.as_ref().map(|year| format!(", {}", escape(year))).unwrap_or_default();
        text.push_str(&format!(
            "\n\n### {} · {}{year}\n",
            conflict.id,
            escape(&capitalised(&conflict.subject))
        ));
        for side in &conflict.sides {
            let value =
                if side.shown.is_empty() { String::new() } else { format!("**{}**: ", escape(&side.shown)) };
            for quote in &side.quotes {
                text.push_str(&format!("\n- {value}“{}” {}", escape(&quote.quote), place(quote)));
            }
        }
    }
    text
}

/// The number table.
pub(super) fn figures(figures: &[FigureRow]) -> String {
    if figures.is_empty() {
        return String::new();
    }
    let mut text =
        "## Figures\n\n| Subject | As quoted | In one unit | Year | Source |\n|---|---:|---:|---|---|"
            .to_owned();
    for figure in figures {
        let planned = if figure.planned { " *(plan or forecast)*" } else { "" };
        let id = &figure.quote.citation;
        text.push_str(&format!(
            "\n| {}{planned} | {} | {} | {} | {} [\\[{id}\\]](report.html#{id}) |",
            escape(&figure.subject),
            escape(&figure.shown),
            escape(&figure.normalised()),
            escape(figure.year.as_deref().unwrap_or("–")),
            escape(&figure.quote.title),
        ));
    }
    text
}

/// Dated quotes, earliest first.
pub(super) fn timeline(entries: &[TimelineRow]) -> String {
    if entries.is_empty() {
        return String::new();
    }
    let lines = entries.iter().map(|entry| {
        format!("- **{}**: “{}” {}", escape(&entry.date), escape(&entry.quote.quote), place(&entry.quote))
    });
    format!("## Timeline\n\n{}", lines.collect::<Vec<_>>().join("\n"))
}

/// The approver's comment point by point.
pub(super) fn points(points: &[Point]) -> String {
    let mut text = String::new();
    for point in points {
        text.push_str(&format!("\n\n- “{}”", escape(&point.text)));
        for quote in &point.quotes {
            text.push_str(&format!("\n  - “{}” {}", escape(&quote.quote), place(quote)));
        }
        if point.quotes.is_empty() {
            text.push_str("\n  - No quote in this report has a topic word of this point.");
        }
    }
    text
}

/// Sentences for programs that were not used.
pub(super) fn set_aside(sentences: &[SetAside]) -> String {
    if sentences.is_empty() {
        return String::new();
    }
    let lines = sentences.iter().map(|s| format!("- {}: “{}”", escape(&s.path), escape(&s.text)));
    format!(
        "\n\n### Set aside\n\nThese sentences give orders to programs that read them. They were not followed and not used \
         as evidence.\n\n{}",
        lines.collect::<Vec<_>>().join("\n")
    )
}
