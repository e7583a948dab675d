//! German verbs that part: of "rückte zweimal aus" the verb is "ausrücken", and "statt" is no topic of "fand im Mai statt".

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use super::LanguageCode;
use super::forms::{SEPARABLE, infinitive_of};

/// What ends a clause, unless it stands in a number: 18.30, 2,5; or behind one: am 3. Mai.
const ENDS: [char; 9] = [',', ';', ':', '.', '!', '?', '(', ')', '\u{2013}'];
/// The least length of a verb's form, in characters.
const FORM: usize = 3;
/// What may stand between a prefix and another clause.
const AND: [&str; 3] = ["und", "oder", "sowie"];
/// Prefixes that are adverbs as often: only with a verb that is known with them.
const ADVERBS: [&str; 2] = ["wieder", "weiter"];
/// What counts how often something happens, and looks like a verb: dreimal, 87-mal.
const TIMES: &str = "mal";
/// Function words behind which the verb of a clause may stand; an adjective stands behind the others.
const SUBJECTS: [&str; 30] = [
    "er", "sie", "es", "wir", "ich", "ihr", "man", "dort", "da", "dann", "danach", "hier", "heute", "so",
    "auch", "noch", "und", "oder", "aber", "wann", "wo", "wie", "wer", "was", "wem", "wen", "warum", "wohin",
    "woher", "womit",
];

/// The text with each prefix that ends a clause of the language joined to its verb, as its infinitive.
pub(super) fn joined(code: LanguageCode, text: &str) -> Cow<'_, str> {
    if code != LanguageCode::German || !text.unicode_words().any(|word| SEPARABLE.contains(&word)) {
        return Cow::Borrowed(text);
    }
    let clauses = clauses(text);
    if clauses.iter().all(|clause| prefix(clause).is_none()) {
        return Cow::Borrowed(text);
    }
    clauses.into_iter().map(in_clause).collect::<String>().into()
}

/// The clauses of the text, each with what ends it.
fn clauses(text: &str) -> Vec<&str> {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut ends: Vec<usize> = text
        .match_indices(ENDS)
        .filter(|(at, end)| {
            let before = text.get(..*at).and_then(|head| head.chars().next_back());
            let behind = text.get(at + end.len()..).unwrap_or_default();
            let ordinal = *end == "." && digit(before) && !behind.trim().is_empty();
            !(ordinal || digit(before) && digit(behind.chars().next()))
        })
        .map(|(at, end)| at + end.len())
        .collect();
    let words: Vec<(usize, &str)> = text.unicode_word_indices().collect();
    ends.extend(words.windows(3).filter_map(|run| match run {
        // By and by, up and down are no verbs'.
        [(_, prefix), (at, and), (_, next)]
            if AND.contains(and) && SEPARABLE.contains(prefix) && !SEPARABLE.contains(next) =>
        {
            Some(*at)
        }
        _ => None,
    }));
    ends.push(text.len());
    ends.sort_unstable();
    let mut from = 0;
    let mut out = Vec::new();
    for end in ends {
        out.extend(text.get(from..end).filter(|clause| !clause.is_empty()));
        from = end;
    }
    out
}

/// The prefix at the end of the clause, with the byte at which it begins.
fn prefix(clause: &str) -> Option<(usize, &str)> {
    let mut back = clause.unicode_word_indices().rev();
    let last = back.next().filter(|(_, word)| SEPARABLE.contains(word));
    last.filter(|_| back.next().is_some_and(|(_, before)| !AND.contains(&before)))
}

fn in_clause(clause: &str) -> Cow<'_, str> {
    let whole = Cow::Borrowed(clause);
    let Some((end, prefix)) = prefix(clause) else { return whole };
    let head = clause.get(..end).unwrap_or_default();
    let verbs = forms(head);
    let known =
        |(.., verb): &&(usize, usize, Cow<'_, str>)| infinitive_of(&format!("{prefix}{verb}")).is_some();
    let any = || verbs.first().filter(|_| !ADVERBS.contains(&prefix));
    let Some((at, length, verb)) = verbs.iter().find(known).or_else(any) else { return whole };
    let before = head.get(..*at).unwrap_or_default();
    let behind = head.get(at + length..).unwrap_or_default();
    let rest = clause.get(end + prefix.len()..).unwrap_or_default();
    format!("{before}{prefix}{verb}{behind}{rest}").into()
}

/// What may be the verb of the clause: forms of known verbs, then a past that ends by rule; each with its byte, its length and the
/// infinitive.
fn forms(head: &str) -> Vec<(usize, usize, Cow<'_, str>)> {
    let words: Vec<(usize, &str)> = head.unicode_word_indices().collect();
    let may_be = |nth: usize, word: &str| {
        let before = nth.checked_sub(1).and_then(|before| words.get(before));
        let small = word.starts_with(char::is_lowercase);
        small && before.is_none_or(|(_, before)| may_precede(before)) || nth == 0
    };
    let all = words.iter().enumerate();
    let fit =
        all.filter(|(nth, (_, word))| word.chars().count() >= FORM && *word != TIMES && may_be(*nth, word));
    let fit: Vec<(usize, &str)> = fit.map(|(_, word)| *word).collect();
    let known = fit.iter().filter_map(|(at, word)| {
        infinitive_of(&word.to_lowercase()).map(|verb| (*at, word.len(), Cow::Borrowed(verb)))
    });
    let ruled = fit.iter().filter_map(|(at, word)| {
        let root = word.strip_suffix("te").or_else(|| word.strip_suffix("ten"))?;
        let end = if root.ends_with("el") || root.ends_with("er") { "n" } else { "en" };
        (*at > 0 && root.chars().count() >= FORM).then(|| (*at, word.len(), format!("{root}{end}").into()))
    });
    known.chain(ruled).collect()
}

/// Whether the verb of a clause may stand behind the word: behind a noun, a number, a pronoun, but behind no article or preposition.
fn may_precede(word: &str) -> bool {
    let lower = word.to_lowercase();
    SUBJECTS.contains(&lower.as_str())
        || word.starts_with(|c: char| c.is_ascii_digit())
        || word.starts_with(char::is_uppercase) && !LanguageCode::German.has_function_word(&lower)
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
            ("Das Fest findet am 3. Mai statt.", "stattfinden"),
            ("Wo findet das Fest statt?", "stattfinden"),
            ("Das geplante Fest findet im Mai statt.", "stattfinden"),
            ("Elf Leute nahmen teil, mehr als je.", "teilgenommen"),
            ("Der Zug fährt um 18.30 Uhr ab.", "abfahren"),
            ("Die erste Fähre legt um acht ab und kommt um neun an.", "ablegen"),
            ("Welche Firmen führen die Arbeiten aus?", "ausführen"),
            ("Die Arbeiten führten zwei Firmen aus.", "ausführen"),
            ("Die Firma stellte den Betrieb ein.", "eingestellt"),
            ("Im Mai rückte die Bergwacht dreimal aus.", "ausrücken"),
            ("Der Strom geht um acht Uhr aus.", "ausgehen"),
        ] {
            let stem = german.stem(whole).unwrap();
            let joined = joined(LanguageCode::German, parted);
            assert!(german.stems(parted).contains(&stem), "{joined}: {:?} {stem}", german.stems(parted));
            assert!(!german.stems(parted).iter().any(|stem| stem == "statt"), "{parted}");
        }
    }

    #[test]
    fn other_words_stay() {
        for text in [
            "Der Weg führt um den See.",
            "Es kam nach und nach.",
            "Das Haus auf dem Berg, alt.",
            "Der alte Brunnen ist wieder.",
            "An kalten Tagen ein.",
        ] {
            assert_eq!(joined(LanguageCode::German, text), text);
        }
        assert_eq!(joined(LanguageCode::English, "He stood by, mit."), "He stood by, mit.");
    }
}
