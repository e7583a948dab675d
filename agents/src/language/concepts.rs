//! What documents measure, count and date most, in four languages: words for one thing are brought to one stem, so that a
//! question finds, and a statement meets, what another language or another writer calls differently. It holds no names.

mod rows;

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::LanguageCode;
use super::related::deeds;
use rows::{COUNTED, DEEDS, MEASURES, PLACES, Row};

/// The stem for all words of a row.
type Stems = HashMap<String, &'static str>;

/// By the stem that the language gives a word, the stem for what it means.
pub(super) fn concepts(code: LanguageCode) -> &'static Stems {
    static KNOWN: OnceLock<HashMap<LanguageCode, Stems>> = OnceLock::new();
    let all =
        KNOWN.get_or_init(|| LanguageCode::ALL.into_iter().map(|code| (code, stems_of(code))).collect());
    all.get(&code).unwrap_or_else(|| {
        static NONE: OnceLock<Stems> = OnceLock::new();
        NONE.get_or_init(HashMap::new)
    })
}

/// Whether words of the language are brought to this stem.
pub(super) fn is_common(code: LanguageCode, stem: &str) -> bool {
    static KNOWN: OnceLock<HashMap<LanguageCode, HashSet<&'static str>>> = OnceLock::new();
    let common = |code| (code, concepts(code).values().copied().collect());
    let all = KNOWN.get_or_init(|| LanguageCode::ALL.into_iter().map(common).collect());
    all.get(&code).is_some_and(|stems| stems.contains(stem))
}

/// The words of the language itself come first: another's word with the same stem is another word there, be it one of these rows or
/// one for a deed of [`super::related`]: whoever is called is no Spanish street.
fn stems_of(code: LanguageCode) -> Stems {
    let stemmer = code.stemmer();
    let mut out = Stems::new();
    let taken: HashSet<String> = deeds(code).map(|word| stemmer.stem(word).into_owned()).collect();
    let own = |row: &Row, of: LanguageCode| match of {
        LanguageCode::English => row.0,
        LanguageCode::German => row.1,
        LanguageCode::French => row.2,
        LanguageCode::Spanish => row.3,
    };
    let languages = std::iter::once(code).chain(LanguageCode::ALL.into_iter().filter(|other| *other != code));
    for of in languages {
        for row in [MEASURES, COUNTED, PLACES, DEEDS].into_iter().flatten() {
            let Some(common) = row.0.split(' ').next() else { continue };
            for word in own(row, of).split(' ').filter(|word| !code.has_function_word(word)) {
                let stem = stemmer.stem(word).into_owned();
                if of == code || !taken.contains(&stem) {
                    out.entry(stem).or_insert(common);
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn words_for_one_thing_meet_whatever_the_language() {
        let stems = |code, text: &str| Language::of(code).stems(text);
        let english = stems(LanguageCode::English, "height lighthouse visitors");
        assert_eq!(english, stems(LanguageCode::German, "Höhe Leuchtturm Besucher"));
        assert_eq!(english, stems(LanguageCode::French, "hauteur phare visiteurs"));
        assert_eq!(english, stems(LanguageCode::Spanish, "altura faro visitantes"));
        // A question's language serves the words of other languages too.
        assert_eq!(english, stems(LanguageCode::English, "Höhe Leuchtturm visiteurs"));
        assert_ne!(stems(LanguageCode::English, "height"), stems(LanguageCode::English, "width"));
    }
}
