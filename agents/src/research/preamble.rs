//! What somebody says before the question itself: could you tell me when ..., according to the report, ...; it asks nothing.

use unicode_segmentation::UnicodeSegmentation;

use super::asked::{OPEN, TELLING};

/// Words between what asks to be told and the question.
const BETWEEN: usize = 2;
/// What opens words about the source, up to a comma.
const SOURCE: [&str; 4] = ["according to ", "laut ", "selon ", "según "];

/// The question without it.
pub(super) fn without_preamble(question: &str) -> &str {
    let own = question.trim_start().trim_start_matches('¿');
    let source =
        SOURCE.iter().any(|cue| own.get(..cue.len()).is_some_and(|head| head.to_lowercase() == *cue));
    let own = own.split_once(", ").filter(|_| source).map_or(question, |(_, rest)| rest);
    let words: Vec<(usize, String)> =
        own.unicode_word_indices().map(|(at, word)| (at, word.to_lowercase())).collect();
    let telling = words.iter().position(|(_, word)| TELLING.contains(&word.as_str()));
    let opens = telling.and_then(|telling| {
        let behind = words.iter().skip(telling + 1).take(BETWEEN + 1);
        behind.into_iter().find(|(_, word)| OPEN.contains(&word.as_str()))
    });
    opens.and_then(|(at, _)| own.get(*at..)).unwrap_or(own)
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
