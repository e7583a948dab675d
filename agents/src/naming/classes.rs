//! Closed classes of words in four languages: colours, materials, languages, days, sides; and the nouns that ask for them.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use crate::language::{Language, LanguageCode};

/// Beginnings and ends of German compounds around a word of a class: dark red, blocks of granite.
const BEFORE: [&str; 6] = ["hell", "dunkel", "tief", "knall", "blass", "zart"];
const AFTER: [&str; 18] = [
    "holz", "stein", "blech", "stoff", "blöcke", "blöcken", "balken", "platten", "quader", "quadern",
    "ziegel", "ziegeln", "bohlen", "latten", "rohre", "rohren", "fäden", "fasern",
];

/// A class of words, or what else a noun can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Class {
    Colour,
    Material,
    Language,
    Weekday,
    Month,
    Season,
    Side,
    Version,
    Somebody,
    /// What many of them are: local, well-known.
    Quality,
    /// What somebody does for a living.
    Trade,
    Place,
}

/// A word of a class, with what all of its kind are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Member {
    name: &'static str,
    genus: Option<&'static str>,
}

impl Member {
    /// Whether both can be true of one thing: granite is a stone.
    pub(crate) fn may_be(&self, other: &Self) -> bool {
        self.name == other.name || self.genus == Some(other.name) || other.genus == Some(self.name)
    }
}

/// Words by class, and each word's stem by the language's own rules.
struct Table<T> {
    words: HashMap<(Class, String), T>,
    stems: HashMap<(Class, LanguageCode, String), T>,
}

impl<T: Clone> Table<T> {
    fn parse(text: &'static str, of_line: impl Fn(&'static str) -> (T, &'static str)) -> Self {
        let languages = LanguageCode::ALL.map(Language::of);
        let mut table = Self { words: HashMap::new(), stems: HashMap::new() };
        let mut class = None;
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                class = of_name(name);
                continue;
            }
            let Some(class) = class else { continue };
            let (value, words) = of_line(line);
            for (language, column) in languages.iter().zip(words.split('|')) {
                for word in column.split_whitespace() {
                    table.words.entry((class, word.to_owned())).or_insert_with(|| value.clone());
                    for stem in language.stems(word) {
                        table.stems.entry((class, language.code(), stem)).or_insert_with(|| value.clone());
                    }
                }
            }
        }
        table
    }

    fn get(&self, class: Class, language: &Language, word: &str) -> Option<&T> {
        self.words.get(&(class, word.to_owned())).or_else(|| {
            let stem = language.stems(word).into_iter().next()?;
            self.stems.get(&(class, language.code(), stem))
        })
    }
}

fn of_name(name: &str) -> Option<Class> {
    Some(match name {
        "colour" => Class::Colour,
        "material" => Class::Material,
        "language" => Class::Language,
        "weekday" => Class::Weekday,
        "month" => Class::Month,
        "season" => Class::Season,
        "side" => Class::Side,
        "version" => Class::Version,
        "somebody" => Class::Somebody,
        "quality" => Class::Quality,
        "trade" => Class::Trade,
        "place" => Class::Place,
        _ => return None,
    })
}

fn members() -> &'static Table<Member> {
    static KNOWN: OnceLock<Table<Member>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        Table::parse(include_str!("classes.txt"), |line| {
            let (genus, words) = match line.split_once('>') {
                Some((genus, words)) => (Some(genus.trim()), words),
                None => (None, line),
            };
            (Member { name: words.split_whitespace().next().unwrap_or_default(), genus }, words)
        })
    })
}

fn cues() -> &'static Table<()> {
    static KNOWN: OnceLock<Table<()>> = OnceLock::new();
    KNOWN.get_or_init(|| Table::parse(include_str!("cues.txt"), |line| ((), line)))
}

/// Stems of the days, months and seasons in a text.
pub(crate) fn calendar(language: &Language, text: &str) -> BTreeSet<String> {
    let words = language.words(text).into_iter();
    words.filter(|word| is_dated(language, &word.surface)).map(|word| word.stem).collect()
}

/// Whether the word is the name of a day, a month or a season.
pub(crate) fn is_dated(language: &Language, word: &str) -> bool {
    let of = |class| member(class, language, &word.to_lowercase()).is_some();
    [Class::Weekday, Class::Month, Class::Season].into_iter().any(of)
}

/// Which word of the class `word`, in lower case, is.
pub(super) fn member(class: Class, language: &Language, word: &str) -> Option<Member> {
    let known = |word: &str| members().get(class, language, word).cloned();
    // The stemmer leaves the plural of what ends with a vowel as it is.
    known(word).or_else(|| known(word.strip_suffix('s')?)).or_else(|| {
        let bare = BEFORE.iter().find_map(|start| word.strip_prefix(start));
        let bare = bare.or_else(|| AFTER.iter().find_map(|end| word.strip_suffix(end)));
        bare.filter(|_| language.code() == LanguageCode::German)
            .and_then(|bare| known(bare).or_else(|| known(bare.strip_suffix('n')?)))
    })
}

/// What a question asks for that has the noun beside its interrogative.
pub(super) fn asked_by(language: &Language, noun: &str) -> Option<Class> {
    const ASKED: [Class; 11] = [
        Class::Colour,
        Class::Material,
        Class::Language,
        Class::Weekday,
        Class::Month,
        Class::Season,
        Class::Side,
        Class::Version,
        Class::Somebody,
        Class::Trade,
        Class::Place,
    ];
    // Another language's word may be written alike: Land is a country, and land is none.
    let stem = language.stem(noun).unwrap_or_default();
    // A part is no party, though both have one stem.
    if ["parte", "partes", "partie", "parties"].contains(&noun) {
        return None;
    }
    let own = |class: Class| cues().stems.contains_key(&(class, language.code(), stem.clone()));
    let exact =
        ASKED.into_iter().find(|class| cues().words.contains_key(&(*class, noun.to_owned())) && own(*class));
    let class = exact.or_else(|| ASKED.into_iter().skip(8).find(|class| own(*class)));
    class.map(|class| if class == Class::Trade { Class::Somebody } else { class })
}

/// Whether the word says no more of somebody than what many are: a firm, local.
pub(super) fn is_generic(language: &Language, word: &str) -> bool {
    [Class::Somebody, Class::Quality].into_iter().any(|class| cues().get(class, language, word).is_some())
}

/// Whether it is what somebody does for a living, which tells nobody from another of the same trade.
pub(crate) fn is_trade(language: &Language, word: &str) -> bool {
    cues().get(Class::Trade, language, word).is_some()
}

/// Whether it says no more of a place than what many are: a town, a building.
pub(super) fn is_any_place(word: &str) -> bool {
    cues().words.contains_key(&(Class::Place, word.to_owned()))
}

/// Members of two answers that exclude each other: none of one may be any of the other.
pub(super) fn exclude(a: &BTreeSet<Member>, b: &BTreeSet<Member>) -> bool {
    !a.is_empty() && !b.is_empty() && a.iter().all(|own| b.iter().all(|other| !own.may_be(other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(class: Class, code: LanguageCode, word: &str) -> Option<&'static str> {
        member(class, &Language::of(code), word).map(|member| member.name)
    }

    #[test]
    fn a_word_of_a_class_is_one_in_all_languages_and_forms() {
        for (code, word) in [
            (LanguageCode::English, "red"),
            (LanguageCode::German, "roten"),
            (LanguageCode::German, "dunkelrot"),
            (LanguageCode::French, "rouges"),
            (LanguageCode::Spanish, "rojas"),
        ] {
            assert_eq!(of(Class::Colour, code, word), Some("red"), "{word}");
        }
        assert_eq!(of(Class::Material, LanguageCode::German, "eichenholz"), Some("oak"));
        assert_eq!(of(Class::Weekday, LanguageCode::French, "mardis"), Some("tuesday"));
        assert_eq!(of(Class::Colour, LanguageCode::English, "bread"), None);
    }

    #[test]
    fn a_kind_does_not_exclude_what_is_of_it() {
        let set = |words: &[&str]| -> BTreeSet<Member> {
            let language = Language::default();
            words.iter().filter_map(|word| member(Class::Material, &language, word)).collect()
        };
        assert!(exclude(&set(&["granite"]), &set(&["limestone"])));
        assert!(!exclude(&set(&["granite"]), &set(&["stone"])));
        assert!(!exclude(&set(&["granite", "oak"]), &set(&["oak"])));
        assert!(!exclude(&set(&[]), &set(&["oak"])));
    }
}
