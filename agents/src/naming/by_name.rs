//! Whether a quote names what is asked for where its class or its form do not show it: by a name, by what stands before one, by
//! a noun of the kind with something new before it. Compares nothing.

use super::classes::{is_dated, is_generic, is_trade};
use super::done::IS;
use super::places;
use super::tokens::Token;
use super::told::is_new_name;
use super::{Naming, Way};
use crate::language::{Language, LanguageCode, WordSet, word_set};
use crate::quantities::number_of;

/// What stands before what something is called.
static CALLED: WordSet = WordSet::new(|| {
    word_set(
        "called named known termed dubbed nicknamed genannt bezeichnet heißt heißen hieß nennt nennen appelé appelée appelés appelées \
        appelle nommé nommée nomme connu connue llamado llamada llama llamaba denominado denominada conocido conocida",
    )
});
/// What stands before a place that something passes, reaches or leads to.
static TOWARDS: WordSet =
    WordSet::new(|| word_set("to through into towards via a al hacia vers jusqu'à nach"));
/// What is made or grown somewhere comes from there.
static MADE: WordSet = WordSet::new(|| {
    word_set(
        "made drawn built cast grown bred born quarried mined raised produced printed brewed woven spun forged hergestellt gebaut gezogen \
        gezüchtet geboren gewonnen produit produite fabriqué fabriquée né née extrait extraite hecho hecha fabricado fabricada nacido \
        nacida extraído extraída",
    )
});
/// Articles behind a German preposition that say whither: ins Haus, in die Stadt.
const INTO: [&str; 3] = ["die", "den", "das"];
/// Letters of a compound that stand before the noun of the kind, at least.
const BEFORE: usize = 3;

/// What a quote is searched for.
pub(super) struct Sought<'a, 't> {
    pub(super) language: &'a Language,
    pub(super) own: LanguageCode,
    pub(super) all: &'a [Token<'t>],
    pub(super) known: &'a dyn Fn(&String) -> bool,
}

impl Sought<'_, '_> {
    /// A new name of more than one letter. German writes all nouns like names.
    fn is_name(&self, token: &Token<'_>) -> bool {
        token.text.chars().nth(1).is_some()
            && is_new_name(self.language, token, self.known)
            && !is_dated(&Language::of(self.own), token.text)
    }

    fn is_new(&self, token: &Token<'_>) -> bool {
        let digit =
            token.lower.starts_with(|c: char| c.is_ascii_digit()) || number_of(&token.lower).is_some();
        !token.function && !digit && token.stem.as_ref().is_some_and(|stem| !(self.known)(stem))
    }

    /// Whether somebody has a name there, and no place: one that stands behind the word for a firm, or behind no preposition.
    pub(super) fn names_somebody(&self) -> bool {
        let own_rules = Language::of(self.own);
        self.all.windows(2).any(|pair| {
            let [before, name] = pair else { return false };
            let firm = [self.language, &own_rules]
                .into_iter()
                .any(|rules| is_generic(rules, &before.lower) || is_trade(rules, &before.lower));
            let beside = name.clause == before.clause;
            // Behind a number it is a unit.
            let digit = before.lower.starts_with(|c: char| c.is_ascii_digit());
            let alone = self.own != LanguageCode::German && !places::places(&before.lower) && !digit;
            self.is_name(name) && !name.opens && (firm && beside || alone && !before.is_capital())
        })
    }

    /// Whether something new stands behind "called", or opens the sentence as what is something.
    pub(super) fn is_called(&self) -> bool {
        let behind = |at: usize, called: &Token<'_>| {
            let rest = self.all.iter().skip(at + 1).take_while(|token| token.clause == called.clause);
            rest.into_iter().any(|token| self.is_new(token))
        };
        let mut called =
            self.all.iter().enumerate().filter(|(_, token)| CALLED.contains(token.lower.as_str()));
        called.any(|(at, token)| behind(at, token)) || self.opens_with_a_name()
    }

    fn opens_with_a_name(&self) -> bool {
        matches!(self.all, [first, next, ..]
            if !first.function && self.is_name(first) && IS.contains(&next.lower.as_str()))
    }

    /// Whether a name stands behind what leads to a place, or the way is told that the question asks for by other words.
    pub(super) fn leads_to(&self, way: Way) -> bool {
        let german = self.own == LanguageCode::German;
        let reached = self.all.windows(2).any(|pair| match pair {
            [to, name] => TOWARDS.contains(to.lower.as_str()) && self.is_name(name),
            _ => false,
        });
        let behind_article = self.all.windows(3).any(|run| match run {
            [to, article, name] => {
                TOWARDS.contains(to.lower.as_str()) && article.is_article() && self.is_name(name) && !german
            }
            _ => false,
        });
        let into = self.all.windows(3).any(|run| match run {
            [into, article, place] => {
                ["in", "auf", "an"].contains(&into.lower.as_str())
                    && INTO.contains(&article.lower.as_str())
                    && self.is_new(place)
            }
            _ => false,
        });
        let made = self.all.iter().any(|token| MADE.contains(token.lower.as_str()));
        match way {
            Way::At => reached || behind_article,
            Way::To => german && into,
            Way::From => made && places::is_anywhere(self.language, self.all, self.own, Way::At, self.known),
        }
    }

    /// Whether the noun that is asked for stands there with something new before it: which language, in Sign Language.
    pub(super) fn has_one_of(&self, naming: &Naming) -> bool {
        let head = |token: &Token<'_>| token.stem.as_ref().is_some_and(|stem| naming.heads.contains(stem));
        let beside = self.all.windows(2).any(|pair| match pair {
            [before, noun] => before.clause == noun.clause && head(noun) && self.is_new(before),
            _ => false,
        });
        let ends = |token: &Token<'_>| {
            let of = |head: &String| {
                token.lower.strip_suffix(head.as_str()).is_some_and(|rest| rest.chars().count() >= BEFORE)
            };
            self.is_new(token) && naming.heads.iter().any(of)
        };
        beside || self.own == LanguageCode::German && self.all.iter().any(ends)
    }
}
