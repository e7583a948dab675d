//! Whether a statement affirms or denies; opposites are brought to one word, so that they can be compared.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use unicode_segmentation::UnicodeSegmentation;

use crate::language::is_negated;
use crate::lists::{List, packed};

static OPPOSITES: List = packed!("analysis/opposites");

/// Negations that don't turn the statement around. What is done without something is done.
const NO_NEGATIONS: [&str; 26] = [
    "without",
    "ohne",
    "sans",
    "sin",
    "not only",
    "nicht nur",
    "pas seulement",
    "non seulement",
    "no solo",
    "no sólo",
    "no more than",
    "no less than",
    "no fewer than",
    "no later than",
    "not before",
    "nicht vor",
    "pas avant",
    "no antes",
    "whether or not",
    "if not",
    "wenn nicht",
    "sinon",
    "si no",
    "no doubt",
    "sans doute",
    "sin duda",
];
/// Phrases that deny what follows them without a negation.
const DENYING: [&str; 27] = [
    "fail to",
    "fails to",
    "failed to",
    "refuse to",
    "refuses to",
    "refused to",
    "ceased to",
    "ceases to",
    "stopped being",
    "weigert sich",
    "weigern sich",
    "weigerte sich",
    "hört auf",
    "hörte auf",
    "aufgehört",
    "refuse de",
    "refusent de",
    "a refusé de",
    "a cessé",
    "ont cessé",
    "ne saurait",
    "se niega a",
    "se niegan a",
    "se negó a",
    "dejó de",
    "dejaron de",
    "ha dejado de",
];
/// What makes of a French `ne` a negation; with `que` alone it means "only".
const SECOND_PARTS: [&str; 14] = [
    "pas",
    "plus",
    "jamais",
    "aucun",
    "aucune",
    "rien",
    "personne",
    "ni",
    "guère",
    "point",
    "nul",
    "nulle",
    "nullement",
    "aucunement",
];

/// What a statement affirms or denies.
#[derive(Clone, Debug, Default)]
pub(super) struct Polarity {
    /// Whether it denies `rest`.
    pub(super) denies: bool,
    /// The statement with opposites replaced by their common word.
    pub(super) rest: String,
    /// Opposites that deny only where another statement affirms: by row, whether it has the word that denies; nothing
    /// for a row of which it has both.
    sides: BTreeMap<usize, Option<bool>>,
}

impl Polarity {
    /// Whether the statements have opposites of each other.
    pub(super) fn is_opposed_to(&self, other: &Self) -> bool {
        let opposite = |(row, side): (&usize, &Option<bool>)| {
            let other = other.sides.get(row).copied().flatten();
            side.zip(other).is_some_and(|(side, other)| side != other)
        };
        self.sides.iter().any(opposite)
    }

    /// The same, with the opposites of a part of it only.
    pub(super) fn opposed_as(self, part: Self) -> Self {
        Self { sides: part.sides, ..self }
    }

    /// Whether it denies, after that what it says the opposite of is turned around.
    pub(super) fn denies_against(&self, asked: &Self) -> bool {
        self.denies ^ self.is_opposed_to(asked)
    }
}

/// A word's places among the opposites.
#[derive(Default)]
struct Opposite {
    /// The common word of a row that denies by itself, and whether this word denies.
    alone: Option<(&'static str, bool)>,
    /// Rows that deny only against each other.
    sides: Vec<(usize, bool)>,
}

fn opposites() -> &'static HashMap<&'static str, Opposite> {
    static KNOWN: OnceLock<HashMap<&'static str, Opposite>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut out: HashMap<&'static str, Opposite> = HashMap::new();
        let mut alone = true;
        for (row, line) in OPPOSITES.text().lines().enumerate() {
            if line.starts_with('[') {
                alone = line == "[by themselves]";
            }
            let Some((affirming, denying)) = line.split_once('|').filter(|_| !line.starts_with(['#', '[']))
            else {
                continue;
            };
            let common = affirming.split_whitespace().next().unwrap_or_default();
            let sides = affirming.split_whitespace().map(|word| (word, false));
            for (word, denies) in sides.chain(denying.split_whitespace().map(|word| (word, true))) {
                let known = out.entry(word).or_default();
                if alone {
                    known.alone.get_or_insert((common, denies));
                } else {
                    known.sides.push((row, denies));
                }
            }
        }
        out
    })
}

pub(super) fn polarity(text: &str) -> Polarity {
    let mut polarity = Polarity { denies: denies_by_negation(text), ..Polarity::default() };
    for token in text.split_word_bounds() {
        let lower = token.to_lowercase();
        let known = opposites().get(lower.as_str());
        // What denies by itself counts once: as a side of a row it would deny its own denial.
        let sides = known.iter().filter(|known| known.alone.is_none()).flat_map(|known| &known.sides);
        for (row, denies) in sides {
            let side = polarity.sides.entry(*row).or_insert(Some(*denies));
            if *side != Some(*denies) {
                *side = None;
            }
        }
        match known.and_then(|known| known.alone) {
            Some((common, denies)) => {
                polarity.denies ^= denies;
                polarity.rest.push_str(if common == "-" { token } else { common });
            }
            None => polarity.rest.push_str(token),
        }
    }
    polarity
}

/// The words of a question that stand among opposites of which the statement has a word too, the same or its opposite.
pub(super) fn opposed_words<'q>(question: &'q [String], statement: &str) -> impl Iterator<Item = &'q String> {
    let of = |word: &str| -> Vec<(bool, &'static str, usize)> {
        let known = opposites().get(word);
        let alone = known.and_then(|known| known.alone).map(|(common, _)| (true, common, 0));
        let sides = known.into_iter().flat_map(|known| &known.sides).map(|(row, _)| (false, "", *row));
        sides.chain(alone).collect()
    };
    let said: BTreeSet<_> = statement.unicode_words().flat_map(|word| of(&word.to_lowercase())).collect();
    question.iter().filter(move |word| of(word).iter().any(|row| said.contains(row)))
}

fn denies_by_negation(text: &str) -> bool {
    let words: Vec<String> =
        text.unicode_words().map(|word| word.to_lowercase().replace('\u{2019}', "'")).collect();
    let mut plain = format!(" {} ", words.join(" "));
    let denying = DENYING.iter().any(|phrase| plain.contains(&format!(" {phrase} ")));
    for phrase in NO_NEGATIONS {
        plain = plain.replace(&format!(" {phrase} "), " ");
    }
    let ne = |word: &str| word == "ne" || word.starts_with("n'");
    let only = plain.contains(" que ") || plain.contains(" qu'");
    let second = plain.split(' ').any(|word| SECOND_PARTS.contains(&word));
    if only && !second && plain.split(' ').any(ne) {
        plain = plain.split(' ').filter(|word| !ne(word)).collect::<Vec<_>>().join(" ");
    }
    is_negated(&plain) ^ denying
}

#[cfg(test)]
mod tests {
    use super::*;

    fn denies(text: &str) -> bool {
        polarity(text).denies
    }

    #[test]
    fn opposites_and_negations_turn_a_statement_around() {
        assert!(denies("Diving is prohibited here") && denies("Diving is not allowed here"));
        assert!(
            !denies("Diving is not prohibited here")
                && !denies("Not only diving is allowed, not only here".trim_start_matches("Not only "))
        );
        assert_eq!(polarity("It is forbidden").rest, polarity("It is allowed").rest);
    }

    #[test]
    fn denials_are_known_in_four_languages() {
        for text in [
            "Guests need not bring towels to the pool",
            "The tram no longer stops at the mill",
            "The pump fails to start in the cold",
            "Der Bus hält nicht mehr an der Mühle",
            "Keinesfalls wird der Turm im Winter bestiegen",
            "Le bus ne s'arrête plus au moulin",
            "Aucun chien n'est admis dans le parc",
            "El autobús ya no para en el molino",
            "Ningún perro entra en el parque",
            "La fábrica dejó de moler trigo",
        ] {
            assert!(denies(text), "{text}");
        }
    }

    #[test]
    fn what_is_done_without_something_or_only_so_is_done() {
        for text in [
            "Children enter the tower without a ticket",
            "Kinder dürfen ohne Karte auf den Turm",
            "Les enfants entrent sans billet dans la tour",
            "Los niños entran sin billete en la torre",
            "Le moulin n'est ouvert que le dimanche et en été",
            "Nicht nur die Kinder dürfen auf den Turm",
        ] {
            assert!(!denies(text), "{text}");
        }
    }

    #[test]
    fn some_opposites_deny_only_against_each_other() {
        let opposed = |a: &str, b: &str| polarity(a).is_opposed_to(&polarity(b));
        assert!(opposed("The pool is heated", "Das Becken ist unbeheizt"));
        assert!(opposed("Le poste est vacant", "The post is occupied"));
        assert!(!opposed("The pool is heated", "The pool is warm"));
        assert!(!opposed("The pool is heated, the shower unheated", "The pool is unheated"));
        assert!(!denies("The pool is unheated"), "nothing says that it is heated");
        assert!(polarity("The pool is unheated").denies_against(&polarity("Is the pool heated?")));
    }
}
