//! Whether a statement is of another place or thing than the question, or hardly of what is asked; compares no values.

use std::collections::BTreeSet;

use super::Compared;
use crate::analysis::statement::Statement;
use crate::language::{Language, LanguageCode, detect};
use crate::naming::{calendar, is_article, is_placing};

/// Share of what is asked about a thing that must stand in an answer, its heading or its title, and not only elsewhere.
const BEARS: f64 = 0.3;

impl Compared<'_> {
    /// Whether the statement says some of what is asked: a long document speaks of much else.
    pub(super) fn bears(&self, statement: &Statement<'_>, also: &BTreeSet<String>) -> bool {
        let here = |stem: &String| {
            statement.stems.contains(stem) || statement.above.contains(stem) || also.contains(stem)
        };
        let (mut present, mut all) = (0.0, 0.0);
        for term in self.asked.terms.iter().filter(|term| !term.name && !term.price) {
            let weight = self.weights.of_term(term);
            all += weight;
            if here(&term.stem) || term.related.keys().any(here) {
                present += weight;
            }
        }
        statement.foreign || present >= BEARS * all
    }

    /// Whether it names another one of the kind that ends a name of the question: Lime Bakery for Oak Bakery.
    pub(super) fn has_other_name(&self, statement: &Statement<'_>) -> bool {
        let asked = &self.asked;
        let is_name = |stem: &String| asked.stems.contains(stem) && !asked.plain.contains(stem);
        let names = || asked.named_pairs.iter().filter(|(first, kind)| is_name(first) && is_name(kind));
        if names().next().is_none() || self.language.code() == LanguageCode::German {
            return false;
        }
        let words: Vec<&str> = statement.bare.split_whitespace().collect();
        words.windows(2).any(|pair| {
            let [first, kind] = pair else { return false };
            if ![first, kind].iter().all(|word| word.starts_with(char::is_uppercase)) {
                return false;
            }
            let (first, kind) = (self.language.stems(first), self.language.stems(kind));
            let (Some(first), Some(kind)) = (first.first(), kind.first()) else { return false };
            !asked.stems.contains(first)
                && names().any(|(own, of)| {
                    of == kind && !statement.stems.contains(own) && !statement.above.contains(own)
                })
        })
    }

    /// Whether the statement says that it is of another place than the question names, and names nothing of that.
    pub(super) fn says_elsewhere(&self, statement: &Statement<'_>) -> bool {
        let asked = |stem: &String| self.asked.stems.contains(stem);
        let named =
            |stem: &String| asked(stem) && !self.asked.plain.contains(stem) && !self.common.contains(stem);
        let words: Vec<&str> = statement.bare.split_whitespace().collect();
        // A noun without an article behind a preposition of place names it, unless it is a time: on Sunday.
        let german = self.language.code() == LanguageCode::German && !statement.foreign;
        let timed = |name: &str| !calendar(self.language, name).is_empty();
        let placed = words.windows(2).filter_map(|pair| match pair {
            [before, name] if is_placing(before) && name.starts_with(char::is_uppercase) => Some(*name),
            _ => None,
        });
        let placed = placed.filter(|name| !timed(name));
        let mut places = placed
            .flat_map(|name| self.language.stems(name))
            .filter(|stem| !(self.common.contains(stem) || german && self.language.knows(stem)))
            .peekable();
        places.peek().is_some()
            && self.asked.plain.len() < self.asked.stems.len()
            && !statement.stems.iter().any(named)
            && places.all(|stem| !asked(&stem) && !statement.above.contains(&stem))
    }
}

/// Stems of the words that stand without a capital, or, in German, behind an article.
pub(super) fn common(language: &Language, statements: &[Statement<'_>]) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for statement in statements {
        let german = detect(&statement.bare) == Some(LanguageCode::German);
        let mut before = "";
        for word in statement.bare.split_whitespace() {
            if word.starts_with(char::is_lowercase) || german && is_article(before) {
                out.extend(language.stems(word));
            }
            before = word;
        }
    }
    out
}
