//! Whether a question names what no document has, however it is written there; ranks nothing.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use super::evidence::Evidence;
use crate::language::LanguageCode;

/// Letters of a name's stem from which on one of them may be another one, and from which on two may be.
const ONE_OFF: usize = 4;
const TWO_OFF: usize = 7;
/// Letters that a part has at least by which a word is told.
const PART: usize = 5;
/// Letters from which on the beginning of a word tells it.
const STARTS: usize = 4;
/// Letters of an abbreviation at most.
const ABBREVIATED: usize = 5;

/// How stems begin of what texts call in more than one way though it has a capital: countries and who lives there, units, feasts, the
/// web. Danish and Denmark, Celsius and °C.
const OTHERWISE: [&str; 83] = [
    "americ",
    "engl",
    "britai",
    "britis",
    "briton",
    "scotl",
    "scotti",
    "wale",
    "welsh",
    "irel",
    "irish",
    "irland",
    "german",
    "franc",
    "french",
    "spain",
    "spani",
    "español",
    "ital",
    "portug",
    "dutch",
    "netherl",
    "holland",
    "belg",
    "swiss",
    "switz",
    "suiss",
    "suiz",
    "inglat",
    "ingles",
    "anglet",
    "anglai",
    "austri",
    "danis",
    "denmark",
    "dane",
    "swed",
    "norw",
    "finl",
    "finnis",
    "icel",
    "poland",
    "polis",
    "polon",
    "czech",
    "slovak",
    "sloven",
    "hungar",
    "romani",
    "bulgar",
    "greec",
    "greek",
    "turk",
    "russi",
    "ukrain",
    "china",
    "chines",
    "japan",
    "korea",
    "india",
    "austral",
    "canad",
    "mexic",
    "brazil",
    "argent",
    "egypt",
    "europ",
    "afric",
    "asia",
    "celsius",
    "fahrenheit",
    "euro",
    "pound",
    "dollar",
    "christma",
    "easter",
    "internet",
    "wi",
    "fi",
    "wifi",
    "eve",
    "mac",
    "web",
];

/// Whether the stem is of what texts write in more than one way: short ones are whole.
fn is_written_otherwise(stem: &str) -> bool {
    OTHERWISE.iter().any(|start| stem == *start || start.len() >= STARTS && stem.starts_with(start))
}

impl Evidence<'_> {
    /// Whether nothing in a document of the question's language can be about what the question names. Others may write it in
    /// their own way.
    pub(super) fn is_of_unknown(&self, entry: usize) -> bool {
        self.unknown_name && self.language(entry) == self.asked_in
    }

    /// Whether a name of the question stands nowhere, nor what may stand for it, nor what is written nearly alike. German writes all
    /// nouns like names; an abbreviation may be written out; whoever is known by one name need not have both.
    pub(super) fn has_unknown_name(&self) -> bool {
        let Some(language) = self.languages.get(&self.asked_in) else { return false };
        let known = self.known_names();
        let mut names = self.terms.iter().zip(&self.asked.terms).filter(|(_, term)| term.name);
        self.asked_in != LanguageCode::German
            && names.any(|(number, term)| {
                number.is_unknown()
                    && !language.knows(&term.stem)
                    && !known.contains(&term.stem)
                    && !is_written_otherwise(&term.stem)
                    && !self.is_abbreviated(&term.stem)
                    && !self.is_written_alike(&term.stem)
            })
    }

    /// Stems of the words directly beside a name that some document has.
    fn known_names(&self) -> BTreeSet<String> {
        let Some(language) = self.languages.get(&self.asked_in) else { return BTreeSet::new() };
        let stems: Vec<Option<String>> =
            self.asked.question.unicode_words().map(|word| language.stem(word)).collect();
        let terms = || self.terms.iter().zip(&self.asked.terms);
        let has = |stem: &String| {
            terms().any(|(number, term)| term.name && term.stem == *stem && !number.is_unknown())
        };
        let beside = |pair: &[Option<String>]| match pair {
            [Some(a), Some(b)] if has(a) => Some(b.clone()),
            [Some(a), Some(b)] if has(b) => Some(a.clone()),
            _ => None,
        };
        stems.windows(2).filter_map(beside).collect()
    }

    /// Whether the question writes it in capitals.
    fn is_abbreviated(&self, stem: &String) -> bool {
        let Some(language) = self.languages.get(&self.asked_in) else { return false };
        let capitals =
            |word: &str| word.chars().count() <= ABBREVIATED && !word.chars().any(char::is_lowercase);
        let mut words = self.asked.question.unicode_words();
        words.any(|word| capitals(word) && language.stem(word).as_ref() == Some(stem))
    }

    /// Whether a document has a word with one or two other letters, or one of which it is a part or that is a part of it.
    fn is_written_alike(&self, name: &str) -> bool {
        let letters = name.chars().count();
        let off = if letters >= TWO_OFF { 2 } else { usize::from(letters >= ONE_OFF) };
        self.index.stems().any(|stem| {
            let part = (name.starts_with(stem) || name.ends_with(stem)) && stem.chars().count() >= PART
                || letters >= PART && stem.starts_with(name);
            // Of most stems the length tells enough.
            let near =
                stem.len().abs_diff(name.len()) <= 2 * off && stem.chars().next() == name.chars().next();
            part || near && strsim::osa_distance(stem, name) <= off
        })
    }
}
