//! Whether a sentence or a row tells of another size than the one that a question names: a parcel of 10 kg for one of 5; ranks
//! nothing.

use unicode_segmentation::UnicodeSegmentation;

use super::asked::is_money;
use super::evidence::Evidence;
use super::kinds::TIMES;
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
/// Digits of a year.
const YEAR: usize = 4;

impl Evidence<'_> {
    /// Whether the sentence has sizes of the unit, all of them others.
    pub(super) fn has_another_size(&self, entry: usize) -> bool {
        let text = self.text(entry);
        if let Some(cells) = cells(text) {
            return cells.iter().any(|cell| self.has_another_value(cell));
        }
        let (asked, told) = (self.sizes(&self.asked.question), self.sizes(text));
        if text.to_lowercase().unicode_words().any(|word| BOUNDS.contains(word)) {
            return false;
        }
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

    /// Whether the column is of what the question gives a number of, and has another one there.
    fn has_another_value(&self, cell: &Cell<'_>) -> bool {
        let Some(language) = self.languages.get(&self.asked_in) else { return false };
        let Ok(value) = cell.value.trim().parse::<f64>() else { return false };
        let columns = language.stems(cell.name);
        let words: Vec<&str> = self.asked.question.unicode_words().collect();
        let measured = |at: usize| {
            let mut behind = words.iter().skip(at + 1).take(MEASURED).filter_map(|word| language.stem(word));
            behind.any(|stem| self.asked.plain.contains(&stem) && columns.contains(&stem))
        };
        let number = |(at, word): (usize, &&str)| {
            word.parse::<f64>().ok().filter(|_| word.len() < YEAR && measured(at))
        };
        words.iter().enumerate().filter_map(number).any(|number| (number - value).abs() > f64::EPSILON)
    }
}

/// Whether it is one value, neither a bound nor a change.
fn is_exact(quantity: &Quantity) -> bool {
    quantity.bound == Bound::Exact && quantity.low >= quantity.high && !quantity.change
}
