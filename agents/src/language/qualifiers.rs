//! What narrows a statement down: whom, when, with or without what it holds. Two that are narrowed down to different cases can
//! both be true.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use unicode_segmentation::UnicodeSegmentation;

/// A dimension a line, its cases between bars, words as they are written, in four languages.
const DIMENSIONS: &str = include_str!("qualifiers.txt");
/// The same of what a question and its answer can't tell apart otherwise: the first and the last, when it begins and when it
/// ends. Of two answers both can be said in passing.
const OPPOSITES: &str = include_str!("opposites.txt");
/// The same of what has a price: the red wine, the evening concert.
const PRICED: &str = include_str!("priced.txt");
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

/// A table's dimensions, each with its cases, each with its words.
type Dimensions = Vec<Vec<BTreeSet<&'static str>>>;

/// Those of statements, those that only count between a question and an answer, and those that only do between prices.
fn dimensions() -> &'static [Dimensions; 3] {
    static KNOWN: OnceLock<[Dimensions; 3]> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let case = |words: &'static str| words.split_whitespace().collect();
        [DIMENSIONS, OPPOSITES, PRICED]
            .map(|table| table.lines().map(|line| line.split('|').map(case).collect()).collect())
    })
}

/// The cases that a text names: dimension, case, and whether the case is taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Qualifiers(BTreeSet<(usize, usize, bool)>);

impl Qualifiers {
    /// The cases of a statement.
    pub(crate) fn of(text: &str) -> Self {
        let [statements, ..] = dimensions();
        Self::among(statements.iter(), text)
    }

    /// The cases of a question, which may be one for a `price`, or of what may answer it.
    pub(crate) fn of_question(text: &str, price: bool) -> Self {
        let [statements, opposites, priced] = dimensions();
        let priced = priced.iter().filter(|_| price);
        Self::among(statements.iter().chain(opposites).chain(priced), text)
    }

    fn among(dimensions: impl Iterator<Item = &'static Vec<BTreeSet<&'static str>>>, text: &str) -> Self {
        let dimensions: Vec<_> = dimensions.collect();
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower.unicode_words().collect();
        let mut out = BTreeSet::new();
        for (at, word) in words.iter().enumerate() {
            let before = words.get(at.saturating_sub(BEFORE)..at).unwrap_or_default();
            let without = before.iter().any(|word| WITHOUT.contains(word));
            for (dimension, cases) in dimensions.iter().enumerate() {
                for case in
                    (0..).zip(cases.iter()).filter(|(_, case)| case.contains(word)).map(|(case, _)| case)
                {
                    out.insert((dimension, case, without));
                }
            }
        }
        Self(out)
    }

    /// Whether both name cases of one dimension and none in common.
    pub(crate) fn are_apart(&self, other: &Self) -> bool {
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

    #[test]
    fn a_question_for_the_first_is_not_answered_by_the_last() {
        let apart = |a: &str, b: &str| {
            Qualifiers::of_question(a, false).are_apart(&Qualifiers::of_question(b, false))
        };
        for (question, other) in [
            ("When does the first cabin run?", "The last cabin runs at four."),
            ("Wann fährt die erste Kabine?", "Die letzte Kabine fährt um vier."),
            ("Quand commence la récolte ?", "La récolte se termine en juillet."),
            ("¿Cuándo termina la cosecha?", "La cosecha comienza en julio."),
            ("What do members pay?", "Guests pay 29 euros."),
        ] {
            assert!(apart(question, other), "{question}");
            assert!(!apart(question, question), "{question}");
        }
        let statements = |a: &str, b: &str| Qualifiers::of(a).are_apart(&Qualifiers::of(b));
        assert!(!statements("The first cabin takes 12 guests", "The last cabin takes 14 guests"));
    }
}
