//! Shares in words, given in percent: a third, nine tenths, one in twelve, jeder Vierte, la mitad; knows no amounts.

use super::{Spoken, Token, made, number_of, starts};
use crate::quantities::unit::of_word;

/// Parts of a whole by how many make it; words that stand for one part and for several.
const PARTS: &[(&str, f64)] = &[
    ("third thirds drittel tiers tercio tercios tercera terceras", 3.0),
    ("quarter quarters viertel quart quarts cuarto cuartos cuarta cuartas", 4.0),
    ("fifth fifths fünftel cinquième cinquièmes quinto quintos quinta quintas", 5.0),
    ("sixth sixths sechstel sixième sixièmes sexto sextos sexta sextas", 6.0),
    ("seventh sevenths siebtel septième septièmes séptimo séptimos séptima séptimas", 7.0),
    ("eighth eighths achtel huitième huitièmes octavo octavos octava octavas", 8.0),
    ("ninth ninths neuntel neuvième neuvièmes noveno novenos novena novenas", 9.0),
    ("tenth tenths zehntel dixième dixièmes décimo décimos décima décimas", 10.0),
    ("twelfth twelfths zwölftel douzième douzièmes doceavo doceavos", 12.0),
    ("twentieth twentieths zwanzigstel vingtième vingtièmes veinteavo", 20.0),
    ("hundredth hundredths hundertstel centième centièmes centésimo centésima", 100.0),
];
/// After one part, what shows that it is one of a whole and no ordinal, room or hour.
const WHOLES: [&str; 19] = [
    "of", "der", "des", "aller", "von", "davon", "unserer", "seiner", "ihrer", "dieser", "du", "de", "d",
    "are", "is", "was", "were", "del", "parte",
];
/// What may stand behind a third by which something is more or less.
const BEHIND_BY: [&str; 8] = ["at", "in", "from", "to", "or", "and", "since", "within"];
/// One half.
const HALF: [&str; 14] = [
    "half of",
    "half the",
    "half its",
    "half their",
    "half our",
    "half all",
    "die hälfte",
    "zur hälfte",
    "der hälfte",
    "eine hälfte",
    "la moitié",
    "une moitié",
    "la mitad",
    "una mitad",
];
/// What belongs to the thing that is shared.
const BELONGS_TO_NEXT: [&str; 5] = ["of", "the", "its", "their", "our"];
/// German ordinals by their stems: jeder Vierte.
const EVERY: &[(&str, f64)] = &[
    ("zweit", 2.0),
    ("dritt", 3.0),
    ("viert", 4.0),
    ("fünft", 5.0),
    ("sechst", 6.0),
    ("siebt", 7.0),
    ("acht", 8.0),
    ("neunt", 9.0),
    ("zehnt", 10.0),
    ("zwölft", 12.0),
    ("zwanzigst", 20.0),
    ("hundertst", 100.0),
];
/// Between the two numbers of a ratio: nine in ten, neuf sur dix.
const OF: [&str; 9] =
    ["in every", "out of every", "out of", "in", "von je", "von", "sur", "de cada", "por cada"];
/// From how many on one of so many is a share.
const MOST_OF: f64 = 1_000.0;

/// A share that starts there; after digits or a decimal mark it is a part of what stands before.
pub(super) fn share(rest: &[Token], before: Option<&Token>) -> Option<(usize, Spoken)> {
    let digits = |token: &Token| token.lower.ends_with(|c: char| c.is_ascii_digit());
    let first = rest.first()?;
    if before.is_some_and(|before| digits(before) && digits(first) && first.start - before.end == 1) {
        return None;
    }
    half(rest).or_else(|| parts(rest, before)).or_else(|| ratio(rest)).or_else(|| every(rest))
}

fn half(rest: &[Token]) -> Option<(usize, Spoken)> {
    let run = HALF.iter().find(|run| starts(rest, run))?;
    let words = run.split(' ').filter(|word| !BELONGS_TO_NEXT.contains(word)).count();
    made(rest, words, 50.0, true, true)
}

/// A third of, by a third, three quarters, un tiers, una cuarta parte.
fn parts(rest: &[Token], before: Option<&Token>) -> Option<(usize, Spoken)> {
    let first = rest.first()?.lower.as_str();
    let of = rest.get(1).and_then(|part| part_of(&part.lower))?;
    let count = if first == "a" || first == "la" { 1.0 } else { number_of(first)? };
    let next = |back: usize| rest.get(back).map(|token| token.lower.as_str()).unwrap_or_default();
    // A quarter of an hour and un quart d'heure are times; a quarter past six is one too.
    let time = (2..5).any(|at| is_time(next(at)));
    // It fell by a third; bought by a third owner it has an ordinal.
    let by = before.is_some_and(|before| before.lower == "by")
        && rest.get(2).is_none_or(|next| BEHIND_BY.contains(&next.lower.as_str()));
    let whole =
        by || WHOLES.contains(&next(2)) || count > 1.0 || ["tiers", "tercio", "drittel"].contains(&next(1));
    let words = if next(2) == "parte" || next(2) == "partes" { 3 } else { 2 };
    let feminine = next(1).ends_with("era") || next(1).ends_with("arta") || next(1).ends_with("inta");
    let ordinal = words == 2 && (feminine || first == "la");
    if count >= of || time || !whole || ordinal {
        return None;
    }
    made(rest, words, 100.0 * count / of, true, true)
}

fn part_of(word: &str) -> Option<f64> {
    PARTS.iter().find(|(words, _)| words.split(' ').any(|part| part == word)).map(|(_, of)| *of)
}

fn is_time(word: &str) -> bool {
    of_word(word).is_some_and(|(unit, _)| matches!(unit, "s" | "days" | "months")) || word == "uhr"
}

/// `nine in ten`, with the first number below the second; one thing may be named: one fish in twelve.
fn ratio(rest: &[Token]) -> Option<(usize, Spoken)> {
    let first = number_of(&rest.first()?.lower)?;
    let thing =
        usize::from(first == 1.0 && !OF.iter().any(|of| starts(rest.get(1..).unwrap_or_default(), of)));
    let after = rest.get(1 + thing..)?;
    let between = OF.iter().find(|of| starts(after, of))?.split(' ').count();
    let second = number_of(&after.get(between)?.lower)
        .filter(|second| *second > first && (3.0..=MOST_OF).contains(second))?;
    // Three in ten days are no share.
    let of_time = after.get(between + 1).is_some_and(|next| of_word(&next.lower).is_some());
    let words = 1 + thing + between + 1;
    if of_time { None } else { made(rest, words, 100.0 * first / second, true, true) }
}

/// `jeder Vierte`, which counts people or things, but no times.
fn every(rest: &[Token]) -> Option<(usize, Spoken)> {
    let [every, ordinal, ..] = rest else { return None };
    if !["jeder", "jede", "jedes", "jedem", "jeden"].contains(&every.lower.as_str()) {
        return None;
    }
    let stem = ["er", "es", "en", "em", "e"].iter().find_map(|ending| ordinal.lower.strip_suffix(ending))?;
    let (_, of) = EVERY.iter().find(|(known, _)| *known == stem)?;
    let day = rest.get(2).is_some_and(|next| is_time(&next.lower) || next.lower.ends_with("tag"));
    if day { None } else { made(rest, 2, 100.0 / of, true, true) }
}
