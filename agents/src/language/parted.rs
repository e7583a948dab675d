//! German verbs that part: of "rückte zweimal aus" the verb is "ausrücken", and "statt" is no topic of "fand im Mai statt".

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use super::LanguageCode;
use super::forms::{SEPARABLE, verb};

/// What ends a clause.
const ENDS: [char; 9] = [',', ';', ':', '.', '!', '?', '(', ')', '\u{2013}'];
/// The least length of the word whose stem is looked up, in characters.
const VERB: usize = 3;

/// The length up to which a word with a capital may be an article that opens a sentence.
const ARTICLE: usize = 3;
/// What counts how often something happens, and looks like a verb: dreimal, 87-mal.
const TIMES: &str = "mal";
const PRONOUNS: [&str; 5] = ["er", "sie", "es", "wir", "ich"];

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
        (*nth == 0 || word.starts_with(char::is_lowercase)) && word.chars().count() >= VERB && *word != TIMES
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
    let known = found.iter().find(known).or_else(|| found.iter().find(finite));
    let Some((at, length, stem)) = known.copied().or_else(|| of_unknown(head)) else { return whole };
    let before = head.get(..at).unwrap_or_default();
    let behind = head.get(at + length..).unwrap_or_default();
    let rest = clause.get(end + prefix.len()..).unwrap_or_default();
    format!("{before}{prefix}{stem}en{behind}{rest}").into()
}

/// The byte, the length and the root of a past that ends by rule, behind a noun, a number or a pronoun: 2023 rückte die Wehr aus.
fn of_unknown(head: &str) -> Option<(usize, usize, &str)> {
    let words: Vec<(usize, &str)> = head.unicode_word_indices().collect();
    words.windows(2).find_map(|pair| {
        let [(_, before), (at, word)] = pair else { return None };
        let subject =
            !before.starts_with(char::is_lowercase) && before.len() > ARTICLE || PRONOUNS.contains(before);
        let root = word.strip_suffix("te").or_else(|| word.strip_suffix("ten"))?;
        let verb = word.starts_with(char::is_lowercase) && root.chars().count() >= VERB;
        (subject && verb).then_some((*at, word.len(), root))
    })
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
            ("Im Jahr 2023 rückte die Wehr 87-mal aus.", "ausrücken"),
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
