//! Whether a text tells how old something is: by its age, or by when it began; asks nothing.

use unicode_segmentation::UnicodeSegmentation;

use super::kinds::{TIMES, has_run};
use crate::language::{WordSet, word_set};
use crate::quantities::{Quantity, dates, names_time};

/// What says near a time that it is an age.
static OLD: WordSet = WordSet::new(|| {
    word_set(
        "old older oldest age ages aged young younger youngest alt alte alten alter altes älter jung jünger âge âgé âgée âgés âgées \
        vieux vieille vieilles ancienneté mindestalter edad antigüedad viejo vieja viejos viejas antiguo antigua",
    )
});
/// What says directly before a time that it is one.
static IS: WordSet = WordSet::new(|| {
    word_set(
        "is are was were be been turn turned turns reach reached ist sind war waren wird werden wurde wurden tiene tienen tenía tenían \
        cumple cumplió cumplen",
    )
});
/// What joins a number of years to that.
const JOINED: &str = "-year-old";
/// The same in German, and what is so each year, or for some of them.
const JAEHRIG: &str = "jährig";
const YEARLY: [&str; 6] = ["ganz", "mehr", "dies", "halb", "lang", "minder"];
/// What says before a number and behind it, in French, that it is an age.
const AVOIR: [&str; 5] = ["a", "ont", "avait", "avaient", "aura"];
const ANS: [&str; 2] = ["an", "ans"];
/// What asks for an age that somebody must have.
const LEAST: [&str; 9] = ["must", "have to", "need to", "muss", "müssen", "doit", "doivent", "debe", "deben"];
const AT_LEAST: [&str; 9] =
    ["at least", "from", "over", "mindestens", "ab", "au moins", "à partir de", "al menos", "a partir de"];
/// What says beside a year that something began in it.
static BEGAN: WordSet = WordSet::new(|| {
    word_set(
        "built build builds building constructed construction erected founded established opened opening inaugurated \
        laid begun began started created born birth completed finished installed planted launched commissioned cast drawn bought dates \
        dating dated raised introduced since seit gebaut erbaut errichtet gegründet eröffnet stammt stammen geboren gepflanzt entstand \
        entstanden angelegt fertiggestellt baujahr angeschafft gekauft depuis construit construite construits construites bâti bâtie \
        fondé fondée ouvert ouverte inauguré inaugurée datent né née nés nées planté plantée plantés posé posée achevé achevée érigé érigée desde \
        construyó construido construida fundó fundado fundada levantó levantado levantada abrió inauguró inaugurado datan nació nacido nacida plantado plantada",
    )
});
/// The same in several words.
const BEGAN_SO: [&str; 9] = [
    "was made",
    "were made",
    "into service",
    "entered service",
    "into use",
    "in dienst",
    "in betrieb",
    "mis en service",
    "mise en service",
];
/// What stands between a thing and the year that it is of, and what stands there before a year in which it is something else.
const OF: [&str; 7] = ["of", "from", "von", "aus", "de", "du", "del"];
const EDGES: [&str; 9] =
    ["end", "start", "beginning", "middle", "ende", "anfang", "fin", "début", "principios"];
/// Words on either side of an age, and of a year, within which such a word stands.
const NEAR: usize = 3;
const BESIDE: usize = 6;
/// Ages over which none is told without its unit, in years.
const OLDEST: f64 = 130.0;
/// Numbers of which one behind such a word is a year.
const YEARS: std::ops::RangeInclusive<i32> = 1000..=2100;
/// What ends a clause.
const ENDS: [char; 4] = [',', ';', '(', ')'];

/// Whether the text, with these amounts, tells an age, or since when something has been.
pub(super) fn tells_an_age(text: &str, given: &[Quantity]) -> bool {
    let lower = text.to_lowercase();
    let dates = dates(text);
    let starts = dates.iter().map(|date| date.start);
    let years = given.iter().filter(|quantity| is_a_year(quantity)).map(|year| year.start);
    given.iter().any(|quantity| is_an_age(text, quantity))
        || lower.contains(JOINED)
        || lower.unicode_words().any(has_years)
        || starts.chain(years).any(|at| is_a_beginning(text, at) || is_of_it(text, at))
        || has_so_many_years(&lower)
}

fn is_an_age(text: &str, quantity: &Quantity) -> bool {
    let bare = quantity.unit.0.is_empty() && quantity.moment.is_none() && quantity.high <= OLDEST;
    let (before, behind) = around(text, quantity.start, quantity.end);
    let before: Vec<String> = before.unicode_words().rev().take(NEAR).map(str::to_lowercase).collect();
    let behind: Vec<String> = behind.unicode_words().take(NEAR).map(str::to_lowercase).collect();
    let is = || before.first().is_some_and(|word| IS.contains(word.as_str()));
    let old = || before.iter().chain(&behind).any(|word| OLD.contains(word.as_str()));
    // Ann Orr, 42, runs it.
    let aside = || {
        let head = text.get(..quantity.start).and_then(|head| head.strip_suffix(", ")).unwrap_or_default();
        let name = head.unicode_words().next_back().is_some_and(|word| word.starts_with(char::is_uppercase));
        bare && name && text.get(quantity.end..).is_some_and(|rest| rest.starts_with(','))
    };
    (bare || TIMES.contains(&quantity.unit.0.as_str())) && (is() || old()) || aside()
}

/// Whether a number may be a year: around 1510 is no date of ours.
fn is_a_year(quantity: &Quantity) -> bool {
    let years = f64::from(*YEARS.start())..=f64::from(*YEARS.end());
    quantity.unit.0.is_empty() && years.contains(&quantity.low)
}

/// Whether the year that stands there is said to be that in which something began, in its clause.
fn is_a_beginning(text: &str, at: usize) -> bool {
    let (before, behind) = around(text, at, at);
    let before = before.rsplit(ENDS).next().unwrap_or_default().to_lowercase();
    let behind = behind.split(ENDS).next().unwrap_or_default().to_lowercase();
    let began = |word: &str| BEGAN.contains(word);
    before.unicode_words().rev().take(BESIDE).any(began)
        || behind.unicode_words().take(BESIDE).any(began)
        || BEGAN_SO.iter().any(|cue| has_run(&before, cue) || has_run(&behind, cue))
}

/// Whether something is said to be of the year: the station building of 1908.
fn is_of_it(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default().to_lowercase();
    let mut before = before.unicode_words().rev();
    let of = before.next().is_some_and(|word| OF.contains(&word));
    of && before.next().is_some_and(|what| !names_time(what) && !EDGES.contains(&what))
}

/// Whether a German word tells so many years: hundertjährig.
fn has_years(word: &str) -> bool {
    word.contains(JAEHRIG) && !YEARLY.iter().any(|yearly| word.starts_with(yearly))
}

/// Whether it is said in French, in lower case, that something has so many years.
fn has_so_many_years(lower: &str) -> bool {
    let words: Vec<&str> = lower.unicode_words().collect();
    // It was so many years ago.
    words.windows(4).any(|run| {
        matches!(run, [before, a, _, years] if *before != "y" && AVOIR.contains(a) && ANS.contains(years))
    })
}

/// Whether a question asks how old somebody must be.
pub(super) fn asks_for_a_least_age(question: &str) -> bool {
    let lower = question.to_lowercase();
    LEAST.iter().any(|cue| has_run(&lower, cue))
}

/// Whether the text tells an age from which on something is allowed: children must be at least ten.
pub(super) fn tells_a_least_age(text: &str, given: &[Quantity]) -> bool {
    let lower = text.to_lowercase();
    let bare = |given: &Quantity| {
        given.unit.0.is_empty() && given.moment.is_none() && given.high <= OLDEST
            || TIMES.contains(&given.unit.0.as_str())
    };
    AT_LEAST.iter().any(|cue| has_run(&lower, cue)) && given.iter().any(bare)
}

/// What stands before a place of the text, and behind another one.
fn around(text: &str, start: usize, end: usize) -> (&str, &str) {
    (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantities::quantities;

    #[test]
    fn an_age_or_a_beginning_tells_how_old_something_is_and_a_number_of_a_year_does_not() {
        for text in [
            "The ferry is 40 years old.",
            "The oldest ferry, of 40 years, lies there.",
            "He was 42.",
            "Ann Orr, 42, runs the shop.",
            "The ferry entered service in 1996.",
            "The bell was made in 1850.",
            "Die hundertjährige Linde steht noch.",
            "A 40-year-old ferry lies there.",
            "Der 40-jährige Turm steht noch.",
            "The tower was finished in 1934.",
            "Le moulin a 40 ans.",
            "El molino tiene 40 años.",
            "Das Haus von 1908 steht noch.",
            "The society began in 1861.",
            "The oldest is a chart, drawn on calfskin around 1510.",
        ] {
            assert!(tells_an_age(text, &quantities(text)), "{text}");
        }
        for text in [
            "The ferry carried 265,000 guests in 2023.",
            "The ferry was taken out of service in 2019.",
            "The mill has rooms 3, 7, and 9.",
            "Il y a 40 ans, la tour a été fermée.",
            "The contract runs for ten years from January 2022.",
            "At the end of 2020 there were 794,000 volumes.",
            "The basin had been 265,000 cubic metres in 2021.",
            "Die Mühle ist ganzjährig geöffnet.",
            "The hall has a capacity of 1200 people.",
            "The mill made 300 tonnes in 2022.",
            "It delivered 12 GWh in 2022, after a spring that had begun late.",
        ] {
            assert!(!tells_an_age(text, &quantities(text)), "{text}");
        }
    }
}
