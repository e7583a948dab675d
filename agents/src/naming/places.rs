//! Prepositions of place in four languages, and the phrases that follow them in a quote.

use std::collections::BTreeSet;

use super::Way;
use super::classes::{Class, member};
use super::tokens::{Token, phrase_from};
use crate::language::{Language, LanguageCode, WordSet, word_set};

/// Where something is, by what a preposition says: in or at, on, under, behind, before, between, near, from, to.
const PLACING: [(&str, Option<Way>, &[&str]); 10] = [
    (
        "in",
        Some(Way::At),
        &[
            "in",
            "at",
            "inside",
            "within",
            "im",
            "am",
            "an",
            "bei",
            "beim",
            "ins",
            "innerhalb",
            "dans",
            "à",
            "au",
            "aux",
            "en",
            "chez",
            "dentro",
        ],
    ),
    ("on", Some(Way::At), &["on", "upon", "atop", "auf", "sur", "sobre"]),
    ("under", Some(Way::At), &["under", "beneath", "below", "unter", "unterhalb", "sous", "bajo", "debajo"]),
    ("above", Some(Way::At), &["above", "over", "über", "oberhalb", "dessus", "encima"]),
    ("behind", Some(Way::At), &["behind", "hinter", "derrière", "detrás", "tras"]),
    ("before", Some(Way::At), &["vor", "devant", "delante"]),
    ("between", Some(Way::At), &["between", "zwischen", "entre"]),
    (
        "near",
        Some(Way::At),
        &[
            "near",
            "beside",
            "neben",
            "nahe",
            "près",
            "cerca",
            "junto",
            "opposite",
            "gegenüber",
            "frente",
            "along",
        ],
    ),
    ("from", Some(Way::From), &["from", "aus", "von", "vom", "de", "depuis", "desde", "du", "del", "des"]),
    ("to", Some(Way::To), &["to", "into", "nach", "zum", "zur", "vers", "a", "al", "hasta", "hacia"]),
];
/// Prepositions with an article in them.
const WITH_ARTICLE: [&str; 14] =
    ["im", "am", "ins", "beim", "zum", "zur", "vom", "au", "aux", "du", "des", "del", "al", "ans"];
/// Prepositions of place that stand before people as often.
const BEFORE_PEOPLE: [&str; 12] =
    ["under", "unter", "sous", "bajo", "chez", "bei", "beim", "à", "au", "between", "entre", "zwischen"];
const WHERE: [(&str, Way); 12] = [
    ("where", Way::At),
    ("wo", Way::At),
    ("où", Way::At),
    ("dónde", Way::At),
    ("woher", Way::From),
    ("wherefrom", Way::From),
    ("d'où", Way::From),
    ("wohin", Way::To),
    ("adónde", Way::To),
    ("whither", Way::To),
    ("whence", Way::From),
    ("jusqu'où", Way::To),
];
/// What follows a preposition of place and is a time or a manner.
static NO_PLACES: WordSet = WordSet::new(|| {
    word_set(
        "day days week weeks month months year years morning afternoon evening night noon midnight hour hours time end beginning moment case \
        way order fact addition average request foot use weekend weekends century holidays silence \
        tag tage tagen woche wochen monat monate monaten jahr jahre jahren morgen nachmittag abend nacht mittag stunde stunden zeit ende \
        anfang fall durchschnitt wochenende jahrhundert fuß ferien \
        jour jours semaine semaines mois an ans année années matin soir nuit midi heure heures temps fin début moyenne siècle pied vacances \
        día días semana semanas mes meses año años mañana tarde noche mediodía hora horas tiempo principio promedio siglo total pie \
        vacaciones",
    )
});

/// The number of the word that asks for a place, and which way it asks.
pub(super) fn asked(words: &[&str]) -> Option<(usize, Way)> {
    let (at, way) = words
        .iter()
        .enumerate()
        .find_map(|(at, word)| WHERE.iter().find(|(cue, _)| cue == word).map(|(_, way)| (at, *way)))?;
    let before = at.checked_sub(1).and_then(|before| words.get(before));
    // "Her" is somebody in English.
    let german = words.get(at) == Some(&"wo");
    let way = match (before, words.last()) {
        (_, Some(&"her")) if german => Way::From,
        (Some(&"de" | &"desde" | &"from" | &"von"), _) | (_, Some(&"from")) => Way::From,
        (Some(&"a" | &"hacia" | &"to" | &"nach"), _) | (_, Some(&"to" | &"hin")) => Way::To,
        _ => way,
    };
    Some((at, way))
}

/// What a preposition says of the place behind it, and which way.
fn placing(word: &str) -> Option<(&'static str, Way)> {
    PLACING.iter().find(|(.., words)| words.contains(&word)).and_then(|(name, way, _)| Some((*name, (*way)?)))
}

/// The same in a sentence of a language, in which it may be another word: an article, one who, has.
fn placing_in(own: LanguageCode, word: &str) -> Option<(&'static str, Way)> {
    let other: &[&str] = match own {
        LanguageCode::English => &["a", "an", "am"],
        LanguageCode::German => &["des", "du", "on"],
        LanguageCode::French => &["a", "an", "on"],
        LanguageCode::Spanish => &[],
    };
    placing(word).filter(|_| !other.contains(&word))
}

/// Whether a word stands before the name of the place where something is, in four languages.
pub(crate) fn is_placing(word: &str) -> bool {
    let (at, word) = (|(_, way): (&str, Way)| way == Way::At, word.to_lowercase());
    placing(&word).is_some_and(at) && !WITH_ARTICLE.contains(&word.as_str())
}

/// Whether a word, in lower case, stands before a place, be it where something is or where it comes from or goes.
pub(super) fn places(own: LanguageCode, word: &str) -> bool {
    placing_in(own, word).is_some()
}

/// Whether a name behind the word, in lower case, is that of a place and of nobody.
pub(crate) fn stands_before_a_place(own: LanguageCode, word: &str) -> bool {
    is_at(own, word) && !BEFORE_PEOPLE.contains(&word)
}

/// Whether it stands before the place where something is.
pub(super) fn is_at(own: LanguageCode, word: &str) -> bool {
    placing_in(own, word).is_some_and(|(_, way)| way == Way::At)
}

/// A phrase of place: what its preposition says, and its words.
pub(super) struct Placed<'a, 't> {
    pub(super) relation: &'static str,
    pub(super) words: &'a [Token<'t>],
}

/// Whether a preposition of that way stands before anything new that is no time, be it called by its name or not: at sea.
pub(super) fn is_anywhere(
    language: &Language,
    all: &[Token<'_>],
    own: LanguageCode,
    way: Way,
    known: &dyn Fn(&String) -> bool,
) -> bool {
    let own_rules = Language::of(own);
    all.iter().enumerate().any(|(at, token)| {
        let timed = |word: &Token<'_>| is_timed(word, [language, &own_rules]);
        let is_new = |words: &[Token<'_>]| !words.iter().any(timed) && !new_stems(words, known).is_empty();
        placing_in(own, &token.lower).is_some_and(|(_, told)| told == way)
            && is_new(phrase_from(all, at + 1, own))
    })
}

/// Whether the word behind a preposition of place tells a time, an amount, a colour or a manner.
fn is_timed(word: &Token<'_>, languages: [&Language; 2]) -> bool {
    let of = |class| languages.iter().any(|language| member(class, language, &word.lower).is_some());
    NO_PLACES.contains(word.lower.as_str())
        || word.lower.starts_with(|c: char| c.is_ascii_digit())
        || [Class::Weekday, Class::Month, Class::Season, Class::Colour].into_iter().any(of)
}

/// The phrases of place in a quote.
pub(super) fn phrases<'a, 't>(
    language: &Language,
    own: LanguageCode,
    all: &'a [Token<'t>],
    way: Way,
) -> Vec<Placed<'a, 't>> {
    let mut out = Vec::new();
    let own_rules = Language::of(own);
    for (at, token) in all.iter().enumerate() {
        let Some((relation, _)) = placing_in(own, &token.lower).filter(|(_, known)| *known == way) else {
            continue;
        };
        let words = phrase_from(all, at + 1, own);
        let article = all.get(at + 1).is_some_and(Token::is_article);
        let contracted = WITH_ARTICLE.contains(&token.lower.as_str());
        let capital = words.first().is_some_and(Token::is_capital);
        let timed = |word: &Token<'_>| is_timed(word, [language, &own_rules]);
        let same_clause = words.first().is_some_and(|first| first.clause == token.clause);
        if same_clause && (article || contracted || capital) && !words.iter().any(timed) {
            out.push(Placed { relation, words });
        }
    }
    out
}

/// The stems of a phrase's words that are not the question's.
pub(super) fn new_stems(words: &[Token<'_>], known: &dyn Fn(&String) -> bool) -> BTreeSet<String> {
    words.iter().filter_map(|word| word.stem.clone()).filter(|stem| !known(stem)).collect()
}
