//! Where a clause ends; knows nothing of what it says.

/// What ends a clause.
pub(crate) const CLAUSE_ENDS: [char; 7] = [',', ';', ':', '(', ')', '\u{2013}', '\u{2014}'];
/// Words that part clauses of which one may deny what the other doesn't speak of.
pub(crate) const PARTING: [&str; 14] = [
    "but", "although", "though", "while", "whereas", "aber", "obwohl", "sondern", "mais", "quoique",
    "tandis", "pero", "aunque", "sino",
];
/// The clauses of a text.
pub(crate) fn clauses(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for clause in text.split(|c: char| CLAUSE_ENDS.contains(&c) || c == '.') {
        let mut words = Vec::new();
        for word in clause.split_whitespace() {
            if PARTING.contains(&word.to_lowercase().as_str()) {
                out.push(words.join(" "));
                words.clear();
            }
            words.push(word);
        }
        out.push(words.join(" "));
    }
    out
}
