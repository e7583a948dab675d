//! German verbs that part: of "rückte zweimal aus" the verb is "ausrücken", and "statt" is no topic of "fand im Mai statt".

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use super::LanguageCode;
use super::forms::{SEPARABLE, verb};

/// What ends a clause.
const ENDS: [char; 9] = [',', ';', ':', '.', '!', '?', '(', ')', '\u{2013}'];
/// The least length of the word whose stem is looked up, in characters.
const VERB: usize = 3;

/// The text with each prefix that ends a clause of the language joined to its verb, as its infinitive.
pub(super) fn joined(code: LanguageCode, text: &str) -> Cow<'_, str> {
    let german = code == LanguageCode::German;
    let parts = |text: &str| german && text.split_inclusive(ENDS).any(|clause| prefix(clause).is_some());
    if !parts(text) {
        return Cow::Borrowed(text);
    }
    text.split_inclusive(ENDS).map(|clause| in_clause(code, clause)).collect::<String>().into()
}

/// The prefix at the end of the clause, with the byte at which it begins.
fn prefix(clause: &str) -> Option<(usize, &str)> {
    let mut back = clause.unicode_word_indices().rev();
    let last = back.next().filter(|(_, word)| SEPARABLE.contains(word));
    // By and by is no verb's.
    last.filter(|_| back.next().is_some_and(|(_, before)| before != "und"))
}

fn in_clause(code: LanguageCode, clause: &str) -> Cow<'_, str> {
    let whole = Cow::Borrowed(clause);
    let Some((end, prefix)) = prefix(clause) else { return whole };
    let stemmer = code.stemmer();
    let head = clause.get(..end).unwrap_or_default();
    // Only the first word of a sentence may have a capital and be a verb.
    let words = head.unicode_word_indices().enumerate().filter(|(nth, (_, word))| {
        (*nth == 0 || word.starts_with(char::is_lowercase)) && word.chars().count() >= VERB
    });
    let found: Vec<(usize, usize, &str)> = words
        .filter_map(|(_, (at, word))| {
            verb(&stemmer.stem(&word.to_lowercase())).map(|stem| (at, word.len(), stem))
        })
        .collect();
    // What is known with the prefix is the verb; else no participle is: the planned fair takes place.
    let known =
        |(.., stem): &&(usize, usize, &str)| verb(&stemmer.stem(&format!("{prefix}{stem}en"))).is_some();
    let finite =
        |(at, ..): &&(usize, usize, &str)| head.get(*at..).is_some_and(|word| !word.starts_with("ge"));
    let Some((at, length, stem)) = found.iter().find(known).or_else(|| found.iter().find(finite)).copied()
    else {
        return whole;
    };
    let before = head.get(..at).unwrap_or_default();
    let behind = head.get(at + length..).unwrap_or_default();
    let rest = clause.get(end + prefix.len()..).unwrap_or_default();
    format!("{before}{prefix}{stem}en{behind}{rest}").into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn a_verb_and_its_prefix_are_one_word() {
        let german = Language::of(LanguageCode::German);
        for (parted, whole) in [
            ("Das Fest fand im Mai statt.", "stattfinden"),
            ("Wo findet das Fest statt?", "stattfinden"),
            ("Das geplante Fest findet im Mai statt.", "stattfinden"),
            ("Elf Leute nahmen teil, mehr als je.", "teilgenommen"),
            ("Der Zug fährt um acht Uhr ab.", "abfahren"),
            ("Die Firma stellte den Betrieb ein.", "eingestellt"),
        ] {
            let stem = german.stem(whole).unwrap();
            assert!(german.stems(parted).contains(&stem), "{parted}: {:?} {stem}", german.stems(parted));
            assert!(!german.stems(parted).iter().any(|stem| stem == "statt"), "{parted}");
        }
    }

    #[test]
    fn other_words_stay() {
        for text in ["Der Weg führt um den See.", "Es kam nach und nach.", "Das Haus auf dem Berg, alt."] {
            assert_eq!(joined(LanguageCode::German, text), text);
        }
        assert_eq!(joined(LanguageCode::English, "He stood by, mit."), "He stood by, mit.");
    }
}
