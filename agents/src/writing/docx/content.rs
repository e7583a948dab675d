//! The report's content as WordprocessingML.

use super::escape;
use crate::writing::markdown::capitalised;
use crate::writing::report::{DocumentCopy, HumanFeedback, QuoteRef, Report, Statement};

/// `word/document.xml`.
pub(super) fn document(report: &Report) -> String {
    let mut body = Body::default();
    head(&mut body, report);
    conflicts(&mut body, report);
    findings(&mut body, report);
    figures(&mut body, report);
    gaps(&mut body, report);
    ending(&mut body, report);
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1300" w:right="1300" w:bottom="1300" w:left="1300" w:header="700" w:footer="700" w:gutter="0"/></w:sectPr></w:body></w:document>"#,
        body.0
    )
}

#[derive(Default)]
struct Body(String);

impl Body {
    fn paragraph(&mut self, style: &str, text: &str) {
        self.0.push_str(&paragraph(style, text, false));
    }

    fn bullets<T: AsRef<str>>(&mut self, lines: impl IntoIterator<Item = T>) {
        for line in lines {
            self.paragraph("ListBullet", &format!("•  {}", line.as_ref()));
        }
    }

    fn quote(&mut self, quote: &QuoteRef) {
        self.paragraph("Quote", &format!("“{}”", quote.quote));
        self.paragraph("Source", &place(quote));
    }

    /// The first row names the columns and is repeated on each page.
    fn table(&mut self, head: &[&str], rows: &[Vec<String>]) {
        let cell = |text: &str, bold: bool| format!("<w:tc>{}</w:tc>", paragraph("Normal", text, bold));
        let names: String = head.iter().map(|name| cell(name, true)).collect();
        let mut table = format!(
            r#"<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="5000" w:type="pct"/></w:tblPr><w:tblGrid>{}</w:tblGrid><w:tr><w:trPr><w:tblHeader/></w:trPr>{names}</w:tr>"#,
            "<w:gridCol/>".repeat(head.len())
        );
        for row in rows {
            let cells: String = row.iter().map(|text| cell(text, false)).collect();
            table.push_str(&format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"));
        }
        self.0.push_str(&table);
        self.0.push_str("</w:tbl>");
        self.paragraph("Normal", "");
    }
}

fn paragraph(style: &str, text: &str, bold: bool) -> String {
    let weight = if bold { "<w:rPr><w:b/></w:rPr>" } else { "" };
    format!(
        r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r>{weight}<w:t xml:space="preserve">{}</w:t></w:r></w:p>"#,
        escape(text)
    )
}

fn place(quote: &QuoteRef) -> String {
    let within = quote.locator.as_ref().map(|locator| format!(", {locator}")).unwrap_or_default();
    let heading = quote.heading.as_ref().map(|heading| format!(", “{heading}”")).unwrap_or_default();
    format!("— {}{within}{heading} · {}", quote.title, quote.citation)
}

fn statement(body: &mut Body, statement: &Statement) {
    let Some((own, others)) = statement.quotes.split_first() else {
        body.paragraph("Quote", &format!("{} (added by a person at the approval; no quote)", statement.text));
        return;
    };
    if !statement.is_quote {
        let text = format!("{} (changed by a person at the approval; the quote was:)", statement.text);
        body.paragraph("Quote", &text);
    }
    body.quote(own);
    for other in others {
        body.quote(other);
    }
}

fn head(body: &mut Body, report: &Report) {
    let date = report.metadata.generated_at.get(..10).unwrap_or(&report.metadata.generated_at);
    body.paragraph("Title", &report.metadata.title);
    let overall = report.appendix.confidence_levels.overall;
    let method = report.metadata.method.as_str();
    body.paragraph("Subtitle", &format!("Aegis report, {date} · {method} · overall confidence {overall:.2}"));
    body.paragraph("Heading1", "In short");
    let by_person =
        if report.executive_summary.overview_by_rule { "" } else { " (worded by a person at the approval)" };
    body.paragraph("Normal", &format!("{}{by_person}", report.executive_summary.overview));
    for takeaway in &report.executive_summary.key_takeaways {
        statement(body, takeaway);
    }
    let Some(feedback) = &report.executive_summary.human_feedback else { return };
    approval(body, feedback);
}

fn approval(body: &mut Body, feedback: &HumanFeedback) {
    body.paragraph("Heading2", "From the approval");
    body.paragraph("Normal", &feedback.approved());
    if feedback.edited {
        body.paragraph("Normal", "The analysis was edited at the approval; changed statements say so.");
    }
    if feedback.findings_removed > 0 {
        let removed = feedback.findings_removed;
        body.paragraph("Normal", &format!("Findings left out at the approval: {removed}."));
    }
    if !feedback.comment.is_empty() {
        body.paragraph("Normal", &format!("Comment: “{}”", feedback.comment));
    }
    body.bullets(feedback.edited_facts.iter().map(|edited| edited.sentence()));
    for point in &feedback.points {
        body.bullets([&point.text]);
        point.quotes.iter().for_each(|quote| body.quote(quote));
        if point.quotes.is_empty() {
            body.paragraph("Source", "No quote in this report has a topic word of this point.");
        }
    }
}

fn conflicts(body: &mut Body, report: &Report) {
    if report.contradictions.is_empty() {
        return;
    }
    body.paragraph("Heading1", "Where the documents contradict each other");
    for conflict in &report.contradictions {
        let year = conflict.year.as_ref().map(|year| format!(", {year}")).unwrap_or_default();
        body.paragraph("Heading2", &format!("{} · {}{year}", conflict.id, capitalised(&conflict.subject)));
        let value = |at: usize, shown: &str| {
            if shown.is_empty() { format!("Side {}", at + 1) } else { shown.to_owned() }
        };
        let sides = || conflict.sides.iter().enumerate();
        let names: Vec<String> = sides().map(|(at, side)| value(at, &side.shown)).collect();
        let quotes = |quotes: &[QuoteRef]| {
            let each = quotes.iter().map(|quote| format!("“{}” {}", quote.quote, place(quote)));
            each.collect::<Vec<_>>().join(" ")
        };
        let row: Vec<String> = conflict.sides.iter().map(|side| quotes(&side.quotes)).collect();
        body.table(&names.iter().map(String::as_str).collect::<Vec<_>>(), &[row]);
    }
}

fn findings(body: &mut Body, report: &Report) {
    body.paragraph("Heading1", "What the documents say");
    if report.detailed_findings.is_empty() {
        body.paragraph("Normal", "Nothing was found.");
    }
    for section in &report.detailed_findings {
        body.paragraph("Heading2", &section.title);
        section.findings.iter().for_each(|finding| statement(body, finding));
    }
}

fn figures(body: &mut Body, report: &Report) {
    if !report.figures.is_empty() {
        body.paragraph("Heading1", "Figures");
        let row = |figure: &crate::writing::FigureRow| {
            let planned = if figure.planned { " (plan or forecast)" } else { "" };
            vec![
                format!("{}{planned}", figure.subject),
                figure.shown.clone(),
                figure.normalised(),
                figure.year.clone().unwrap_or_else(|| "–".to_owned()),
                format!("{} · {}", figure.quote.title, figure.quote.citation),
            ]
        };
        let rows: Vec<Vec<String>> = report.figures.iter().map(row).collect();
        body.table(&["Subject", "As quoted", "In one unit", "Year", "Source"], &rows);
    }
    if !report.timeline.is_empty() {
        body.paragraph("Heading1", "Timeline");
        let row = |entry: &crate::writing::TimelineRow| {
            vec![entry.date.clone(), format!("“{}” {}", entry.quote.quote, place(&entry.quote))]
        };
        body.table(&["When", "What the document says"], &report.timeline.iter().map(row).collect::<Vec<_>>());
    }
}

fn gaps(body: &mut Body, report: &Report) {
    body.paragraph("Heading1", "What was asked, and what was not found");
    let found = |answered: bool| if answered { "found" } else { "none" };
    let rows = report.coverage.iter().map(|sub| vec![sub.question.clone(), found(sub.answered).to_owned()]);
    body.table(&["Sub-question", "Evidence"], &rows.collect::<Vec<_>>());
    body.bullets(&report.research_gaps);
    if let Some(nearest) = report.nearest() {
        let text = format!("Nearest to the question is {}; {}.", nearest.citation, nearest.why_not());
        body.paragraph("Normal", &text);
    }
    if !report.words_not_found.is_empty() {
        let words = report.words_not_found.join(", ");
        body.paragraph("Normal", &format!("Words of the question that stand in no document: {words}."));
    }
    for sentence in &report.set_aside {
        let text = format!(
            "Set aside, because it gives orders to programs: “{}” ({})",
            sentence.text, sentence.path
        );
        body.paragraph("Normal", &text);
    }
    body.paragraph("Heading1", "What to do next");
    let outcomes = report.recommendations.strategic.iter();
    body.bullets(outcomes.map(|outcome| {
        let person = if outcome.by_rule { "" } else { " (added or changed by a person at the approval)" };
        format!("{}: {}{person}", capitalised(&outcome.action), outcome.rationale)
    }));
    body.bullets(&report.recommendations.next_steps);
    body.bullets(&report.recommendations.considerations);
}

fn ending(body: &mut Body, report: &Report) {
    body.paragraph("Heading1", "How sure is this");
    let scores = &report.appendix.confidence_levels;
    let row = |name: &str, score: f64| vec![name.to_owned(), format!("{score:.2}")];
    body.table(
        &["Measure", "Score"],
        &[
            row("Sub-questions with evidence", scores.data_completeness),
            row("Documents behind the findings", scores.source_reliability),
            row("Themes in which documents meet without contradiction", scores.finding_consistency),
            row("Overall", scores.overall),
        ],
    );
    body.bullets(&report.appendix.confidence_formula);
    body.paragraph("Heading1", "Sources");
    let sources = report.references.sources.iter().map(|source| {
        vec![source.id.to_string(), source.title.clone(), source.path.clone(), source.quotes.to_string()]
    });
    body.table(&["Id", "Document", "File", "Quotes"], &sources.collect::<Vec<_>>());
    if !report.references.data_sources.is_empty() {
        body.paragraph(
            "Normal",
            &format!("Read, but not quoted: {}.", report.references.data_sources.join(", ")),
        );
    }
    body.bullets(report.references.copies.iter().map(DocumentCopy::phrase));
    let skipped = report.references.skipped.iter();
    body.bullets(skipped.map(|skipped| format!("Not read: {}: {}", skipped.path, skipped.reason)));
    body.paragraph("Heading1", "How this report was made");
    body.bullets(&report.appendix.methodology);
    body.paragraph("Heading2", "Limits");
    body.bullets(&report.appendix.limitations);
    let proof = "Every quote can be checked: citations.json names its place in the text under sources/, and aegis verify \
                 reads them again.";
    body.paragraph("Normal", proof);
}
