//! Words beside a place in a text; knows no numbers.

/// Whether any of the words stands in the text, whatever its case.
pub(super) fn has_word(text: &str, words: &[&str]) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word.to_lowercase().as_str()))
}

/// Whether any of the words stands in the text after none of `manners`, whatever their case.
pub(super) fn has_word_without(text: &str, words: &[&str], manners: &[&str]) -> bool {
    let all: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let before = std::iter::once("").chain(all.iter().map(String::as_str));
    before.zip(&all).any(|(before, word)| words.contains(&word.as_str()) && !manners.contains(&before))
}

/// The last words before a place, nearest first, without punctuation.
pub(super) fn words_before(text: &str, end: usize, count: usize) -> Vec<&str> {
    let head = text.get(..end).unwrap_or_default();
    let marks = ['(', ')', ',', ';', ':', '"', '“', '”', '~', '-', '–'];
    head.split_whitespace()
        .rev()
        .map(|word| word.trim_matches(marks))
        .filter(|word| !word.is_empty())
        .take(count)
        .collect()
}

/// The word after a place and where it ends; empty at the end of the text or before punctuation.
pub(super) fn next_word(text: &str, start: usize) -> (&str, usize) {
    let rest = text.get(start..).unwrap_or_default();
    let body = rest.trim_start_matches([' ', '\n', '\u{a0}', '\u{202f}', '\u{2009}', '-']);
    let from = start + (rest.len() - body.len());
    let end = body.find(|c: char| {
        c.is_whitespace() || matches!(c, ',' | ';' | ':' | '!' | '?' | ')' | '"' | '”' | '|' | '–' | ']')
    });
    let word = body.get(..end.unwrap_or(body.len())).unwrap_or_default();
    // "dB(A)" keeps its bracket, a sentence loses its full stop.
    let word = if word.ends_with("(A") {
        body.get(..word.len() + 1).unwrap_or(word)
    } else {
        word.trim_end_matches(['.', '(', '’', '\''])
    };
    (word, from + word.len())
}
