//! Nouns for somebody by what they did: whoever asks for the builder asks who built it; reads no quote.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::agents::PASSIVE;
use super::tokens::Token;
use super::{Naming, Wanted};
use crate::language::Language;

/// Nouns, and the deeds of whom they name, as they are written.
type Role = (Vec<&'static str>, Vec<&'static str>);

fn roles() -> &'static [Role] {
    static KNOWN: OnceLock<Vec<Role>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let lines = include_str!("roles.txt").lines().filter(|line| !line.starts_with('#'));
        let words = |text: &'static str| text.split_whitespace().collect();
        lines
            .filter_map(|line| line.split_once('|'))
            .map(|(nouns, deeds)| (words(nouns), words(deeds)))
            .collect()
    })
}

fn stems(language: &Language, words: &[&str]) -> BTreeSet<String> {
    words.iter().flat_map(|word| language.stems(word)).collect()
}

/// The stems of the deeds of whom the noun, in lower case, names; `None` for another noun.
pub(super) fn deeds_of(language: &Language, noun: &str) -> Option<BTreeSet<String>> {
    roles().iter().find(|(nouns, _)| nouns.contains(&noun)).map(|(_, deeds)| stems(language, deeds))
}

impl Naming {
    /// The same, asked by a noun for somebody who does such deeds.
    pub(super) fn of_role(
        self,
        noun: Vec<String>,
        deeds: BTreeSet<String>,
        plain: &BTreeSet<String>,
    ) -> Self {
        let by_role = self.deed.is_disjoint(&deeds);
        let mut heads = self.heads;
        heads.extend(noun);
        if by_role {
            heads.extend(self.deed.into_iter().filter(|stem| plain.contains(stem)));
            return Self {
                wanted: Wanted::Somebody,
                deed: deeds,
                heads,
                by_role,
                one_of: self.one_of,
                called: false,
                which_does: false,
            };
        }
        Self {
            wanted: Wanted::Somebody,
            heads,
            deed: self.deed,
            by_role,
            one_of: self.one_of,
            called: false,
            which_does: self.which_does,
        }
    }
}

/// The number of the word behind "the builder is", for one of the deeds.
pub(super) fn behind_role(language: &Language, all: &[Token<'_>], deed: &BTreeSet<String>) -> Option<usize> {
    let copulas = all.windows(2).enumerate().filter_map(|(at, pair)| match pair {
        [noun, copula] if PASSIVE.contains(&copula.lower.as_str()) => Some((at, noun)),
        _ => None,
    });
    let mut copulas = copulas.filter_map(|(at, noun)| Some((at, deeds_of(language, &noun.lower)?)));
    copulas.find(|(_, deeds)| !deeds.is_disjoint(deed)).map(|(at, _)| at + 2)
}
