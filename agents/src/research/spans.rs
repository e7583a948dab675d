//! Lengths and times of something else than what a question asks for the length of: of a part of it, or within which something
//! happens; knows no documents.

use unicode_segmentation::UnicodeSegmentation;

use super::asked::Asked;
use super::dimension::is_said_to_be;
use super::time::is_participle;
use crate::quantities::{Date, Quantity, dates, names_time};

/// What stands before the time within which something happens.
const WITHIN: [&str; 4] = ["within", "innerhalb", "binnen", "sous"];
/// What stands before the time for which something is so, and what says that this is how long it is itself.
const FOR: [&str; 4] = ["for", "pendant", "durant", "durante"];
const PERFECT: [&str; 6] = ["has", "have", "had", "avait", "avaient", "había"];
const LASTS: [&str; 14] = [
    "take",
    "took",
    "last",
    "lasts",
    "lasted",
    "run",
    "runs",
    "ran",
    "open",
    "goes",
    "dure",
    "dura",
    "takes",
    "continues",
];
/// The same in Spanish, and what stands between that and one hour.
const DURA: [&str; 5] = ["dura", "duró", "duraba", "tarda", "tardó"];
const ONE: [&str; 8] = ["a", "an", "ein", "eine", "einen", "un", "une", "una"];
const LATER: [&str; 8] = ["later", "late", "earlier", "early", "später", "früher", "plus", "más"];
/// How words begin that say how long something is.
const LONG: [&str; 3] = ["long", "lang", "dauer"];
/// What says that it is asked for how long something is kept so.
const KEPT: [&str; 10] =
    ["left", "kept", "held", "open", "closed", "shut", "geöffnet", "offen", "geschlossen", "gesperrt"];
/// What asks how long something takes or lasts.
const HOW_LONG: [&str; 5] = ["how long", "how much time", "wie lange", "combien de temps", "cuánto tiempo"];
/// What asks how long a thing is, and not how long something takes; and things that are times.
const HOW_LONG_IS: [&str; 4] = ["how long is", "how long are", "wie lang ist", "wie lang sind"];
const PERIODS: [&str; 5] = ["period", "time", "frist", "zeit", "notice"];
/// What a length is called that is seldom one of time.
const LENGTH: [&str; 2] = ["longueur", "longitud"];
/// What a part of a line, a road or a canal is called.
const PARTS: [&str; 10] = [
    "stretch",
    "section",
    "portion",
    "abschnitt",
    "teilstück",
    "teilstrecke",
    "tronçon",
    "tramo",
    "trecho",
    "trozo",
];

/// How a word begins that stands behind a time by which something is late, and words behind it within which that stands.
const LATE: [&str; 5] = ["late", "delay", "verspät", "retard", "retras"];
const DELAYED: usize = 2;

/// Whether the text names a length by a word that is seldom said of time.
pub(super) fn has_a_length(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    // In German the noun ends a compound; "länger" is no length.
    words.any(|word| LENGTH.contains(&word) || word.ends_with("länge")) || lower.contains("total length")
}

/// Whether the text speaks of a part of a line, a road or a canal.
pub(super) fn speaks_of_a_part(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    words.any(|word| PARTS.contains(&word))
}

/// Whether it is the length of a part only: a stretch of three kilometres.
pub(super) fn is_of_a_part(text: &str, quantity: &Quantity) -> bool {
    let before = text.get(..quantity.start).unwrap_or_default();
    let words: Vec<&str> = before.split_whitespace().rev().take(2).collect();
    quantity.unit.parts().0 == "m" && speaks_of_a_part(&words.join(" "))
}

/// What stands before a time that is long or short without a number.
const VAGUE: [&str; 16] = [
    "several",
    "many",
    "some",
    "few",
    "various",
    "mehrere",
    "viele",
    "einige",
    "wenige",
    "plusieurs",
    "quelques",
    "nombreuses",
    "varios",
    "varias",
    "muchos",
    "algunos",
];
/// What stands before the time from which on something was so.
const FROM: [&str; 6] = ["from", "between", "von", "de", "desde", "entre"];

/// Whether it is asked how long something took or was so, and the text tells it without a number: for several years, from 1870 to
/// 1939.
pub(super) fn tells_how_long(text: &str, asked: &Asked) -> bool {
    let question = asked.question.to_lowercase();
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.unicode_words().collect();
    let vague = || {
        words
            .windows(2)
            .any(|pair| matches!(pair, [vague, time] if VAGUE.contains(vague) && names_time(time)))
    };
    let span = |date: &Date| {
        let before = lower.get(..date.start).and_then(|head| head.split_whitespace().next_back());
        date.until > date.year && before.is_some_and(|word| FROM.contains(&word))
    };
    asked.units.contains(&"days")
        && HOW_LONG.iter().any(|cue| question.contains(cue))
        && !HOW_LONG_IS.iter().any(|cue| question.contains(cue))
        && (vague() || lasts_one(&words) || dates(text).iter().any(span))
}

/// Whether words in lower case say that something lasts one hour or day: the tour takes an hour.
fn lasts_one(words: &[&str]) -> bool {
    let lasts = |word: &str| {
        LASTS.contains(&word) || LONG.iter().any(|start| word.starts_with(start)) || DURA.contains(&word)
    };
    // What runs an hour later lasts no hour.
    let later = |at: usize| words.get(at + 3).is_some_and(|word| LATER.contains(word));
    let lasts_it = |run: &[&str]| matches!(run, [verb, one, time] if lasts(verb) && ONE.contains(one) && names_time(time));
    words.windows(3).enumerate().any(|(at, run)| lasts_it(run) && !later(at))
}

/// Whether the time tells by how much something was late, where it is not asked for that.
pub(super) fn is_a_delay(text: &str, quantity: &Quantity, asked: &Asked) -> bool {
    let late = |text: &str| {
        let lower = text.to_lowercase();
        lower.unicode_words().any(|word| LATE.iter().any(|start| word.starts_with(start)))
    };
    let rest = text.get(quantity.end..).unwrap_or_default().split([',', ';', '.']).next();
    let behind: Vec<&str> = rest.unwrap_or_default().unicode_words().take(DELAYED).collect();
    late(&behind.join(" ")) && !late(&asked.question)
}

/// Whether the time is one within which something happens, where it is asked how long something is.
pub(super) fn is_deadline(text: &str, quantity: &Quantity, asked: &Asked) -> bool {
    let before = text.get(..quantity.start).and_then(|head| head.split_whitespace().next_back());
    if !asks_how_long_it_is(asked) {
        return false;
    }
    let joined = text.get(quantity.start..quantity.end).is_some_and(|written| written.contains('-'));
    !(says_that_it_lasts(text) || joined || is_said_to_be(text, quantity))
        || before.is_some_and(|word| {
            let word = word.to_lowercase();
            let has_been =
                || text.unicode_words().any(|word| PERFECT.contains(&word.to_lowercase().as_str()));
            let lasts = || text.unicode_words().any(|word| LASTS.contains(&word.to_lowercase().as_str()));
            WITHIN.contains(&word.as_str()) || FOR.contains(&word.as_str()) && has_been() && !lasts()
        })
}

/// Whether it is asked how long something is that is neither a time nor kept so.
fn asks_how_long_it_is(asked: &Asked) -> bool {
    let lower = asked.question.to_lowercase();
    HOW_LONG_IS.iter().any(|cue| lower.contains(cue))
        && !PERIODS.iter().any(|noun| lower.contains(noun))
        && !lower.unicode_words().any(|word| is_participle(word) || KEPT.contains(&word))
}

/// Whether a time in the text may be how long something is: it lasts, or is long.
fn says_that_it_lasts(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower
        .unicode_words()
        .any(|word| LASTS.contains(&word) || LONG.iter().any(|start| word.starts_with(start)))
}

/// Whether it tells how far something goes, where it is asked how long something is.
pub(super) fn is_a_distance(text: &str, quantity: &Quantity, asked: &Asked) -> bool {
    let lower = asked.question.to_lowercase();
    HOW_LONG_IS.iter().any(|cue| lower.contains(cue))
        && text.get(..quantity.start).is_some_and(|head| head.trim_end().ends_with("as far as"))
}
