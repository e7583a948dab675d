//! Whether a sentence counts what a question asks for only together with something else: 58 women and men;
//! or gives only the number that it has itself. Ranks nothing.

use unicode_segmentation::UnicodeSegmentation;

use super::count::behind;
use super::evidence::Evidence;
use super::kinds::is_money;
use crate::language::{Language, WordSet, word_set};
use crate::naming::is_article;
use crate::quantities::{Quantity, number_of, of_word, quantities};

/// What joins two nouns behind a number.
const AND: [&str; 4] = ["and", "und", "et", "y"];
/// What says of the question's own number that it is all or half of it that is so.
static ALL: WordSet = WordSet::new(|| {
    word_set(
        "all half none every alle allen hälfte kein keine tous toutes moitié aucun aucune todos todas mitad ninguno ninguna",
    )
});
/// What leads from an amount to what it is of.
const OF: [&str; 5] = ["of ", "de ", "d'", "d’", "von "];
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

    /// Whether each amount of the sentence is one that the question has: what two years of work cost is not told by the two years.
    pub(super) fn gives_only_its_own(&self, entry: usize) -> bool {
        let given: Vec<Quantity> =
            quantities(self.text(entry)).into_iter().filter(|given| given.moment.is_none()).collect();
        !given.is_empty() && given.iter().all(|given| self.repeats(entry, given))
    }

    /// Whether each amount in the unit that is asked for is one of something else.
    pub(super) fn gives_another_mass(&self, entry: usize) -> bool {
        let asked = |given: &Quantity| self.asked.unit.as_deref() == Some(given.unit.parts().0);
        let given: Vec<Quantity> = quantities(self.text(entry)).into_iter().filter(asked).collect();
        !given.is_empty()
            && self.asks_what_it_is_of()
            && given.iter().all(|given| self.is_of_another_mass(entry, given))
    }

    /// Whether the question says of what the amount is: tonnes of paper, and not how many tonnes it lifts.
    fn asks_what_it_is_of(&self) -> bool {
        let lower = self.asked.question.to_lowercase();
        let words: Vec<&str> = lower.unicode_words().collect();
        words.windows(2).any(|pair| match pair {
            [unit, of] => ["of", "de"].contains(of) && of_word(unit).is_some(),
            _ => false,
        })
    }

    /// Whether it is told directly behind the number and its unit of what it is, and that is nothing that the question has: tonnes of
    /// waste, where tonnes of rubble are asked for.
    fn is_of_another_mass(&self, entry: usize, quantity: &Quantity) -> bool {
        let Some(language) = self.languages.get(&self.language(entry)) else { return false };
        let tail = self.text(entry).get(quantity.end..).unwrap_or_default().trim_start();
        let Some(of) = OF.iter().find_map(|of| tail.strip_prefix(of)) else { return false };
        let clause = of.split([',', ';', '.', ':', '(']).next().unwrap_or_default();
        // Tonnes of what was sold are tonnes of anything.
        if clause.unicode_words().next().is_none_or(|first| language.stem(first).is_none()) {
            return false;
        }
        let told = language.phrases(clause).into_iter().next().unwrap_or_default();
        let told: Vec<String> = told.into_iter().map(|word| word.stem).collect();
        let asked = |stem: &String| self.asked.stems.contains(stem);
        !told.is_empty() && !told.iter().any(asked) && !self.has_counted(&told)
    }

    /// Whether it repeats an amount of the question, and does not say that all or none of it is so.
    pub(super) fn repeats(&self, entry: usize, quantity: &Quantity) -> bool {
        let mut words = self.text(entry).unicode_words();
        self.is_its_own(quantity) && !words.any(|word| ALL.contains(word.to_lowercase().as_str()))
    }

    /// Whether the question has the number itself: how many of the 58 are so is not told by the 58.
    fn is_its_own(&self, quantity: &Quantity) -> bool {
        let measured = |of: &Quantity| of.unit.is_measure() || is_money(of.unit.parts().0);
        let same = |own: &Quantity| {
            own.low == quantity.low
                && own.high == quantity.high
                && (own.unit == quantity.unit || !measured(own) && !measured(quantity))
        };
        quantities(&self.asked.question).iter().any(|own| own.moment.is_none() && same(own))
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
