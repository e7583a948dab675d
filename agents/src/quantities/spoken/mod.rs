//! Numbers and shares that are written as words, in four languages; knows no units.

mod run;
mod share;
mod words;

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

/// A word with its place.
pub(super) struct Token {
    pub(super) lower: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// All of them in order.
pub(super) fn spoken(text: &str) -> Vec<Spoken> {
    let tokens = tokens(text);
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let rest = tokens.get(at..).unwrap_or_default();
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let found = share::share(rest, before).or_else(|| run::run(rest, before, text));
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

/// The words of a text, without what stands between them.
pub(super) fn tokens(text: &str) -> Vec<Token> {
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

/// The number that a word or digits alone stand for, one included; nothing that is no whole number.
pub(crate) fn number_of(word: &str) -> Option<f64> {
    words::one(word)
        .or_else(|| words::below_hundred(word))
        .or_else(|| word.parse::<u32>().ok().map(f64::from))
}

/// What the first words stand for.
fn made(rest: &[Token], words: usize, value: f64, share: bool, about: bool) -> Option<(usize, Spoken)> {
    let (first, last) = (rest.first()?, rest.get(words.checked_sub(1)?)?);
    let number = Number { start: first.start, end: last.end, value, decimals: 0, marked: true };
    Some((words, Spoken { number, share, about }))
}

/// Whether the words begin with those of the run.
fn starts(rest: &[Token], run: &str) -> bool {
    let words = run.split(' ').count();
    rest.len() >= words && run.split(' ').zip(rest).all(|(word, token)| token.lower == word)
}

#[cfg(test)]
mod tests;
