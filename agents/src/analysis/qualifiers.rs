//! What narrows a statement down: whom, when, with or without what it holds. Two that are narrowed down to different cases can
//! both be true.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use unicode_segmentation::UnicodeSegmentation;

/// A dimension a line, its cases between bars, words as they are written, in four languages.
const DIMENSIONS: &str = include_str!("qualifiers.txt");
/// Words that turn a case into its absence, and how many words before it they stand at most.
const WITHOUT: [&str; 22] = [
    "without",
    "non",
    "not",
    "no",
    "ohne",
    "nicht",
    "kein",
    "keine",
    "sans",
    "sauf",
    "sin",
    "excluding",
    "except",
    "außer",
    "hors",
    "excl",
    "exkl",
    "exklusive",
    "zzgl",
    "zuzüglich",
    "plus",
    "before",
];
const BEFORE: usize = 2;

type Dimension = Vec<BTreeSet<&'static str>>;

fn dimensions() -> &'static Vec<Dimension> {
    static KNOWN: OnceLock<Vec<Dimension>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let case = |words: &'static str| words.split_whitespace().collect();
        DIMENSIONS.lines().map(|line| line.split('|').map(case).collect()).collect()
    })
}

/// The cases that a text names: dimension, case, and whether the case is taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Qualifiers(BTreeSet<(usize, usize, bool)>);

impl Qualifiers {
    pub(super) fn of(text: &str) -> Self {
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower.unicode_words().collect();
        let mut out = BTreeSet::new();
        for (at, word) in words.iter().enumerate() {
            let before = words.get(at.saturating_sub(BEFORE)..at).unwrap_or_default();
            let without = before.iter().any(|word| WITHOUT.contains(word));
            for (dimension, cases) in dimensions().iter().enumerate() {
                for case in (0..).zip(cases).filter(|(_, case)| case.contains(word)).map(|(case, _)| case) {
                    out.insert((dimension, case, without));
                }
            }
        }
        Self(out)
    }

    /// Whether both name cases of one dimension and none in common.
    pub(super) fn are_apart(&self, other: &Self) -> bool {
        let of = |qualifiers: &Self, dimension: usize| -> BTreeSet<(usize, bool)> {
            let own = qualifiers.0.iter().filter(|(own, ..)| *own == dimension);
            own.map(|(_, case, without)| (*case, *without)).collect()
        };
        let mut dimensions = self.0.iter().map(|(dimension, ..)| *dimension);
        dimensions.any(|dimension| {
            let (left, right) = (of(self, dimension), of(other, dimension));
            !right.is_empty() && left.is_disjoint(&right)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_cases_of_one_dimension_are_apart() {
        let apart = |a: &str, b: &str| Qualifiers::of(a).are_apart(&Qualifiers::of(b));
        assert!(apart("Members pay 15 euros", "Guests pay 29 euros"));
        assert!(apart("Mitglieder zahlen 15 Euro", "Ohne Mitgliedsausweis kostet es 29 Euro"));
        assert!(apart("418.000 euros, sin IVA", "505.780 euros, impuestos incluidos"));
        assert!(!apart("Members pay 15 euros", "A night costs 29 euros"));
        assert!(!apart("Members pay 15 euros", "Members and guests pay 29 euros"));
        assert!(!apart("The new hall is 20 m long", "In the new hall a member paid 3 euros"));
    }
}
