//! What somebody says before the question itself: could you tell me when ..., according to the report, ...; it asks nothing.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use super::asked::{OPEN, TELLING};
use super::word_for::without_term;

/// Words between what asks to be told and the interrogative.
const BETWEEN: usize = 2;
/// Whom it is to be told.
const WHOM: [&str; 8] = ["me", "us", "mir", "uns", "moi", "nous", "please", "bitte"];
/// What opens words about the source, up to a comma.
const SOURCE: [&str; 4] = ["according to ", "laut ", "selon ", "según "];

/// What is asked: without what stands before it, and without words for a word where the word for something is asked for.
pub(crate) fn what_is_asked(question: &str) -> Cow<'_, str> {
    without_term(without_preamble(question))
}

/// The question without it. Where an interrogative stands before it, telling is what is asked about.
fn without_preamble(question: &str) -> &str {
    let own = without_source(question);
    let words: Vec<(usize, String)> =
        own.unicode_word_indices().map(|(at, word)| (at, word.to_lowercase())).collect();
    let open = |word: &String| is_open(word);
    let Some(telling) = words.iter().position(|(_, word)| TELLING.contains(word.as_str())) else {
        return own;
    };
    let mut before = words.iter().take(telling);
    let mut behind = words.iter().skip(telling + 1).skip_while(|(_, word)| WHOM.contains(&word.as_str()));
    let start = behind.clone().next().map(|(at, _)| *at);
    let asks =
        !before.any(|(_, word)| open(word)) && behind.by_ref().take(BETWEEN + 1).any(|(_, word)| open(word));
    start.filter(|_| asks).and_then(|at| own.get(at..)).unwrap_or(own)
}

/// Without words about the source, unless they tell a time or ask for it.
fn without_source(question: &str) -> &str {
    let own = question.trim_start().trim_start_matches('¿');
    let source =
        SOURCE.iter().any(|cue| own.get(..cue.len()).is_some_and(|head| head.to_lowercase() == *cue));
    let asks = |text: &str, within: usize| {
        text.unicode_words().take(within).any(|word| is_open(&word.to_lowercase()))
    };
    let rest = own.split_once(", ").filter(|(head, rest)| {
        source
            && !head.contains(|c: char| c.is_ascii_digit())
            && !asks(head, usize::MAX)
            && asks(rest, BETWEEN)
    });
    rest.map_or(question, |(_, rest)| rest)
}

/// An interrogative; English and German share one that is a verb in English.
fn is_open(word: &str) -> bool {
    word != "was" && OPEN.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_before_a_question_is_no_part_of_it() {
        for (asked, question) in [
            ("Could you tell me when the pool opens?", "when the pool opens?"),
            ("Hello, I would like to know how deep the well is.", "how deep the well is."),
            ("According to the report, who built the mill?", "who built the mill?"),
            ("Können Sie mir sagen, wann das Bad öffnet?", "wann das Bad öffnet?"),
            (
                "Können Sie mir sagen, seit wann die Brücke gesperrt ist?",
                "seit wann die Brücke gesperrt ist?",
            ),
            ("Je voudrais savoir combien coûte un billet.", "combien coûte un billet."),
            ("¿Me puede decir cuándo abre el museo?", "cuándo abre el museo?"),
        ] {
            assert_eq!(without_preamble(asked), question);
        }
        for question in [
            "Who can tell the keeper that the pool is full?",
            "When does the pool open?",
            "What did the guide say?",
        ] {
            assert_eq!(without_preamble(question), question);
        }
    }
}
