//! Who did, runs or has something, by the form of a sentence in four languages: a passive with its agent, a verb of
//! possession, the subject before the verb, or a new name.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::classes::{Class, is_generic, member};
use super::roles::behind_role;
use super::tokens::{Token, phrase_before, phrase_from};
use crate::language::{Language, LanguageCode};

/// What stands behind "by" and is nobody.
const MEANS: [&str; 22] = [
    "radio", "hand", "rail", "train", "bus", "boat", "road", "post", "mail", "phone", "car", "sea", "air",
    "law", "day", "night", "far", "then", "now", "itself", "weight", "name",
];
/// What stands before whoever did something.
const BY: [&str; 6] = ["by", "von", "vom", "durch", "par", "por"];
/// Words before an agent that a sentence puts its participle in front of.
const PARTICIPLE_WITHIN: usize = 6;
/// Words that stand before a name and are of a trade or a family, so that German tells it from a noun.
const CALLED: [&str; 16] = [
    "firma",
    "familie",
    "herr",
    "herrn",
    "frau",
    "architekt",
    "architektin",
    "architekten",
    "baumeister",
    "meister",
    "ingenieur",
    "büro",
    "architekturbüro",
    "unternehmen",
    "brauerei",
    "gesellschaft",
];
/// Forms of "to be": what stands before such a form and a participle is what is done, not who does it.
pub(super) const PASSIVE: [&str; 32] = [
    "is", "are", "was", "were", "been", "being", "be", "wurde", "wurden", "wird", "werden", "worden", "ist",
    "sind", "est", "sont", "fut", "furent", "été", "était", "étaient", "es", "son", "fue", "fueron", "era",
    "eran", "sido", "ser", "está", "están", "se",
];

/// What stands before a subject and is no preposition.
const ONLY: [&str; 8] = ["only", "nur", "seul", "seuls", "seules", "solo", "sólo", "solamente"];

/// Participles of making, which are too common to be topics.
const MADE: [&str; 8] = ["made", "done", "gemacht", "getan", "fait", "faite", "hecho", "hecha"];

/// Deeds, and phrases that say who did them by other words.
struct Agency {
    deeds: Vec<&'static str>,
    phrases: Vec<Vec<&'static str>>,
}

fn agencies() -> &'static [Agency] {
    static KNOWN: OnceLock<Vec<Agency>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut lines = include_str!("agency.txt").lines().filter(|line| !line.starts_with(['#', '[']));
        let mut out = Vec::new();
        while let (Some(deeds), Some(phrases)) = (lines.next(), lines.next()) {
            out.push(Agency {
                deeds: deeds.split(' ').collect(),
                phrases: phrases.split(", ").map(|phrase| phrase.split(' ').collect()).collect(),
            });
        }
        out
    })
}

/// Somebody whom a quote names as an answer.
pub(super) struct Agent<'a, 't> {
    pub(super) words: &'a [Token<'t>],
    /// Whether the sentence's form says that it is they, and not only that they have a name.
    pub(super) by_form: bool,
    /// Whether the sentence says the deed by other words.
    pub(super) for_deed: bool,
}

/// What a quote is searched by.
pub(super) struct Searched<'a, 't> {
    pub(super) language: &'a Language,
    pub(super) own: LanguageCode,
    pub(super) all: &'a [Token<'t>],
    pub(super) deed: &'a BTreeSet<String>,
    /// Stems of the question.
    pub(super) known: &'a dyn Fn(&String) -> bool,
}

impl<'a, 't> Searched<'a, 't> {
    /// The first that the sentence's form gives.
    pub(super) fn agent(&self) -> Option<Agent<'a, 't>> {
        let by_form = |words, for_deed| Agent { words, by_form: true, for_deed };
        self.of_predicate()
            .or_else(|| self.of_role())
            .map(|words| by_form(words, true))
            .or_else(|| self.of_passive().map(|words| by_form(words, false)))
            .or_else(|| self.of_active().map(|words| by_form(words, false)))
            .or_else(|| self.named().map(|words| Agent { words, by_form: false, for_deed: false }))
    }

    /// A phrase of words that the question does not have.
    fn is_new(&self, words: &[Token<'t>]) -> bool {
        let digit = |token: &Token<'_>| token.lower.starts_with(|c: char| c.is_ascii_digit());
        words.iter().any(|token| token.stem.is_some())
            && !words.iter().any(|token| token.stem.as_ref().is_some_and(|stem| (self.known)(stem)))
            && !words.first().is_some_and(digit)
    }

    fn of_passive(&self) -> Option<&'a [Token<'t>]> {
        let agents = self.all.iter().enumerate().filter(|(_, token)| BY.contains(&token.lower.as_str()));
        agents
            .filter(|(at, token)| self.has_participle(*at, token))
            .filter(|(at, by)| !self.all.get(at + 1).is_some_and(|next| is_means(by.text, next.text)))
            .map(|(at, _)| phrase_from(self.all, at + 1, self.own))
            .find(|words| self.is_new(words))
    }

    /// Whether a participle stands before the agent, or, in German, behind it.
    fn has_participle(&self, at: usize, by: &Token<'_>) -> bool {
        let made = |token: &Token<'_>| MADE.contains(&token.lower.as_str());
        let near = |token: &&Token<'t>| token.clause == by.clause && (!token.function || made(token));
        let before = self.all.get(..at).unwrap_or_default().iter().rev().take(PARTICIPLE_WITHIN);
        let mut before = before.filter(near);
        let mut after = self.all.iter().skip(at + 1).filter(near);
        let participle = |token: &Token<'_>| {
            token.stem.as_ref().is_some_and(|stem| self.deed.contains(stem))
                || is_participle(self.own, token)
                || made(token)
        };
        before.any(participle) || self.own == LanguageCode::German && after.any(participle)
    }

    fn of_predicate(&self) -> Option<&'a [Token<'t>]> {
        let lower: Vec<&str> = self.all.iter().map(|token| token.lower.as_str()).collect();
        let asks = |agency: &Agency| {
            agency
                .deeds
                .iter()
                .flat_map(|deed| self.language.stems(deed))
                .any(|stem| self.deed.contains(&stem))
        };
        let phrases = agencies().iter().filter(|agency| asks(agency)).flat_map(|agency| &agency.phrases);
        phrases
            .filter_map(|phrase| {
                let at = lower.windows(phrase.len()).position(|words| words == phrase.as_slice())?;
                Some(phrase_from(self.all, at + phrase.len(), self.own))
            })
            .find(|words| self.is_new(words))
    }

    /// Who is said to be its builder, owner and the like.
    fn of_role(&self) -> Option<&'a [Token<'t>]> {
        let words = phrase_from(self.all, behind_role(self.language, self.all, self.deed)?, self.own);
        let known = |token: &&Token<'t>| {
            token.stem.as_ref().is_some_and(|stem| (self.known)(stem))
                || is_generic(self.language, &token.lower)
        };
        let words = words.get(words.iter().take_while(known).count()..)?;
        (!words.is_empty() && self.is_new(words)).then_some(words)
    }

    /// What stands before the verb that is asked about; a subject may be parted from it by an aside between commas.
    fn of_active(&self) -> Option<&'a [Token<'t>]> {
        let deeds = self.all.iter().enumerate().filter(|(_, token)| {
            token.stem.as_ref().is_some_and(|stem| self.deed.contains(stem))
                && (!token.is_capital() || self.own != LanguageCode::German)
        });
        deeds.filter_map(|(at, verb)| self.subject_of(at, verb)).find(|words| self.is_new(words))
    }

    fn subject_of(&self, at: usize, verb: &Token<'t>) -> Option<&'a [Token<'t>]> {
        let before = self.all.get(..at)?;
        let helping = before.iter().rev().take_while(|token| token.clause == verb.clause && token.function);
        if helping.into_iter().any(|token| PASSIVE.contains(&token.lower.as_str())) {
            return None;
        }
        let words = phrase_before(self.all, at);
        if let Some(first) = words.first() {
            let head = before.iter().rev().skip_while(|token| token.start >= first.start);
            let mut outside =
                head.skip_while(|token| token.is_article() || ONLY.contains(&token.lower.as_str()));
            let preposition =
                outside.next().is_some_and(|token| token.function && token.clause == verb.clause);
            return (!preposition).then_some(words);
        }
        let (first, last) = (before.iter().rposition(|token| token.opens)?, before.last()?);
        let aside = last.clause == self.all.get(first)?.clause + 1 && verb.clause == last.clause + 1;
        let opening = self.all.get(first)?;
        // Of a trade and a name the name says more: a printer, Alder Press, founded it.
        let name =
            phrase_from(self.all, self.all.iter().position(|token| token.clause == last.clause)?, self.own);
        if aside && is_proper(self.own, name, true) && self.is_new(name) {
            return Some(name);
        }
        (aside && (opening.is_article() || !opening.function)).then(|| phrase_from(self.all, first, self.own))
    }

    /// The phrase that begins with a name; but in German its words with capitals, and what links these: Alder built it.
    fn name_from(&self, at: usize) -> &'a [Token<'t>] {
        let phrase = phrase_from(self.all, at, self.own);
        let small = |token: &Token<'t>| !token.is_capital() && !token.function;
        let name = phrase.iter().position(|token| self.own != LanguageCode::German && small(token));
        let name = phrase.get(..name.unwrap_or(phrase.len())).unwrap_or_default();
        let last = name.iter().rposition(Token::is_capital).filter(|_| self.own != LanguageCode::German);
        name.get(..last.map_or(name.len(), |last| last + 1)).unwrap_or_default()
    }

    /// New names: words with a capital inside a sentence; in German two of them side by side, or one behind a trade.
    fn named(&self) -> Option<&'a [Token<'t>]> {
        let dated = |token: &Token<'_>| {
            [Class::Month, Class::Weekday]
                .into_iter()
                .any(|class| member(class, self.language, &token.lower).is_some())
        };
        let new = |token: &Token<'_>| {
            token.is_capital()
                && !dated(token)
                && !token.opens
                && !token.stem.as_ref().is_some_and(|stem| (self.known)(stem))
        };
        // A unit has a capital too: 20 MWh.
        let digit = |token: &Token<'_>| token.lower.starts_with(|c: char| c.is_ascii_digit());
        let unit = |at: usize| at.checked_sub(1).and_then(|before| self.all.get(before)).is_some_and(digit);
        let starts = self.all.iter().enumerate();
        let starts = starts.filter(|(at, token)| new(token) && token.stem.is_some() && !unit(*at));
        let german = self.own == LanguageCode::German;
        starts
            .filter(|(at, token)| {
                let next = self.all.get(at + 1).filter(|next| next.clause == token.clause);
                !german || next.is_some_and(new) || CALLED.contains(&token.lower.as_str()) && next.is_some()
            })
            .map(|(at, _)| self.name_from(at))
            .find(|words| {
                self.is_new(words) && words.iter().any(|word| !is_generic(self.language, &word.lower))
            })
    }
}

/// Whether the words hold a name, by their capitals; `bare` if no article stands before them.
pub(super) fn is_proper(own: LanguageCode, words: &[Token<'_>], bare: bool) -> bool {
    let capital = |token: &Token<'_>| token.is_capital();
    let pair = words.windows(2).any(|pair| pair.iter().all(capital));
    if own == LanguageCode::German {
        let called = words.first().is_some_and(|first| CALLED.contains(&first.lower.as_str()));
        let whole = words.iter().any(|token| token.text.chars().filter(|c| c.is_uppercase()).count() > 1);
        return pair || called && words.len() > 1 || bare && words.first().is_some_and(capital) || whole;
    }
    pair || words.iter().any(|token| token.is_capital() && !token.opens)
        || words.len() == 1 && bare && words.iter().any(capital)
}

fn is_participle(own: LanguageCode, token: &Token<'_>) -> bool {
    (!token.is_capital() || token.opens) && may_be_participle(own, &token.lower)
}

/// Whether the word, in lower case, ends as participles of the language may; many others end so too.
pub(crate) fn may_be_participle(own: LanguageCode, word: &str) -> bool {
    let ends = |ends: &[&str]| word.chars().count() > 2 && ends.iter().any(|end| word.ends_with(end));
    match own {
        LanguageCode::English => ends(&[
            "ed", "en", "wn", "ne", "lt", "un", "de", "ld", "ght", "nt", "ng", "pt", "ft", "le", "rn", "put",
            "cut", "set",
        ]),
        LanguageCode::German => {
            let prefixed = [
                "ge", "be", "ver", "ent", "er", "zer", "ein", "aus", "auf", "an", "ab", "über", "unter", "um",
            ];
            ends(&["t", "en"]) && prefixed.iter().any(|prefix| word.starts_with(prefix)) || ends(&["iert"])
        }
        LanguageCode::French => ends(&[
            "é", "ée", "és", "ées", "i", "ie", "is", "ies", "it", "ite", "its", "ites", "u", "ue", "us",
            "ues", "te", "t", "ts",
        ]),
        LanguageCode::Spanish => ends(&[
            "ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "cho", "cha", "chos", "chas", "ito",
            "ita", "sto", "sta", "rto", "rta", "elto", "elta",
        ]),
    }
}

/// Whether it is said by what means, and not by whom: by radio, von Hand.
pub(crate) fn is_means(by: &str, next: &str) -> bool {
    by.eq_ignore_ascii_case("by") && MEANS.contains(&next) || by == "von" && next == "Hand"
}
