//! Words that can stand for each other in a statement, in four languages: what a question calls rearing, a document may call
//! breeding. Unlike the words of [`super::concepts`] they keep their own stems, and count for less. It holds no names.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::OnceLock;

use super::{Language, LanguageCode};
use crate::lists::{List, packed};

/// One sense a line, `english | german | french | spanish`, words separated by blanks.
static DEEDS: List = packed!("language/related/deeds");
static THINGS: List = packed!("language/related/things");

/// Languages in which a stem is that of a word, a bit each in the order of [`LanguageCode::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spoken(u8);

impl Spoken {
    pub(crate) const ANY: Self = Self(u8::MAX);

    pub(crate) fn of(code: LanguageCode) -> Self {
        Self(1 << place(code))
    }

    /// Whether the languages have one in common.
    pub(crate) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// The words of one sense, by language in the order of [`LanguageCode::ALL`].
type Sense = [Vec<&'static str>; 4];

/// All senses, and by language and stem the senses that have the word.
struct Related {
    senses: Vec<Sense>,
    /// How many of them, the first ones, are of deeds.
    deeds: usize,
    by_stem: HashMap<LanguageCode, HashMap<String, Vec<usize>>>,
    /// The stems of each language's own words, as its stemmer gives them. The keys of `by_stem` don't tell whose word it is:
    /// they went through the rows of [`super::concepts`], where words of all four languages have one stem.
    words: HashMap<LanguageCode, HashSet<String>>,
}

fn related() -> &'static Related {
    static KNOWN: OnceLock<Related> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let senses: Vec<Sense> = lines().filter(|line| line.contains('|')).map(sense).collect();
        let by_stem = LanguageCode::ALL.map(|code| (code, stems_of(code, &senses)));
        let words = LanguageCode::ALL.map(|code| (code, words_of(code, &senses)));
        let deeds = DEEDS.text().lines().filter(|line| line.contains('|')).count();
        Related { senses, deeds, by_stem: by_stem.into(), words: words.into() }
    })
}

/// Those of both lists: the deeds come first.
fn lines() -> impl Iterator<Item = &'static str> {
    [&DEEDS, &THINGS].into_iter().flat_map(|list| list.text().lines())
}

/// The words for deeds of a language.
pub(super) fn deeds(code: LanguageCode) -> impl Iterator<Item = &'static str> {
    column(&DEEDS, code)
}

/// The words for things of a language.
pub(super) fn things(code: LanguageCode) -> impl Iterator<Item = &'static str> {
    column(&THINGS, code)
}

fn column(list: &'static List, code: LanguageCode) -> impl Iterator<Item = &'static str> {
    let lines = list.text().lines().filter(|line| line.contains('|'));
    lines.filter_map(move |line| line.split('|').nth(place(code))).flat_map(str::split_whitespace)
}

fn words_of(code: LanguageCode, senses: &[Sense]) -> HashSet<String> {
    let (stemmer, place) = (code.stemmer(), place(code));
    let words = senses.iter().filter_map(|sense| sense.get(place)).flatten();
    words.map(|word| stemmer.stem(word).into_owned()).collect()
}

/// Where the language stands in a sense.
pub(super) fn place(code: LanguageCode) -> usize {
    LanguageCode::ALL.iter().position(|other| *other == code).unwrap_or_default()
}

fn sense(line: &'static str) -> Sense {
    let mut fields = line.split('|').map(|field| field.split_whitespace().collect());
    [(); 4].map(|()| fields.next().unwrap_or_default())
}

fn stems_of(code: LanguageCode, senses: &[Sense]) -> HashMap<String, Vec<usize>> {
    let language = Language::of(code);
    let place = place(code);
    let mut out: HashMap<String, Vec<usize>> = HashMap::new();
    for (number, sense) in senses.iter().enumerate() {
        for word in sense.get(place).into_iter().flatten() {
            for stem in stems_in(&language, word) {
                out.entry(stem).or_default().push(number);
            }
        }
    }
    out
}

/// The stems of a word of the lists, which have no capitals: a German one may be a noun, whatever verb has such a form.
fn stems_in(language: &Language, word: &str) -> BTreeSet<String> {
    let mut stems: BTreeSet<String> = language.stems(word).into_iter().collect();
    if language.code() == LanguageCode::German {
        let mut letters = word.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        stems.extend(language.stems(&first.chain(letters).collect::<String>()));
    }
    stems
}

/// Whether the language has the word, in lower case, in one of its forms.
pub(super) fn has_word(code: LanguageCode, word: &str) -> bool {
    let stem = code.stemmer().stem(word);
    related().words.get(&code).is_some_and(|words| words.contains(stem.as_ref()))
        || super::forms::infinitive(code, &stem).is_some()
}

impl Language {
    /// Stems of the words that can stand for the one with this stem, by the rules of their own language, with the languages that have
    /// such a word: that of Spanish "caro" is an English car. Without the stem itself. `languages` are those of
    /// [`LanguageCode::ALL`], built once for all stems.
    #[must_use]
    pub(crate) fn related(&self, stem: &str, languages: &[Self; 4]) -> BTreeMap<String, Spoken> {
        let known = related();
        let senses = known.by_stem.get(&self.code()).and_then(|stems| stems.get(stem));
        let senses = senses.into_iter().flatten().filter_map(|number| known.senses.get(*number));
        let mut out: BTreeMap<String, Spoken> = BTreeMap::new();
        for (own, words) in senses.flat_map(|sense| languages.iter().zip(sense)) {
            for stem in words.iter().flat_map(|word| stems_in(own, word)) {
                out.entry(stem).or_default().add(Spoken::of(own.code()));
            }
        }
        out.remove(stem);
        out
    }

    /// Whether the stem is of a word for a deed.
    pub(crate) fn is_deed(&self, stem: &str) -> bool {
        let known = related();
        let senses = known.by_stem.get(&self.code()).and_then(|stems| stems.get(stem));
        senses.is_some_and(|senses| senses.iter().any(|number| *number < known.deeds))
    }

    /// Whether the stem is of a word for a deed and of none for a thing.
    pub(crate) fn is_only_a_deed(&self, stem: &str) -> bool {
        let known = related();
        let senses = known.by_stem.get(&self.code()).and_then(|stems| stems.get(stem));
        senses.is_some_and(|senses| senses.iter().all(|number| *number < known.deeds))
    }

    /// Whether words of the language are brought to this stem.
    pub(crate) fn is_common(&self, stem: &str) -> bool {
        super::concepts::is_common(self.code(), stem)
    }

    /// Whether the stem is of a word of the language that is known here: not a name.
    #[must_use]
    pub(crate) fn knows(&self, stem: &str) -> bool {
        super::concepts::is_common(self.code(), stem)
            || related().by_stem.get(&self.code()).is_some_and(|stems| stems.contains_key(stem))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_related_to_those_of_its_senses_in_every_language() {
        let languages = LanguageCode::ALL.map(Language::of);
        let [english, german, ..] = &languages;
        let stem = |language: &Language, word: &str| language.stems(word).into_iter().next().unwrap();
        let of = english.related(&stem(english, "breeding"), &languages);
        assert!(of.contains_key(&stem(english, "rearing")), "{of:?}");
        assert_eq!(of.get(&stem(german, "gezüchtet")), Some(&Spoken::of(LanguageCode::German)), "{of:?}");
        assert!(!of.contains_key(&stem(english, "breeding")));
        assert!(german.knows(&stem(german, "Züchtung")) && !german.knows("hochtannbahn"));
        assert!(english.related("zzz", &languages).is_empty());
    }

    #[test]
    fn each_line_has_four_fields_of_single_lower_case_words() {
        for line in lines().filter(|line| !line.is_empty()) {
            assert_eq!(line.split('|').count(), 4, "{line}");
            assert!(!line.contains(char::is_uppercase), "{line}");
            for field in line.split('|') {
                let words: Vec<&str> = field.split_whitespace().collect();
                assert_eq!(words.iter().collect::<BTreeSet<_>>().len(), words.len(), "{line}");
            }
        }
    }
}
