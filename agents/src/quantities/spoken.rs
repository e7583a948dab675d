//! Numbers and shares that are written as words, in four languages; knows no units.

use super::number::Number;

/// A number in words.
pub(super) struct Spoken {
    /// With its place.
    pub(super) number: Number,
    /// Whether it is a share, given in percent.
    pub(super) share: bool,
    /// Whether such a word never claims to be exact: a third, some thirty.
    pub(super) about: bool,
}

/// Words below one hundred; one is left out, which is an article as often as a number.
const SMALL: &[(&str, f64)] = &[
    ("two zwei deux dos", 2.0),
    ("three drei trois tres", 3.0),
    ("four vier quatre cuatro", 4.0),
    ("five fünf cinq cinco", 5.0),
    ("six sechs seis", 6.0),
    ("seven sieben sept siete", 7.0),
    ("eight acht huit ocho", 8.0),
    ("nine neun nueve", 9.0),
    ("ten zehn dix diez", 10.0),
    ("eleven elf onze once", 11.0),
    ("twelve zwölf douze doce", 12.0),
    ("thirteen dreizehn treize trece", 13.0),
    ("fourteen vierzehn quatorze catorce", 14.0),
    ("fifteen fünfzehn quinze quince", 15.0),
    ("sixteen sechzehn seize dieciséis", 16.0),
    ("seventeen siebzehn diecisiete", 17.0),
    ("eighteen achtzehn dieciocho", 18.0),
    ("nineteen neunzehn diecinueve", 19.0),
    ("twenty zwanzig vingt vingts veinte", 20.0),
    ("veintiuno veintiún veintiuna", 21.0),
    ("veintidós", 22.0),
    ("veintitrés", 23.0),
    ("veinticuatro", 24.0),
    ("veinticinco", 25.0),
    ("veintiséis", 26.0),
    ("veintisiete", 27.0),
    ("veintiocho", 28.0),
    ("veintinueve", 29.0),
    ("thirty dreißig trente treinta", 30.0),
    ("forty vierzig quarante cuarenta", 40.0),
    ("fifty fünfzig cinquante cincuenta", 50.0),
    ("sixty sechzig soixante sesenta", 60.0),
    ("seventy siebzig setenta", 70.0),
    ("eighty achtzig ochenta", 80.0),
    ("ninety neunzig noventa", 90.0),
    ("anderthalb eineinhalb", 1.5),
    ("zweieinhalb", 2.5),
    ("dreieinhalb", 3.5),
];
/// Words that never claim to be exact.
const ROUND: &[(&str, f64)] = &[
    ("dozen dutzend douzaine docena", 12.0),
    ("vingtaine veintena", 20.0),
    ("trentaine treintena", 30.0),
    ("quarantaine", 40.0),
    ("cinquantaine cincuentena", 50.0),
    ("soixantaine", 60.0),
    ("centaine centenar", 100.0),
];
/// Words that multiply what stands before them.
const TIMES: &[(&str, f64)] = &[
    ("hundred hundert cent cents cien ciento cientos", 100.0),
    ("thousand tausend mille mil", 1e3),
    ("million millionen millones", 1e6),
];
/// Runs of words that are shares, in percent.
const SHARES: &[(&str, f64)] = &[
    ("two thirds|zwei drittel|deux tiers|dos tercios", 200.0 / 3.0),
    ("three quarters|drei viertel|trois quarts|tres cuartos", 75.0),
    ("a third of|one third of|ein drittel|un tiers|un tercio", 100.0 / 3.0),
    (
        "a quarter of|one quarter of|ein viertel der|ein viertel des|ein viertel aller|un quart des|un quart du|un quart de la|un cuarto de los|una cuarta parte",
        25.0,
    ),
    ("a fifth of|one fifth of|ein fünftel|un cinquième|una quinta parte|un quinto de", 20.0),
    ("a tenth of|one tenth of|ein zehntel|un dixième|una décima parte", 10.0),
    ("half of|half the|half its|half their|die hälfte|la moitié|la mitad", 50.0),
];
/// Between the two numbers of a share: nine in ten, neuf sur dix.
const OF: [&[&str]; 6] = [&["in"], &["out", "of"], &["von"], &["sur"], &["de", "cada"], &["in", "every"]];

/// A word with its place.
struct Token {
    lower: String,
    start: usize,
    end: usize,
}

/// All of them in order.
pub(super) fn spoken(text: &str) -> Vec<Spoken> {
    let tokens = tokens(text);
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let rest = tokens.get(at..).unwrap_or_default();
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let found = share(rest).or_else(|| ratio(rest)).or_else(|| value(rest, before, text));
        match found {
            Some((words, spoken)) => {
                out.push(spoken);
                at += words;
            }
            None => at += 1,
        }
    }
    out
}

fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let lower = text.get(from..at).unwrap_or_default().to_lowercase();
                out.push(Token { lower, start: from, end: at });
                start = None;
            }
            (true, Some(_)) | (false, None) => {}
        }
    }
    out
}

fn made(rest: &[Token], words: usize, value: f64, share: bool, about: bool) -> Option<(usize, Spoken)> {
    let (first, last) = (rest.first()?, rest.get(words.checked_sub(1)?)?);
    let number = Number { start: first.start, end: last.end, value, decimals: 0, marked: true };
    Some((words, Spoken { number, share, about }))
}

fn share(rest: &[Token]) -> Option<(usize, Spoken)> {
    let starts = |run: &str| run.split(' ').zip(rest).all(|(word, token)| token.lower == word);
    SHARES.iter().find_map(|(runs, value)| {
        let run = runs.split('|').find(|run| starts(run) && run.split(' ').count() <= rest.len())?;
        // What only shows that a share is meant belongs to what follows.
        let words = run.split(' ').filter(|word| !BELONGS_TO_NEXT.contains(word)).count();
        made(rest, words, *value, true, true)
    })
}

const BELONGS_TO_NEXT: [&str; 12] =
    ["of", "the", "its", "their", "der", "des", "aller", "du", "de", "los", "davon", "cada"];

/// `nine in ten`, with the first number below the second.
fn ratio(rest: &[Token]) -> Option<(usize, Spoken)> {
    let first = small(&rest.first()?.lower)?;
    let after = rest.get(1..)?;
    let between = OF.iter().filter(|of| of.iter().zip(after).all(|(word, token)| token.lower == *word));
    let between = between.map(|of| of.len()).max()?;
    let second = small(&after.get(between)?.lower).filter(|second| *second > first && *second >= 3.0)?;
    made(rest, between + 2, 100.0 * first / second, true, true)
}

/// Of a ratio: one counts here.
fn small(word: &str) -> Option<f64> {
    if ["one", "un", "une", "uno", "una", "eine", "einer", "einem"].contains(&word) {
        return Some(1.0);
    }
    below_hundred(word).or_else(|| word.parse().ok().filter(|value| *value <= 100.0))
}

fn look_up(table: &[(&str, f64)], word: &str) -> Option<f64> {
    table.iter().find(|(words, _)| words.split(' ').any(|known| known == word)).map(|(_, value)| *value)
}

/// German joins tens and ones in one word.
fn below_hundred(word: &str) -> Option<f64> {
    look_up(SMALL, word).or_else(|| {
        let (ones, tens) = word.split_once("und")?;
        let ones = if ones == "ein" { 1.0 } else { look_up(SMALL, ones).filter(|ones| *ones < 10.0)? };
        Some(ones + look_up(SMALL, tens).filter(|tens| *tens >= 20.0)?)
    })
}

/// A run of number words: `four and a half`, `quatre-vingt-douze`, `doce mil`, `two hundred and six thousand`.
fn value(rest: &[Token], before: Option<&Token>, text: &str) -> Option<(usize, Spoken)> {
    // After digits, a word of scale belongs to them; after "per", to a percentage.
    let taken = before.is_some_and(|token| {
        token.lower.ends_with(|c: char| c.is_ascii_digit())
            || ["per", "pour", "por"].contains(&token.lower.as_str())
    });
    // "Passengers in thousand" names a scale and no number.
    let scale = rest.first().is_some_and(|token| look_up(TIMES, &token.lower).is_some())
        && before.is_some_and(|token| token.lower == "in");
    if taken || scale {
        return None;
    }
    let (mut total, mut current, mut words, mut about, mut counted) = (0.0, 0.0, 0, false, false);
    for (at, token) in rest.iter().enumerate() {
        let apart = at.checked_sub(1).and_then(|last| text.get(rest.get(last)?.end..token.start));
        if apart.is_some_and(|apart| !apart.trim_matches(['-', ' ', '\n', '\u{a0}']).is_empty()) {
            break;
        }
        if let Some(value) = below_hundred(&token.lower) {
            // Four times twenty, but no two ones side by side.
            let vigesimal = current == 4.0 && token.lower.starts_with("vingt");
            if !vigesimal && current % 100.0 != 0.0 && (current % 10.0 != 0.0 || value >= 20.0) {
                break;
            }
            current = if vigesimal { 80.0 } else { current + value };
        } else if let Some(value) = look_up(ROUND, &token.lower) {
            (current, about) = (if current > 0.0 { current * value } else { value }, true);
        } else if let Some(value) = look_up(TIMES, &token.lower) {
            if value > 100.0 {
                (total, current) = (total + current.max(1.0) * value, 0.0);
            } else {
                current = current.max(1.0) * value;
            }
        } else if counted && ["and", "und", "et", "y"].contains(&token.lower.as_str()) {
            continue;
        } else {
            break;
        }
        (counted, words) = (true, at + 1);
    }
    let follows = |run: &[&str]| {
        let next = rest.get(words..).unwrap_or_default();
        counted && next.len() >= run.len() && run.iter().zip(next).all(|(word, token)| token.lower == *word)
    };
    if follows(&["and", "a", "half"]) {
        return made(rest, words + 3, total + current + 0.5, false, about);
    }
    made(rest, words, total + current, false, about)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<String> {
        let show =
            |found: Spoken| format!("{:.1}{}", found.number.value, if found.share { " %" } else { "" });
        spoken(text).into_iter().map(show).collect()
    }

    #[test]
    fn numbers_are_read_in_four_languages() {
        assert_eq!(
            values("Nearly two thousand seals, fourteen weeks and four and a half hours"),
            ["2000.0", "14.0", "4.5"]
        );
        assert_eq!(values("vierundzwanzig Stunden, anderthalb Tage"), ["24.0", "1.5"]);
        assert_eq!(
            values("quatre-vingt-douze vignerons, quarante-six concerts, une trentaine"),
            ["92.0", "46.0", "30.0"]
        );
        assert_eq!(values("más de doce mil visitantes y veinticuatro paradas"), ["12000.0", "24.0"]);
    }

    #[test]
    fn shares_are_percentages() {
        assert_eq!(
            values("nine in ten, one in five, a third of them, half the fare"),
            ["90.0 %", "20.0 %", "33.3 %", "50.0 %"]
        );
        assert_eq!(
            values("Ein Viertel der Bäume, la moitié des vignes, uno de cada cinco"),
            ["25.0 %", "50.0 %", "20.0 %"]
        );
    }

    #[test]
    fn scales_of_digits_and_percentages_are_no_numbers_of_their_own() {
        assert!(
            values("40 thousand, 5 million, 3 per cent, 3 pour cent, one of them, a third bridge").is_empty()
        );
    }
}
