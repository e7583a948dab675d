//! The report as Markdown; text from documents and people is escaped, so that none of it becomes markup.

mod facts;

use super::report::{QuoteRef, Report, Section, Statement};
use crate::analysis::{MORE_SOURCES_BELOW, PROCEED_FROM};

/// Hash digits shown to people.
const SHORT_HASH: usize = 12;

/// The whole document.
pub(super) fn render(report: &Report) -> String {
    let parts = [
        head(report),
        in_short(report),
        facts::conflicts(&report.contradictions),
        said(&report.detailed_findings),
        facts::figures(&report.figures),
        facts::timeline(&report.timeline),
        gaps(report),
        recommendations(report),
        confidence(report),
        sources(report),
        appendix(report),
    ];
    let mut text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
    text.push('\n');
    super::visible(&text)
}

/// Keeps text from becoming markup, links or images in any Markdown viewer.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    // Bare addresses would be turned into links by many viewers.
    out.replace("://", "\\://").replace("www.", "www\\.").replace('@', "\\@")
}

fn head(report: &Report) -> String {
    let date = report.metadata.generated_at.get(..10).unwrap_or(&report.metadata.generated_at);
    format!(
        "# {}\n\n*Aegis report, {date} · {} · overall confidence {:.2}*",
        escape(&report.metadata.title),
        report.metadata.method.as_str(),
        report.appendix.confidence_levels.overall
    )
}

fn in_short(report: &Report) -> String {
    let summary = &report.executive_summary;
    let mut text = format!("## In short\n\n{}", escape(&summary.overview));
    if !summary.overview_by_rule {
        text.push_str(" *(worded by a person at the approval)*");
    }
    text.push('\n');
    for (number, takeaway) in summary.key_takeaways.iter().enumerate() {
        text.push_str(&format!("\n{}. {}", number + 1, statement(takeaway, "   ")));
    }
    if let Some(feedback) = &summary.human_feedback {
        text.push_str(&format!("\n\n**{}**", escape(&feedback.approved())));
        if !feedback.comment.is_empty() {
            text.push_str(&format!(" Comment: “{}”", escape(&feedback.comment)));
        }
        if feedback.edited {
            text.push_str(" The analysis was edited at the approval; changed statements say so.");
        }
        if feedback.findings_removed > 0 {
            text.push_str(&format!(" Findings left out at the approval: {}.", feedback.findings_removed));
        }
        for edited in &feedback.edited_facts {
            text.push_str(&format!("\n\n- {}", escape(&edited.sentence())));
        }
        text.push_str(&facts::points(&feedback.points));
    }
    text
}

fn said(sections: &[Section]) -> String {
    let mut text = "## What the documents say".to_owned();
    for section in sections {
        text.push_str(&format!("\n\n### {}\n", escape(&section.title)));
        for finding in &section.findings {
            text.push_str(&format!("\n- {}", statement(finding, "  ")));
        }
    }
    if sections.is_empty() {
        text.push_str("\n\nNothing was found.");
    }
    text
}

fn statement(statement: &Statement, indent: &str) -> String {
    let text = escape(&statement.text);
    let Some((own, others)) = statement.quotes.split_first() else {
        return format!("{text} *(added by a person at the approval; no quote)*");
    };
    let mut out = if statement.is_quote {
        format!("“{text}” {}", place(own))
    } else {
        let original = escape(&own.quote);
        format!("{text} *(changed by a person at the approval; the quote was: “{original}”)* {}", place(own))
    };
    for other in others {
        out.push_str(&format!("\n{indent}- also: “{}” {}", escape(&other.quote), place(other)));
    }
    out
}

fn place(quote: &QuoteRef) -> String {
    let within = quote.locator.as_ref().map(|locator| format!(", {locator}")).unwrap_or_default();
    let id = &quote.citation;
    format!("— *{}*{within} [\\[{id}\\]](report.html#{id})", escape(&quote.title))
}

fn gaps(report: &Report) -> String {
    let mut text = "## What was not found\n".to_owned();
    let absent: Vec<String> =
        report.words_not_found.iter().map(|word| format!("“{}”", escape(word))).collect();
    for gap in &report.research_gaps {
        text.push_str(&format!("\n- {}", escape(gap)));
    }
    if report.research_gaps.is_empty() {
        text.push_str(
            "\nEvery sub-question has at least one quote. That does not mean that it is fully answered.",
        );
    }
    if let Some(nearest) = report.nearest() {
        let id = &nearest.citation;
        let why_not = escape(&nearest.why_not());
        text.push_str(&format!("\n\nNearest to the question is [\\[{id}\\]](report.html#{id}); {why_not}."));
    }
    if !absent.is_empty() {
        text.push_str(&format!(
            "\n\nWords of the question that stand in no document: {}.",
            absent.join(", ")
        ));
    }
    text.push_str(&facts::set_aside(&report.set_aside));
    text
}

fn recommendations(report: &Report) -> String {
    let recommendations = &report.recommendations;
    let mut text = "## What to do next\n".to_owned();
    for outcome in &recommendations.strategic {
        let person = if outcome.by_rule { "" } else { " *(added or changed by a person at the approval)*" };
        let (action, rationale) = (escape(&capitalised(&outcome.action)), escape(&outcome.rationale));
        text.push_str(&format!(
            "\n- **{action}** ({} priority): {rationale}{person}",
            outcome.priority.as_str()
        ));
    }
    for step in &recommendations.next_steps {
        // Fixed sentences: their code marks are ours.
        text.push_str(&format!("\n- {step}"));
    }
    for note in &recommendations.considerations {
        text.push_str(&format!("\n- Keep in mind: {}", escape(note)));
    }
    text
}

pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn confidence(report: &Report) -> String {
    let scores = &report.appendix.confidence_levels;
    let formula = report.appendix.confidence_formula.iter().map(|line| format!("- {}", escape(line)));
    format!(
        "## How sure is this\n\n| Measure | Score |\n|---|---|\n| Sub-questions with evidence | {:.2} |\n\
         | Documents behind the findings | {:.2} |\n| Themes in which documents meet without contradiction | {:.2} |\n\
         | **Overall** | **{:.2}** |\n\nBelow {MORE_SOURCES_BELOW:.2} the rule asks for more sources, from \
         {PROCEED_FROM:.2} it says proceed. The arithmetic:\n\n{}",
        scores.data_completeness,
        scores.source_reliability,
        scores.finding_consistency,
        scores.overall,
        formula.collect::<Vec<_>>().join("\n")
    )
}

fn sources(report: &Report) -> String {
    let mut text = "## Sources\n\n| | Document | File | Quotes | SHA-256 |\n|---|---|---|---|---|".to_owned();
    for source in &report.references.sources {
        let hash = source.source_sha256.get(..SHORT_HASH).unwrap_or_default();
        text.push_str(&format!(
            "\n| [{}]({}) | {} | {} | {} | `{hash}` |",
            source.id,
            source.snapshot,
            escape(&source.title),
            escape(&source.path),
            source.quotes
        ));
    }
    if !report.references.data_sources.is_empty() {
        let paths: Vec<_> = report.references.data_sources.iter().map(|path| escape(path)).collect();
        text.push_str(&format!("\n\nRead, but not quoted: {}.", paths.join(", ")));
    }
    if !report.references.copies.is_empty() {
        text.push_str("\n\nCopies:\n");
        for copy in &report.references.copies {
            text.push_str(&format!("\n- {}", escape(&copy.phrase())));
        }
    }
    if !report.references.skipped.is_empty() {
        text.push_str("\n\nNot read:\n");
        for skipped in &report.references.skipped {
            text.push_str(&format!("\n- {}: {}", escape(&skipped.path), escape(&skipped.reason.to_string())));
        }
    }
    text
}

fn appendix(report: &Report) -> String {
    let list = |lines: &[String]| lines.iter().map(|line| format!("- {line}")).collect::<Vec<_>>().join("\n");
    let fields: Vec<_> = report.not_produced.iter().map(|field| field.field.replace('_', "\\_")).collect();
    let approved = match &report.metadata.approval.artifact_hash {
        Some(hash) => format!("approved `{}`, ", hash.get(..SHORT_HASH).unwrap_or(hash)),
        None => String::new(),
    };
    let written = report.metadata.written_artifact_sha256.get(..SHORT_HASH).unwrap_or_default();
    format!(
        "## How this report was made\n\n{}\n\n### Limits\n\n{}\n\n### Left out\n\nThese parts need a language model and \
         were not produced: {}.\n\n### Proof\n\nEvery quote can be checked: `citations.json` names its bytes in the text \
         under `sources/`, and `aegis verify` reads them again. Analysis: {approved}written `{written}`.",
        list(&report.appendix.methodology),
        list(&report.appendix.limitations),
        fields.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    #[test]
    fn hostile_text_stays_text() {
        let hostile = "![x](http://evil/x.png) [y](javascript:alert(1)) <script>z</script> `c` **b** a|b \
                       https://evil.example www.evil.example &lt;";
        let escaped = format!("“{}”", escape(hostile));
        let mut text = String::new();
        for event in Parser::new_ext(&escaped, Options::all()) {
            match &event {
                Event::Text(part) => text.push_str(part),
                Event::Start(Tag::Paragraph) | Event::End(_) => {}
                Event::Start(_)
                | Event::Code(_)
                | Event::InlineMath(_)
                | Event::DisplayMath(_)
                | Event::Html(_)
                | Event::InlineHtml(_)
                | Event::FootnoteReference(_)
                | Event::SoftBreak
                | Event::HardBreak
                | Event::Rule
                | Event::TaskListMarker(_) => panic!("markup from a document: {event:?}"),
            }
        }
        assert_eq!(text, format!("“{hostile}”"));
    }
}
