//! Whether a question asks what somebody or something does or is for, and not which of its nouns it is; names nothing.

/// What somebody does, behind an interrogative.
pub(super) const DOES: [&str; 38] = [
    "did", "do", "does", "has", "have", "had", "can", "could", "will", "would", "should", "must", "may",
    "might", "hat", "haben", "hatte", "tut", "tun", "tat", "macht", "machte", "machen", "kann", "darf",
    "muss", "soll", "wird", "a", "ont", "fait", "font", "fit", "ha", "han", "hizo", "hace", "hacen",
];
/// What says of something what it is.
pub(super) const IS: [&str; 15] = [
    "is", "are", "was", "were", "be", "ist", "sind", "war", "waren", "est", "sont", "était", "es", "son",
    "era",
];
/// What stands before "for" or "like" where that asks for a use, a fame or a likeness.
const USED: [&str; 6] = ["used", "known", "famous", "good", "meant", "needed"];

/// Whether a verb stands directly behind the interrogative, or the question ends with what it is used for: the noun beside it is not what is
/// asked for.
pub(super) fn is_asked(next: Option<&&str>, words: &[&str]) -> bool {
    let does = next.is_some_and(|next| DOES.contains(next) || next.ends_with('ó'));
    let is = next.is_some_and(|next| IS.contains(next));
    does || is && matches!(words, [.., used, "for"] if USED.contains(used))
        || is && words.last() == Some(&"like")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_is_asked_by_a_verb_or_a_preposition_at_the_end() {
        let asked = |question: &str| {
            let words: Vec<&str> = question.split(' ').collect();
            is_asked(words.get(1), &words)
        };
        assert!(
            ["what did the council decide", "was macht der verein", "what is the room used for"]
                .into_iter()
                .all(asked)
        );
        assert!(
            ![
                "what firm built the mill",
                "what is the name of the firm",
                "what is the name of the firm that he worked for"
            ]
            .into_iter()
            .any(asked)
        );
    }
}
