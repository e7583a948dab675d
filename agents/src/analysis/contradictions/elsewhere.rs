//! Whether a statement is of another place than the question; compares no values.

use std::collections::BTreeSet;

use super::Compared;
use crate::analysis::naming::{calendar, is_article, is_placing};
use crate::analysis::statement::Statement;
use crate::language::{Language, LanguageCode, detect};

impl Compared<'_> {
    /// Whether the statement says that it is of another place than the question names, and names nothing of that.
    pub(super) fn is_elsewhere(&self, statement: &Statement<'_>) -> bool {
        let asked = |stem: &String| self.asked.stems.contains(stem);
        let named =
            |stem: &String| asked(stem) && !self.asked.plain.contains(stem) && !self.common.contains(stem);
        let words: Vec<&str> = statement.bare.split_whitespace().collect();
        // A noun without an article behind a preposition of place names it, unless it is a time: on Sunday.
        let german = self.language.code() == LanguageCode::German && !statement.foreign;
        let timed = |name: &str| !calendar(self.language, name).is_empty();
        let placed = words.windows(2).filter_map(|pair| match pair {
            [before, name] if is_placing(before) && name.starts_with(char::is_uppercase) => Some(*name),
            _ => None,
        });
        let placed = placed.filter(|name| !timed(name));
        let mut places = placed
            .flat_map(|name| self.language.stems(name))
            .filter(|stem| !(self.common.contains(stem) || german && self.language.knows(stem)))
            .peekable();
        places.peek().is_some()
            && self.asked.plain.len() < self.asked.stems.len()
            && !statement.stems.iter().any(named)
            && places.all(|stem| !asked(&stem) && !statement.above.contains(&stem))
    }
}

/// Stems of the words that stand without a capital, or, in German, behind an article.
pub(super) fn common(language: &Language, statements: &[Statement<'_>]) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for statement in statements {
        let german = detect(&statement.bare) == Some(LanguageCode::German);
        let mut before = "";
        for word in statement.bare.split_whitespace() {
            if word.starts_with(char::is_lowercase) || german && is_article(before) {
                out.extend(language.stems(word));
            }
            before = word;
        }
    }
    out
}
