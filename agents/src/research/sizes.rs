//! Whether a sentence or a row tells of another size than the one that a question names: a parcel of 10 kg for one of 5; ranks
//! nothing.

use unicode_segmentation::UnicodeSegmentation;

use super::evidence::Evidence;
use super::kinds::{TIMES, is_money};
use crate::language::{WordSet, word_set};
use crate::quantities::{Bound, Cell, Quantity, cells, quantities};

/// Words behind a number among which is what it measures.
const MEASURED: usize = 3;
/// What says that sizes up to another one, or from it on, are meant too.
static BOUNDS: WordSet = WordSet::new(|| {
    word_set(
        "than up over under above below between from every each max maximum min minimum more less most least exceed exceeding bis \
        ab über unter zwischen als je höchstens mindestens maximal minimal mehr weniger jusqu jusqu'à jusqu’à entre chaque dès plus \
        moins maximum hasta más menos desde cada máximo mínimo",
    )
});

impl Evidence<'_> {
    /// Whether the sentence has sizes of the unit, all of them others.
    pub(super) fn has_another_size(&self, entry: usize) -> bool {
        let text = self.text(entry);
        let bound = |text: &str| text.to_lowercase().unicode_words().any(|word| BOUNDS.contains(word));
        // Whether it is so large may be answered by how large it is.
        if self.asked.yes_no || bound(&self.asked.question) {
            return false;
        }
        let asked = self.sizes(&self.asked.question);
        if let Some(cells) = cells(text) {
            return cells.iter().any(|cell| self.has_another_value(cell, &asked));
        }
        if asked.is_empty() || bound(text) {
            return false;
        }
        let told = self.sizes(text);
        asked.iter().filter(|asked| is_exact(asked)).any(|asked| {
            let mut same = told.iter().filter(|told| told.unit == asked.unit).peekable();
            let apart = |told: &Quantity| (told.low - asked.low).abs() > told.rounding + asked.rounding;
            same.peek().is_some() && same.all(|told| is_exact(told) && apart(told))
        })
    }

    /// The amounts of a text that are neither money, nor times, nor shares, nor in the units that the question asks for.
    fn sizes(&self, text: &str) -> Vec<Quantity> {
        let size = |quantity: &Quantity| {
            let unit = quantity.unit.0.as_str();
            let other = unit.is_empty() || unit == "%" || is_money(unit) || TIMES.contains(&unit);
            !other && !self.asked.units.contains(&unit) && quantity.moment.is_none()
        };
        quantities(text).into_iter().filter(size).collect()
    }

    /// Whether the column is of what the question gives a measure of, and has another one there.
    fn has_another_value(&self, cell: &Cell<'_>, asked: &[Quantity]) -> bool {
        let Some(language) = self.languages.get(&self.asked_in) else { return false };
        let Ok(value) = cell.value.trim().parse::<f64>() else { return false };
        let columns = language.stems(cell.name);
        let measured = |asked: &&Quantity| {
            let rest = self.asked.question.get(asked.end..).unwrap_or_default();
            let mut behind = rest.unicode_words().take(MEASURED).filter_map(|word| language.stem(word));
            behind.any(|stem| self.asked.plain.contains(&stem) && columns.contains(&stem))
        };
        let mut asked = asked
            .iter()
            .filter(|asked| is_exact(asked) && asked.unit.is_measure())
            .filter(measured)
            .peekable();
        asked.peek().is_some() && asked.all(|asked| (asked.low - value).abs() > f64::EPSILON)
    }
}

/// Whether it is one value, neither a bound nor a change.
fn is_exact(quantity: &Quantity) -> bool {
    quantity.bound == Bound::Exact && quantity.low >= quantity.high && !quantity.change
}
