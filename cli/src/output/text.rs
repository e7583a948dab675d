//! Texts for people: colours, times, lengths, and texts of others made harmless. It prints nothing.

use shared::time::{Millis, Timestamp};

/// Colours, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Paint {
    on: bool,
}

/// What a text means; the colour follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Went well.
    Good,
    /// Wants attention.
    Attention,
    /// Went wrong.
    Bad,
    /// A thing to notice.
    Strong,
    /// Less important.
    Faint,
}

impl Paint {
    /// With colours.
    pub(crate) const fn on() -> Self {
        Self { on: true }
    }

    /// Without.
    pub(crate) const fn off() -> Self {
        Self { on: false }
    }

    /// Whether there are colours.
    pub(crate) const fn is_on(self) -> bool {
        self.on
    }

    /// The text in its tone.
    pub(crate) fn tone(self, tone: Tone, text: &str) -> String {
        if !self.on {
            return text.to_owned();
        }
        let code = match tone {
            Tone::Good => "32",
            Tone::Attention => "33",
            Tone::Bad => "31",
            Tone::Strong => "1",
            Tone::Faint => "2",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}

/// A text of others on one line, without anything that a terminal would obey.
pub(crate) fn one_line(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !clean.is_empty() {
            clean.push(' ');
        }
        clean.extend(word.chars().map(|c| if is_command(c) { '\u{fffd}' } else { c }));
    }
    clean
}

/// A text of others that keeps its lines, without anything that a terminal would obey.
pub(crate) fn lines(text: &str) -> String {
    text.chars()
        .filter(|c| *c != '\r')
        .map(|c| if c != '\n' && c != '\t' && is_command(c) { '\u{fffd}' } else { c })
        .collect()
}

// Control characters drive a terminal; the bidirectional ones show a text in another order than it has.
fn is_command(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{061c}')
}

/// The text cut to `width` characters.
pub(crate) fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(width.saturating_sub(1)).collect();
    short.push('…');
    short
}

/// A length of time in its two largest units, such as `2 h 4 min`.
pub(crate) fn span(length: Millis) -> String {
    let seconds = length.0 / 1_000;
    let units = [(86_400, 86_400, "d"), (3_600, 24, "h"), (60, 60, "min"), (1, 60, "s")];
    let parts = units.map(|(size, wrap, unit)| {
        let count = seconds / size;
        (if size == 86_400 { count } else { count % wrap }, unit)
    });
    let largest = parts.iter().position(|(count, _)| *count > 0);
    let shown = parts.iter().skip(largest.unwrap_or(parts.len())).take(2).filter(|(count, _)| *count > 0);
    let text = shown.map(|(count, unit)| format!("{count} {unit}")).collect::<Vec<_>>().join(" ");
    if text.is_empty() { "less than a second".to_owned() } else { text }
}

/// How long ago an RFC 3339 time was; the text itself where it is none.
pub(crate) fn ago(at: &str, now: Timestamp) -> String {
    match Timestamp::parse(at) {
        Ok(time) if time > now => format!("in {}", span(time.since(now))),
        Ok(time) if now.since(time).0 < 1_000 => "just now".to_owned(),
        Ok(time) => format!("{} ago", span(now.since(time))),
        Err(_) => one_line(at),
    }
}

/// A moment to come: `in 4 h`, or `4 h ago` where it has passed.
pub(crate) fn until(at: &str, now: Timestamp) -> String {
    match Timestamp::parse(at) {
        Ok(time) if time > now => format!("in {}", span(time.since(now))),
        Ok(time) => format!("{} ago", span(now.since(time))),
        Err(_) => one_line(at),
    }
}

/// How long it is from one RFC 3339 time to another.
pub(crate) fn between(from: &str, to: &str) -> Option<String> {
    let (from, to) = (Timestamp::parse(from).ok()?, Timestamp::parse(to).ok()?);
    Some(span(to.since(from)))
}

/// A time to the second, without the milliseconds that nobody reads.
pub(crate) fn moment(at: &str) -> String {
    match at.split_once('.') {
        Some((seconds, _)) => format!("{}Z", one_line(seconds)).replace('T', " "),
        None => one_line(at).replace('T', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_others_drive_no_terminal() {
        assert_eq!(one_line("a\u{1b}[31m\nb\u{202e}c\u{9b}"), "a\u{fffd}[31m b\u{fffd}c\u{fffd}");
        assert_eq!(lines("a\r\nb\u{7}\tc"), "a\nb\u{fffd}\tc");
    }

    #[test]
    fn lengths_have_two_units_at_most() {
        let texts: Vec<String> = [0, 59_000, 3_600_000, 7_440_000, 90_061_000, 86_401_000]
            .into_iter()
            .map(|ms| span(Millis(ms)))
            .collect();
        assert_eq!(texts, ["less than a second", "59 s", "1 h", "2 h 4 min", "1 d 1 h", "1 d"]);
    }

    #[test]
    fn paint_is_only_there_when_it_is_on() {
        assert_eq!(Paint::off().tone(Tone::Bad, "x"), "x");
        assert_eq!(Paint::on().tone(Tone::Bad, "x"), "\u{1b}[31mx\u{1b}[0m");
    }
}
