//! Words of a corpus as numbers of terms: a word that was met before takes one look and no memory.

use std::collections::{BTreeMap, HashMap};

use crate::language::{Language, LanguageCode, words_of};
use crate::rank::{Index, TermId};

/// The words met so far, as written, by their language; nothing for one that carries no topic.
#[derive(Default)]
pub(super) struct Numbered(BTreeMap<LanguageCode, HashMap<String, Option<TermId>>>);

impl Numbered {
    /// The topic words of a text, in order, by their numbers in the index.
    pub(super) fn terms(&mut self, language: &Language, text: &str, index: &mut Index) -> Vec<TermId> {
        let known = self.0.entry(language.code()).or_default();
        let number = |word: &str| match known.get(word) {
            Some(number) => *number,
            None => {
                let number = language.stem(word).map(|stem| index.intern(&stem));
                known.insert(word.to_owned(), number);
                number
            }
        };
        words_of(&language.joined(text)).filter_map(number).collect()
    }
}
