//! What of a quote answers a question for a name, and whether two such answers exclude each other; looks at no weights.

use std::collections::BTreeSet;

use super::agents::{Searched, is_proper};
use super::classes::{Member, exclude, is_any_place, is_generic, is_trade, member};
use super::places;
use super::tokens::{Token, tokens};
use super::{Class, Naming, Wanted, Way};
use crate::language::{Language, LanguageCode, detect};

/// Letters from which on a name that begins another is taken for its short form.
const SHORT_FORM: usize = 5;
/// Words of a rest that is still one answer.
const REST: usize = 3;
/// Phrases of place in a sentence beyond which none is the answer.
const PLACES: usize = 2;

/// What is given.
#[derive(Clone, Debug)]
enum Given {
    Members(BTreeSet<Member>),
    Version(String),
    Words {
        /// What a preposition says, where one does.
        relation: &'static str,
        /// Stems and words in lower case without those that any answer may have.
        words: BTreeSet<String>,
        initials: String,
        proper: bool,
        own: LanguageCode,
    },
}

/// A quote's answer.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    /// Bytes of the quote that show it.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Whether the sentence's form says that this is asked for.
    pub(crate) by_form: bool,
    /// Stems of the question that the quote says in other words, or need not say.
    pub(crate) also: BTreeSet<String>,
    given: Given,
}

/// What two answers are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Same,
    Other,
    /// One may be the other: a local firm and a firm with a name.
    Unknown,
}

impl Answer {
    /// Whether it is a name.
    pub(super) fn is_proper(&self) -> bool {
        matches!(self.given, Given::Words { proper: true, .. })
    }

    pub(crate) fn against(&self, other: &Self) -> Verdict {
        match (&self.given, &other.given) {
            (Given::Members(a), Given::Members(b)) if exclude(a, b) => Verdict::Other,
            (Given::Version(a), Given::Version(b)) => {
                if a == b || a.starts_with(&format!("{b}.")) || b.starts_with(&format!("{a}.")) {
                    Verdict::Same
                } else {
                    Verdict::Other
                }
            }
            (
                Given::Words { words: a, initials: short, proper, own, relation },
                Given::Words {
                    words: b,
                    initials: other_short,
                    proper: other_proper,
                    own: other_own,
                    relation: to,
                },
            ) => {
                let spelt = |short: &str, words: &BTreeSet<String>| words.contains(&short.to_lowercase());
                if share(a, b) || spelt(short, b) || spelt(other_short, a) {
                    return Verdict::Same;
                }
                // What two languages call something has no words in common; a name has.
                let told = proper == other_proper && (*proper || own == other_own) && relation == to;
                if told && !a.is_empty() && !b.is_empty() { Verdict::Other } else { Verdict::Unknown }
            }
            (Given::Members(_), Given::Members(_)) => Verdict::Same,
            (Given::Members(_) | Given::Version(_) | Given::Words { .. }, _) => Verdict::Unknown,
        }
    }
}

/// Whether the words have one in common, or one that is the other's beginning.
fn share(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let begins = |long: &str, short: &str| short.chars().count() >= SHORT_FORM && long.starts_with(short);
    a.iter().any(|word| b.iter().any(|other| word == other || begins(word, other) || begins(other, word)))
}

impl Naming {
    /// The quote's answer. `known` are stems that the question has, `above` those of heading and title.
    pub(crate) fn answer(
        &self,
        language: &Language,
        quote: &str,
        known: &dyn Fn(&String) -> bool,
        above: &BTreeSet<String>,
    ) -> Option<Answer> {
        let own = detect(quote).unwrap_or(language.code());
        let all = tokens(language, own, quote);
        match self.wanted {
            Wanted::Somebody => self.somebody(language, own, &all, known),
            Wanted::Member(class) => self.members(class, &Language::of(own), &all, known),
            Wanted::Version => self.version(&all),
            Wanted::Place(way) => self.place(language, own, &all, way, known),
            Wanted::Kind => self.rest(own, &all, &|stem| known(stem) || above.contains(stem)),
        }
    }

    fn somebody(
        &self,
        language: &Language,
        own: LanguageCode,
        all: &[Token<'_>],
        known: &dyn Fn(&String) -> bool,
    ) -> Option<Answer> {
        let agent = Searched { language, own, all, deed: &self.deed, known }.agent()?;
        let first = agent.words.first()?;
        let article =
            all.iter().take_while(|token| token.start < first.start).last().is_some_and(Token::is_article);
        let mut also = self.heads.clone();
        if agent.for_deed {
            also.extend(self.deed.iter().cloned());
        }
        let given = words("", language, own, agent.words, is_proper(own, agent.words, !article));
        Some(Answer { by_form: agent.by_form, also, ..spanning(agent.words, given)? })
    }

    fn members(
        &self,
        class: Class,
        own: &Language,
        all: &[Token<'_>],
        known: &dyn Fn(&String) -> bool,
    ) -> Option<Answer> {
        let new = |token: &&Token<'_>| !token.stem.as_ref().is_some_and(known);
        let found =
            all.iter().filter(new).filter_map(|token| Some((token, member(class, own, &token.lower)?)));
        let found: Vec<_> = found.collect();
        let (first, _) = found.first()?;
        let members: BTreeSet<Member> = found.iter().map(|(_, member)| member.clone()).collect();
        let answer = spanning(std::slice::from_ref(*first), Given::Members(members))?;
        Some(Answer { also: self.heads.clone(), ..answer })
    }

    /// A number with dots in it, or one behind the word for a version.
    fn version(&self, all: &[Token<'_>]) -> Option<Answer> {
        let number =
            |token: &Token<'_>| token.lower.trim_start_matches('v').starts_with(|c: char| c.is_ascii_digit());
        let head = |token: &Token<'_>| token.stem.as_ref().is_some_and(|stem| self.heads.contains(stem));
        let behind = all.windows(2).find_map(|pair| match pair {
            [before, token] if head(before) && number(token) => Some(token),
            _ => None,
        });
        let token = behind.or_else(|| all.iter().find(|token| number(token) && token.lower.contains('.')))?;
        let given = Given::Version(token.lower.trim_start_matches('v').to_owned());
        let answer = spanning(std::slice::from_ref(token), given)?;
        Some(Answer { also: self.heads.clone(), ..answer })
    }

    fn place(
        &self,
        language: &Language,
        own: LanguageCode,
        all: &[Token<'_>],
        way: Way,
        known: &dyn Fn(&String) -> bool,
    ) -> Option<Answer> {
        let mut found = places::phrases(language, own, all, way);
        found.retain(|place| !places::new_stems(place.words, known).is_empty());
        let first = found.first().filter(|_| found.len() <= PLACES)?;
        let new: Vec<Token<'_>> = found
            .iter()
            .flat_map(|place| place.words)
            .filter(|word| !word.stem.as_ref().is_some_and(known))
            .cloned()
            .collect();
        let bare = !all
            .iter()
            .any(|token| token.is_article() && token.end < first.words.first().map_or(0, |w| w.start));
        let proper = is_proper(own, first.words, bare && own != LanguageCode::German);
        let answer = spanning(first.words, words(first.relation, language, own, &new, proper))?;
        Some(Answer { also: self.heads.clone(), ..answer })
    }

    /// What the sentence says beyond the question, if that is one run of few words.
    fn rest(&self, own: LanguageCode, all: &[Token<'_>], known: &dyn Fn(&String) -> bool) -> Option<Answer> {
        let topic = |token: &Token<'_>| !token.function && token.stem.is_some();
        let new = |token: &&Token<'_>| topic(token) && !token.stem.as_ref().is_some_and(known);
        let rest: Vec<&Token<'_>> = all.iter().filter(new).collect();
        let (first, last) = (rest.first()?, rest.last()?);
        let run =
            all.iter().filter(|token| (first.start..last.end).contains(&token.start) && topic(token)).count();
        if rest.len() > REST || run != rest.len() || first.clause != last.clause {
            return None;
        }
        let given = Given::Words {
            relation: "",
            words: rest.iter().filter_map(|token| token.stem.clone()).collect(),
            initials: String::new(),
            proper: false,
            own,
        };
        Some(Answer { start: first.start, end: last.end, by_form: false, also: self.heads.clone(), given })
    }
}

fn spanning(words: &[Token<'_>], given: Given) -> Option<Answer> {
    let (first, last) = (words.first()?, words.last()?);
    Some(Answer { start: first.start, end: last.end, by_form: false, also: BTreeSet::new(), given })
}

/// The words of a phrase that tell it from another: not its trade, nor what links them.
fn words(
    relation: &'static str,
    language: &Language,
    own: LanguageCode,
    phrase: &[Token<'_>],
    proper: bool,
) -> Given {
    let common = |word: &str| match relation {
        "" => is_generic(language, word) || is_legal(word) || proper && is_trade(language, word),
        _ => is_any_place(word),
    };
    let telling = |token: &&Token<'_>| token.stem.is_some() && !token.function && !common(&token.lower);
    let initials: String = phrase
        .iter()
        .filter(|token| token.is_capital() && !is_legal(&token.lower))
        .filter_map(|token| token.text.chars().next())
        .collect();
    let words = phrase.iter().filter(telling);
    let words = words.flat_map(|token| token.stem.iter().cloned().chain([token.lower.clone()])).collect();
    // One letter is nobody's abbreviation.
    let initials = if initials.chars().count() > 1 { initials } else { String::from("-") };
    Given::Words { relation, words, initials, proper, own }
}

/// What stands beside a name whoever has it: forms of companies, titles of people.
fn is_legal(word: &str) -> bool {
    const LEGAL: [&str; 42] = [
        "ltd",
        "limited",
        "inc",
        "plc",
        "llc",
        "corp",
        "corporation",
        "gmbh",
        "ag",
        "kg",
        "ohg",
        "ug",
        "mbh",
        "sa",
        "sarl",
        "sas",
        "sl",
        "cie",
        "cía",
        "sons",
        "brothers",
        "bros",
        "söhne",
        "sohn",
        "gebrüder",
        "fils",
        "frères",
        "hijos",
        "hermanos",
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "sir",
        "lady",
        "madame",
        "monsieur",
        "señor",
        "señora",
        "don",
        "doña",
    ];
    LEGAL.contains(&word)
}
