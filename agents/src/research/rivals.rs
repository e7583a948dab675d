//! Whether a sentence tells something of another thing of the kind than the one that is asked about; ranks nothing.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use unicode_segmentation::UnicodeSegmentation;

use super::answered::has_a_pronoun;
use super::denied::{denies, may_deny};
use super::evidence::Evidence;
use super::identity::{numbered, pairs, tells_a_kind, towns};
use super::share::BEFORE;
use crate::language::{Language, LanguageCode, Member, are_opposites};
use crate::naming::{Wanted, is_dated};
use crate::quantities::cells;

/// How words begin that set one thing against another, or tell that it took its place.
const AGAINST: [&str; 14] = [
    "replac",
    "unlike",
    "compare",
    "than",
    "after",
    "success",
    "nachfolge",
    "ersetz",
    "statt",
    "remplac",
    "contrairement",
    "sustitu",
    "anders",
    "instead",
];

impl Evidence<'_> {
    /// Whether the thing is another one by its number, name, place or kind.
    pub(super) fn is_of_another_thing(&self, entry: usize) -> bool {
        self.has_another_number(entry)
            || self.has_another_size(entry)
            || self.has_another_name(entry)
            || self.is_at_another_place(entry)
            || self.has_another_member(entry)
            || self.is_of_another_subject(entry)
            || self.is_elsewhere(entry)
            || self.is_row_of_another_kind(entry)
            || !self.text(entry).contains(" | ") && self.is_of_another_kind(entry)
    }

    /// Whether what has a number in the question has another one there or, where it has none, over it: Tessera 4.
    fn has_another_number(&self, entry: usize) -> bool {
        if self.identity.numbered.is_empty() {
            return false;
        }
        let (text, above) = (self.text(entry), self.above(entry));
        // What stands in for another one, or is set against it, is told with both.
        let beside = text
            .to_lowercase()
            .unicode_words()
            .any(|word| AGAINST.iter().any(|start| word.starts_with(start)));
        self.identity.numbered.iter().any(|(word, asked)| {
            let apart = |text: &str| {
                let own = numbered(text).into_iter().filter(|(other, _)| other == word);
                let own: Vec<RangeInclusive<f64>> = own.map(|(_, numbers)| numbers).collect();
                (!own.is_empty()).then(|| !own.iter().any(|numbers| numbers.contains(asked.start())))
            };
            let here = apart(text).map(|apart| apart && !beside);
            let before = || {
                self.in_same_block(entry, entry.checked_sub(1)).and_then(|before| apart(self.text(before)))
            };
            here.or_else(before).or_else(|| apart(&above)).unwrap_or(false)
        })
    }

    /// Whether a word of the question stands nowhere near, and one that excludes it does: a tram for a bus.
    fn has_another_member(&self, entry: usize) -> bool {
        let pair = self.languages.get(&self.asked_in).zip(self.languages.get(&self.language(entry)));
        let Some((asked_in, language)) = pair else { return false };
        let (own, lower) = (self.own_stems(entry), self.text(entry).to_lowercase());
        let asked: BTreeSet<Member> =
            self.asked.stems.iter().flat_map(|stem| asked_in.members(stem)).collect();
        let told: BTreeSet<Member> = own.iter().flat_map(|stem| language.members(stem)).collect();
        let all = told.clone();
        let told: BTreeSet<&Member> = told.difference(&asked).collect();
        let mut terms = self.terms.iter().zip(&self.asked.terms);
        // What was not won was lost, and whether it was is answered by either.
        !told.is_empty()
            && !self.asked.yes_no
            && !denies(&self.asked.question.to_lowercase())
            && terms.any(|(known, term)| {
                let other = |member: Member| {
                    // The shortest is not the longest one; what is not impossible is possible.
                    let denied = are_opposites(member) && may_deny(&lower, self.language(entry));
                    !denied && !all.contains(&member) && told.iter().any(|(other, _)| *other == member.0)
                };
                !term.name
                    && !term.price
                    && self.present(entry, known) < BEFORE
                    && !self.is_in_a_compound(entry, &term.stem)
                    && asked_in.members(&term.stem).any(other)
            })
    }

    /// Whether a thing of that kind has another name there: the brewery of Lindach is not that of Obertal, where nothing in
    /// the document tells of Obertal. Where the sentence names none, its document's title may.
    fn has_another_name(&self, entry: usize) -> bool {
        if self.identity.named.is_empty() {
            return false;
        }
        let own: BTreeSet<String> = self.own_stems(entry).into_iter().collect();
        let Some((source, document)) =
            self.source(entry).zip(self.sentences.get(entry).map(|sentence| sentence.source))
        else {
            return false;
        };
        let another =
            |text: &str, thing: &String, name: &String| self.names_another(entry, text, thing, name);
        // A church has a name of its own in a document about its town.
        let absent = |name: &String| !own.contains(name) && !self.documents.contains(document, name);
        self.identity.named.iter().filter(|(_, name)| absent(name)).any(|(thing, name)| {
            another(self.text(entry), thing, name)
                || !own.contains(thing) && another(&source.title, thing, name)
        })
    }

    fn names_another(&self, entry: usize, text: &str, thing: &String, name: &String) -> bool {
        let Some(language) = self.languages.get(&self.language(entry)) else { return false };
        let new = |stem: &String| {
            stem != name
                && !self.asked.stems.contains(stem)
                && !language.knows(stem)
                && !is_dated(language, stem)
        };
        let same = |other: &String| {
            other == thing || self.asked.related_in(thing, language.code()).any(|stem| stem == other)
        };
        pairs(language, text).iter().any(|(other, of)| same(other) && new(of))
    }

    /// Whether it is of another place than the one in which the question asks for something.
    fn is_elsewhere(&self, entry: usize) -> bool {
        let wanted = self.naming.as_ref().is_some_and(|naming| matches!(naming.wanted, Wanted::Place(_)));
        let asked = &self.identity.places;
        if wanted || asked.is_empty() {
            return false;
        }
        // What was built by somebody of another town is told by a pronoun.
        if has_a_pronoun(self.language(entry), &self.text(entry).to_lowercase()) {
            return false;
        }
        let own = self.own_stems(entry);
        let Some(language) = self.languages.get(&self.language(entry)) else { return false };
        let other = |stem: &String| !self.asked.stems.contains(stem) && !language.knows(stem);
        !asked.iter().any(|place| own.contains(place)) && towns(language, self.text(entry)).iter().any(other)
    }

    /// Whether a noun of the question stands there behind another kind, and not behind its own: a hip operation.
    fn is_of_another_kind(&self, entry: usize) -> bool {
        let english = self.language(entry) == LanguageCode::English;
        let Some(language) = self.languages.get(&LanguageCode::English).filter(|_| english) else {
            return false;
        };
        let mut kinds = self.identity.kinds.iter();
        kinds.any(|(kind, noun)| {
            self.says_nothing_of(entry, kind) && self.has_kind_of(language, self.text(entry), noun)
        })
    }

    /// Whether a cell names a thing by what the question has and a noun that it has not: pear cider is no pears.
    fn is_row_of_another_kind(&self, entry: usize) -> bool {
        let english = [self.language(entry), self.asked_in] == [LanguageCode::English; 2];
        let Some(language) = self.languages.get(&LanguageCode::English).filter(|_| english) else {
            return false;
        };
        let asked = |word: &str| language.stem(word).map(|stem| self.asked.stems.contains(&stem));
        let other = |value: &str| {
            let words: Vec<&str> = value.unicode_words().collect();
            let digits = value.contains(|c: char| c.is_ascii_digit());
            matches!(words.as_slice(), [kind, noun] if !digits && asked(kind) == Some(true) && asked(noun) == Some(false))
        };
        cells(self.text(entry)).unwrap_or_default().iter().any(|cell| other(cell.value))
    }

    fn has_kind_of(&self, language: &Language, text: &str, noun: &String) -> bool {
        let words: Vec<&str> = text.unicode_words().collect();
        words.windows(2).any(|pair| match pair {
            [kind, head] if kind.starts_with(char::is_lowercase) && tells_a_kind(kind) => {
                language.stem(head).as_ref() == Some(noun)
                    && language.stem(kind).is_some_and(|kind| !self.asked.stems.contains(&kind))
            }
            _ => false,
        })
    }

    /// Whether a topic word of the question, that is no name and no word for a price, stands neither in the sentence nor over or
    /// just before it, nor does one that may stand for it.
    fn says_nothing_of(&self, entry: usize, stem: &String) -> bool {
        let mut terms = self.terms.iter().zip(&self.asked.terms);
        let term = terms.find(|(_, term)| term.stem == *stem && !term.name && !term.price);
        term.is_some_and(|(known, _)| self.present(entry, known) < BEFORE)
    }
}
