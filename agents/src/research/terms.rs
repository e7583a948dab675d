//! The topic words of a question, each with what a document may say instead; looks nothing up in documents.

use std::collections::{BTreeMap, BTreeSet};

use super::asked::{Asked, OPEN};
use super::value::ATTRIBUTES;
use crate::language::{Language, LanguageCode, Spoken, is_people_stem};

/// The stems of what things cost.
const PRICE: [&str; 5] = ["cost", "fare", "money", "pay", "expens"];

/// What a word counts that may stand for one of the question, against that word itself.
pub(crate) const RELATED: f32 = 0.8;
/// Letters that the first and the last part of a compound have at least.
const FIRST_PART: usize = 3;
const LAST_PART: usize = 5;

/// The same of a part that stands alone in a document.
const BEGINNING: usize = 6;
const REST: usize = 3;

/// A topic word of the question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Term {
    /// Its stem.
    pub(crate) stem: String,
    /// Stems that can stand for it, with the languages of which they are.
    pub(crate) related: BTreeMap<String, Spoken>,
    /// Whether it is part of a name: what is named need not be named again in each sentence.
    pub(crate) name: bool,
    /// Whether few things are told by it: a name, or a word that is no everyday one.
    pub(crate) specific: bool,
    /// Whether it may be a German compound that is not known.
    pub(crate) compound: bool,
    /// Whether it only says that a price is asked for: all sorts of things have one.
    pub(crate) price: bool,
    /// Whether it only says that people are counted, whom a document calls by what they are.
    pub(crate) people: bool,
    /// Whether it is the attribute that is asked for, which an amount in its units tells.
    pub(crate) attribute: bool,
}

/// The topic words that say something of what is asked for; how it is asked for (the attribute of an amount) is one of them.
pub(super) fn terms(language: &Language, asked: &Asked) -> Vec<Term> {
    let german = language.code() == LanguageCode::German;
    // German writes all nouns with a capital: what is a known word there is no name.
    let name = |stem: &String| !asked.plain.contains(stem) && (!german || !language.knows(stem));
    let languages = LanguageCode::ALL.map(Language::of);
    let term = |stem: &String| {
        let mut related = language.related(stem, &languages);
        // A ticket is no card where a question has both.
        related.retain(|other, _| !asked.stems.contains(other));
        let last = last_part(language, stem).filter(|_| german && name(stem));
        let name = name(stem) && last.is_none();
        related.extend(last.map(|last| (last, Spoken::of(LanguageCode::German))));
        let price =
            asked.is_money() && PRICE.iter().any(|price| price == stem || related.contains_key(*price));
        let specific = name || !language.knows(stem);
        let compound = german && specific;
        // Of people who are counted, it is said what they do or are called.
        let people = is_people_stem(stem) && asked.counted.contains(stem);
        // How long something lasts names it twice.
        let attribute = ATTRIBUTES.iter().any(|(own, units, _)| {
            own == stem && asked.attribute.is_some() && units.iter().any(|unit| asked.units.contains(unit))
        });
        Term { stem: stem.clone(), related, name, specific, compound, price, people, attribute }
    };
    let asking: BTreeSet<String> = OPEN.iter().flat_map(|word| language.stems(word)).collect();
    asked.stems.difference(&asking).map(term).collect()
}

/// Whether a German compound begins with the word: Grundwasserspiegel, Grundwasser.
pub(super) fn begins(compound: &str, word: &str) -> bool {
    let rest = compound.strip_prefix(word).map(|rest| rest.chars().count());
    word.chars().count() >= BEGINNING && rest.is_some_and(|rest| rest >= REST)
}

/// The longest known word with which a compound ends: what it is a kind of, and called by where it was named before.
fn last_part(language: &Language, stem: &str) -> Option<String> {
    let parts = stem.char_indices().skip(FIRST_PART).filter_map(|(at, _)| stem.get(at..));
    let mut parts = parts.take_while(|part| part.chars().count() >= LAST_PART);
    parts.find(|part| language.knows(part)).map(str::to_owned)
}
