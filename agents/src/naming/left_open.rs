//! Whether a quote has the noun that is asked for and leaves open which one it is: a ticket seller, a bird. Compares nothing.

use std::collections::BTreeSet;

use super::beside;
use super::classes::is_dated;
use super::tokens::{Token, tokens};
use crate::language::{Language, LanguageCode};

/// What stands before a noun and leaves open which one is meant.
pub(super) const ONE: [&str; 15] = [
    "a", "an", "one", "some", "another", "ein", "eine", "einen", "einem", "einer", "un", "une", "una", "uno",
    "otra",
];
/// What asks for a kind, directly behind the interrogative, and what stands before the noun of which it is one.
const KINDS: [&str; 10] =
    ["kind", "sort", "type", "breed", "species", "art", "sorte", "espèce", "tipo", "clase"];
const OF: [&str; 5] = ["of", "von", "de", "d'", "for"];
/// What stands before a noun whose name is asked for.
const NAMES: [&str; 5] = ["name", "names", "namen", "nom", "nombre"];
/// What stands behind a noun and tells which one is meant.
const TELLS: [&str; 6] = ["of", "from", "von", "aus", "de", "whose"];
/// What stands beside a name wherever that is told.
const CALLED: [&str; 12] = [
    "called", "named", "known", "namens", "genannt", "heißt", "nommé", "nommée", "appelé", "appelée",
    "llamado", "llamada",
];
/// What says of something named before what it is: it is a device.
const IS: [&str; 12] = ["is", "are", "was", "were", "ist", "war", "sind", "est", "était", "es", "era", "be"];

/// Whether the word beside an interrogative asks for a kind.
pub(super) fn asks_for_a_kind(word: &str) -> bool {
    KINDS.contains(&word)
}

/// The noun of which one is asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct OneOf {
    stems: BTreeSet<String>,
    /// Words of the question that stand before it: a ticket seller.
    before: BTreeSet<String>,
    /// Whether its kind is asked for: then what stands before it tells one.
    kind: bool,
}

impl OneOf {
    /// By the words of a question in lower case, and the number of its interrogative.
    pub(super) fn of(language: &Language, words: &[&str], at: usize) -> Self {
        let beside = beside::words(language, words, at);
        let stems = |word: Option<&&str>| -> BTreeSet<String> {
            word.iter().flat_map(|word| language.stems(word)).collect()
        };
        let behind_of = || {
            let of = words.iter().skip(at).position(|word| OF.contains(word)).map(|of| at + of + 1)?;
            words.iter().skip(of).find(|word| !language.stems(word).is_empty())
        };
        let one = |stems| Self { stems, ..Self::default() };
        match beside {
            [kind, ..] if KINDS.contains(kind) => Self { kind: true, ..one(stems(behind_of())) },
            [.., name] if NAMES.contains(name) => one(stems(behind_of())),
            [noun] => one(stems(Some(noun))),
            [before, noun] => Self { before: stems(Some(before)), ..one(stems(Some(noun))) },
            _ => Self::default(),
        }
    }

    /// Whether the quote has the noun, and each time as one that is not told: without a name in its clause, and without
    /// anything behind it that tells which one.
    pub(super) fn is_left_open(
        &self,
        language: &Language,
        own: LanguageCode,
        quote: &str,
        known: &dyn Fn(&String) -> bool,
    ) -> bool {
        let all = tokens(language, own, quote);
        let own_rules = Language::of(own);
        let is_noun = |token: &Token<'_>| {
            own_rules.stems(&token.lower).iter().chain(&token.stem).any(|stem| self.stems.contains(stem))
        };
        let name = |token: &&Token<'_>| {
            !token.opens
                && super::told::is_new_name(language, token, known)
                && !is_dated(&own_rules, token.text)
        };
        let romance = matches!(own, LanguageCode::French | LanguageCode::Spanish);
        let open = |at: usize, noun: &Token<'_>| {
            let own = |token: &&Token<'_>| token.stem.as_ref().is_some_and(|stem| self.before.contains(stem));
            let first = at - all.get(..at).unwrap_or_default().iter().rev().take_while(own).count();
            let before = |steps: usize| first.checked_sub(steps).and_then(|at| all.get(at));
            let one = before(1).filter(|token| ONE.contains(&token.lower.as_str()));
            // The Orrs, a family; it is a device.
            let said_of = one.zip(before(2)).is_some_and(|(one, token)| {
                IS.contains(&token.lower.as_str()) || token.clause != one.clause && token.is_capital()
            });
            // What stands behind a noun tells its kind in French and Spanish, and in English makes another of it.
            let next = all.get(at + 1).filter(|next| next.clause == noun.clause);
            let more = next.is_some_and(|next| (self.kind || romance) && !next.function);
            let tells = next.is_some_and(|next| TELLS.contains(&next.lower.as_str()));
            let named = all.iter().filter(|token| token.clause == noun.clause).any(|token| name(&token));
            // An inn, the Golden Ram.
            let beside = all.iter().skip(at + 1).find(|token| !token.is_article()).is_some_and(|token| {
                let new = token.stem.as_ref().is_some_and(|stem| !known(stem));
                token.is_capital() && new && (language.code() != LanguageCode::German || name(&token))
            });
            one.is_some() && !beside && !said_of && !more && !tells && !named
        };
        let called = all.iter().any(|token| CALLED.contains(&token.lower.as_str()));
        let mut nouns = all.iter().enumerate().filter(|(_, token)| is_noun(token)).peekable();
        !called && nouns.peek().is_some() && nouns.all(|(at, noun)| open(at, noun))
    }
}
