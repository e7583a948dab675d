//! A quote as words with their places, clauses and capitals; knows nothing of questions.

use unicode_segmentation::UnicodeSegmentation;

use crate::language::clauses::CLAUSE_ENDS;
use crate::language::{Language, LanguageCode};

/// Articles and words that stand for one: what may open a phrase without being part of its name.
const ARTICLES: [&str; 36] = [
    "a", "an", "the", "his", "her", "its", "their", "our", "der", "die", "das", "den", "dem", "des", "ein",
    "eine", "einen", "einem", "einer", "eines", "le", "la", "les", "l", "un", "une", "el", "los", "las",
    "una", "unos", "unas", "lo", "du", "au", "aux",
];
/// Words inside a phrase.
const LINKS: [&str; 24] = [
    "of", "the", "de", "du", "des", "del", "la", "le", "les", "el", "los", "las", "der", "die", "das", "d",
    "l", "von", "van", "für", "for", "s", "zu", "&",
];
const AND: [&str; 6] = ["and", "und", "et", "y", "e", "&"];

/// Whether the word, in lower case, stands before a noun without being part of its name.
pub(crate) fn is_article(word: &str) -> bool {
    ARTICLES.contains(&word)
}

/// A word of a quote.
#[derive(Clone, Debug)]
pub(crate) struct Token<'t> {
    /// Bytes of the quote that it takes.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: &'t str,
    pub(super) lower: String,
    /// By the question's language; `None` for a word without a topic.
    pub(super) stem: Option<String>,
    /// Whether the quote's own language has it as a function word.
    pub(super) function: bool,
    /// Whether it opens a sentence.
    pub(super) opens: bool,
    /// Number of its clause.
    pub(super) clause: usize,
}

impl Token<'_> {
    pub(super) fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    pub(super) fn is_article(&self) -> bool {
        is_article(&self.lower)
    }

    fn links(&self) -> bool {
        LINKS.contains(&self.lower.as_str())
    }

    fn is_and(&self) -> bool {
        AND.contains(&self.lower.as_str())
    }
}

/// The words of `text`, whose language is `own`; stems are those of the question's language.
pub(super) fn tokens<'t>(language: &Language, own: LanguageCode, text: &'t str) -> Vec<Token<'t>> {
    let (mut clause, mut opens) = (0_usize, true);
    let mut out = Vec::new();
    for (start, token) in text.split_word_bound_indices() {
        if !token.starts_with(char::is_alphanumeric) && token != "&" {
            if token.contains(CLAUSE_ENDS) || token.contains(['.', '!', '?', '|']) {
                clause += 1;
            }
            opens |= token.contains(['.', '!', '?', ':', '|', '\u{201c}', '"', '\u{2022}', '\u{bf}']);
            continue;
        }
        let lower = token.to_lowercase().replace('\u{2019}', "'");
        out.push(Token {
            start,
            end: start + token.len(),
            text: token,
            stem: language.stems(token).into_iter().next(),
            function: own.has_function_word(lower.rsplit('\'').next().unwrap_or_default()),
            lower,
            opens,
            clause,
        });
        opens = false;
    }
    out
}

/// The phrase that begins at a word: up to its clause's end, a verb's beginnings or another preposition. In German,
/// where nouns have capitals, it ends with one.
pub(super) fn phrase_from<'a, 't>(all: &'a [Token<'t>], at: usize, own: LanguageCode) -> &'a [Token<'t>] {
    let Some(first) = all.get(at) else { return &[] };
    let articles = all.iter().skip(at).take_while(|token| token.is_article()).count();
    let from = at + articles;
    let mut end = from;
    while let Some(token) = all.get(end).filter(|token| token.clause == first.clause) {
        let next_is_capital = || {
            let mut next = all.iter().skip(end + 1).skip_while(|token| token.is_article() || token.links());
            next.next().is_some_and(|next| next.clause == first.clause && next.is_capital())
        };
        let goes_on = if token.is_and() { next_is_capital() } else { !token.function || token.links() };
        if !goes_on {
            break;
        }
        end += 1;
    }
    let phrase = all.get(from..end).unwrap_or_default();
    let last = phrase.iter().rposition(|token| {
        !token.links() && !token.is_and() && (own != LanguageCode::German || token.is_capital())
    });
    phrase.get(..last.map_or(0, |last| last + 1)).unwrap_or_default()
}

/// The phrase that ends before a word.
pub(super) fn phrase_before<'a, 't>(all: &'a [Token<'t>], at: usize) -> &'a [Token<'t>] {
    let Some(clause) = all.get(at).map(|token| token.clause) else { return &[] };
    let alike = |token: &&Token<'_>| token.clause == clause;
    let head = all.get(..at).unwrap_or_default();
    let helping = head.iter().rev().take_while(|token| alike(token) && token.function).count();
    let end = at.saturating_sub(helping);
    let body = head.get(..end).unwrap_or_default();
    let long = body
        .iter()
        .rev()
        .take_while(|token| alike(token) && (!token.function || token.links() || token.is_and()))
        .count();
    let phrase = body.get(end.saturating_sub(long)..).unwrap_or_default();
    let skipped =
        phrase.iter().take_while(|token| token.is_article() || token.links() || token.is_and()).count();
    phrase.get(skipped..).unwrap_or_default()
}
