//! Whether a sentence has a number of what a question counts, and not of something else; ranks nothing.

use super::asked::is_money;
use super::evidence::Evidence;
use super::expected::is_count;
use super::kinds::TIMES;
use crate::language::{is_people, is_people_stem};
use crate::quantities::Quantity;

/// What a word counts that stands in the sentence, over it, or in the one before.
const NEARBY: f32 = 0.6;
/// What asks how many of some are so, which a share tells too.
const PART: [&str; 7] = [
    "how many of ",
    "wie viele der ",
    "wie viele von ",
    "combien des ",
    "combien d'entre ",
    "cuántos de ",
    "cuántas de ",
];
/// What stands behind a number of what was named before.
const OF_THEM: [&str; 7] = ["of them", "of these", "of those", "von ihnen", "davon", "d'entre", "de ell"];

impl Evidence<'_> {
    /// Whether the sentence has a number of what is counted, or of what it does not name, or a share where a part is asked for;
    /// not only of measures, prices, times or other things.
    pub(super) fn gives_a_count(&self, entry: usize, given: &[Quantity]) -> bool {
        let part = self.asks_for_a_part();
        if given.is_empty() {
            let mut words = self.text(entry).split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
            return words.any(|word| is_count(&word));
        }
        given.iter().any(|quantity| {
            let (unit, _) = quantity.unit.parts();
            let thing = part && unit == "%" || !quantity.unit.is_measure() && !is_money(unit);
            let before = !is_of_them(self.text(entry), quantity) || self.is_named_before(entry, quantity);
            thing && before && quantity.moment.is_none() && self.is_of_what_is_counted(entry, unit)
        })
    }

    /// Whether what is counted is not named behind the number: what "of them" means stands before it.
    fn is_named_before(&self, entry: usize, quantity: &Quantity) -> bool {
        let Some(language) = self.languages.get(&self.language(entry)) else { return true };
        let stems = |part: Option<&str>| language.stems(part.unwrap_or_default());
        let named = |stems: Vec<String>| self.asked.counted.iter().any(|stem| stems.contains(stem));
        let text = self.text(entry);
        named(stems(text.get(..quantity.start))) || !named(stems(text.get(quantity.end..)))
    }

    /// The same where it may be one that is measured: how much water.
    pub(super) fn gives_a_quantity(&self, entry: usize, given: &[Quantity]) -> bool {
        let lasts = |unit: &str| TIMES.contains(&unit) && !self.asked.units.contains(&unit);
        let fits = |quantity: &Quantity| {
            let (unit, _) = quantity.unit.parts();
            let counted = || self.is_of_what_is_counted(entry, unit);
            quantity.moment.is_none()
                && (quantity.unit.is_measure() && !lasts(unit) || is_money(unit) || counted())
        };
        given.is_empty() || given.iter().any(fits)
    }

    /// Whether the noun behind a number is what is counted, or may stand for it.
    fn is_of_what_is_counted(&self, entry: usize, noun: &str) -> bool {
        if noun.is_empty() || noun == "%" || is_people(noun) {
            return true;
        }
        let stems = self.languages.get(&self.language(entry)).map(|language| language.stems(noun));
        let counted = &self.asked.counted;
        // People are counted by what they do and by what they sit and lie on.
        if counted.iter().any(|stem| is_people_stem(stem)) {
            return true;
        }
        let same = |stem: &String| {
            counted.iter().any(|of| of == stem || self.asked.related(of).any(|of| of == stem))
        };
        stems.unwrap_or_default().iter().any(same)
    }

    /// Whether it is asked how many of some are so.
    fn asks_for_a_part(&self) -> bool {
        let lower = self.asked.question.to_lowercase();
        PART.iter().any(|cue| lower.contains(cue))
    }

    /// Whether what is counted stands there; where it is called otherwise, with something else that is asked about it.
    pub(super) fn says_what_is_counted(&self, entry: usize) -> bool {
        let counted = &self.asked.counted;
        let known = || self.terms.iter().zip(&self.asked.terms).filter(|(known, _)| !known.is_name());
        let mut others = known().filter(|(_, term)| !counted.contains(&term.stem)).peekable();
        let own = |stem: &String| is_people_stem(stem) || self.index.contains(entry, stem);
        counted.iter().any(own)
            || counted.iter().any(|stem| self.says(entry, stem))
                && (others.peek().is_none() || others.any(|(known, _)| self.present(entry, known) >= NEARBY))
    }
}

/// Whether the number is of what stands before it: a few hundred of them.
fn is_of_them(text: &str, quantity: &Quantity) -> bool {
    let behind = text.get(quantity.end..).unwrap_or_default().trim_start().to_lowercase();
    OF_THEM.iter().any(|cue| behind.starts_with(cue))
}
