//! Whether a quote has the noun that is asked for and leaves open which one it is: a ticket seller, a bird. Compares nothing.

use std::collections::BTreeSet;

use super::beside;
use super::by_name::{Sought, is_naming};
use super::done::IS;
use super::tokens::Token;
use crate::language::{Language, LanguageCode, WordSet, word_set};

/// What stands before a noun and leaves open which one is meant, or that there is one.
static ONE: WordSet = WordSet::new(|| {
    word_set(
        "a an one some another no any ein eine einen einem einer eines kein keine keinen keinem keiner un une autre aucun aucune \
        una uno otra otro ningún ninguna",
    )
});
/// What says that it is only one of several.
const ONLY_ONE: [(&str, &str); 11] = [
    ("nur", "ein"),
    ("un", "solo"),
    ("only", "one"),
    ("nur", "eine"),
    ("nur", "einer"),
    ("nur", "eines"),
    ("une", "seule"),
    ("un", "seul"),
    ("solo", "una"),
    ("solo", "uno"),
    ("una", "sola"),
];
/// What asks for a kind, directly behind the interrogative, and what stands before the noun of which it is one.
const KINDS: [&str; 10] =
    ["kind", "sort", "type", "breed", "species", "art", "sorte", "espèce", "tipo", "clase"];
const OF: [&str; 5] = ["of", "von", "de", "d'", "for"];
/// What stands before a noun whose name is asked for.
const NAMES: [&str; 5] = ["name", "names", "namen", "nom", "nombre"];
/// What stands behind a noun and tells which one is meant.
static TELLS: WordSet = WordSet::new(|| {
    word_set(
        "of from for whose with without that which who where above below behind about \
        von aus mit ohne für über unter hinter wo \
        de avec sans qui que où derrière sous pour \
        con sin quien donde sobre bajo para",
    )
});
/// What opens the part of a sentence that tells what is yet to come.
const UNTIL: [&str; 8] = ["until", "till", "if", "bis", "falls", "jusqu'à", "si", "hasta"];

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

    /// Whether the quote has the noun, and each time as one that is not told.
    pub(super) fn is_left_open(&self, quote: &Sought<'_, '_>) -> bool {
        let called = || quote.all.iter().any(is_naming);
        let mut nouns =
            quote.all.iter().enumerate().filter(|(_, token)| quote.is_one_of(token, &self.stems)).peekable();
        nouns.peek().is_some() && !called() && nouns.all(|(at, noun)| self.is_open(quote, at, noun))
    }

    /// Whether the noun at a place has what leaves open which one it is before it, no name in its clause, and nothing behind it that
    /// tells which one.
    fn is_open(&self, quote: &Sought<'_, '_>, at: usize, noun: &Token<'_>) -> bool {
        let all = &quote.all;
        let own = |token: &&Token<'_>| token.stem.as_ref().is_some_and(|stem| self.before.contains(stem));
        let first = at - all.get(..at).unwrap_or_default().iter().rev().take_while(own).count();
        let before = |steps: usize| first.checked_sub(steps).and_then(|at| all.get(at));
        let Some(one) = before(1).filter(|token| is_one(token)) else { return false };
        // The Orrs, a family; it is a device.
        let said_of = before(2).is_some_and(|token| {
            IS.contains(&token.lower.as_str()) || token.clause != one.clause && token.is_capital()
        });
        let inside = all.iter().enumerate().filter(|(_, token)| token.clause == noun.clause);
        let named =
            inside.into_iter().any(|(at, token)| !token.opens && quote.is_name(token) && !quote.is_where(at));
        !said_of && !named && !self.is_told_behind(quote, at, noun)
    }

    /// Whether a name beside it tells which one it is, a word that leads to one, or, in French and Spanish, any other.
    fn is_told_behind(&self, quote: &Sought<'_, '_>, at: usize, noun: &Token<'_>) -> bool {
        let behind = || quote.all.iter().skip(at + 1);
        let romance = matches!(quote.own, LanguageCode::French | LanguageCode::Spanish);
        let next = behind().next().filter(|next| next.clause == noun.clause);
        // In English what stands behind the noun makes another of it.
        let more = next.is_some_and(|next| (self.kind || romance) && quote.is_new(next));
        let tells = next.is_some_and(|next| TELLS.contains(next.lower.as_str()));
        // An inn, the Golden Ram. German writes all nouns like names.
        let german = quote.own == LanguageCode::German;
        let beside = behind().find(|token| !token.is_article()).is_some_and(|token| {
            token.is_capital() && quote.is_new(token) && (!german || quote.is_name(token))
        });
        more || tells || beside
    }
}

/// Whether the quote says that only one of them is so, and has no name.
pub(super) fn only_one(quote: &Sought<'_, '_>) -> bool {
    let said = quote.all.windows(2).any(|pair| match pair {
        [only, one] => ONLY_ONE.contains(&(only.lower.as_str(), one.lower.as_str())),
        _ => false,
    });
    said && !quote.all.iter().any(|token| !token.opens && quote.is_name(token))
}

/// Whether the quote has one of the nouns with what leaves open which one it is, and neither a name nor anything else behind it:
/// "kept here until a museum takes them", "was brought from a mine".
pub(super) fn ends_open(quote: &Sought<'_, '_>, nouns: &BTreeSet<String>) -> bool {
    let open =
        |pair: &[Token<'_>]| matches!(pair, [one, noun] if is_one(one) && quote.is_one_of(noun, nouns));
    let name = |part: &[Token<'_>]| part.iter().any(|token| !token.opens && quote.is_name(token));
    let mut later = quote.all.split(|token| UNTIL.contains(&token.lower.as_str())).skip(1);
    quote.all.last_chunk::<2>().is_some_and(|last| open(last)) && !name(&quote.all)
        || later.any(|part| part.windows(2).any(open) && !name(part))
}

/// Whether it leaves open which one stands behind it, or that there is one.
pub(super) fn is_one(token: &Token<'_>) -> bool {
    ONE.contains(token.lower.as_str())
}
