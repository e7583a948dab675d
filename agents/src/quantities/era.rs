//! Centuries and decades as spans of years, in four languages; knows no single year.

use super::period::Date;
use super::spoken::{Token, number_of, tokens};

/// What names a century, after its number or, in Spanish, before it.
const CENTURY: [&str; 8] =
    ["century", "centuries", "jahrhundert", "jahrhunderts", "jahrhunderte", "jh", "siècle", "siècles"];
const SIGLO: [&str; 2] = ["siglo", "siglos"];
/// Ordinals below twenty by their beginnings; those of English beyond are joined from a number and one of these.
const ORDINALS: &[(&str, i32)] = &[
    ("first erst premier primer primero", 1),
    ("second zweit deuxième segundo", 2),
    ("third dritt troisième tercer tercero", 3),
    ("fourth viert quatrième cuarto", 4),
    ("fifth fünft cinquième quinto", 5),
    ("sixth sechst sixième sexto", 6),
    ("seventh siebt siebent septième séptimo", 7),
    ("eighth acht huitième octavo", 8),
    ("ninth neunt neuvième noveno", 9),
    ("tenth zehnt dixième décimo", 10),
    ("eleventh elft onzième", 11),
    ("twelfth zwölft douzième", 12),
    ("thirteenth dreizehnt treizième", 13),
    ("fourteenth vierzehnt quatorzième", 14),
    ("fifteenth fünfzehnt quinzième", 15),
    ("sixteenth sechzehnt seizième", 16),
    ("seventeenth siebzehnt", 17),
    ("eighteenth achtzehnt", 18),
    ("nineteenth neunzehnt", 19),
    ("twentieth zwanzigst vingtième", 20),
];
/// Decades of the last century in words; a person may be in his fifties, so that an article or a noun must show it.
const DECADES: &[(&str, i32)] = &[
    ("twenties zwanziger vingt veinte", 1920),
    ("thirties dreißiger trente treinta", 1930),
    ("forties vierziger quarante cuarenta", 1940),
    ("fifties fünfziger cinquante cincuenta", 1950),
    ("sixties sechziger soixante sesenta", 1960),
    ("seventies siebziger setenta", 1970),
    ("eighties achtziger ochenta", 1980),
    ("nineties neunziger noventa", 1990),
];
/// The last century that can be told.
const LAST: i32 = 21;

/// All of them in order.
pub(super) fn eras(text: &str) -> Vec<Date> {
    let tokens = tokens(text);
    let found = (0..tokens.len()).filter_map(|at| century(&tokens, at).or_else(|| decade(&tokens, at)));
    found.collect()
}

fn word(tokens: &[Token], at: usize) -> &str {
    tokens.get(at).map(|token| token.lower.as_str()).unwrap_or_default()
}

/// The span of years from one word to another.
fn span(tokens: &[Token], first: usize, last: usize, year: i32, until: i32) -> Option<Date> {
    let (start, end) = (tokens.get(first)?.start, tokens.get(last)?.end);
    Some(Date { year, until, start, end, ..Date::default() })
}

/// The century that the word at the place closes, or in Spanish opens.
fn century(tokens: &[Token], at: usize) -> Option<Date> {
    let named = word(tokens, at);
    let (first, number, last) = if SIGLO.contains(&named) {
        (at, number(word(tokens, at + 1))?, at + 1)
    } else if CENTURY.contains(&named) {
        let before = at.checked_sub(1)?;
        let ones = number(word(tokens, before))?;
        // Twenty-first.
        let twenty = before.checked_sub(1).filter(|tens| ones == 1 && word(tokens, *tens) == "twenty");
        (twenty.unwrap_or(before), ones + if twenty.is_some() { 20 } else { 0 }, at)
    } else {
        return None;
    };
    let next: Vec<&str> = (1..=3).map(|ahead| word(tokens, last + ahead)).collect();
    let bc = match next.as_slice() {
        ["bc" | "bce", ..] => 1,
        ["v", "chr", ..] | ["av", ..] | ["avant", "j", ..] | ["a", "c", ..] => 2,
        _ => 0,
    };
    let last = last + bc;
    match bc {
        0 => span(tokens, first, last, (number - 1) * 100 + 1, number * 100),
        _ => span(tokens, first, last, -number * 100, -number * 100 + 99),
    }
}

/// The number of a century: 19, 19th, second, zweiten, XIXe.
fn number(word: &str) -> Option<i32> {
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
    let ending = word.get(digits.len()..)?;
    if !digits.is_empty() {
        let known = ["", "st", "nd", "rd", "th", "e", "ème", "ᵉ"].contains(&ending);
        return digits.parse().ok().filter(|number| known && (1..=LAST).contains(number));
    }
    let german = ["en", "es", "e", "er"].iter().find_map(|ending| word.strip_suffix(ending));
    let named = |names: &str| names.split(' ').any(|name| name == word || german == Some(name));
    let ordinal = ORDINALS.iter().find(|(names, _)| named(names)).map(|(_, number)| *number);
    ordinal.or_else(|| roman(word)).filter(|number| (1..=LAST).contains(number))
}

/// A Roman number, with the ending of a French ordinal or without.
fn roman(word: &str) -> Option<i32> {
    let letters = word.trim_end_matches("ème").trim_end_matches(['e', 'ᵉ', 'è']);
    let value = |c: char| match c {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        _ => None,
    };
    let values: Vec<i32> = letters.chars().map(value).collect::<Option<_>>()?;
    let later = values.iter().skip(1).copied().chain([0]);
    let sum: i32 = values.iter().zip(later).map(|(own, next)| if *own < next { -own } else { *own }).sum();
    (sum > 0).then_some(sum)
}

/// `the 1950s`, `1950er Jahre`, `années 1950`, `the fifties`, `años cincuenta`.
fn decade(tokens: &[Token], at: usize) -> Option<Date> {
    let own = word(tokens, at);
    let before = at.checked_sub(1).map(|before| word(tokens, before)).unwrap_or_default();
    let years = ["années", "años"].contains(&before);
    let jahre = ["jahre", "jahren"].contains(&word(tokens, at + 1));
    let digits = own.trim_end_matches(|c: char| c.is_alphabetic());
    let marked = matches!(own.get(digits.len()..)?, "s" | "er") || years && own == digits;
    if let Some(year) =
        digits.parse::<i32>().ok().filter(|year| marked && digits.len() == 4 && year % 10 == 0)
    {
        // In English the 1800s are a hundred years; by the 1900s ten are meant as often.
        let years = if own.ends_with('s') && year % 100 == 0 && year < 1900 { 99 } else { 9 };
        return span(tokens, at, at + usize::from(jahre), year, year + years);
    }
    let (_, year) = DECADES.iter().find(|(names, _)| names.split(' ').any(|name| name == own))?;
    // "Années soixante-dix", and no "fifty years".
    let ten = own == "soixante" && number_of(word(tokens, at + 1)) == Some(10.0);
    let shown = before == "the" && own.ends_with("ies") || jahre && own.ends_with("er") || years;
    let year = year + if ten { 10 } else { 0 };
    shown.then(|| span(tokens, at, at + usize::from(jahre || ten), year, year + 9))?
}

#[cfg(test)]
mod tests {
    use super::super::dates;

    fn shown(text: &str) -> Vec<String> {
        dates(text).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn centuries_are_spans_of_years_in_four_languages() {
        for text in [
            "It was dug in the 18th century.",
            "It was dug in the eighteenth century.",
            "Er wurde im 18. Jahrhundert gegraben.",
            "Er stammt aus dem achtzehnten Jahrhundert.",
            "Il date du XVIIIe siècle.",
            "Es del siglo XVIII.",
        ] {
            assert_eq!(shown(text), ["1701–1800"], "{text}");
        }
        assert_eq!(shown("of the second century, of the twenty-first century"), ["101–200", "2001–2100"]);
        assert_eq!(shown("It is of the third century BC."), ["-300–-201"]);
    }

    #[test]
    fn decades_are_spans_of_years_in_four_languages() {
        for text in [
            "It shut in the 1950s.",
            "It shut in the fifties.",
            "Es schloss in den 1950er Jahren.",
            "Es schloss in den fünfziger Jahren.",
            "Il ferma dans les années 1950.",
            "Il ferma dans les années cinquante.",
            "Cerró en los años cincuenta.",
        ] {
            assert_eq!(shown(text), ["1950–1959"], "{text}");
        }
        assert_eq!(shown("dans les années soixante-dix"), ["1970–1979"]);
    }

    #[test]
    fn ages_ordinals_and_counts_are_no_eras() {
        for text in
            ["She is in her fifties.", "The second bridge of the century", "fifty years", "mix of civil x"]
        {
            assert!(shown(text).is_empty(), "{text}: {:?}", shown(text));
        }
    }
}
