//! Small functions over hostile or machine text. It must not produce HTML.

use crate::research::heading;

/// Makes characters that reorder or hide text visible: what a person approves is what the page showed.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if deceives(letter) {
            shown.push_str(&format!("⟨U+{:04X}⟩", u32::from(letter)));
        } else {
            shown.push(letter);
        }
    }
    shown
}

fn deceives(letter: char) -> bool {
    match letter {
        '\n' | '\r' | '\t' => false,
        '\u{200b}' | '\u{2060}' | '\u{feff}' => true,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}' => true,
        other => other.is_control(),
    }
}

/// `executive_summary` as `Executive summary`.
pub(crate) fn label(key: &str) -> String {
    let words = visible(key).replace('_', " ");
    let mut letters = words.trim().chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "(no name)".to_owned(),
    }
}

/// A JSON number as people write it.
pub(crate) fn number(number: &serde_json::Number) -> String {
    let text = number.to_string();
    let (sign, rest) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("−", rest));
    let (whole, fraction) = rest.split_once('.').unwrap_or((rest, ""));
    if !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return text;
    }
    let point = if fraction.trim_end_matches('0').is_empty() { "" } else { "." };
    format!("{sign}{}{point}{}", thousands(whole), fraction.trim_end_matches('0'))
}

/// The last part of a JSON pointer as a label.
pub(crate) fn pointer_label(pointer: &str) -> String {
    match pointer.rsplit('/').next() {
        Some(last) if !last.is_empty() => heading(&last.replace("~1", "/").replace("~0", "~")),
        Some(_) | None => "The whole artifact".to_owned(),
    }
}

/// The first `limit` characters and how many were left out.
pub(crate) fn cut(text: &str, limit: usize) -> (&str, usize) {
    match text.char_indices().nth(limit) {
        Some((end, _)) => {
            let (head, tail) = text.split_at(end);
            (head, tail.chars().count())
        }
        None => (text, 0),
    }
}

/// The text itself if it is one `http` or `https` address.
pub(crate) fn web_address(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let plain =
        |letter: char| !letter.is_whitespace() && !letter.is_control() && !"<>\"\\`{}".contains(letter);
    (!rest.is_empty() && rest.chars().all(plain)).then_some(text)
}

/// `1234567` as `1,234,567`.
pub(crate) fn thousands(number: impl std::fmt::Display) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `2026-11-21T14:00:00Z` as `21 Nov 2026, 14:00 UTC`; text of another shape as it is.
pub(crate) fn utc(rfc3339: &str) -> String {
    spoken_utc(rfc3339).unwrap_or_else(|| rfc3339.to_owned())
}

fn spoken_utc(rfc3339: &str) -> Option<String> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (date, time) = rfc3339.strip_suffix('Z')?.split_once('T')?;
    let mut parts = date.splitn(3, '-').map(|part| part.parse::<usize>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let clock = time.get(..5)?;
    let name = MONTHS.get(month.checked_sub(1)?)?;
    Some(format!("{day} {name} {year}, {clock} UTC"))
}

/// The text if it can stand in a shell command as it is: a page must not offer a command to copy that does more.
pub(crate) fn shell_word(text: &str) -> Option<&str> {
    let harmless = |letter: char| letter.is_ascii_alphanumeric() || "._:-".contains(letter);
    (!text.is_empty() && !text.starts_with('-') && text.chars().all(harmless)).then_some(text)
}

/// The command that approves without the page; what is not known is a placeholder in capitals.
pub(crate) fn approve_command(run: Option<&str>, approval: Option<&str>, hash: Option<&str>) -> String {
    let (run, approval, hash) =
        (run.unwrap_or("ID"), approval.unwrap_or("STEP.ROUND"), hash.unwrap_or("HASH"));
    format!("aegis approve {run} {approval} --artifact-hash {hash}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_and_reordering_characters_become_visible() {
        assert_eq!(visible("pay \u{202e}001\u{200b}\u{0}\n"), "pay ⟨U+202E⟩001⟨U+200B⟩⟨U+0000⟩\n");
    }

    #[test]
    fn labels_read_like_words() {
        assert_eq!(label("executive_summary"), "Executive summary");
        assert_eq!(label(""), "(no name)");
        assert_eq!(pointer_label("/a/b~1c"), "B/c");
        assert_eq!(pointer_label(""), "The whole artifact");
    }

    #[test]
    fn only_whole_web_addresses_become_links() {
        assert!(web_address("https://example.org/a?b=c").is_some());
        for other in
            ["javascript:alert(1)", "https://", "https://a b", "see https://a.example", "HTTPS://a\"x"]
        {
            assert_eq!(web_address(other), None, "{other}");
        }
    }

    #[test]
    fn times_are_spoken_and_odd_ones_kept() {
        assert_eq!(utc("2026-11-21T14:05:09.123Z"), "21 Nov 2026, 14:05 UTC");
        for odd in ["2026-13-21T14:00:00Z", "2026-11-21T14:00:00+02:00", "soon", "é-T1Z", ""] {
            assert_eq!(utc(odd), odd);
        }
    }

    #[test]
    fn cutting_counts_characters_not_bytes() {
        assert_eq!(cut("äöü", 2), ("äö", 1));
        assert_eq!(cut("äöü", 3), ("äöü", 0));
    }

    #[test]
    fn a_command_takes_only_harmless_words() {
        assert_eq!(shell_word("review.2"), Some("review.2"));
        for word in ["", "-rf", "a b", "$(x)", "a;b", "a\nb"] {
            assert_eq!(shell_word(word), None, "{word}");
        }
    }

    #[test]
    fn numbers_of_json_are_written_as_people_do() {
        let shown = |text: &str| number(&text.parse().unwrap());
        assert_eq!(
            ["340000000.0", "-1234.50", "0.84", "7"].map(shown),
            ["340,000,000", "−1,234.5", "0.84", "7"]
        );
        assert_eq!(shown("1e300"), "1e+300");
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!([thousands(7), thousands(1234), thousands(1_234_567)], ["7", "1,234", "1,234,567"]);
    }
}
