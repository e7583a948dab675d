//! What a question asks for that is no amount, time, yes or no: somebody, a place, a colour, a kind. It reads no document.

mod agents;
mod answer;
mod beside;
mod by_name;
mod classes;
mod done;
mod left_open;
mod places;
mod roles;
mod tokens;
mod told;

pub(crate) use agents::{is_means, may_be_participle};
pub(crate) use answer::{Answer, Verdict};
pub(crate) use classes::{Class, calendar, is_dated, is_trade};
pub(crate) use places::{is_placing, stands_before_a_place};
pub(crate) use tokens::is_article;
pub(crate) use told::{is_numeral, names_somebody};

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use crate::language::{Language, LanguageCode};
use crate::research::asked::Asked;

const WHO: [&str; 10] = ["who", "whom", "whose", "wer", "wem", "wen", "qui", "quién", "quiénes", "wessen"];
const WHICH: [&str; 26] = [
    "which", "what", "welche", "welcher", "welches", "welchen", "welchem", "was", "wofür", "quel", "quelle",
    "quels", "quelles", "lequel", "laquelle", "quoi", "que", "qu", "qué", "cuál", "cuáles", "woraus",
    "womit", "wie", "comment", "cómo",
];
/// What asks by itself for what something is made of, and what does so beside "which" and a verb of making.
const OF_WHAT: [&str; 3] = ["woraus", "en quoi", "de quoi"];
const MADE: [&str; 34] = [
    "made",
    "built",
    "carved",
    "woven",
    "cast",
    "cut",
    "constructed",
    "hewn",
    "forged",
    "knitted",
    "sewn",
    "moulded",
    "gebaut",
    "gemacht",
    "erbaut",
    "gefertigt",
    "hergestellt",
    "geschnitzt",
    "gewebt",
    "gegossen",
    "fait",
    "faite",
    "faits",
    "faites",
    "construit",
    "construite",
    "hecho",
    "hecha",
    "hechos",
    "hechas",
    "construido",
    "construida",
    "construidos",
    "construidas",
];
/// Words within which a question says what it asks for.
const OPENING: usize = 5;

/// Which way a place lies from what is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    At,
    From,
    To,
}

/// What would answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    Somebody,
    Place(Way),
    Member(Class),
    Version,
    /// Whatever else stands where the question has its interrogative.
    Kind,
}

/// What a question asks to be named.
#[derive(Clone, Debug)]
pub(crate) struct Naming {
    pub(crate) wanted: Wanted,
    /// Stems of the verb that somebody is asked for.
    pub(crate) deed: BTreeSet<String>,
    /// Stems of the noun beside the interrogative, which an answer need not repeat.
    pub(crate) heads: BTreeSet<String>,
    /// Whether that noun tells the deed, and the question's verb does not: which builder does it come from?
    pub(crate) by_role: bool,
    /// Whether it is asked what something is called, or which of the things with names it is.
    called: bool,
    /// Whether it is asked which one did or is something: which country signed, not which one they saw, nor in which one.
    which_does: bool,
    /// The noun of which one is asked for: a quote that has it must tell which.
    one_of: left_open::OneOf,
}

impl Naming {
    /// `None` for a question that wants an amount, a time, a yes or a no.
    pub(crate) fn of(language: &Language, asked: &Asked, question: &str) -> Option<Self> {
        if asked.yes_no || asked.reason || !(asked.who || asked.open) {
            return None;
        }
        let lower = question.to_lowercase().replace('\u{2019}', "'");
        let words: Vec<&str> = lower.unicode_words().collect();
        let (at, wanted) = wanted(language, &words, &lower)?;
        let noun = |word: &&&str| classes::asked_by(language, word).is_some();
        let beside = beside::words(language, &words, at);
        let stems = |word: &&str| language.stems(word);
        let who = wanted == Wanted::Somebody && WHO.contains(words.get(at)?);
        let heads: BTreeSet<String> = match wanted == Wanted::Kind {
            true => words.iter().skip(at + 1).take(1).flat_map(stems).collect(),
            false => beside.iter().filter(|word| !who && noun(word)).flat_map(stems).collect(),
        };
        let deed = deed(language, question, at, &heads);
        let called = Self::asks_what_it_is_called(&lower) || Self::asks_for_a_named_thing(words.get(at + 1));
        let which_does = at == 0 && !who && beside::is_subject(language, &words);
        let one_of =
            if who { left_open::OneOf::default() } else { left_open::OneOf::of(language, &words, at) };
        let naming = Self { wanted, deed, heads, by_role: false, called, which_does, one_of };
        let deeds_of =
            |word: &&str| roles::deeds_of(language, word).map(|deeds| (language.stems(word), deeds));
        let done = done::is_asked(words.get(at + 1), &words);
        let role = words.get(at).into_iter().chain(beside).filter(|_| !done).find_map(deeds_of);
        Some(match role {
            Some((noun, deeds)) => naming.of_role(noun, deeds, &asked.plain),
            None => naming,
        })
    }
}

/// The number of the interrogative, and what it asks for.
fn wanted(language: &Language, words: &[&str], lower: &str) -> Option<(usize, Wanted)> {
    let place = places::asked(words);
    if let Some((at, way)) = place.filter(|(at, _)| *at < OPENING) {
        return Some((at, Wanted::Place(way)));
    }
    // Why was it built asks for nothing by its second word.
    let german = language.code() == LanguageCode::German;
    let asks_which = |word: &&str| WHICH.contains(word) && (german || *word != "was");
    let at = words
        .iter()
        .take(OPENING)
        .position(|word| WHO.contains(word) || asks_which(word) || word.starts_with("qu'"))?;
    let word = words.get(at)?;
    if WHO.contains(word) && !lower.contains("qu'est-ce qui") {
        return Some((at, Wanted::Somebody));
    }
    let beside = beside::words(language, words, at);
    if beside::is_measured(beside) {
        return None;
    }
    let made = words.iter().any(|word| MADE.contains(word));
    let preposition = words.last().is_some_and(|last| ["of", "from", "out"].contains(last))
        || at > 0
            && words
                .get(at - 1)
                .is_some_and(|before| ["de", "en", "aus", "con", "of", "from"].contains(before));
    if OF_WHAT.iter().any(|cue| lower.starts_with(cue)) || made && preposition {
        return Some((at, Wanted::Member(Class::Material)));
    }
    let done = done::is_asked(beside.first(), words);
    // What kind of town it is asks for no town.
    let kind = beside.first().is_some_and(|word| left_open::asks_for_a_kind(word));
    let class = beside::class(language, words, at).filter(|_| !done && !kind);
    let wanted = match class {
        Some(Class::Somebody) => Wanted::Somebody,
        Some(Class::Place) => Wanted::Place(Way::At),
        Some(Class::Version) => Wanted::Version,
        Some(class) => Wanted::Member(class),
        None => Wanted::Kind,
    };
    Some((at, wanted))
}

/// The verb: the first topic word behind the interrogative and its noun, or, where that stands behind a preposition or in
/// German, the words without a capital.
fn deed(language: &Language, question: &str, at: usize, heads: &BTreeSet<String>) -> BTreeSet<String> {
    let small = |word: &&str| !word.starts_with(char::is_uppercase);
    let stems = |word: &str| -> Vec<String> {
        language.stems(word).into_iter().filter(|stem| !heads.contains(stem)).collect()
    };
    let words: Vec<&str> = question.unicode_words().collect();
    let after = || words.iter().skip(at + 1).copied();
    if language.code() == LanguageCode::German {
        return after().filter(small).flat_map(stems).collect();
    }
    let mut deed: BTreeSet<String> =
        after().map(stems).find(|stems| !stems.is_empty()).into_iter().flatten().collect();
    let passive = at > 0 || words.last().is_some_and(|last| ["by", "for", "from"].contains(last));
    if passive {
        let mut last = words.iter().rev().copied().map(stems);
        deed.extend(last.find(|stems| !stems.is_empty()).into_iter().flatten());
    }
    deed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(question: &str) -> Option<Wanted> {
        let language = Language::of_text(question, None);
        Naming::of(&language, &Asked::of(&language, question), question).map(|naming| naming.wanted)
    }

    #[test]
    fn what_a_question_wants_named_is_told_in_four_languages() {
        for question in [
            "Who painted the ceiling of the Elmfold chapel?",
            "By which architect was the mill of Elmfold designed?",
            "Von wem wurde die Kapelle in Elmfeld ausgemalt?",
            "Welche Firma betreibt die Fähre nach Sker?",
            "Par qui le moulin d'Elmfold a-t-il été construit ?",
            "Quelle entreprise exploite le bac de Sker ?",
            "¿Quién pintó la capilla de Elmfold?",
            "¿Qué empresa explota el barco de Sker?",
        ] {
            assert_eq!(wanted(question), Some(Wanted::Somebody), "{question}");
        }
        for question in [
            "What colour are the doors of the Elmfold chapel?",
            "Welche Farbe haben die Türen der Kapelle?",
            "De quelle couleur sont les portes de la chapelle ?",
            "¿De qué color son las puertas de la capilla?",
        ] {
            assert_eq!(wanted(question), Some(Wanted::Member(Class::Colour)), "{question}");
        }
        for question in [
            "What is the bridge of Sker made of?",
            "Woraus besteht die Brücke von Sker?",
            "En quoi est fait le pont de Sker ?",
            "¿De qué está hecho el puente de Sker?",
            "Aus welchem Holz sind die Balken der Mühle?",
        ] {
            assert_eq!(wanted(question), Some(Wanted::Member(Class::Material)), "{question}");
        }
        for question in [
            "Where is the bell of the chapel kept?",
            "Wo steht die Glocke der Kapelle?",
            "Où est gardée la cloche de la chapelle ?",
            "¿Dónde se guarda la campana de la capilla?",
        ] {
            assert_eq!(wanted(question), Some(Wanted::Place(Way::At)), "{question}");
        }
        assert_eq!(wanted("Woher kommt das Mehl der Mühle?"), Some(Wanted::Place(Way::From)));
        assert_eq!(wanted("Which version of the timetable is in force?"), Some(Wanted::Version));
    }

    #[test]
    fn amounts_times_and_yes_or_no_are_not_named() {
        for question in [
            "How high is the tower of the mill?",
            "When was the mill of Elmfold built?",
            "In which year was the mill built?",
            "Is the chapel of Elmfold open in winter?",
            "Wie viele Glocken hat die Kapelle?",
            "À quelle heure ouvre la chapelle ?",
        ] {
            assert_eq!(wanted(question), None, "{question}");
        }
    }
}
