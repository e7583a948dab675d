//! Numbers as they are written in English and continental texts; knows no units.

/// A number with its place in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// First byte, the sign included.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Its value.
    pub value: f64,
    /// Digits after the decimal mark.
    pub decimals: usize,
    /// Whether thousands are grouped or a decimal mark is used: such a number is no year.
    pub marked: bool,
}

/// Function words of languages that write the decimal mark as a comma.
const CONTINENTAL: [&str; 58] = [
    "der", "das", "und", "ist", "mit", "von", "im", "auf", "pro", "nicht", "le", "les", "et", "est", "dans",
    "pour", "une", "el", "los", "las", "y", "una", "por", "del", "an", "die", "dem", "aus", "wurden", "la",
    "ont", "sind", "wird", "werden", "wurde", "zum", "zur", "ein", "eine", "einen", "einer", "sich", "für",
    "bei", "nach", "über", "sowie", "avec", "sont", "sur", "du", "au", "aux", "des", "con", "para", "fue",
    "fueron",
];
/// Function words of the language that writes it as a point.
const ENGLISH: [&str; 16] = [
    "the", "of", "and", "to", "is", "was", "are", "were", "with", "for", "by", "its", "has", "have", "it",
    "at",
];
/// Digits before the decimal mark; more are a key or a serial number, and beyond 308 no number that JSON can hold.
const MAX_DIGITS: usize = 24;
/// Function words that show a text to be continental.
const CONTINENTAL_WORDS: usize = 2;

/// All numbers of the text in order. Digits that belong to a word (`CO2`, `v3`) are none.
#[must_use]
pub fn numbers_in(text: &str) -> Vec<Number> {
    let continental = is_continental(text);
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(|c: char| c.is_ascii_digit())) {
        let start = at + found;
        let before = text.get(..start).unwrap_or_default().chars().next_back();
        let rest = text.get(start..).unwrap_or_default();
        let length = length(rest, continental);
        at = start + length;
        let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
        if !in_word && let Some(number) = parse(text, start, at, continental) {
            out.push(number);
        }
    }
    out
}

/// Whether the text is of a language that writes the decimal mark as a comma.
pub(super) fn is_continental(text: &str) -> bool {
    let words: Vec<String> = text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase).collect();
    let count = |known: &[&str]| words.iter().filter(|word| known.contains(&word.as_str())).count();
    let continental = count(&CONTINENTAL);
    // A short sentence has one such word, and none of those without which English has no sentence.
    continental >= CONTINENTAL_WORDS || continental > 0 && count(&ENGLISH) == 0
}

/// Bytes of the number that starts `text`: digits, with single marks between digits.
fn length(text: &str, continental: bool) -> usize {
    let mut end = digits(text);
    loop {
        let rest = text.get(end..).unwrap_or_default();
        let Some(mark) = rest.chars().next() else { return end };
        let after = rest.get(mark.len_utf8()..).map_or(0, digits);
        let spaced = matches!(mark, '\u{a0}' | '\u{202f}' | '\u{2009}') || mark == ' ' && continental;
        let earlier = text.get(..end).is_some_and(|head| end <= 3 || head.contains(mark));
        let groups = spaced && after == 3 && earlier;
        let marked = matches!(mark, '.' | ',' | '\'' | '’') && after > 0;
        if !groups && !marked {
            return end;
        }
        end += mark.len_utf8() + after;
    }
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// `None` for what has the digits of a number but is a date, a version or an address.
fn parse(text: &str, start: usize, end: usize, continental: bool) -> Option<Number> {
    let written = text.get(start..end)?;
    let marks: Vec<char> = written.chars().filter(|c| !c.is_ascii_digit()).collect();
    let parts: Vec<&str> = written.split(|c: char| !c.is_ascii_digit()).collect();
    let lead = parts.first()?.len();
    let grouped =
        |parts: &[&str]| lead <= 3 && !written.starts_with('0') && parts.iter().all(|part| part.len() == 3);
    let (integer, fraction) = match (marks.as_slice(), parts.as_slice()) {
        ([], [whole]) => ((*whole).to_owned(), ""),
        ([mark], [_, rest]) if (continental || *mark != '.') && grouped(&[*rest]) => (parts.concat(), ""),
        ([',' | '.'], [whole, rest]) => ((*whole).to_owned(), *rest),
        ([.., last], [whole @ .., rest]) if marks.iter().any(|mark| mark != last) => {
            if !grouped(whole.get(1..)?) {
                return None;
            }
            (whole.concat(), *rest)
        }
        (_, [_, rest @ ..]) if grouped(rest) => (parts.concat(), ""),
        _ => return None,
    };
    if integer.len() > MAX_DIGITS {
        return None;
    }
    let negative = text.get(..start)?.ends_with(['-', '−'])
        && text.get(..start)?.trim_end_matches(['-', '−']).ends_with([' ', '(']);
    let sign = if negative { text.get(..start)?.chars().next_back()?.len_utf8() } else { 0 };
    let value: f64 = format!("{integer}.{fraction}0").parse().ok()?;
    Some(Number {
        start: start - sign,
        end,
        value: if negative { -value } else { value },
        decimals: fraction.len(),
        marked: !marks.is_empty(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<f64> {
        numbers_in(text).into_iter().map(|number| number.value).collect()
    }

    #[test]
    fn more_digits_than_any_measurement_has_are_no_number() {
        let long = format!("{} km and 7 km", "9".repeat(400));
        assert_eq!(values(&long), [7.0], "an infinite value is none that JSON can hold");
    }

    #[test]
    fn english_and_continental_marks_are_told_apart() {
        assert_eq!(
            values("1,234.5 and 2.625 of 3,000,000, then -4 or 0.125."),
            [1234.5, 2.625, 3e6, -4.0, 0.125]
        );
        assert_eq!(values("Das ist mit 1.234,5 und 2.625 im Jahr"), [1234.5, 2625.0]);
        assert_eq!(values("Le prix est de 12 500 euros dans les villes"), [12500.0]);
        for short in ["Dort sind 2.310 Gäste", "Avec 2.310 fermes", "Para 2.310 casas"] {
            assert_eq!(values(short), [2310.0], "{short}");
        }
    }

    #[test]
    fn words_versions_and_addresses_are_no_numbers() {
        assert!(values("CO2, v3 and 10.0.0.1 or 1.2.3").is_empty());
    }
}
