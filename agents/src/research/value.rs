//! Which value a question asks for: an attribute that is told in certain units, a kind of value, or a count; knows neither
//! names nor times.

use std::collections::BTreeSet;

use super::counted::counted;
use super::kinds::{self, Kind, MONEY, TIMES};
use crate::language::{Language, WordSet, word_set};

/// The stem of an attribute, the units in which it is told, and whether what is told must name it: a length of a thing is
/// also its width, so that the word decides.
pub(super) type Attribute = (&'static str, &'static [&'static str], bool);

pub(super) const ATTRIBUTES: &[Attribute] = &[
    ("cost", MONEY, false),
    ("fare", MONEY, false),
    ("budget", MONEY, false),
    ("toll", MONEY, false),
    ("turnov", MONEY, false),
    ("temperature", &["°C", "°"], false),
    ("weight", &["kg"], false),
    ("share", &["%"], false),
    ("width", &["m"], true),
    ("depth", &["m"], true),
    ("height", &["m"], true),
    ("altitude", &["m"], false),
    ("duration", TIMES, false),
    ("wait", TIMES, false),
    ("length", &["m", "s", "days", "months"], false),
];
/// What may open a question for an attribute.
const MEASURING: &[&str] =
    &["how", "what", "wie", "was", "combien", "quel", "quelle", "à", "cuánto", "qué", "welche", "welcher"];
/// Words within which a question says what it asks for.
const OPENING: usize = 3;

/// Whether one of the words stands at the question's beginning.
pub(super) fn opens_with(words: &[&str], cues: &[&str]) -> bool {
    words.iter().take(OPENING).any(|word| cues.contains(word))
}

/// Those of them that ask how much of it something has.
const HOW: [&str; 4] = ["how", "wie", "combien", "cuánto"];
/// Words behind those, or behind what asks for the attribute by its noun, within which it is named.
const BEHIND_HOW: usize = 2;
const BEHIND: usize = 6;
/// What leads from what is asked for to something else: the name of the bridge that joins two parts.
static LEADS: WordSet = WordSet::new(|| {
    word_set(
        "of on in to by for with from at as about than that which who where when von in mit für auf bei aus als dass wenn de du des \
        pour avec dans que qui del en para por con",
    )
});
/// What has it, wherever it stands.
static HAS: WordSet = WordSet::new(|| {
    word_set(
        "cost costs pay pays weigh weighs weighed lasted kosten kostet kostete gekostet wiegt wiegen dauert dauerte coûte coûté coûtait \
        coûter pèse pesait dure durent duré cuesta costó costaba pesa pesaba dura duró tarda mide",
    )
});
/// What is said in passing where another thing is asked for: the high court, the last name, part of it.
const PASSING: [&str; 29] = [
    "high", "tall", "long", "deep", "wide", "broad", "heavy", "warm", "last", "take", "part", "hoch",
    "höher", "hohe", "lang", "tief", "schwer", "haut", "haute", "longue", "profond", "lourd", "alto", "alta",
    "largo", "larga", "profundo", "ancho", "pesado",
];

/// A part is one of a whole more often than how much of it; and a Spanish party has the same stem.
const PARTS: [&str; 8] = ["part", "parts", "teil", "teile", "partie", "parties", "parte", "partes"];
const PARTIES: [&str; 2] = ["partido", "partidos"];

/// Whether the question asks for the attribute, and does not only have its word.
fn is_asked(language: &Language, words: &[&str], attribute: &str) -> bool {
    let opening = || words.iter().take(OPENING);
    let how = opening().position(|word| HOW.contains(word));
    let Some(opener) = how.or_else(|| opening().position(|word| MEASURING.contains(word))) else {
        return true;
    };
    let how = how.is_some();
    let behind = words.iter().enumerate().skip(opener + 1);
    let mut named = behind.filter(|(_, word)| language.stem(word).is_some_and(|stem| stem == attribute));
    named.any(|(at, word)| {
        let between = words.get(opener + 1..at).unwrap_or_default();
        if (PARTS.contains(word) || PARTIES.contains(word)) && !how {
            return false;
        }
        HAS.contains(word)
            || how && (between.len() < BEHIND_HOW || between.last() == Some(&"de"))
            || how && between.len() < BEHIND && !is_in_passing(word)
            || between.is_empty()
            || between.len() < BEHIND
                && !between.iter().any(|word| LEADS.contains(word))
                && !is_in_passing(word)
    })
}

/// Whether it is one of the words for what is said in passing, or a form of one.
fn is_in_passing(word: &str) -> bool {
    let forms = ["", "s", "ly", "er", "en", "em", "es"];
    PASSING.iter().any(|passing| word.strip_prefix(passing).is_some_and(|rest| forms.contains(&rest)))
}

/// What a question wants the value of.
#[derive(Default)]
pub(super) struct Value {
    pub(super) attribute: Option<&'static Attribute>,
    pub(super) kind: Option<&'static Kind>,
    /// The kind of time that comes back, if one is asked for, be it counted or not.
    pub(super) moment: Option<&'static Kind>,
    /// Stems of the noun that is counted.
    pub(super) counted: Vec<String>,
    /// Stems of the words that ask for the kind.
    kind_stems: BTreeSet<String>,
}

impl Value {
    /// From the question in lower case, its words and the stems of its topics.
    pub(super) fn of(
        language: &Language,
        lower: &str,
        words: &[&str],
        stems: &BTreeSet<String>,
        amount_expected: bool,
    ) -> Self {
        if kinds::is_manner(words) {
            return Self::default();
        }
        let mut counted = counted(language, lower);
        let moment = kinds::moment(lower, words);
        let amount = kinds::amount(lower, words);
        // A rent is high too.
        let high = amount.is_some_and(|amount| amount.units == MONEY || lower.contains("wie hoch"));
        let measured = (amount_expected || opens_with(words, MEASURING)) && moment.is_none();
        // What percentage of the costs asks for no price.
        let share = amount.is_some_and(|amount| amount.units == ["%"]);
        let fits = |(stem, units, _): &&Attribute| {
            stems.contains(*stem)
                && !(high && *stem == "height")
                && !(share && *units != ["%"])
                && is_asked(language, words, stem)
        };
        let attribute = ATTRIBUTES.iter().find(fits).filter(|_| measured && counted.is_empty());
        let kind = moment.or_else(|| amount.filter(|_| attribute.is_none()));
        // What the kind of value says is no word that an answer must have, nor is it counted.
        let asking: BTreeSet<String> =
            kind.map(|kind| kind.words(lower)).iter().flat_map(|words| language.stems(words)).collect();
        if counted.iter().any(|stem| asking.contains(stem)) {
            counted.clear();
        }
        let kind = kind.filter(|_| counted.is_empty() || moment.is_some());
        let mut kind_stems = if kind.is_some() { asking } else { BTreeSet::new() };
        // Which part it is may be told without the word: the roof burned.
        let part = words
            .windows(2)
            .take(OPENING)
            .find(|pair| matches!(pair, [which, part] if MEASURING.contains(which) && PARTS.contains(part)));
        kind_stems.extend(part.and_then(|pair| pair.last()).iter().flat_map(|part| language.stems(part)));
        Self { attribute, kind, moment, counted, kind_stems }
    }

    /// Stems of the words that ask for the kind of value, which an answer need not have.
    pub(super) fn kind_stems(&self) -> &BTreeSet<String> {
        &self.kind_stems
    }

    /// The units in which it is told; none where any will do.
    pub(super) fn units(&self) -> &'static [&'static str] {
        self.attribute.map(|(_, units, _)| *units).or(self.kind.map(|kind| kind.units)).unwrap_or_default()
    }

    /// Stems of words of which what is told must name one, if it must.
    pub(super) fn naming(&self) -> BTreeSet<String> {
        if self.kind.is_some_and(|kind| kind.named) { self.kind_stems.clone() } else { BTreeSet::new() }
    }

    /// Whether no value is asked for.
    pub(super) fn is_none(&self) -> bool {
        self.attribute.is_none() && self.kind.is_none() && self.counted.is_empty()
    }
}
