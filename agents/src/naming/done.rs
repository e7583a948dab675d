//! Whether a question asks what somebody or something does or is for, and not which of its nouns it is; names nothing.

/// What somebody does, behind an interrogative.
const DOES: [&str; 30] = [
    "did", "do", "does", "has", "have", "had", "can", "could", "will", "would", "should", "must", "may",
    "might", "hat", "haben", "hatte", "tut", "tun", "tat", "kann", "muss", "soll", "a", "ont", "fait",
    "font", "ha", "han", "hizo",
];
const IS: [&str; 4] = ["is", "are", "was", "were"];
const FOR: [&str; 3] = ["for", "with", "like"];

/// Whether a verb stands directly behind the interrogative, or a preposition for it at the question's end: the noun beside it is not what
/// is asked for.
pub(super) fn is_asked(next: Option<&&str>, last: Option<&&str>) -> bool {
    next.is_some_and(|next| DOES.contains(next) || next.ends_with('ó'))
        || next.is_some_and(|next| IS.contains(next)) && last.is_some_and(|last| FOR.contains(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_is_asked_by_a_verb_or_a_preposition_at_the_end() {
        let asked = |question: &str| {
            let words: Vec<&str> = question.split(' ').collect();
            is_asked(words.get(1), words.last())
        };
        assert!(
            ["what did the council decide", "was hat der rat beschlossen", "what is the room used for"]
                .into_iter()
                .all(asked)
        );
        assert!(
            !["what firm built the mill", "what is the name of the firm", "which room is it"]
                .into_iter()
                .any(asked)
        );
    }
}
