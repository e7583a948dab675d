//! Whether a quote is the planted passage: compared word by word, so that line breaks, separators of cells and of thousands
//! don't count.

use super::truth::Passage;

/// A quote counts as the sentence from this share of its words on: sentences may be cut differently.
const SHARE: f64 = 0.7;

/// What was quoted, and from which document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quote {
    /// Path of the document.
    pub(super) document: String,
    /// The quoted text.
    pub(super) text: String,
}

/// Whether the text is, or holds, the passage.
pub(super) fn holds(text: &str, passage: &Passage) -> bool {
    let text = normal(text);
    let has = |part: &str| contains(&text, &normal(part));
    let sentence =
        passage.sentence.as_ref().is_none_or(|sentence| has(sentence) || is_most_of(&text, sentence));
    sentence && passage.cells.iter().all(|cell| has(cell))
}

/// Whether the text is a piece of the sentence that makes up most of it.
fn is_most_of(text: &str, sentence: &str) -> bool {
    let sentence = normal(sentence);
    let share = crate::report::number(text.len()) / crate::report::number(sentence.len().max(1));
    share >= SHARE && contains(&sentence, text)
}

fn contains(text: &str, part: &str) -> bool {
    format!(" {text} ").contains(&format!(" {part} "))
}

/// Words and numbers in lower case with one blank between them.
pub(super) fn normal(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let digit = |index: Option<usize>| {
        index.and_then(|index| characters.get(index)).is_some_and(char::is_ascii_digit)
    };
    let mut words = String::with_capacity(text.len());
    for (index, character) in characters.iter().enumerate() {
        let inside = digit(index.checked_sub(1)) && digit(index.checked_add(1));
        match character {
            ',' if inside => {}
            '.' | '-' if inside => words.push(*character),
            other if other.is_alphanumeric() => words.extend(other.to_lowercase()),
            _ => words.push(' '),
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(text: &str) -> Passage {
        Passage {
            document: String::new(),
            copies: Vec::new(),
            sentence: Some(text.to_owned()),
            cells: Vec::new(),
        }
    }

    #[test]
    fn line_breaks_and_neighbours_do_not_matter_but_words_do() {
        let planted = sentence("It holds 812,000 volumes, as counted by shelf mark.");
        assert!(holds("Before. It holds\n812,000 volumes, as counted by shelf mark. After.", &planted));
        assert!(holds("It holds 812,000 volumes, as counted by shelf", &planted));
        assert!(
            !holds("It holds 812,000", &planted)
                && !holds("It holds 912,000 volumes, as counted by shelf mark.", &planted)
        );
    }

    #[test]
    fn a_row_needs_all_its_cells_as_whole_words() {
        let row = Passage { cells: vec!["2022-08".to_owned(), "54".to_owned()], ..sentence("") };
        let row = Passage { sentence: None, ..row };
        assert!(
            holds("Month: 2022-08 | Level: 54", &row)
                && !holds("2022-08 | 154", &row)
                && !holds("2022-09 | 54", &row)
        );
    }
}
