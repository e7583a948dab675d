//! Whether a quote names what is asked for where its class or its form do not show it: by a name, by what stands before one, by
//! a noun of the kind with something new before it. Compares nothing.

use std::collections::BTreeSet;

use super::Way;
use super::agents::may_be_participle;
use super::classes::{is_dated, is_generic, is_trade};
use super::done::IS;
use super::left_open::is_one;
use super::places;
use super::tokens::{Token, tokens};
use super::told::is_new_name;
use crate::language::{Language, LanguageCode, WordSet, detect, ends_like_a_participle, word_set};
use crate::quantities::number_of;

/// What stands before what something is called.
static CALLED: WordSet = WordSet::new(|| {
    word_set(
        "called named known namens termed dubbed nicknamed genannt bezeichnet heißt heißen hieß nennt nennen appelé appelée appelés appelées \
        appelle nommé nommée nomme connu connue llamado llamada llama llamaba denominado denominada conocido conocida",
    )
});
/// Behind them it says why, when or by whom something is called or known.
const NO_NAME: [&str; 13] =
    ["for", "at", "in", "on", "by", "to", "für", "bei", "durch", "pour", "par", "por", "en"];
/// What stands before a place that something passes, reaches or leads to.
static TOWARDS: WordSet =
    WordSet::new(|| word_set("to through into towards via a al hacia vers jusqu'à nach"));
/// What is made or grown somewhere comes from there.
static MADE: WordSet = WordSet::new(|| {
    word_set(
        "made drawn built cast grown bred born quarried mined raised produced printed brewed woven spun forged sewn knitted carved cut hergestellt gebaut gezogen \
        gezüchtet geboren gewonnen produit produite fabriqué fabriquée né née extrait extraite hecho hecha fabricado fabricada nacido \
        nacida extraído extraída",
    )
});
/// Articles behind a German preposition that say whither: ins Haus, in die Stadt.
const INTO: [&str; 3] = ["die", "den", "das"];
/// What stands between what is done and what it is done with, and words within which that is told.
const OF: [&str; 4] = ["of", "from", "de", "con"];
const WITHIN: usize = 3;
/// Letters of a compound that stand before the noun of the kind, at least.
const BEFORE: usize = 3;

/// A quote that is searched for what a question wants named.
pub(super) struct Sought<'a, 't> {
    pub(super) language: &'a Language,
    /// The quote's own language.
    pub(super) own: LanguageCode,
    own_rules: Language,
    pub(super) all: Vec<Token<'t>>,
    /// Whether the question has a stem.
    pub(super) known: &'a dyn Fn(&String) -> bool,
}

impl<'a, 't> Sought<'a, 't> {
    pub(super) fn of(language: &'a Language, quote: &'t str, known: &'a dyn Fn(&String) -> bool) -> Self {
        let own = detect(quote).unwrap_or(language.code());
        Self { language, own, own_rules: Language::of(own), all: tokens(language, own, quote), known }
    }

    /// A new name of more than one letter. German writes all nouns like names.
    pub(super) fn is_name(&self, token: &Token<'_>) -> bool {
        token.text.chars().nth(1).is_some()
            && is_new_name(self.language, token, self.known)
            && !is_dated(&self.own_rules, token.text)
    }

    /// Whether the name at a place says where something is or happens, and not which one it is: in Upper Kessel.
    pub(super) fn is_where(&self, at: usize) -> bool {
        let mut before = self
            .all
            .get(..at)
            .unwrap_or_default()
            .iter()
            .rev()
            .skip_while(|token| token.is_capital() && !token.opens);
        before.next().is_some_and(|token| places::is_at(self.own, &token.lower))
    }

    /// Whether it is one of the nouns, by the rules of the question's language or of its own.
    pub(super) fn is_one_of(&self, token: &Token<'_>, stems: &BTreeSet<String>) -> bool {
        self.own_rules.stems(&token.lower).iter().chain(&token.stem).any(|stem| stems.contains(stem))
    }

    /// Whether it is what somebody does for a living, or a word for a firm.
    pub(super) fn is_trade(&self, token: &Token<'_>) -> bool {
        let of = |rules: &Language| is_generic(rules, &token.lower) || is_trade(rules, &token.lower);
        of(self.language) || of(&self.own_rules)
    }

    pub(super) fn is_new(&self, token: &Token<'_>) -> bool {
        let digit =
            token.lower.starts_with(|c: char| c.is_ascii_digit()) || number_of(&token.lower).is_some();
        !token.function && !digit && token.stem.as_ref().is_some_and(|stem| !(self.known)(stem))
    }

    /// Whether somebody has a name there, and no place: one that stands behind the word for a firm, or behind no preposition.
    pub(super) fn names_somebody(&self) -> bool {
        self.all.windows(2).any(|pair| {
            let [before, name] = pair else { return false };
            let firm = self.is_trade(before);
            let beside = name.clause == before.clause;
            // Behind a number it is a unit.
            let digit = before.lower.starts_with(|c: char| c.is_ascii_digit());
            let alone =
                self.own != LanguageCode::German && !places::places(self.own, &before.lower) && !digit;
            self.is_name(name) && !name.opens && (firm && beside || alone && !before.is_capital())
        })
    }

    /// Whether something new stands behind "called", or opens the sentence as what is something.
    pub(super) fn is_called(&self) -> bool {
        let behind = |at: usize, called: &Token<'_>| {
            let mut rest =
                self.all.iter().skip(at + 1).take_while(|token| token.clause == called.clause).peekable();
            // Known for something, called at night.
            let other = rest.peek().is_some_and(|next| {
                NO_NAME.contains(&next.lower.as_str())
                    || self.own == LanguageCode::Spanish && next.lower == "a"
            });
            !other && rest.any(|token| self.is_new(token))
        };
        let mut called = self.all.iter().enumerate().filter(|(_, token)| is_naming(token));
        called.any(|(at, token)| behind(at, token)) || self.opens_with_a_name()
    }

    fn opens_with_a_name(&self) -> bool {
        matches!(self.all.as_slice(), [first, next, ..]
            if !first.function && self.is_name(first) && IS.contains(&next.lower.as_str()))
    }

    /// Whether a name stands behind what leads to a place, or the way is told that the question asks for by other words.
    pub(super) fn leads_to(&self, way: Way) -> bool {
        match way {
            Way::At => self.goes_to_a_name(),
            Way::To => self.own == LanguageCode::German && self.all.windows(3).any(|run| self.is_into(run)),
            Way::From => {
                self.all.iter().any(|token| MADE.contains(token.lower.as_str())) && self.is_anywhere(Way::At)
            }
        }
    }

    /// Whether something new stands behind what it was made with or put on: sewn from old sails, enduite de goudron.
    pub(super) fn is_made_of_something(&self) -> bool {
        let made = |done: &Token<'_>| {
            let english = self.own == LanguageCode::English;
            let ends = if english {
                ends_like_a_participle(&done.lower)
            } else {
                may_be_participle(self.own, &done.lower)
            };
            (done.opens || !done.is_capital()) && (ends || MADE.contains(done.lower.as_str()))
        };
        self.all.windows(2).enumerate().any(|(at, pair)| {
            let [done, of] = pair else { return false };
            let behind = self
                .all
                .iter()
                .skip(at + 2)
                .take(WITHIN)
                .take_while(|token| !token.function && token.clause == of.clause);
            made(done)
                && OF.contains(&of.lower.as_str())
                && behind.into_iter().any(|token| self.is_new(token) && !token.is_capital())
        })
    }

    fn goes_to_a_name(&self) -> bool {
        let german = self.own == LanguageCode::German;
        let mut towards = self.all.iter().enumerate().filter(|(_, token)| {
            // Elsewhere it is an article, or has.
            let spanish = token.lower != "a" || self.own == LanguageCode::Spanish;
            TOWARDS.contains(token.lower.as_str()) && spanish
        });
        towards.any(|(at, _)| {
            let mut behind = self.all.iter().skip(at + 1).skip_while(|token| token.is_article() && !german);
            behind.next().is_some_and(|name| self.is_name(name))
        })
    }

    /// Whether it says whither by its case: ins Haus, in die Stadt.
    fn is_into(&self, run: &[Token<'_>]) -> bool {
        matches!(run, [into, article, place]
            if ["in", "auf", "an"].contains(&into.lower.as_str())
                && INTO.contains(&article.lower.as_str())
                && self.is_new(place))
    }

    /// Whether a place that lies that way stands behind what tells one.
    pub(super) fn is_anywhere(&self, way: Way) -> bool {
        places::is_anywhere(self.language, &self.all, self.own, way, self.known)
    }

    /// Whether the noun that is asked for stands there with something new before it: which language, in Sign Language.
    pub(super) fn has_one_of(&self, heads: &BTreeSet<String>) -> bool {
        let head = |token: &Token<'_>| self.is_one_of(token, heads);
        // A difficult language is none that is told.
        let open = |at: usize| at.checked_sub(1).and_then(|one| self.all.get(one)).is_some_and(is_one);
        let beside = self.all.windows(2).enumerate().any(|(at, pair)| match pair {
            [before, noun] => {
                let told = before.is_capital() || !open(at);
                before.clause == noun.clause && head(noun) && self.is_new(before) && told
            }
            _ => false,
        });
        let ends = |token: &Token<'_>| {
            let of = |head: &String| {
                let before = token.stem.as_ref().and_then(|stem| stem.strip_suffix(head.as_str()));
                before.is_some_and(|before| before.chars().count() >= BEFORE)
            };
            self.is_new(token) && heads.iter().any(of)
        };
        let compound = || self.all.iter().enumerate().any(|(at, token)| ends(token) && !open(at));
        beside || self.own == LanguageCode::German && compound()
    }
}

/// Whether it stands before what something is called: heißt, s'appelle.
pub(super) fn is_naming(token: &Token<'_>) -> bool {
    CALLED.contains(token.lower.rsplit('\'').next().unwrap_or_default())
}
