//! Table rows that were written as `column: value | column: value`; knows no sentences.

use super::measure::counted;
use super::number::numbers_in;
use super::scan::Quantity;
use super::unit::{Unit, of_pair, of_word, scale};

/// Between two cells, and between a column's name and its value.
const BETWEEN: &str = " | ";
const NAMED: &str = ": ";
/// Between what is counted and for what, in a column's name.
const PER: &str = "per";

/// One cell with the name of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    /// The column's name.
    pub name: &'a str,
    /// What stands in the cell.
    pub value: &'a str,
    /// First byte of the value.
    pub start: usize,
}

/// The cells of a row; `None` for anything else, also for a row whose columns have no names.
#[must_use]
pub fn cells(text: &str) -> Option<Vec<Cell<'_>>> {
    if !text.contains(BETWEEN) {
        return None;
    }
    let mut at = 0;
    let mut out = Vec::new();
    for cell in text.split(BETWEEN) {
        let (name, value) = cell.split_once(NAMED)?;
        out.push(Cell { name, value, start: at + name.len() + NAMED.len() });
        at += cell.len() + BETWEEN.len();
    }
    Some(out)
}

/// Gives bare numbers of a row the unit that their column's name holds.
pub(super) fn name_units(text: &str, quantities: &mut [Quantity]) {
    for cell in cells(text).unwrap_or_default() {
        let alone = |own: &&mut Quantity| {
            own.unit.0.is_empty() && own.start == cell.start && own.end == cell.start + cell.value.len()
        };
        let Some(own) = quantities.iter_mut().find(alone) else { continue };
        if let Some((unit, factor)) = unit_in(cell.name) {
            own.unit = Unit(unit);
            (own.low, own.high, own.rounding) = (own.low * factor, own.high * factor, own.rounding * factor);
        }
    }
}

/// The unit in a column's name with its factor: a known one anywhere, else the noun that the name starts with.
fn unit_in(name: &str) -> Option<(String, f64)> {
    if !numbers_in(name).is_empty() {
        return None;
    }
    let all: Vec<&str> = name.split([' ', '(', ')', '[', ']', ',']).filter(|word| !word.is_empty()).collect();
    // Of a rate, what comes before is counted: cars per day are no days.
    let rate = all.iter().position(|word| *word == PER).filter(|at| *at > 0);
    let (words, per) = all.split_at(rate.unwrap_or(all.len()));
    let per = per.get(1).map(|of| format!(" {PER} {of}")).unwrap_or_default();
    let times: f64 = words.iter().filter_map(|word| scale(word, false)).product();
    let pair = words.windows(2).find_map(|pair| match pair {
        [first, second] => of_pair(first, second),
        _ => None,
    });
    let known = pair.or_else(|| words.iter().find_map(|word| of_word(word)));
    let noun = || {
        let (first, second) = (words.first()?, words.get(1).copied().unwrap_or_default());
        counted(first, 0, second, 0).map(|(noun, ..)| noun)
    };
    let found = known.map(|(unit, factor)| (unit.to_owned(), factor)).or_else(|| Some((noun()?, 1.0)));
    found.map(|(unit, factor)| (unit + &per, factor * times))
}

#[cfg(test)]
mod tests {
    use super::super::quantities;
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let show = |q: Quantity| {
            format!("{} {} @{}", q.low, q.unit, q.date.map(|date| date.to_string()).unwrap_or_default())
        };
        quantities(text).into_iter().map(show).collect()
    }

    #[test]
    fn a_cell_takes_the_unit_of_its_column() {
        assert_eq!(
            shown("Year: 2021 | Goods: Salt | Tonnes landed: 87300 | Output in MWh: 4"),
            ["87300000 kg @2021", "4000 kWh @2021"]
        );
        assert_eq!(shown("Year: 2021 | Passengers in thousand: 1120"), ["1120000 passenger @2021"]);
        assert_eq!(shown("Month: 2021-08 | Fill level (%): 79,5"), ["79.5 % @2021-08"]);
        assert_eq!(shown("Year: 2021 | Cars per day: 9000"), ["9000 car per day @2021"]);
        assert!(cells("It is so: one | two").is_none() && cells("Year: 2021").is_none());
    }
}
