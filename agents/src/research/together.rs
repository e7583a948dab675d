//! Whether a sentence counts what a question asks for only together with something else: 58 women and men. Ranks nothing.

use unicode_segmentation::UnicodeSegmentation;

use super::count::behind;
use super::evidence::Evidence;
use crate::language::Language;
use crate::naming::is_article;
use crate::quantities::{Quantity, number_of, quantities};

/// What joins two nouns behind a number.
const AND: [&str; 4] = ["and", "und", "et", "y"];
/// Words between the number and that.
const BEFORE_AND: usize = 3;

impl Evidence<'_> {
    /// Whether each number of what is counted is of that and of something else, which the question does not name.
    pub(super) fn counts_together(&self, entry: usize) -> bool {
        let text = self.text(entry);
        let Some(language) = self.languages.get(&self.language(entry)) else { return false };
        if text.contains(" | ") || self.asked.counted.is_empty() {
            return false;
        }
        let counted: Vec<Quantity> = quantities(text)
            .into_iter()
            .filter(|quantity| self.has_counted(&language.stems(&behind(text, quantity))))
            .collect();
        !counted.is_empty() && counted.iter().all(|quantity| self.is_of_both(language, text, quantity))
    }

    fn is_of_both(&self, language: &Language, text: &str, quantity: &Quantity) -> bool {
        let tail = text.get(quantity.start..).unwrap_or_default();
        let tail = tail.split([',', ';', '.', '(']).next().unwrap_or_default();
        let words: Vec<&str> = tail.unicode_words().skip(1).collect();
        let joint = words.iter().take(BEFORE_AND + 1).position(|word| AND.contains(word));
        let (Some(left), Some(right)) = (
            joint.and_then(|at| at.checked_sub(1)).and_then(|at| words.get(at)),
            joint.and_then(|at| words.get(at + 1)),
        ) else {
            return false;
        };
        let is_counted = |word: &str| language.stem(word).is_some_and(|stem| self.has_counted(&[stem]));
        let other = |word: &str| {
            number_of(word).is_none()
                && language
                    .stem(word)
                    .is_some_and(|stem| !language.is_deed(&stem) && !self.asked.stems.contains(&stem))
        };
        // What has an article behind it is a verb: 40 rooms and borders the lake.
        let verb = joint.and_then(|at| words.get(at + 2)).is_some_and(|next| is_article(next));
        is_counted(left) && other(right) && !verb || is_counted(right) && other(left)
    }
}
