//! Finds words that must not be in a repository: leftovers, paths of one machine, addresses of package mirrors.

use super::Text;

/// A word with the reason why it must not be there. Written in two halves, so that this file does not find itself.
const BANNED: [(&str, &str, &str); 13] = [
    ("TO", "DO", "a leftover: do it or write an issue"),
    ("FIX", "ME", "a leftover: fix it"),
    ("/ro", "ot/", "a path of one machine"),
    ("/ho", "me/", "a path of one machine"),
    ("/Us", "ers/", "a path of one machine"),
    ("C:\\", "Users", "a path of one machine"),
    ("/work/", "main", "a path of one machine"),
    ("/work/", "shared", "a path of one machine"),
    ("../", "shared/design", "a link out of the repository"),
    ("registry.npm", "js.org", "a package registry's host: lock files leave it out"),
    ("files.python", "hosted.org", "a package registry's host"),
    ("pypi", ".org", "a package registry's host"),
    ("static.crates", ".io", "a package registry's host"),
];

pub(super) fn findings(text: &Text) -> Vec<String> {
    let mut findings = Vec::new();
    for (start, end, why) in BANNED {
        let word = format!("{start}{end}");
        for (index, line) in text.content.lines().enumerate() {
            if has_word(line, &word) {
                findings.push(format!("{}:{}: '{word}' is {why}", text.path, index + 1));
            }
        }
    }
    findings
}

/// Whether the line has the word, not as a part of a longer one.
fn has_word(line: &str, word: &str) -> bool {
    let is_part = |neighbour: Option<char>| neighbour.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    let letters = word.chars().all(|c| c.is_ascii_alphabetic());
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + word.len()..).and_then(|text| text.chars().next());
        !letters || !(is_part(before) || is_part(after))
    })
}

#[cfg(test)]
mod tests {
    use super::findings;
    use crate::files::Text;

    fn found(line: &str) -> usize {
        findings(&Text { path: "a".to_owned(), content: line.to_owned() }).len()
    }

    #[test]
    fn leftovers_are_found_as_whole_words() {
        assert_eq!(found(&format!("// {}: later", ["TO", "DO"].concat())), 1);
        assert_eq!(found("MASTODON"), 0);
        assert_eq!(found(&["TO", "DO_LIST"].concat()), 0);
    }

    #[test]
    fn paths_of_one_machine_are_found_anywhere() {
        assert_eq!(found(&format!("see {}x", ["/ho", "me/"].concat())), 1);
        assert_eq!(found("invoke/work/1"), 0);
    }
}
