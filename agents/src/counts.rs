//! Counts in words, with what is counted in the singular for one; counts nothing.

/// `1 theme`, `7 themes`: the nouns for one and for any other number.
pub(crate) fn counted(count: usize, [one, many]: [&str; 2]) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// `1 of 4 documents`, `1 of 1 document`.
pub(crate) fn part_of(part: usize, all: usize, nouns: [&str; 2]) -> String {
    format!("{part} of {}", counted(all, nouns))
}

/// How many sub-questions have evidence, as a sentence without its full stop.
pub(crate) fn with_evidence(answered: usize, asked: usize) -> String {
    let have = if answered == 1 || asked == 1 { "has" } else { "have" };
    format!("{} {have} evidence", part_of(answered, asked, SUB_QUESTIONS))
}

pub(crate) const FINDINGS: [&str; 2] = ["finding", "findings"];
pub(crate) const DOCUMENTS: [&str; 2] = ["document", "documents"];
const SUB_QUESTIONS: [&str; 2] = ["sub-question", "sub-questions"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_told_in_the_singular() {
        assert_eq!(part_of(1, 4, DOCUMENTS), "1 of 4 documents");
        assert_eq!(part_of(1, 1, DOCUMENTS), "1 of 1 document");
        assert_eq!(counted(0, FINDINGS), "0 findings");
        assert_eq!(with_evidence(1, 1), "1 of 1 sub-question has evidence");
        assert_eq!(with_evidence(0, 1), "0 of 1 sub-question has evidence");
    }
}
