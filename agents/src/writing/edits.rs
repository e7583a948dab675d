//! What a person changed of the computed figures, contradictions and dates, for the report to say; it shows no fact.

use serde::{Deserialize, Serialize};

use super::facts::same_figure;
use super::tables::Conflict;
use crate::analysis::{AnalysisResult, Contradiction, Figure, Side, TimelineEntry};

/// A figure, contradiction, side or date that a person changed or added at the approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditedFact {
    /// What it is, in the person's words.
    pub text: String,
    /// Whether the report shows it as its quote has it; else it is no longer shown, because no quote says it.
    pub shown_as_quoted: bool,
}

impl EditedFact {
    /// What became of it, as a sentence for readers.
    #[must_use]
    pub fn sentence(&self) -> String {
        let outcome = match self.shown_as_quoted {
            true => "shown as its quote has it",
            false => "no longer shown as quote",
        };
        format!("{}: edited by the approver; {outcome}.", self.text)
    }
}

/// Every fact of `analysis` that is none of `computed`. `shown` are the contradictions that the report has.
pub(super) fn edits(
    analysis: &AnalysisResult,
    computed: &AnalysisResult,
    shown: &[Conflict],
) -> Vec<EditedFact> {
    let figure = |edited: &Figure| EditedFact {
        text: format!("Figure “{}”", words(&[&edited.subject, &edited.shown, &year(edited.year.as_ref())])),
        shown_as_quoted: computed.figures.iter().any(|known| same_figure(edited, known)),
    };
    let entry = |edited: &TimelineEntry| EditedFact {
        text: format!("Date “{}” of {}", edited.date, edited.citation),
        shown_as_quoted: computed.timeline.iter().any(|known| known.citation == edited.citation),
    };
    let mut out: Vec<EditedFact> = changed(&analysis.figures, &computed.figures).map(figure).collect();
    for edited in changed(&analysis.contradictions, &computed.contradictions) {
        let known = computed.contradictions.iter().find(|known| known.id == edited.id);
        let is_shown = shown.iter().any(|conflict| conflict.id == edited.id);
        match known.filter(|_| is_shown) {
            Some(known) => out.extend(contradiction(edited, known)),
            None => out.push(EditedFact { text: named(edited), shown_as_quoted: false }),
        }
    }
    out.extend(changed(&analysis.timeline, &computed.timeline).map(entry));
    out
}

/// What differs in a contradiction that is still shown.
fn contradiction(edited: &Contradiction, known: &Contradiction) -> Vec<EditedFact> {
    let mut out = Vec::new();
    if (&edited.subject, &edited.unit, &edited.year, edited.kind)
        != (&known.subject, &known.unit, &known.year, known.kind)
    {
        out.push(EditedFact { text: named(edited), shown_as_quoted: true });
    }
    for side in changed(&edited.sides, &known.sides) {
        let quoted = |own: &Side| side.citations.iter().any(|id| own.citations.contains(id));
        let text = format!("Side “{}” of {}", side.shown, edited.id);
        out.push(EditedFact { text, shown_as_quoted: known.sides.iter().any(quoted) });
    }
    out
}

fn changed<'a, T: PartialEq>(edited: &'a [T], computed: &'a [T]) -> impl Iterator<Item = &'a T> {
    edited.iter().filter(|fact| !computed.contains(fact))
}

fn named(edited: &Contradiction) -> String {
    format!("Contradiction “{}”", words(&[&edited.id, &edited.subject, &year(edited.year.as_ref())]))
}

fn year(year: Option<&String>) -> String {
    year.cloned().unwrap_or_default()
}

fn words(parts: &[&str]) -> String {
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
