//! Levels what differs between two runs of the same command, and compares. It must not know commands or documents.

/// Replaces ids, times, hashes, tokens, ports and durations by their kind, and blanks at line ends by nothing.
pub(super) fn level(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", level_line(line).trim_end())).collect()
}

fn level_line(line: &str) -> String {
    let mut levelled = String::new();
    let mut word = String::new();
    for c in line.chars().chain(['\n']) {
        if c.is_ascii_alphanumeric() || "_-.:+".contains(c) {
            word.push(c);
            continue;
        }
        levelled.push_str(&level_word(&word));
        word.clear();
        if c != '\n' {
            levelled.push(c);
        }
    }
    levelled
}

/// The word with its kind instead of its value. Marks at its end belong to the sentence.
fn level_word(word: &str) -> String {
    let core = word.trim_end_matches(['.', ':', '-', '+']);
    let rest = word.get(core.len()..).unwrap_or_default();
    let kind = kind(core);
    match kind {
        Some(kind) => format!("<{kind}>{rest}"),
        None => word.to_owned(),
    }
}

fn kind(word: &str) -> Option<&'static str> {
    let bytes = word.as_bytes();
    let all = |allowed: fn(u8) -> bool| bytes.iter().all(|byte| allowed(*byte));
    let digits = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
    let hex = all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    if word.starts_with("v1.") && word.len() > 40 {
        return Some("token");
    }
    if digits >= 8
        && all(|byte| byte.is_ascii_digit() || b"TZ:.-+".contains(&byte))
        && word.contains(['T', '-'])
    {
        return Some("time");
    }
    if word.len() >= 8 && hex && digits > 0 {
        return Some("hash");
    }
    if word.len() >= 16 && digits >= 4 && all(|byte| byte.is_ascii_hexdigit() || b"-_".contains(&byte)) {
        return Some("id");
    }
    if let Some(port) = word.strip_prefix("127.0.0.1:") {
        return port.bytes().all(|byte| byte.is_ascii_digit()).then_some("address");
    }
    let clock = word.trim_end_matches('Z').len() == 8 && word.matches(':').count() == 2 && digits == 6;
    let mixed = all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)) && digits >= 2;
    if word.len() >= 20 && mixed && word.contains(|c: char| c.is_ascii_uppercase()) {
        return Some("opaque");
    }
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let duration = digits > 0 && unit.len() < word.len() && matches!(unit, "s" | "ms");
    if clock {
        return Some("time");
    }
    duration.then_some("duration")
}

/// Whether a text is as it is expected, where a line `...` is expected to be any lines.
pub(super) fn alike(expected: &str, text: &str) -> bool {
    let expected: Vec<&str> = expected.lines().collect();
    let text: Vec<&str> = text.lines().collect();
    alike_lines(&expected, &text)
}

fn alike_lines(expected: &[&str], text: &[&str]) -> bool {
    match (expected.split_first(), text.split_first()) {
        (None, None) => true,
        (Some((first, rest)), _) if first.trim() == "..." => {
            (0..=text.len()).any(|skip| alike_lines(rest, text.get(skip..).unwrap_or_default()))
        }
        (Some((first, rest)), Some((line, lines))) => first == line && alike_lines(rest, lines),
        (None, Some(_)) | (Some(_), None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{alike, level};

    #[test]
    fn what_changes_with_every_run_is_levelled() {
        let level = |text: &str| level(text).trim_end().to_owned();
        assert_eq!(level("at 2026-11-21T01:02:03.456Z."), "at <time>.");
        assert_eq!(level("\"id\": \"0193a5b0-7c3e-7d2a-9f00-1234567890ab\""), "\"id\": \"<id>\"");
        assert_eq!(level("sha 4f2a9c01"), "sha <hash>");
        assert_eq!(level("http://127.0.0.1:40123/workflows"), "http://<address>/workflows");
        assert_eq!(level("done in 1.2s"), "done in <duration>");
        assert_eq!(level("01:14:17  done, 01:14:17Z"), "<time>  done, <time>");
        assert_eq!(level("\"next\":\"MTc5NTIyNDA3NTAwNi9oZWF0\""), "\"next\":\"<opaque>\"");
    }

    #[test]
    fn what_means_something_is_kept() {
        for text in
            ["review.1", "42 quotes", "research-report", "a.b", "version 17", "feedback", "http://x/y_z"]
        {
            assert_eq!(level(text).trim_end(), text);
        }
    }

    #[test]
    fn three_dots_stand_for_any_lines() {
        assert!(alike("a\n...\nd\n", "a\nb\nc\nd\n"));
        assert!(alike("a\n...\n", "a\n"));
        assert!(!alike("a\n...\nd\n", "a\nb\n"));
        assert!(!alike("a\n", "a\nb\n"));
    }
}
