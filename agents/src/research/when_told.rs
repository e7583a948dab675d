//! Times that a text tells without a date, a duration or a word for a part of the day; knows no question.

use unicode_segmentation::UnicodeSegmentation;

use super::kinds::{TIMES, has_run};
use crate::language::{LanguageCode, ends_like_a_participle};
use crate::quantities::{names_time, quantities};

/// What opens a clause that says when something happens again and again.
const CONDITIONS: [&str; 8] = ["when", "whenever", "wenn", "sobald", "quand", "lorsque", "lorsqu", "cuando"];
/// Marks of an era with full stops, and without.
const SPELLED: [(&str, &str); 7] = [
    ("B.C.E.", "BCE"),
    ("B.C.", "BC"),
    ("A.D.", "AD"),
    ("v.Chr", "v. Chr"),
    ("n.Chr", "n. Chr"),
    ("a.C.", "a. C."),
    ("d.C.", "d. C."),
];
/// What stands before a time that comes back.
const EACH: [&str; 9] = ["each", "every", "jeden", "jedes", "jeder", "jedem", "chaque", "cada", "jede"];

/// Words before and behind a time within which that stands.
const NEAR: usize = 4;
const NEXT: usize = 2;
/// What says that something is so of a year as a whole.
const OF_A_YEAR: [&str; 8] =
    ["a year", "per year", "average year", "im jahr", "pro jahr", "par an", "al año", "por año"];
/// What tells a time by its distance from another one, or from now.
const COUNTED_BACK: [&str; 19] = [
    "ago", "later", "earlier", "after", "before", "vor", "später", "nach", "früher", "seit", "since",
    "après", "avant", "depuis", "hace", "después", "antes", "desde", "tard",
];
/// How many times, and what stands between that and a time in which they happen.
const PACED: [&str; 12] = [
    "once", "twice", "thrice", "times", "einmal", "zweimal", "dreimal", "viermal", "mal", "fois", "vez",
    "veces",
];
const PER: [&str; 7] = ["a", "per", "am", "pro", "par", "al", "por"];

/// Verbs that tell how something is now, in the order of [`LanguageCode::ALL`], and those that tell how it was.
const NOW: [&[&str]; 4] = [
    &["is", "are", "opens", "closes"],
    &["ist", "sind", "öffnet", "schließt"],
    &["est", "sont", "ouvre", "ferme"],
    &["es", "está", "abre", "cierra"],
];
const THEN: [&[&str]; 4] = [
    &["was", "were", "had", "did", "has", "have"],
    &["war", "waren", "wurde", "wurden", "hatte", "hat", "haben"],
    &["était", "étaient", "fut", "a", "ont"],
    &["fue", "fueron", "ha", "era"],
];
/// How a verb ends that tells how it was.
const ENDS_THEN: [&[&str]; 4] = [&["ed"], &["te", "ten"], &["ait", "aient"], &["ó", "aron", "ieron"]];

/// Whether a text of the language tells only how something is now, and counts no time back from it.
pub(super) fn is_so_now(code: LanguageCode, text: &str) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.unicode_words().collect();
    let of = |all: &[&'static [&'static str]; 4]| {
        LanguageCode::ALL.iter().zip(all).find(|(other, _)| **other == code).map_or(&[][..], |(_, own)| own)
    };
    let (now, then, ends) = (of(&NOW), of(&THEN), of(&ENDS_THEN));
    // What is written with a capital is no verb, and a shed and the first are none either.
    let verb = |at: usize, word: &str| {
        let small = text.unicode_words().nth(at).is_some_and(|word| word.starts_with(char::is_lowercase));
        match code {
            LanguageCode::English => ends_like_a_participle(word),
            LanguageCode::German => small && !word.ends_with("ste") && !word.ends_with("sten"),
            LanguageCode::French | LanguageCode::Spanish => true,
        }
    };
    let past = |at: usize, word: &&str| {
        then.contains(word) || ends.iter().any(|end| word.ends_with(end)) && verb(at, word)
    };
    // What is opened at any hour is open.
    let past = words.iter().enumerate().any(|(at, word)| {
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        past(at, word) && !before.is_some_and(|before| now.contains(before) || *before == "not")
    });
    words.iter().any(|word| now.contains(word)) && !past && !is_counted_back(text) && !is_of_another_era(text)
}

/// Whether the text says behind its first word when what it tells happens: it rings when the pumps fail.
pub(super) fn happens_when(text: &str) -> bool {
    text.unicode_words().skip(1).any(|word| CONDITIONS.contains(&word))
}

/// Whether the text has a year that is counted from elsewhere than years of four digits are: 9000 BP, AD 14, 44 v. Chr.
pub(super) fn is_of_another_era(text: &str) -> bool {
    let spelled = SPELLED.iter().fold(text.to_owned(), |text, (dotted, mark)| text.replace(dotted, mark));
    let words: Vec<(usize, &str)> = spelled.unicode_word_indices().collect();
    let number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    // Before a noun it may be a name: 300 BP stations.
    let ends = |end: usize| {
        let rest = spelled.get(end..).unwrap_or_default().trim_start();
        let next = rest.unicode_words().next().unwrap_or_default().to_lowercase();
        !rest.starts_with(char::is_alphanumeric)
            || LanguageCode::ALL.into_iter().any(|code| code.has_function_word(&next))
    };
    let marked = words.windows(2).any(|pair| match pair {
        [(_, year), (at, mark @ ("BP" | "BC" | "BCE" | "AD" | "CE"))] => {
            number(year) && ends(at + mark.len())
        }
        [(_, "AD"), (_, year)] => number(year),
        _ => false,
    });
    marked
        || words.windows(3).any(|run| match run {
            [(_, year), (_, "yr" | "years"), (_, "BP")] | [(_, year), (_, "v" | "n"), (_, "Chr")] => {
                number(year)
            }
            [(_, year), (_, "av" | "apr"), (_, "J")] | [(_, year), (_, "a" | "d"), (_, "C")] => number(year),
            _ => false,
        })
}

/// Whether the text says that something happens in each of some times: on the first of each month.
pub(super) fn comes_back(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.unicode_words().collect();
    words.windows(2).any(|pair| matches!(pair, [each, time] if EACH.contains(each) && names_time(time)))
}

/// Whether the text has a word for a time only to say how often something happens within one: twice a day.
pub(super) fn is_pace(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.unicode_words().collect();
    words.windows(3).any(|run| matches!(run, [count, per, time] if PACED.contains(count) && PER.contains(per) && names_time(time)))
}

/// Whether the text tells a time by how long before or after another one it was.
pub(super) fn is_counted_back(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphabetic());
    words.any(|word| COUNTED_BACK.contains(&word)) || lower.contains("il y a ")
}

/// Whether the text tells something of a year as a whole.
pub(super) fn is_of_a_year(text: &str) -> bool {
    let lower = text.to_lowercase();
    OF_A_YEAR.iter().any(|cue| has_run(&lower, cue)) && !is_pace(text)
}

/// Whether what tells a distance from another time stands beside how long that is: vor drei Jahren, two years later.
pub(super) fn has_a_time_counted_back(text: &str) -> bool {
    let times = quantities(text).into_iter().filter(|quantity| TIMES.contains(&quantity.unit.0.as_str()));
    times.into_iter().any(|time| {
        let before = text.get(..time.start).unwrap_or_default().rsplit([',', ';']).next().unwrap_or_default();
        let behind = text.get(time.end..).unwrap_or_default().split([',', ';']).next().unwrap_or_default();
        let mut before: Vec<&str> = before.unicode_words().rev().take(NEAR).collect();
        before.reverse();
        let behind: Vec<&str> = behind.unicode_words().take(NEXT).collect();
        is_counted_back(&before.join(" "))
            || is_counted_back(&behind.join(" "))
            || before.join(" ").to_lowercase().ends_with("il y a")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_before_ours_are_counted_from_elsewhere() {
        for text in [
            "By 9000 BP, it was forest.",
            "He died in AD 14 at sea.",
            "Seit 44 v. Chr. steht sie.",
            "En 52 av. J.-C. le fort",
            "It was built in 52 B.C. by hand.",
        ] {
            assert!(is_of_another_era(text), "{text}");
        }
        for text in
            ["The company sold 300 BP stations.", "A shop sold 20 CE marked cars.", "It burnt 9000 litres."]
        {
            assert!(!is_of_another_era(text), "{text}");
        }
    }

    #[test]
    fn what_comes_back_or_depends_is_told_by_its_condition() {
        assert!(happens_when("The wheel stops when the pond is dry.") && comes_back("It opens every day."));
        assert!(!happens_when("When dry, it stops.") && !comes_back("It opened last Sunday."));
    }
}
