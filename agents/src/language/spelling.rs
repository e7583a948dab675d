//! How words are written: what is joined to them, and names, which are written alike in every language.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use super::Language;

impl Language {
    /// The same rules, but each word of `text` whose stem by `asked` is one of `names` has that stem: a name is the same in
    /// every language, and each stemmer would cut something else off.
    pub(crate) fn with_names(mut self, asked: &Self, text: &str, names: &BTreeSet<&String>) -> Self {
        let named = |word: &str| {
            let stem = asked.stem(word)?;
            (names.contains(&stem) && !asked.knows(&stem))
                .then(|| (self.bare(&lower_case(word)).to_owned(), stem))
        };
        self.names = text.unicode_words().filter_map(named).collect();
        self.known.take();
        self
    }

    /// Without a genitive and an article that is written with the word.
    pub(super) fn bare<'w>(&self, word: &'w str) -> &'w str {
        self.without_elision(word.strip_suffix("'s").unwrap_or(word))
    }

    /// `eau` for `l'eau`, where the language writes so; articles of another language that does are told by their form.
    fn without_elision<'w>(&self, word: &'w str) -> &'w str {
        match word.split_once('\'') {
            Some((before, rest))
                if self.code.words().elisions.split(' ').any(|e| e == before)
                    || ["l", "d"].contains(&before) && rest.chars().count() > 2 =>
            {
                rest
            }
            Some(_) | None => word,
        }
    }
}

/// The words of a text; a column's name may join several: protein_pct.
pub(crate) fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.unicode_words().flat_map(|word| word.split('_')).filter(|word| !word.is_empty())
}

/// In lower case, with straight apostrophes.
pub(super) fn lower_case(word: &str) -> String {
    word.to_lowercase().replace('’', "'")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::LanguageCode;

    #[test]
    fn a_name_has_one_stem_in_every_language() {
        let (english, spanish) = (Language::of(LanguageCode::English), Language::of(LanguageCode::Spanish));
        let name = english.stems("Valmora").remove(0);
        assert_ne!(spanish.stems("Valmora"), std::slice::from_ref(&name), "the stemmers differ");
        let spanish = spanish.with_names(
            &english,
            "How high is the mill of Valmora?",
            &std::iter::once(&name).collect(),
        );
        assert_eq!(spanish.stems("El molino de Valmora's")[1], name);
        assert_eq!(spanish.stems("molinos"), Language::of(LanguageCode::Spanish).stems("molino"));
    }

    #[test]
    fn a_known_word_is_no_name() {
        let (english, spanish) = (Language::of(LanguageCode::English), Language::of(LanguageCode::Spanish));
        let known = english.stems("Breeding").remove(0);
        let own = spanish.stems("breeding");
        assert!(english.knows(&known) && own != std::slice::from_ref(&known));
        let spanish = spanish.with_names(
            &english,
            "Where is the House of Breeding?",
            &std::iter::once(&known).collect(),
        );
        assert_eq!(spanish.stems("breeding"), own);
    }

    #[test]
    fn who_found_a_thing_has_not_founded_it() {
        let stems = |word| Language::of(LanguageCode::English).stems(word);
        assert_eq!(stems("found"), stems("find"));
        assert_ne!(stems("found"), stems("founded"));
    }

    #[test]
    fn joined_words_are_several() {
        assert_eq!(words_of("protein_pct: 13").collect::<Vec<_>>(), ["protein", "pct", "13"]);
    }
}
